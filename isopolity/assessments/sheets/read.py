# SPDX-License-Identifier: EUPL-1.2
"""Reads a filled-in spreadsheet: every fault by its cell, nothing half."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from isopolity.assessments.sheets import ABOUT, BACKGROUND, COLUMNS, FIELDS, FORMAT, SECTION_COLUMNS, SHEET, TEXT
from isopolity.core.errors import Refused
from isopolity.core.sheets import damaged, opened, rows_of, table, text_of


@dataclass(frozen=True)
class Cell:
    """One field of one item, or the text of one background section, as the file has it."""

    place: str
    code: str
    field: str
    value: str


@dataclass
class Sheet:
    """What a file says. ``seen`` has the mark of what each (code, field) held when the file was written."""

    assessment: str = ""
    cells: list[Cell] = field(default_factory=list)
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def read_sheet(content: bytes) -> Sheet:
    """The file's cells and faults; Refused when it is no such file at all."""
    try:
        book = opened(content)
        sheet = Sheet()
        if SHEET not in book.sheetnames:
            raise Refused(_("There is no sheet named “%s”. Download the spreadsheet again and fill it in.") % SHEET)
        _read_answers(sheet, rows_of(book[SHEET]))
        if BACKGROUND in book.sheetnames:
            _read_background(sheet, rows_of(book[BACKGROUND]))
        if ABOUT in book.sheetnames:
            _read_about(sheet, rows_of(book[ABOUT]))
    except Refused:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file leads it to
        raise damaged() from error
    return sheet


def _read_answers(sheet: Sheet, rows: Iterable[Sequence[Any]]) -> None:
    codes: set[str] = set()
    for row in table(rows, [name for name in COLUMNS if name != "title"]):
        place = row.places["code"]
        code = text_of(row.cells.get("code"), place, sheet.faults)
        if not code and row.is_empty:
            continue
        if not code:
            sheet.faults[place] = _("The code is missing.")
        elif code in codes:
            sheet.faults[place] = _("The code %s stands here twice.") % code
        codes.add(code)
        for name in FIELDS:
            where = row.places[name]
            sheet.cells.append(Cell(where, code, name, text_of(row.cells.get(name), where, sheet.faults)))


def _read_background(sheet: Sheet, rows: Iterable[Sequence[Any]]) -> None:
    """The texts of the background sections; their cells are named with the sheet, as ``Background!C3``."""
    codes: set[str] = set()
    for row in table(rows, [name for name in SECTION_COLUMNS if name != "title"], sheet=BACKGROUND):
        place = row.places["code"]
        code = text_of(row.cells.get("code"), place, sheet.faults)
        if not code:
            if not row.is_empty:
                sheet.faults.setdefault(place, _("The code is missing."))
            continue
        if code in codes:
            sheet.faults[place] = _("The code %s stands here twice.") % code
        codes.add(code)
        where = row.places["text"]
        sheet.cells.append(Cell(where, code, TEXT, text_of(row.cells.get("text"), where, sheet.faults)))


def _read_about(sheet: Sheet, rows: Iterable[Sequence[Any]]) -> None:
    """The marks, if the hidden sheet is still whole; without it every difference is shown as a conflict."""
    heads: list[str] = []
    for row in rows:
        values = [str(cell.value or "") for cell in row]
        if values[:1] == ["assessment"]:
            sheet.assessment = values[1]
        elif values[:1] == ["format"] and values[1] != FORMAT:
            raise Refused(_("This spreadsheet was made for something else. Download it again."))
        elif values[:1] == ["code"]:
            heads = values[1:]
        elif values[:2] == ["section", "text"]:
            heads = [TEXT]
        elif heads and values[0]:
            sheet.seen |= {(values[0], name): mark for name, mark in zip(heads, values[1:], strict=False) if mark}
