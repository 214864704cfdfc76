# SPDX-License-Identifier: EUPL-1.2
"""Spreadsheets that go out, are filled in, and come back: read with suspicion, compared three ways. Knows no database.

No formula is followed, no bomb unpacked, every fault is told by its cell.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from isopolity.core import cleaning
from isopolity.core.autosave import digest
from isopolity.core.errors import Refused
from isopolity.core.files import harmless_name

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 8 * 1024 * 1024
LARGEST_UNPACKED = 40 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 2000, 40
LONGEST_CELL = 32_000  # Excel takes 32,767 characters in a cell
TOO_LONG = "-"  # the mark of a text that did not fit into its cell
HEAD = PatternFill("solid", fgColor="EEE8DC")


def check_size(size: int) -> None:
    """Refuse a file before it is read."""
    if size > LARGEST:
        raise Refused(_("This file is too large for a spreadsheet (%d MiB at most).") % (LARGEST // 2**20))


def opened(content: bytes) -> Any:
    """The workbook; Refused when it is none, or one that unpacks to far too much."""
    check_size(len(content))
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
    return load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)


def damaged() -> Refused:
    """For whatever a broken file leads the library to."""
    return Refused(_("This spreadsheet is damaged. Save it again as .xlsx and try once more."))


def rows_of(sheet: Any) -> Iterator[Sequence[Any]]:
    """The rows, however large the file says it is; a file with far too many is refused."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if number > MOST_ROWS:
            raise Refused(_("This file has more than %d rows.") % MOST_ROWS)
        yield row


@dataclass(frozen=True)
class Row:
    """A row below the two heads: cells by column, and where each stands ("C3", or "Sheet!C3")."""

    number: int
    cells: dict[str, Any]
    places: dict[str, str]
    is_empty: bool


def table(rows: Iterable[Sequence[Any]], columns: Iterable[str], *, sheet: str = "") -> Iterator[Row]:
    """The rows of a table whose first row names the columns for the machine and whose second names them for people.

    Refused when a needed column is missing. ``sheet``: the name to tell beside a place.
    """
    turn = iter(rows)
    heads = [str(cell.value or "").strip() for cell in next(turn, ())]
    missing = [name for name in columns if name not in heads]
    if missing:
        words = _("The first row was changed. These columns are missing: %s") % ", ".join(missing)
        if sheet:
            words = _("The first row of the sheet “%(sheet)s” was changed. These columns are missing: %(columns)s") % {
                "sheet": sheet, "columns": ", ".join(missing)
            }  # fmt: skip
        raise Refused(words)
    next(turn, None)
    start = f"{sheet}!" if sheet else ""
    letters = {name: get_column_letter(heads.index(name) + 1) for name in heads if name}
    for number, row in enumerate(turn, start=3):
        cells = {name: cell for name, cell in zip(heads, row, strict=False) if name}
        places = {name: f"{start}{letter}{number}" for name, letter in letters.items()}
        yield Row(number, cells, places, all(cell.value is None for cell in row))


def text_of(cell: Any, place: str, faults: dict[str, str]) -> str:
    """What the cell says as clean text; a formula or an error of the spreadsheet program is a fault."""
    value = getattr(cell, "value", None)
    if value is None:
        return ""
    kind = getattr(cell, "data_type", "s")
    if kind == "f" or type(value).__name__ in ("ArrayFormula", "DataTableFormula"):
        faults[place] = _("This cell is a formula. Write its result as text.")
        return ""
    if kind == "e":
        faults[place] = _("This cell shows an error. Write a text.")
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    try:
        return cleaning.plain(str(value))
    except Refused as refused:
        faults[place] = refused.message
        return ""


def put(sheet: Any, row: int, column: int, text: str) -> None:
    """A text, always as text: what begins with "=" must not become a formula."""
    cell: Any = sheet.cell(row, column)
    cell.value = text or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def heads(sheet: Any, columns: Sequence[tuple[str, str, int]]) -> None:
    """(name, words, width) of each column: row 1 for the machine (hidden), row 2 for people."""
    for column, (name, words, width) in enumerate(columns, start=1):
        sheet.cell(1, column, name)
        cell = sheet.cell(2, column, words)
        cell.font, cell.fill = Font(bold=True), HEAD
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[1].hidden = True
    sheet.freeze_panes = "C3"


def mark_of(text: str) -> str:
    """The mark of what a cell held when the file was written."""
    return TOO_LONG if len(text) > LONGEST_CELL else digest(text)


def is_conflict(old: str, new: str, mark: str | None) -> bool | None:
    """Whether a cell changes something: None – it does not; False – it does; True – so did somebody online meanwhile.

    ``mark`` is that of the cell when the file was written; without it an emptied cell changes nothing and every other
    difference from a text is a conflict.
    """
    if new == old or mark == TOO_LONG or mark == digest(new):
        return None
    if mark is None:
        return bool(old) if new else None
    return mark != digest(old)


def refuse_faults(faults: dict[str, str]) -> None:
    """All or nothing: refused with every fault by its cell when there is one."""
    if faults:
        message = _("%d cells cannot be read. Nothing was changed.") % len(faults)
        raise Refused(message, fields=dict(list(faults.items())[:100]))


def as_file(book: bytes, name: str) -> HttpResponse:
    """The workbook as a download, under a harmless name; kept in no cache."""
    response = HttpResponse(book, content_type=XLSX)
    plain = harmless_name(name, "xlsx").encode("ascii", "replace").decode().replace("?", "_")
    response["Content-Disposition"] = f'attachment; filename="{plain}"'
    response["Cache-Control"] = "private, no-store"
    return response
