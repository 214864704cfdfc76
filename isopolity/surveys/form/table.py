# SPDX-License-Identifier: EUPL-1.2
"""Answers that count, as a table: one column for each question, one text for each cell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from isopolity.core.texts import read
from isopolity.surveys.form.answers import amount_of
from isopolity.surveys.form.expression.values import number_text
from isopolity.surveys.form.model import FOREIGN, MANY, MATRIX, MONEY, NOTE, ONE, Element, Form

BETWEEN = "; "


@dataclass(frozen=True)
class Column:
    """One question, or one row of a matrix. ``names`` are its choices in words."""

    key: str
    label: str
    kind: str
    section: str = ""
    part_of: str = ""
    repeats: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_counted(self) -> bool:
        """Its answers fall into a few kinds that can be counted."""
        return self.kind in (ONE, MANY, "scale", "acknowledge")

    @property
    def is_open(self) -> bool:
        """It is answered in people's own words."""
        return self.kind in ("text", "long_text")


def columns_of(form: Form, language: str = "") -> list[Column]:
    """All columns, in the order of the questionnaire."""
    return list(_columns(form, form.elements, "", language))


def _columns(form: Form, elements: Iterable[Element], section: str, language: str) -> Iterator[Column]:
    for one in elements:
        label = read(one.label, language, *form.languages) or one.name
        if one.is_holder:
            yield from _columns(form, one.elements, section or label, language)
            continue
        if one.kind in (NOTE, FOREIGN):
            continue
        choices = {c.name: read(c.label, language, *form.languages) or c.name for c in form.choices_of(one)}
        if one.kind != MATRIX:
            yield Column(one.key, label, one.kind, section, "", one.repeats, choices)
            continue
        for row in one.rows:
            words = f"{label} – {read(row.label, language, *form.languages) or row.name}"
            yield Column(row.name, words, ONE, section, one.key, one.repeats, choices)


def values(column: Column, counted: Mapping[str, Any]) -> list[Any]:
    """What was answered, once for each copy of the repeats around the question; nothing is left out of the list."""
    places: list[Mapping[str, Any]] = [counted]
    for repeat in column.repeats:
        places = [row for place in places for row in place.get(repeat) or () if isinstance(row, Mapping)]
    if column.part_of:
        places = [found for place in places if isinstance(found := place.get(column.part_of), Mapping)]
    return [answer for place in places if (answer := place.get(column.key)) not in (None, "", [], {})]


def cell(column: Column, counted: Mapping[str, Any]) -> str:
    """The answer in words; several copies one after the other."""
    found = values(column, counted)
    return BETWEEN.join(in_words(column, one) for one in found) if found else ""


def in_words(column: Column, answer: Any) -> str:
    """One answer in words."""
    if isinstance(answer, list):
        return ", ".join(column.names.get(str(one), str(one)) for one in answer)
    if column.kind == MONEY:
        amount = amount_of(answer)
        return f"{amount} {answer.get('currency', '')}".strip() if amount is not None else ""
    if isinstance(answer, Mapping):
        return str(answer.get("name", ""))
    if answer is True:
        return "✓"
    if isinstance(answer, int | float):
        return number_text(float(answer))
    return column.names.get(answer, answer) if column.names else str(answer)


def plain(column: Column, counted: Mapping[str, Any]) -> Any:
    """The answer for a spreadsheet: numbers stay numbers where there is one."""
    found = values(column, counted)
    if len(found) != 1:
        return BETWEEN.join(in_words(column, one) for one in found) or None
    answer = found[0]
    if column.kind == MONEY:
        return amount_of(answer)
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        return answer
    return in_words(column, answer)


def tally(column: Column, all_counted: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How often each answer was given, every choice listed; an answer in two copies of a repeat counts twice."""
    found = dict.fromkeys(column.names, 0)
    for counted in all_counted:
        for answer in values(column, counted):
            for one in answer if isinstance(answer, list) else [answer]:
                name = number_text(float(one)) if isinstance(one, int | float) and one is not True else str(one)
                found[name] = found.get(name, 0) + 1
    return found
