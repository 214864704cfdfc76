# SPDX-License-Identifier: EUPL-1.2
"""A benchmark from a spreadsheet: every fault named with its cell ("Items!C12")."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from isopolity.benchmarks.fileformat import sheets
from isopolity.benchmarks.fileformat.canonical import Row, canonical
from isopolity.benchmarks.fileformat.checks import check
from isopolity.benchmarks.fileformat.faults import Fault, FaultyFile, Path
from isopolity.benchmarks.fileformat.sheets import FACET, Sheet
from isopolity.benchmarks.fileformat.workbook import Grid, open_workbook

FLAGS = {"": False, "yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def read_sheets(data: bytes) -> Row:
    """The content of a benchmark spreadsheet in its one form; FaultyFile names every fault with its cell."""
    reader = _Reader(open_workbook(data))
    content = reader.content()
    if content:
        told = {fault.place for fault in reader.faults}
        found = [Fault(reader.place(path), words) for path, words in check(content)]
        reader.faults += [fault for fault in found if fault.place not in told]
    if reader.faults:
        raise FaultyFile(reader.faults)
    return canonical(content)


@dataclass
class _Line:
    """A row of a sheet as values by column; ``cell`` says where a column is."""

    sheet: str
    number: int
    values: Row = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)

    def cell(self, column: str = "") -> str:
        return f"{self.sheet}!{get_column_letter(self.columns.get(column, 1))}{self.number}"


class _Reader:
    """Builds the content and remembers the cell of each path."""

    def __init__(self, grids: dict[str, Grid]) -> None:
        self.grids = grids
        self.faults: list[Fault] = []
        self.cells: dict[Path, str] = {}
        self.languages: list[str] = []

    def place(self, path: Path) -> str:
        """The cell of the path, or of the nearest thing around it."""
        while path not in self.cells and path:
            path = path[:-1]
        return self.cells.get(path, sheets.ABOUT)

    def fault(self, place: str, words: str) -> None:
        self.faults.append(Fault(place, words))

    # --- The whole --------------------------------------------------------------------------------------------------
    def content(self) -> Row:
        known = {sheets.ABOUT, *(sheet.name for sheet in sheets.SHEETS)}
        for name in self.grids:
            if name not in known:
                self.fault(name, _("There is no sheet of this name in a benchmark. Take it out."))
        for name in sorted(known - set(self.grids)):
            self.fault(name, _("This sheet is missing."))
        if self.faults:
            return {}
        content = self._about()
        content["scale"]["levels"] = [
            self._row(line, sheets.LEVELS, ("scale", "levels", place))
            for place, line in enumerate(self._lines(sheets.LEVELS))
        ]
        self.cells["scale", "levels"] = f"{sheets.LEVELS.name}!A1"
        content["groups"] = self._groups()
        content["facets"] = self._facets()
        for key, sheet in (("items", sheets.ITEMS), ("context_factors", sheets.FACTORS),
                           ("background", sheets.BACKGROUND), ("crosswalk", sheets.CROSSWALK)):  # fmt: skip
            self.cells[key,] = f"{sheet.name}!A1"
            content[key] = [self._row(line, sheet, (key, n)) for n, line in enumerate(self._lines(sheet))]
        self._examples(content)
        self._prompts(content)
        return content

    def _about(self) -> Row:
        grid = self.grids[sheets.ABOUT]
        heads = grid.rows[0] if grid.rows else []
        self.languages = [str(head) for head in heads[2:] if head not in (None, "")]
        lines = {
            self._word(row[0]): (number, row) for number, row in enumerate(grid.rows[1:], start=2) if row and row[0]
        }
        known = {name for name, _path in (*sheets.ABOUT_WORDS, *sheets.ABOUT_TEXTS)}
        for name, (number, _row) in lines.items():
            if name not in known:
                self.fault(f"{sheets.ABOUT}!A{number}", _("“%s” is not known here.") % name)
        content: Row = {"source": {}, "scale": {}}
        for name, path in sheets.ABOUT_WORDS:
            number, row = lines.get(name, (1, []))
            value = row[1] if len(row) > 1 else None
            self.cells[path] = f"{sheets.ABOUT}!B{number}"
            if value not in (None, ""):
                self._set(content, path, self._about_value(name, value, self.cells[path]))
        for name, path in sheets.ABOUT_TEXTS:
            number, row = lines.get(name, (1, []))
            text = {}
            self.cells[path] = f"{sheets.ABOUT}!C{number}"
            for place, tag in enumerate(self.languages, start=2):
                self.cells[(*path, tag)] = f"{sheets.ABOUT}!{get_column_letter(place + 1)}{number}"
                if len(row) > place and row[place] not in (None, ""):
                    text[tag] = self._word(row[place])
            if text:
                self._set(content, path, text)
        return content

    def _about_value(self, name: str, value: Any, cell: str) -> Any:
        if name == "source year":
            return self._number(value, cell)
        if name == "languages":
            return [part.strip() for part in self._word(value).split(",")]
        return self._word(value)

    @staticmethod
    def _set(content: Row, path: tuple[str, ...], value: Any) -> None:
        for step in path[:-1]:
            content = content[step]
        content[path[-1]] = value

    # --- Rows -------------------------------------------------------------------------------------------------------
    def _lines(self, sheet: Sheet) -> Iterator[_Line]:
        grid = self.grids[sheet.name]
        heads = [str(head or "").strip() for head in (grid.rows[0] if grid.rows else [])]
        known = {column.key for column in sheet.columns if not column.is_text and column.kind != "facet"}
        known |= {f"{key} ({tag})" for key in sheet.texts for tag in self.languages}
        for place, head in enumerate(heads, start=1):
            is_facet = head.startswith(FACET) and any(column.kind == "facet" for column in sheet.columns)
            if head and head not in known and not is_facet:
                cell = f"{sheet.name}!{get_column_letter(place)}1"
                self.fault(cell, _("There is no column “%s” here. Languages stand on the sheet About.") % head)
            if head and head in heads[: place - 1]:
                self.fault(f"{sheet.name}!{get_column_letter(place)}1", _("“%s” stands here twice.") % head)
        for head in sorted(known - set(heads)):
            if grid.rows[1:] and head in {"code", "item", "facet"}:
                self.fault(f"{sheet.name}!A1", _("The column “%s” is missing.") % head)
        columns = {head: place for place, head in enumerate(heads, start=1) if head}
        for number, row in enumerate(grid.rows[1:], start=2):
            values = {head: row[place - 1] for head, place in columns.items() if len(row) >= place}
            given = {head: value for head, value in values.items() if value not in (None, "")}
            if given:
                yield _Line(sheet.name, number, given, columns)
            for place, value in enumerate(row, start=1):
                if value not in (None, "") and (place > len(heads) or not heads[place - 1]):
                    cell = f"{sheet.name}!{get_column_letter(place)}{number}"
                    self.fault(cell, _("This column has no heading."))

    def _row(self, line: _Line, sheet: Sheet, path: Path) -> Row:
        """The row as a thing of the content; its cells are remembered under the path."""
        found: Row = {}
        self.cells[path] = line.cell()
        for column in sheet.columns:
            key = column.key
            if column.is_text:
                text = self._text(line, key, (*path, key))
                if text:
                    found[key] = text
                continue
            if column.kind == "facet":
                found |= self._labels(line, path)
                continue
            self.cells[(*path, key)] = line.cell(key)
            if key in line.values:
                found[key] = self._typed(line.values[key], column.kind, line.cell(key))
        return found

    def _text(self, line: _Line, key: str, path: Path) -> dict[str, str]:
        text = {}
        for tag in self.languages:
            head = f"{key} ({tag})"
            self.cells.setdefault(path, line.cell(head))
            self.cells[(*path, tag)] = line.cell(head)
            if head in line.values:
                text[tag] = self._word(line.values[head])
        return text

    def _labels(self, line: _Line, path: Path) -> Row:
        labels = {}
        for head, value in line.values.items():
            if head.startswith(FACET):
                facet = head.removeprefix(FACET)
                labels[facet] = self._word(value)
                self.cells[(*path, "facets", facet)] = line.cell(head)
        return {"facets": labels} if labels else {}

    def _typed(self, value: Any, kind: str, cell: str) -> Any:
        if kind == "number":
            return self._number(value, cell)
        if kind == "flag":
            word = self._word(value).lower()
            if word not in FLAGS:
                self.fault(cell, _("Write yes or nothing."))
            return FLAGS.get(word, False)
        if kind == "words":
            return [part.strip() for part in self._word(value).split(",")]
        return self._word(value)

    def _number(self, value: Any, cell: str) -> Any:
        try:
            number = float(str(value).replace(",", "."))
            return int(number) if number.is_integer() else number
        except (ValueError, OverflowError):
            self.fault(cell, _("This must be %s.") % _("a number"))
            return None

    @staticmethod
    def _word(value: Any) -> str:
        """A cell as text; spreadsheets like to turn 1 into a number."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str(value).replace("\r\n", "\n")

    # --- What nests -------------------------------------------------------------------------------------------------
    def _groups(self) -> list[Row]:
        top: list[Row] = []
        made: dict[str, tuple[Row, Path]] = {}
        self.cells["groups",] = f"{sheets.GROUPS.name}!A1"
        for line in self._lines(sheets.GROUPS):
            above = self._word(line.values.get("in", ""))
            if above and above not in made:
                self.fault(line.cell("in"), _("There is no group “%s” above this row.") % above)
                continue
            parent, path = made.get(above, ({}, ()))
            siblings: list[Row] = parent.setdefault("groups", []) if above else top
            path = (*path, "groups", len(siblings))
            row = self._row(line, sheets.GROUPS, path)
            row.pop("in", None)
            if row.get("code") in made:
                self.fault(line.cell("code"), _("The code “%s” stands twice.") % row["code"])
            siblings.append(row)
            made[row.get("code", "")] = (row, path)
        return top

    def _facets(self) -> list[Row]:
        facets: dict[str, Row] = {}
        self.cells["facets",] = f"{sheets.FACETS.name}!A1"
        for line in self._lines(sheets.FACETS):
            code = self._word(line.values.get("facet", ""))
            if not code:
                self.fault(line.cell("facet"), _("“%s” is missing.") % "facet")
                continue
            place = list(facets).index(code) if code in facets else len(facets)
            facet = facets.setdefault(code, {"code": code, "values": []})
            path: Path = ("facets", place, "values", len(facet["values"]))
            name = self._text(line, "facet name", ("facets", place, "name"))
            self.cells.setdefault(("facets", place), line.cell())
            if name and facet.setdefault("name", name) != name:
                self.fault(line.cell(f"facet name ({next(iter(name))})"), _("This facet has another name above."))
            row = self._row(line, sheets.FACETS, path)
            facet["values"].append({key: row[key] for key in ("code", "name", "description") if key in row})
        return list(facets.values())

    def _owner(self, line: _Line, column: str, owners: dict[str, Any]) -> Any:
        code = self._word(line.values.get(column, ""))
        if code not in owners:
            self.fault(line.cell(column), _("There is no such code: “%s”.") % code)
        return owners.get(code)

    def _examples(self, content: Row) -> None:
        items = {item.get("code", ""): (place, item) for place, item in enumerate(content["items"])}
        for line in self._lines(sheets.EXAMPLES):
            found = self._owner(line, "item", items)
            if found:
                place, item = found
                examples = item.setdefault("examples", [])
                row = self._row(line, sheets.EXAMPLES, ("items", place, "examples", len(examples)))
                row.pop("item")
                examples.append(row)

    def _prompts(self, content: Row) -> None:
        owners = {
            column: {row.get("code", ""): ((key, place), row) for place, row in enumerate(content[key])}
            for key, column in (("context_factors", "context factor"), ("items", "item"))
        }
        branch: list[tuple[Row, Path]] = []
        for line in self._lines(sheets.PROMPTS):
            columns = [column for column in owners if column in line.values]
            if len(columns) != 1:
                self.fault(line.cell("item"), _("Name either an item or a context factor."))
                continue
            found = self._owner(line, columns[0], owners[columns[0]])
            if not found:
                continue
            path, owner = found
            depth = self._number(line.values.get("depth", 1), line.cell("depth"))
            if not branch or branch[0][0] is not owner:
                branch = [(owner, path)]
            if not isinstance(depth, int) or not 1 <= depth <= len(branch):
                self.fault(line.cell("depth"), _("Write 1, or one more than the question above at most."))
                continue
            del branch[depth:]
            parent, above = branch[-1]
            siblings = parent.setdefault("prompts", [])
            prompt_path: Path = (*above, "prompts", len(siblings))
            row = {"text": self._text(line, "text", (*prompt_path, "text"))}
            self.cells[prompt_path] = line.cell()
            siblings.append(row)
            branch.append((row, prompt_path))
