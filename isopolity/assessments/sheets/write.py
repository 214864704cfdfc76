# SPDX-License-Identifier: EUPL-1.2
"""Writes the spreadsheet: one row for each item, and a hidden sheet that remembers what each cell held."""

import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from isopolity.assessments.queries.report import ItemContent, ReportContent, labels
from isopolity.assessments.sheets import ABOUT, BACKGROUND, COLUMNS, FIELDS, FORMAT, SECTION_COLUMNS, SHEET
from isopolity.assessments.sheets.texts import to_text
from isopolity.core.sheets import LONGEST_CELL, TOO_LONG, heads, mark_of, put

WIDTHS = {"code": 12, "title": 36, "level": 16, "political": 26, "operational": 26}


def workbook(content: ReportContent, levels: dict[str, str]) -> bytes:
    """The file's bytes. ``levels`` maps the scale's codes to the words people choose from."""
    book = Workbook()
    sheet: Worksheet = book.active  # type: ignore[assignment]
    sheet.title = SHEET
    _head(sheet, levels)
    for row, item in enumerate(content.items, start=3):
        _write_row(sheet, row, item, levels)
    texts = {section.code: cell_text(section.written) for section in content.sections}
    if texts:
        _write_background(book.create_sheet(BACKGROUND), content, texts)
    _about(book.create_sheet(ABOUT), content, texts)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def values_of(item: ItemContent) -> dict[str, str]:
    """What stands in each field of the item's answer."""
    texts = {part.name: part.text for part in item.parts}
    return {name: texts.get(name, "") for name in FIELDS} | {
        "level": item.level_code,
        "explanation": item.explanation,
    }


def cell_text(html: str) -> str | None:
    """What the cell of a background text holds; None when it must be written online."""
    text = to_text(html)
    return None if text is None or len(text) > LONGEST_CELL else text


def _write_background(sheet: Worksheet, content: ReportContent, texts: dict[str, str | None]) -> None:
    """One row for each background section; row 1 for the machine (hidden), row 2 for people."""
    words = {"code": _("Code"), "title": _("Section"), "text": _("Text")}
    heads(sheet, [(name, words[name], {"code": 14, "title": 40}.get(name, 110)) for name in SECTION_COLUMNS])
    for row, section in enumerate(content.sections, start=3):
        text = texts[section.code]
        if text is None:
            text = _("(This text has a table, a link, or is too long for a cell. Change it online.)")
        for column, value in enumerate((section.code, section.title, text), start=1):
            put(sheet, row, column, value)


def _head(sheet: Worksheet, levels: dict[str, str]) -> None:
    """Row 1 names the columns for the machine (hidden), row 2 for people."""
    words = {"code": _("Code"), "title": _("Item"), "level": _("Level"), **labels()}
    heads(sheet, [(name, str(words[name]), WIDTHS.get(name, 44)) for name in COLUMNS])
    choice = DataValidation(type="list", formula1=f'"{",".join(levels.values())}"', allow_blank=True)
    choice.error = _("Choose a level of the list.")
    if len(choice.formula1 or "") < 255:  # Excel's limit for a list written out
        sheet.add_data_validation(choice)
        choice.add("C3:C1000")
    sheet.protection.sheet = False


def _write_row(sheet: Worksheet, row: int, item: ItemContent, levels: dict[str, str]) -> None:
    values = values_of(item)
    shown = {"code": item.code, "title": item.title, **values, "level": levels.get(values["level"], values["level"])}
    for column, name in enumerate(COLUMNS, start=1):
        text = shown[name]
        if len(text) > LONGEST_CELL:
            text = _("(Too long for a cell. Change this text online.)")
        put(sheet, row, column, text)
        sheet.cell(row, column).protection = Protection(locked=name in ("code", "title"))


def _about(sheet: Worksheet, content: ReportContent, texts: dict[str, str | None]) -> None:
    """What the file belongs to, and the mark of each cell's content at the time of writing; "-" for one left out."""
    for row in (
        ("format", FORMAT),
        ("assessment", str(content.id)),
        ("version", f"{content.benchmark} {content.version}"),
        ("code", *FIELDS),
    ):
        sheet.append(row)
    for item in content.items:
        values = values_of(item)
        sheet.append([item.code, *(mark_of(values[name]) for name in FIELDS)])
    sheet.append(["section", "text"])
    for code, text in texts.items():
        sheet.append([code, TOO_LONG if text is None else mark_of(text)])
    sheet.sheet_state = "hidden"
