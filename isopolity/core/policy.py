# SPDX-License-Identifier: EUPL-1.2
"""The permission policy: one table, evaluated here.

Each app's ``rules.py`` has facts (one-line functions of a person and an object) and ``TABLE``, which maps a permission
to the alternatives that grant it; an alternative is a tuple of facts that must all hold. What no row grants is refused.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.apps import apps

from isopolity.core import principal
from isopolity.core.errors import NotAllowed

Fact = Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Permission:
    """One line of the policy: what it lets a person do, in human words, and who has it."""

    does: str
    granted_to: tuple[tuple[Fact, ...], ...]


def permission(does: str, *alternatives: Fact | tuple[Fact, ...]) -> Permission:
    """A row of the table; a single fact stands for an alternative of one."""
    return Permission(does, tuple(a if isinstance(a, tuple) else (a,) for a in alternatives))


def also(*alternatives: Fact | tuple[Fact, ...]) -> Permission:
    """More alternatives for a permission that an earlier app defines: facts may only speak of what they know."""
    return permission("", *alternatives)


_table: dict[str, Permission] = {}


def table() -> dict[str, Permission]:
    """The whole policy, gathered once from every app's rules."""
    if not _table:
        for app in apps.get_app_configs():
            if app.name.startswith("isopolity."):
                try:
                    rules = import_module(f"{app.name}.rules")
                except ModuleNotFoundError as error:
                    if error.name != f"{app.name}.rules":
                        raise
                    continue
                _merge(getattr(rules, "TABLE", {}))
    return _table


def _merge(rows: dict[str, Permission]) -> None:
    for name, row in rows.items():
        known = _table.get(name)
        if known is None and not row.does:
            raise LookupError(f"{name} is widened before it is defined")
        if known is not None and row.does:
            raise LookupError(f"{name} is defined twice")
        _table[name] = Permission(known.does, known.granted_to + row.granted_to) if known else row


def may(person: Any, name: str, obj: Any = None) -> bool:
    """True when one alternative of the permission holds for this person and object. Unknown permissions raise."""
    row = table()[name]
    if not getattr(person, "is_authenticated", False) or not person.is_active:
        return any(all(getattr(fact, "for_anyone", False) and fact(person, obj) for fact in a) for a in row.granted_to)
    return any(all(fact(person, obj) for fact in alternative) for alternative in row.granted_to)


def require(person: Any, name: str, obj: Any = None) -> None:
    """Raise NotAllowed unless the person may."""
    if not may(person, name, obj):
        raise NotAllowed(name)


def require_job(by: Any, name: str) -> None:
    """Raise NotAllowed unless this job acts (``command-line``: whoever holds the machine holds the site); no person
    has its right."""
    if by != f"job:{name}":
        raise NotAllowed(f"job:{name}")


def remember(person: Any, key: str, load: Callable[[], Any]) -> Any:
    """A fact's data, loaded once for each person in one acting block (that is, once a request)."""
    kept = principal.standing()
    if kept is None:
        return load()
    if (person.pk, key) not in kept:
        kept[person.pk, key] = load()
    return kept[person.pk, key]


def forget() -> None:
    """Drop what ``remember`` kept, after an action changed somebody's roles."""
    kept = principal.standing()
    if kept is not None:
        kept.clear()


def for_anyone(fact: Fact) -> Fact:
    """Mark a fact that can hold for somebody who is not signed in."""
    fact.for_anyone = True  # type: ignore[attr-defined]
    return fact
