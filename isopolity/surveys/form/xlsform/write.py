# SPDX-License-Identifier: EUPL-1.2
"""A definition as an XLSForm that other tools read too. What only we know stands where they do not look."""

import io
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from isopolity.surveys.form.expression.values import number_text
from isopolity.surveys.form.model import MATRIX, MONEY, REPEAT, SCALE, Choice, Element, Form, Text, form_of, is_dynamic
from isopolity.surveys.form.xlsform.kinds import MONEY_WORD
from isopolity.surveys.form.xlsform.languages import name_of
from isopolity.surveys.form.xlsform.own_sheet import SHEET

Cells = dict[str, str]
_TYPES = {
    "text": "text", "long_text": "text", "integer": "integer", "decimal": "decimal", MONEY: "decimal", "date": "date",
    "time": "time", "datetime": "dateTime", SCALE: "range", "file": "file", "acknowledge": "acknowledge",
    "note": "note", "calculation": "calculate",
}  # fmt: skip
_NOT_ALONE = {
    "audit", "background-geopoint", "background-audio", "start-geopoint", "select one external", "rank", "osm",
    "xml-external", "csv-external",
}  # fmt: skip
_TEXTS = ("label", "hint", "required_message", "constraint_message")
_PLAIN = ("type", "name", "required", "relevant", "constraint", "read_only", "calculation", "default", "choice_filter",
          "appearance", "parameters", "repeat_count")  # fmt: skip


def write_xlsform(definition: dict[str, Any]) -> bytes:
    """The workbook: survey, choices, settings, and a sheet of our own with the titles."""
    form = form_of(definition)
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = list(_rows(form.elements))
    columns = [
        "type",
        "name",
        *_text_columns(form, rows),
        *[one for one in _PLAIN[2:] if any(one in row for row in rows)],
    ]
    _fill(book.create_sheet("survey"), columns, rows)
    choices, extra = _choices(form)
    _fill(book.create_sheet("choices"), ["list_name", "name", *_labels(form, "label"), *extra], choices)
    settings = {"form_title": _first(form.title, form), "default_language": name_of(form.languages[0])}
    settings |= {"form_id": form.name} if form.name else {}
    settings |= {"version": form.version} if form.version else {}
    _fill(book.create_sheet("settings"), list(settings), [settings])
    _fill(book.create_sheet(SHEET), ["fact", "language", "value"], _own(form))
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _first(text: Text, form: Form) -> str:
    return next((text[tag] for tag in form.languages if text.get(tag)), next(iter(text.values()), ""))


def _labels(form: Form, column: str) -> list[str]:
    return [f"{column}::{name_of(tag)}" for tag in form.languages]


def _text_columns(form: Form, rows: list[Cells]) -> list[str]:
    used = {key for row in rows for key in row}
    return [one for column in _TEXTS for one in _labels(form, column) if column == "label" or one in used]


def _own(form: Form) -> list[Cells]:
    rows = [{"fact": "languages", "language": "", "value": " ".join(form.languages)}]
    for fact, text in (("title", form.title), ("about", form.about)):
        rows += [{"fact": fact, "language": tag, "value": words} for tag, words in text.items()]
    return rows


# --- The survey sheet -----------------------------------------------------------------------------------------------
def _rows(elements: tuple[Element, ...]) -> Iterator[Cells]:
    for element in elements:
        if element.kind == MATRIX:
            yield from _matrix(element)
        elif element.is_holder:
            word = "repeat" if element.kind == REPEAT else "group"
            count = {"repeat_count": element.count} if element.count else {}
            yield {"type": f"begin_{word}", **_common(element), **count}
            yield from _rows(element.elements)
            yield {"type": f"end_{word}", "name": element.name}
        else:
            yield _question(element)


