# SPDX-License-Identifier: EUPL-1.2
"""Reads the action table of a filled-in spreadsheet: every fault by its cell, nothing half."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from isopolity.core.errors import Refused
from isopolity.core.sheets import damaged, opened, rows_of, table, text_of
from isopolity.plans.sheets import ABOUT, FIELDS, FORMAT, KEY, MOST_ACTIONS, SHEET

_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


@dataclass(frozen=True)
class Line:
    """One action as the file has it. ``key`` is empty for a new one."""

    number: int
    key: str
    key_place: str
    values: dict[str, str]
    places: dict[str, str]


@dataclass
class Sheet:
    """What a file says. ``seen`` has the mark of what each (key, field) held when the file was written."""

    plan: str = ""
    lines: list[Line] = field(default_factory=list)
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def read_sheet(content: bytes) -> Sheet:
    """The file's actions and faults; Refused when it is no such file at all."""
    try:
        book = opened(content)
        sheet = Sheet()
        if SHEET not in book.sheetnames:
            raise Refused(_("There is no sheet named “%s”. Download the spreadsheet again and fill it in.") % SHEET)
        _read_actions(sheet, rows_of(book[SHEET]))
        if ABOUT in book.sheetnames:
            _read_about(sheet, rows_of(book[ABOUT]))
    except Refused:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file leads it to
        raise damaged() from error
    return sheet


def _read_actions(sheet: Sheet, rows: Iterable[Sequence[Any]]) -> None:
    keys: set[str] = set()
    for row in table(rows, (KEY, *FIELDS)):
        if row.is_empty:
            continue
        place = row.places[KEY]
        key = text_of(row.cells.get(KEY), place, sheet.faults)
        if key and key in keys:
            sheet.faults[place] = _("Action %s stands here twice.") % key
        keys.add(key)
        values = {name: text_of(row.cells.get(name), row.places[name], sheet.faults) for name in FIELDS}
        if not key and not any(values.values()):
            continue
        sheet.lines.append(Line(row.number, key, place, values, row.places))
        if len(sheet.lines) > MOST_ACTIONS:
            raise Refused(_("This file has more than %d actions.") % MOST_ACTIONS)


def _read_about(sheet: Sheet, rows: Iterable[Sequence[Any]]) -> None:
    """The marks, if the hidden sheet is still whole; without it every difference is shown as a conflict."""
    heads: list[str] = []
    for row in rows:
        values = [str(cell.value or "") for cell in row]
        if values[:1] == ["plan"]:
            sheet.plan = values[1]
        elif values[:1] == ["format"] and values[1] != FORMAT:
            raise Refused(_("This spreadsheet was made for something else. Download it again."))
        elif values[:1] == [KEY]:
            heads = values[1:]
        elif heads and values[0]:
            sheet.seen |= {(values[0], name): mark for name, mark in zip(heads, values[1:], strict=False) if mark}


def day_of(text: str) -> date | None:
    """The day that a cell means: 2027-06-30, 30.6.2027 or 30/06/2027; None when it is none."""
    found = _DAY_FIRST.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError:
        return None
