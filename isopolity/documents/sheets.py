# SPDX-License-Identifier: EUPL-1.2
"""Spreadsheets. Nothing that people typed can become a formula."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

LONGEST = 32_000
WRAP = Alignment(vertical="top", wrap_text=True)


def workbook(title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet: ``columns`` are (heading, width); the heading stays in sight, the columns can be filtered."""
    book = Workbook(write_only=True)
    book.properties.title = title
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for number, (_heading, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_heading_cell(sheet, heading) for heading, _width in columns])
    count = 1
    for row in rows:
        sheet.append([cell(sheet, value) for value in row])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet_name(title: str) -> str:
    return "".join(c for c in title if c not in r"[]:*?/\'")[:31] or "Sheet"


def _heading_cell(sheet: Any, text: str) -> Any:
    made = WriteOnlyCell(sheet, value=text)
    made.font = Font(bold=True)
    made.alignment = WRAP
    return made


def cell(sheet: Any, value: Any) -> Any:
    """A cell with a number, a date, or text; text is always text, also when it begins with = + - or @."""
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
    if value is not None and not isinstance(value, int | float | Decimal | date):
        value = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:LONGEST]
    made = WriteOnlyCell(sheet, value=value)
    made.alignment = WRAP
    if isinstance(value, str):
        made.data_type = "s"
        made.quotePrefix = value[:1] in ("=", "+", "-", "@")
    return made
