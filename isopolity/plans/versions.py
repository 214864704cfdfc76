# SPDX-License-Identifier: EUPL-1.2
"""What changed between two contents of a plan, field by field. Knows no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LISTS = ("evidence", "actions", "milestones", "risks", "money")


@dataclass(frozen=True)
class Change:
    """A field that differs. ``path``: names of the rows it is in; an empty side means it was not there."""

    path: tuple[str, ...]
    field: str
    before: str
    after: str


def named(row: Mapping[str, Any]) -> str:
    """How a row is called: by its title, name or first words."""
    found = str(row.get("title") or row.get("name") or row.get("text") or row.get("source") or "")
    return found[:80]


def differences(before: Mapping[str, Any], after: Mapping[str, Any], path: tuple[str, ...] = ()) -> list[Change]:
    """Every field that is another one now; rows are the same when their ``id`` is."""
    found: list[Change] = []
    for field in [*before, *(name for name in after if name not in before)]:
        old, new = before.get(field), after.get(field)
        if field == "id" or old == new:
            continue
        if field in LISTS:
            found += _rows(field, old or [], new or [], path)
        else:
            found.append(Change(path, field, _text(old), _text(new)))
    return found


def _rows(field: str, old: list[Any], new: list[Any], path: tuple[str, ...]) -> list[Change]:
    was, now = {row["id"]: row for row in old}, {row["id"]: row for row in new}
    found = []
    for key in [*was, *(key for key in now if key not in was)]:
        if key not in now:
            found.append(Change(path, field, named(was[key]), ""))
        elif key not in was:
            found.append(Change(path, field, "", named(now[key])))
        else:
            found += differences(was[key], now[key], (*path, named(was[key])))
    if [key for key in was if key in now] != [key for key in now if key in was]:
        found.append(Change(path, "order", " · ".join(map(named, old)), " · ".join(map(named, new))))
    return found


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