def _matrix(element: Element) -> Iterator[Cells]:
    """A table list: each row is a question with the same choices."""
    asked = {key: value for key, value in _common(element).items() if key.startswith("required")}
    top = {key: value for key, value in _common(element).items() if not key.startswith("required")}
    yield {"type": "begin_group", **top, "appearance": "table-list"}
    for row in element.rows:
        yield {"type": f"select_one {element.choices}", "name": row.name, **_texts("label", row.label), **asked}
    yield {"type": "end_group", "name": element.name}


def _question(element: Element) -> Cells:
    row = {"type": _type(element), **_common(element)}
    words = [element.appearance] if element.appearance else []
    if element.kind == "long_text":
        words.append("multiline")
    if element.kind == MONEY:
        words.append("-".join([MONEY_WORD, *element.currencies]))
    if words:
        row["appearance"] = " ".join(words)
    if element.choice_filter:
        row["choice_filter"] = element.choice_filter
    if element.kind == SCALE:
        row["parameters"] = _scale(element)
    if element.default:
        row["default"] = element.default[1:].strip() if is_dynamic(element.default) else element.default
    return row


def _type(element: Element) -> str:
    match element.kind:
        case "one_choice":
            return f"select_one {element.choices}"
        case "many_choices":
            return f"select_multiple {element.choices}"
        case "file" if element.accept == "picture":
            return "image"
        case "calculation" if not element.calculation and not is_dynamic(element.default):
            return "hidden"
        case "foreign":
            return _foreign_type(element.was)
    return _TYPES[element.kind]


def _foreign_type(was: str) -> str:
    """A type that we cannot ask, as the file had it; what needs more than its row to stand becomes a note."""
    return was if was in QUESTION_TYPE_DICT and was not in _NOT_ALONE else "note"


def _scale(element: Element) -> str:
    scale = element.scale
    parts = [f"{word}={number_text(float(value))}" for word, value in
             (("start", scale.low), ("end", scale.high), ("step", scale.step))]  # fmt: skip
    return " ".join([*parts, *([f"tick_labelset={ticks_of(element)}"] if scale.labels else [])])


def ticks_of(element: Element) -> str:
    """The list in which the words of a scale are exported."""
    return f"{element.key.replace('/', '.')}_ticks"


def _common(element: Element) -> Cells:
    row = {"name": element.name}
    for column in _TEXTS:
        row |= _texts(column, getattr(element, column))
    for column in ("required", "relevant", "constraint", "read_only", "calculation"):
        if text := getattr(element, column):
            row[column] = text
    if element.is_holder and element.appearance:
        row["appearance"] = element.appearance
    return row


def _texts(column: str, text: Text) -> Cells:
    return {f"{column}::{name_of(tag)}": words for tag, words in text.items() if words}


# --- The choices sheet ----------------------------------------------------------------------------------------------
def _choices(form: Form) -> tuple[list[Cells], list[str]]:
    lists: list[tuple[str, tuple[Choice, ...]]] = list(form.lists.items())
    for element in form.walk():
        if element.kind == SCALE and element.scale.labels:
            words = tuple(Choice(number, text) for number, text in element.scale.labels.items())
            lists.append((ticks_of(element), words))
    rows = [
        {"list_name": name, "name": one.name, **_texts("label", one.label), **one.columns}
        for name, choices in lists
        for one in choices
    ]
    columns = dict.fromkeys(column for _name, choices in lists for one in choices for column in one.columns)
    return rows, list(columns)


def _fill(sheet: Worksheet, columns: list[str], rows: list[Cells]) -> None:
    """Every value as text: nothing in the workbook is a formula. Signs that a workbook cannot hold are left out."""
    for number, cells in enumerate([dict(zip(columns, columns, strict=True)), *rows], start=1):
        for place, column in enumerate(columns, start=1):
            if cells.get(column):
                cell = sheet.cell(number, place)
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", cells[column])
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if number == 1:
                    cell.font = Font(bold=True)
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = 45 if "::" in column else 20
    sheet.freeze_panes = "C2"
