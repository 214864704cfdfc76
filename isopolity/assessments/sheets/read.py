# SPDX-License-Identifier: EUPL-1.2
"""Reads a filled-in spreadsheet with suspicion: every fault by its cell, no formula, no bomb, nothing half."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from isopolity.assessments.sheets import ABOUT, BACKGROUND, COLUMNS, FIELDS, FORMAT, SECTION_COLUMNS, SHEET, TEXT
from isopolity.core import cleaning
from isopolity.core.errors import Refused

LARGEST = 8 * 1024 * 1024
LARGEST_UNPACKED = 40 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 2000, 40


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
    _check_package(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = Sheet()
        if SHEET not in book.sheetnames:
            raise Refused(_("There is no sheet named “%s”. Download the spreadsheet again and fill it in.") % SHEET)
        _read_answers(sheet, _rows(book[SHEET]))
        if BACKGROUND in book.sheetnames:
            _read_background(sheet, _rows(book[BACKGROUND]))
        if ABOUT in book.sheetnames:
            _read_about(sheet, _rows(book[ABOUT]))
    except Refused:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file leads it to
        raise Refused(_("This spreadsheet is damaged. Save it again as .xlsx and try once more.")) from error
    return sheet


def _check_package(content: bytes) -> None:
    if len(content) > LARGEST:
        raise Refused(_("This file is too large for a spreadsheet of answers (%d MiB at most).") % (LARGEST // 2**20))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            unpacked = sum(one.file_size for one in members)
            if unpacked > LARGEST_UNPACKED or len(members) > 500:
                raise Refused(_("This file unpacks to far too much. Download the spreadsheet again and fill it in."))
            if "xl/workbook.xml" not in package.namelist():
                raise Refused(_("This is no Excel file (.xlsx)."))
    except zipfile.BadZipFile as error:
        raise Refused(_("This is no Excel file (.xlsx).")) from error


def _rows(sheet: Any) -> Iterable[Sequence[Any]]:
    """The rows, however large the file says it is; a file with more rows than any benchmark is refused."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if number > MOST_ROWS:
            raise Refused(_("This file has more than %d rows.") % MOST_ROWS)
        yield row


def _read_answers(sheet: Sheet, rows: Iterable[Sequence[Any]]) -> None:
    turn = iter(rows)
    heads = [str(cell.value or "").strip() for cell in next(turn, ())]
    missing = [name for name in COLUMNS if name not in heads and name != "title"]
    if missing:
        raise Refused(_("The first row was changed. These columns are missing: %s") % ", ".join(missing))
    next(turn, None)
    codes: set[str] = set()
    for number, row in enumerate(turn, start=3):
        values = dict(zip(heads, row, strict=False))
        code = _text(sheet, values["code"], f"{get_column_letter(heads.index('code') + 1)}{number}")
        if not code and not any(cell.value is not None for cell in row):
            continue
        place = f"{get_column_letter(heads.index('code') + 1)}{number}"
        if not code:
            sheet.faults[place] = _("The code is missing.")
        elif code in codes:
            sheet.faults[place] = _("The code %s stands here twice.") % code
        codes.add(code)
        for name in FIELDS:
            where = f"{get_column_letter(heads.index(name) + 1)}{number}"
            sheet.cells.append(Cell(where, code, name, _text(sheet, values.get(name), where)))


def _read_background(sheet: Sheet, rows: Iterable[Sequence[Any]]) -> None:
    """The texts of the background sections; their cells are named with the sheet, as ``Background!C3``."""
    turn = iter(rows)
    heads = [str(cell.value or "").strip() for cell in next(turn, ())]
    missing = [name for name in SECTION_COLUMNS if name not in heads and name != "title"]
    if missing:
        text = _("The first row of the sheet “%(sheet)s” was changed. These columns are missing: %(columns)s")
        raise Refused(text % {"sheet": BACKGROUND, "columns": ", ".join(missing)})
    next(turn, None)
    codes: set[str] = set()
    for number, row in enumerate(turn, start=3):
        values = dict(zip(heads, row, strict=False))
        places = {name: f"{BACKGROUND}!{get_column_letter(heads.index(name) + 1)}{number}" for name in ("code", "text")}
        code = _text(sheet, values["code"], places["code"])
        if not code:
            if any(cell.value is not None for cell in row):
                sheet.faults.setdefault(places["code"], _("The code is missing."))
            continue
        if code in codes:
            sheet.faults[places["code"]] = _("The code %s stands here twice.") % code
        codes.add(code)
        sheet.cells.append(Cell(places["text"], code, TEXT, _text(sheet, values.get("text"), places["text"])))


def _text(sheet: Sheet, cell: Any, place: str) -> str:
    """What the cell says as clean text; a formula or an error of the spreadsheet program is a fault."""
    value = getattr(cell, "value", None)
    if value is None:
        return ""
    kind = getattr(cell, "data_type", "s")
    if kind == "f" or type(value).__name__ in ("ArrayFormula", "DataTableFormula"):
        sheet.faults[place] = _("This cell is a formula. Write its result as text.")
        return ""
    if kind == "e":
        sheet.faults[place] = _("This cell shows an error. Write a text.")
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    try:
        return cleaning.plain(str(value))
    except Refused as refused:
        sheet.faults[place] = refused.message
        return ""


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
