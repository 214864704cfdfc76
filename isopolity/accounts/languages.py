# SPDX-License-Identifier: EUPL-1.2
"""The languages of the interface."""

from django.conf import settings


def nearest_language(tag: str | None) -> str:
    """The interface language nearest to a BCP 47 tag: ``fr-BE`` → ``fr``; English when there is none."""
    known = [code for code, _name in settings.LANGUAGES]
    wanted = (tag or "").lower()
    return next((code for code in (wanted, wanted.split("-")[0]) if code in known), settings.LANGUAGE_CODE)


def language_choices() -> list[tuple[str, str]]:
    """Each language named in itself: somebody who reads only that one must find it."""
    own = {"en": "English", "fr": "Français", "de": "Deutsch"}
    return [(code, own.get(code, str(name))) for code, name in settings.LANGUAGES]
