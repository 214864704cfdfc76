# SPDX-License-Identifier: EUPL-1.2
"""Cities as a CSV file (pure): reading it, with every fault by its line, and the template to fill in."""

import csv
import io
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

COLUMNS = (
    "name", "country", "population", "lau_code", "nuts3_code", "urbanisation", "languages", "latitude", "longitude",
    "timezone", "source",
)  # fmt: skip
NEEDED = ("name", "country")
LARGEST = 2 * 1024 * 1024
MOST_ROWS = 5000
_SPACES = {ord(c): None for c in "\u00a0\u202f\u2009 "}


@dataclass(frozen=True)
class Fault:
    """What is wrong on one line of the file (line 1 has the names of the columns)."""

    line: int
    text: str
    column: str = ""


@dataclass(frozen=True)
class Row:
    """One city of the file: only the facts that its line gives."""

    line: int
    facts: dict[str, Any]


@dataclass
class Reading:
    """What a file says."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def template() -> str:
    """The empty file with its columns and one invented example."""
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(COLUMNS)
    sheet.writerow(
        ["Example city", "FI", "120000", "123", "FI1B1", "1", "fi sv", "60.17", "24.94", "Europe/Helsinki", "Register"]
    )
    return out.getvalue()


def decode(data: bytes) -> str | None:
    """The file's text; None when it is neither UTF-8 nor UTF-16 with its mark."""
    if len(data) > LARGEST:
        return None
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def read(text: str) -> Reading:
    """Every city of the file and every fault in it."""
    found = Reading()
    if "\0" in text:
        found.faults.append(Fault(1, _("This is not a text file.")))
        return found
    lines = text.splitlines()
    head = lines[0] if lines else ""
    delimiter = max(",;\t", key=head.count)
    sheet = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        _read_rows(sheet, found)
    except csv.Error as error:
        found.faults.append(Fault(sheet.line_num, _("The line cannot be read: %s") % error))
    return found


def _read_rows(sheet: Any, found: Reading) -> None:
    names = [name.strip().lower() for name in next(sheet, [])]
    found.faults += _faults_of_head(names)
    if found.faults:
        return
    seen: dict[tuple[str, str, str], int] = {}
    for cells in sheet:
        line = sheet.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(found.rows) >= MOST_ROWS:
            found.faults.append(Fault(line, _("More than %d cities. Split the file.") % MOST_ROWS))
            return
        row = _read_row(line, names, cells, found.faults)
        key = tuple(str(row.facts.get(name, "")).casefold() for name in ("country", "name", "lau_code"))
        if key in seen:
            found.faults.append(Fault(line, _("The same city as on line %d.") % seen[key]))
        seen[key] = line  # type: ignore[index]
        found.rows.append(row)


def _faults_of_head(names: list[str]) -> list[Fault]:
    if not names:
        return [Fault(1, _("The file is empty."))]
    found = [Fault(1, _("The column “%s” is missing.") % name, name) for name in NEEDED if name not in names]
    found += [
        Fault(1, _("There is no column “%s”. Look at the template.") % name[:40], name[:40])
        for name in names
        if name not in COLUMNS
    ]
    found += [Fault(1, _("The column “%s” is there twice.") % n, n) for n in set(names) if names.count(n) > 1]
    return found


def _read_row(line: int, names: list[str], cells: list[str], faults: list[Fault]) -> Row:
    facts: dict[str, Any] = {}
    if any(cell.strip() for cell in cells[len(names) :]):
        faults.append(Fault(line, _("The line has more cells than there are columns.")))
    for name, cell in zip(names, cells, strict=False):
        if not cell.strip():
            continue
        try:
            facts[name] = _read_cell(name, cell.strip())
        except ValueError:
            faults.append(Fault(line, _told(name, cell.strip()[:40]), name))
    for name in NEEDED:
        if name not in facts and not any(fault.line == line and fault.column == name for fault in faults):
            faults.append(Fault(line, _("“%s” is empty.") % name, name))
    return Row(line, facts)


def _read_cell(name: str, cell: str) -> Any:
    if cell[0] in "=@":
        raise ValueError(cell)
    if name in {"population", "urbanisation"}:
        if not (digits := cell.translate(_SPACES)).isascii() or not digits.isdigit():
            raise ValueError(cell)
        number = int(digits)
        if (name == "urbanisation" and number not in {1, 2, 3}) or number > 2_000_000_000:
            raise ValueError(cell)
        return number
    if name in {"latitude", "longitude"}:
        degrees = float(cell.replace(",", "."))
        if not -180 <= degrees <= 180 or (name == "latitude" and not -90 <= degrees <= 90):
            raise ValueError(cell)
        return degrees
    if name == "languages":
        return cell.replace(",", " ").replace(";", " ").split()
    return cell.upper() if name in {"country", "nuts3_code"} else cell


def _told(name: str, cell: str) -> str:
    if cell[0] in "=@":
        return _("“%s” looks like a formula. Write the value itself.") % cell
    return {
        "population": _("“%s” is no number of persons. Write it as in 120000."),
        "urbanisation": _("“%s” is no degree of urbanisation. Write 1, 2 or 3."),
        "latitude": _("“%s” is no latitude. Write degrees as in 60.17."),
        "longitude": _("“%s” is no longitude. Write degrees as in 24.94."),
    }[name] % cell
