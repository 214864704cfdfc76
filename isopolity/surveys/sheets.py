# SPDX-License-Identifier: EUPL-1.2
"""The matrix of a wave as a workbook: one line for each body, one column for each question."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from isopolity.surveys.form.table import Column, plain

LONGEST = 32_000
_ACTING = ("=", "+", "-", "@", "\t")


def workbook(
    columns: Sequence[Column],
    rows: Iterable[tuple[str, Mapping[str, Any]]],
    *,
    who: str,
    matrix: str,
    outcomes: Sequence[tuple[str, str]] = (),
    outcomes_title: str = "",
) -> bytes:
    """The matrix, and a second sheet with the headline outcomes and who is behind each."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(matrix[:31])
    sheet.freeze_panes = "B3"
    sheet.column_dimensions["A"].width = 28
    for place in range(2, len(columns) + 2):
        sheet.column_dimensions[get_column_letter(place)].width = 24
    sheet.append(_bold(sheet, [who, *(column.label for column in columns)]))
    sheet.append(["", *(column.key for column in columns)])
    for name, counted in rows:
        sheet.append([harmless(name), *(harmless(plain(column, counted)) for column in columns)])
    if outcomes:
        second = book.create_sheet(outcomes_title[:31])
        for sentence, names in outcomes:
            second.append([harmless(sentence), harmless(names)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _bold(sheet: WriteOnlyWorksheet, words: Sequence[str]) -> list[Any]:
    cells = []
    for word in words:
        cell = WriteOnlyCell(sheet, value=harmless(word))
        cell.font = Font(bold=True)
        cells.append(cell)
    return cells


def harmless(value: Any) -> Any:
    """What a spreadsheet shows and never runs as a formula."""
    if not isinstance(value, str):
        return value
    text = "".join(sign for sign in value[:LONGEST] if sign >= " " or sign in "\n\t")
    return f"'{text}" if text.startswith(_ACTING) else text
