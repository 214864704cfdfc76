# SPDX-License-Identifier: EUPL-1.2
"""Reading the environment: a missing or wrong setting stops the start and says how to mend it."""

import os

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The setting's value, or the default."""
    return os.environ.get(name, default).strip()


def required(name: str, remedy: str) -> str:
    """The setting's value; raises ImproperlyConfigured with the remedy when it is empty."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {remedy}")
    return value


PRODUCTION_ONLY = ["ISOPOLITY_DATABASE_URL", "ISOPOLITY_SECRET_KEY", "ISOPOLITY_MAIL_URL", "ISOPOLITY_HOSTS"]


def refuse_production() -> None:
    """The demo stops when any production setting is given."""
    if given := [name for name in PRODUCTION_ONLY if text(name)]:
        raise ImproperlyConfigured(
            "The demo signs anyone in as anyone, so it never runs beside a production setting."
            f" Unset {', '.join(given)}, or unset ISOPOLITY_MODE."
        )


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1, true, yes or on; raises ImproperlyConfigured for anything that is neither yes nor no."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no. Write {name}=1 or {name}=0.")


def number(name: str, default: int) -> int:
    """A whole number; raises ImproperlyConfigured when it is not one."""
    value = text(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number. Write for example {name}={default}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list written with commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]
