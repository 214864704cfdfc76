# SPDX-License-Identifier: EUPL-1.2
"""Workbooks made from lines of text: a sheet is a text, a row a line, a cell what stands between two bars."""

import io
import re
import zipfile

from openpyxl import Workbook


def rows_of(sheet: str) -> list[list[str | None]]:
    """The cells of a sheet; an empty line is an empty row, ``\\n`` in a cell a new line, ``␣`` a blank."""
    lines = sheet.strip("\n").split("\n")
    return [
        [cell.strip(" ").replace("\\n", "\n").replace("␣", " ") or None for cell in line.split("|")] for line in lines
    ]


def book(**sheets: str) -> bytes:
    """A workbook with these sheets."""
    made = Workbook()
    made.remove(made.active)
    for name, text in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows_of(text):
            sheet.append(row)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def with_dimension(content: bytes, declared: str) -> bytes:
    """The same workbook, lying about the size of its sheets."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(saved, "w") as new:
        for member in old.infolist():
            part = old.read(member)
            if member.filename.startswith("xl/worksheets/"):
                part = re.sub(rb'<dimension ref="[^"]*"', f'<dimension ref="{declared}"'.encode(), part)
            new.writestr(member, part)
    return saved.getvalue()
