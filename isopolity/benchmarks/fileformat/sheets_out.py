# SPDX-License-Identifier: EUPL-1.2
"""A benchmark's content as a spreadsheet that people can fill in and hand back."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from isopolity.benchmarks.fileformat import sheets
from isopolity.benchmarks.fileformat.canonical import Row
from isopolity.benchmarks.fileformat.sheets import FACET, Sheet

_HEAD = Font(bold=True)
_TOP = Alignment(vertical="top", wrap_text=True)


def write_sheets(content: Row) -> bytes:
    """The XLSX file of a content in its one form."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _about(book.create_sheet(sheets.ABOUT), content)
    rows = {
        sheets.LEVELS.name: content["scale"]["levels"],
        sheets.GROUPS.name: list(_groups(content["groups"])),
        sheets.FACETS.name: list(_facets(content["facets"])),
        sheets.ITEMS.name: content["items"],
        sheets.PROMPTS.name: list(_prompts(content)),
        sheets.EXAMPLES.name: [
            one | {"item": item["code"]} for item in content["items"] for one in item.get("examples", [])
        ],
        sheets.FACTORS.name: content["context_factors"],
        sheets.BACKGROUND.name: content["background"],
        sheets.CROSSWALK.name: content["crosswalk"],
    }
    for sheet in sheets.SHEETS:
        _fill(book.create_sheet(sheet.name), sheet, rows[sheet.name], content)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _about(page: Worksheet, content: Row) -> None:
    _put(page, 1, ["field", "value", *content["languages"]], bold=True)
    line = 2
    for name, path in sheets.ABOUT_WORDS:
        value = _at(content, path)
        _put(page, line, [name, ", ".join(value) if isinstance(value, list) else value])
        line += 1
    for name, path in sheets.ABOUT_TEXTS:
        text = _at(content, path) or {}
        _put(page, line, [name, None, *(text.get(tag) for tag in content["languages"])])
        line += 1
    _widths(page, [18, 50] + [50] * len(content["languages"]))


def _at(content: Row, path: tuple[str, ...]) -> Any:
    value: Any = content
    for step in path:
        value = value.get(step) if value else None
    return value


def _fill(page: Worksheet, sheet: Sheet, rows: list[Row], content: Row) -> None:
    facets = [facet["code"] for facet in content["facets"]]
    languages = content["languages"]
    heads: list[str] = []
    widths: list[int] = []
    for column in sheet.columns:
        names = [f"{column.key} ({tag})" for tag in languages] if column.is_text else [column.key]
        names = [f"{FACET}{code}" for code in facets] if column.kind == "facet" else names
        heads += names
        widths += [column.width] * len(names)
    _put(page, 1, heads, bold=True)
    for line, row in enumerate(rows, start=2):
        cells: list[Any] = []
        for column in sheet.columns:
            value = row.get(column.key)
            if column.is_text:
                cells += [(value or {}).get(tag) for tag in languages]
            elif column.kind == "facet":
                cells += [(value or {}).get(code) for code in facets]
            elif column.kind == "words":
                cells.append(", ".join(value or []))
            elif column.kind == "flag":
                cells.append("yes" if value else None)
            else:
                cells.append(value)
        _put(page, line, cells)
    _widths(page, widths)
    page.freeze_panes = "B2"


def _put(page: Worksheet, line: int, values: list[Any], *, bold: bool = False) -> None:
    """Write a row. A text is always written as text, so that none becomes a formula."""
    for column, value in enumerate(values, start=1):
        if value is None or value == "":
            continue
        cell = page.cell(line, column)
        assert isinstance(cell, Cell)
        cell.value = _exact(value)
        if isinstance(cell.value, str):
            cell.data_type = "s"
        cell.alignment = _TOP
        if bold:
            cell.font = _HEAD


def _exact(value: Any) -> Any:
    """A number as text where openpyxl, which writes 16 digits, would lose some of it."""
    return repr(value) if isinstance(value, float) and float(f"{value:.16g}") != value else value


def _widths(page: Worksheet, widths: list[int]) -> None:
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width


def _groups(rows: list[Row], above: str = "") -> Iterator[Row]:
    for row in rows:
        yield row | {"in": above}
        yield from _groups(row.get("groups", []), row["code"])


def _facets(rows: list[Row]) -> Iterator[Row]:
    for facet in rows:
        for place, value in enumerate(facet["values"]):
            yield value | {"facet": facet["code"], "facet name": facet["name"] if place == 0 else {}}


def _prompts(content: Row) -> Iterator[Row]:
    for key, owner in (("context_factors", "context factor"), ("items", "item")):
        for row in content[key]:
            yield from _nested(row.get("prompts", []), {owner: row["code"]}, 1)


def _nested(rows: list[Row], owner: Row, depth: int) -> Iterator[Row]:
    for row in rows:
        yield {**owner, "depth": depth, "text": row["text"]}
        yield from _nested(row.get("prompts", []), owner, depth + 1)
