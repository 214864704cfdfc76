# SPDX-License-Identifier: EUPL-1.2
"""An uploaded spreadsheet as plain grids of values, after everything dangerous in it was refused."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, LargeZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from isopolity.benchmarks.fileformat.faults import Fault, FaultyFile, faulty

LARGEST = 10 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 300
MOST_ROWS = 20_000
MOST_COLUMNS = 200


@dataclass(frozen=True)
class Grid:
    """A sheet's values, row by row, without empty rows at the end."""

    rows: list[list[Any]]


def open_workbook(data: bytes) -> dict[str, Grid]:
    """The sheets by name. Formulas, macros, zip bombs, entities and endless sheets are refused."""
    _unpackable(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except FaultyFile:
        raise
    except Exception as error:  # openpyxl raises whatever it stumbles over
        raise faulty(_("This is not a spreadsheet that can be read. Save it as .xlsx and try again.")) from error
    faults: list[Fault] = []
    grids = {}
    try:
        for page in book.worksheets:
            grids[page.title] = _grid(page, faults)
    except FaultyFile:
        raise
    except Exception as error:
        raise faulty(_("This is not a spreadsheet that can be read. Save it as .xlsx and try again.")) from error
    finally:
        book.close()
    if faults:
        raise FaultyFile(faults)
    return grids


def _unpackable(data: bytes) -> None:
    """Refuse an archive that would unpack to something huge or holds XML that expands itself."""
    if len(data) > LARGEST:
        raise faulty(_("The file is too large: at most %d MiB.") % (LARGEST // 1024 // 1024))
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise faulty(_("The file unpacks to more than is possible here."))
            for part in parts:
                if part.filename.lower().endswith("vbaproject.bin"):
                    raise faulty(_("The file holds a macro. Save it as .xlsx without macros."))
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        for _event, element in iterparse(stream, forbid_dtd=True):
                            element.clear()
    except (BadZipFile, LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if isinstance(error, DefusedXmlException):
            raise faulty(_("The file holds XML that is not possible here.")) from error
        raise faulty(_("This is not a spreadsheet that can be read. Save it as .xlsx and try again.")) from error
    except ParseError as error:
        raise faulty(_("The file holds XML that is not possible here.")) from error


def _grid(page: Any, faults: list[Fault]) -> Grid:
    rows: list[list[Any]] = []
    full = 0
    page.reset_dimensions()  # a file may lie about its size
    for number, row in enumerate(page.iter_rows(), start=1):
        values = [_value(cell, page.title, faults) for cell in row]
        if any(value not in (None, "") for value in values):
            if number > MOST_ROWS or len(values) > MOST_COLUMNS:
                raise faulty(_("This sheet has more rows or columns than are possible here."), page.title)
            full = number
        rows.append(values)
        if number - full > MOST_ROWS:
            raise faulty(_("This sheet has more rows or columns than are possible here."), page.title)
    return Grid(rows[:full])


def _value(cell: Any, page: str, faults: list[Fault]) -> Any:
    value = cell.value
    if value is None:
        return None
    place = f"{page}!{cell.coordinate}"
    if cell.data_type == "f":
        faults.append(Fault(place, _("Formulas are not possible here. Put in the value.")))
    elif cell.data_type == "e":
        faults.append(Fault(place, _("This cell holds an error.")))
    elif isinstance(value, datetime | date | time | timedelta):
        faults.append(Fault(place, _("This is a date. Format the cell as text and write it again.")))
    elif isinstance(value, bool):
        return "yes" if value else "no"
    return value
