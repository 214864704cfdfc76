# SPDX-License-Identifier: EUPL-1.2
"""What our own exports say beside the standard's sheets, and texts as they stood in the cells.

The converter ignores sheets that it does not know, so the sheet ``isopolity`` carries the title in all languages. It
also makes straight quotes of curly ones and plain blanks of fixed ones; the texts are taken from the cells again.
"""

import io
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from pyxform.parsing.sheet_headers import clean_text_values
from pyxform.xls2json_backends import xlsx_value_to_str

SHEET = "isopolity"
MOST_ROWS, MOST_COLUMNS = 12_000, 200


@dataclass
class OwnFacts:
    """``texts``: a text as the converter read it → the text in the cell; ``facts``: (fact, language) → value."""

    facts: dict[tuple[str, str], str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


def own_facts(content: bytes, kind: str) -> OwnFacts:
    """Read a workbook's cells once more; of other kinds of files nothing is known."""
    found = OwnFacts()
    if kind != ".xlsx":
        return found
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        name = sheet.title.lower()
        for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True):
            if name == SHEET:
                _fact(found, row)
            elif name in ("survey", "choices"):
                _texts(found, row)
    return found


def _fact(found: OwnFacts, row: tuple[Any, ...]) -> None:
    values = [str(value or "").strip() for value in (*row[:3], "", "", "")[:3]]
    if values[0] and values[2]:
        found.facts[values[0], values[1]] = values[2]


def _texts(found: OwnFacts, row: tuple[Any, ...]) -> None:
    for value in row:
        if isinstance(value, str) and value.strip():
            cell = value.strip()
            read = clean_text_values(xlsx_value_to_str(cell), strip_whitespace=True)
            if read != cell:
                found.texts.setdefault(read, cell)
                found.texts.setdefault(clean_text_values(xlsx_value_to_str(cell)), cell)
