# SPDX-License-Identifier: EUPL-1.2
"""A section as it is drawn: every text in the reader's language, every field with its name, value and faults."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from isopolity.core.texts import read
from isopolity.surveys.form.answers import is_given
from isopolity.surveys.form.expression.values import number_text, to_string
from isopolity.surveys.form.model import CALCULATION, CHOOSING, FOREIGN, MATRIX, MONEY, REPEAT, SCALE, Element
from isopolity.surveys.form.posted import field as field_name
from isopolity.surveys.form.sections import Section
from isopolity.surveys.form.state import AnswerFault, Spot, State

Copies = tuple[int, ...]


def identity(name: str) -> str:
    """An id for HTML: the name of a field without signs that selectors stumble over."""
    return "f-" + "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in name)


@dataclass(frozen=True)
class Option:
    """One thing to choose."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True)
class MatrixRow:
    """One row: its field, its options."""

    name: str
    label: str
    options: list[Option]
    faults: list[str]


@dataclass(frozen=True)
class Copy:
    """One copy of a repeat: its number from 1, the value of its remove button, what is in it."""

    number: int
    remove: str
    drawn: list["Drawn"]


@dataclass
class Drawn:
    """One question, note, group or repeat on the page. ``shown`` is the marker that it was there."""

    kind: str
    name: str
    shown: str
    label: str
    hint: str = ""
    value: str = ""
    currency: str = ""
    appearance: str = ""
    is_required: bool = False
    is_read_only: bool = False
    options: list[Option] = field(default_factory=list)
    rows: list[MatrixRow] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    inside: list["Drawn"] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    count: int = 0
    add: str = ""
    accept: str = ""

    @property
    def identity(self) -> str:
        """An id for HTML: the name without signs that selectors stumble over."""
        return identity(self.name)


def draw(state: State, section: Section, faults: Iterable[AnswerFault] = ()) -> list[Drawn]:
    """What of the section is to be seen now."""
    by_spot: dict[Spot, list[AnswerFault]] = {}
    for fault in faults:
        by_spot.setdefault(fault.spot, []).append(fault)
    return _Drawing(state, by_spot).all(section.elements, ())


class _Drawing:
    def __init__(self, state: State, faults: dict[Spot, list[AnswerFault]]) -> None:
        self.state, self.faults = state, faults

    def all(self, elements: Sequence[Element], copies: Copies) -> list[Drawn]:
        visible = [one for one in elements if self.state.is_visible(Spot(one.key, copies))]
        return [self.one(one, copies) for one in visible if one.kind not in (CALCULATION, FOREIGN)]

    def one(self, element: Element, copies: Copies) -> Drawn:
        state, spot = self.state, Spot(element.key, copies)
        name = field_name(spot)
        drawn = Drawn(
            element.kind,
            name,
            field_name(spot, "s"),
            state.text(element.label, element, copies) or element.name,
            state.text(element.hint, element, copies),
            appearance=element.appearance,
            accept=element.accept,
        )
        if element.kind == REPEAT:
            self._repeat(drawn, element, spot)
        elif element.is_holder:
            drawn.inside = self.all(element.elements, copies)
        elif element.kind != "note":
            self._question(drawn, element, spot)
        return drawn

    def _repeat(self, drawn: Drawn, element: Element, spot: Spot) -> None:
        drawn.shown, drawn.count = field_name(spot, "n"), self.state.copies_of(element, spot.copies)
        drawn.add = "" if element.count else f"add:{drawn.shown}"
        for place in range(drawn.count):
            inside = Spot(spot.key, (*spot.copies, place))
            remove = "" if element.count else f"remove:{field_name(inside, 'n')}"
            drawn.copies.append(Copy(place + 1, remove, self.all(element.elements, inside.copies)))

    def _question(self, drawn: Drawn, element: Element, spot: Spot) -> None:
        state, answer = self.state, self.state.answer(spot)
        drawn.is_required = state.is_required(element, spot.copies)
        drawn.is_read_only = state.is_read_only(element, spot.copies)
        drawn.faults = [fault.message for fault in self.faults.get(spot, ()) if not fault.row]
        drawn.value = to_string(state.value(spot)) if element.calculation else _typed(element, answer)
        if element.kind == MONEY:
            drawn.currency = str(answer.get("currency", "")) if isinstance(answer, dict) else element.currencies[0]
            drawn.options = [Option(one, one, one == drawn.currency) for one in element.currencies]
        elif element.kind == SCALE:
            drawn.options = _points(state, element, drawn.value)
        elif element.kind in CHOOSING:
            self._choices(drawn, element, spot, answer)

    def _choices(self, drawn: Drawn, element: Element, spot: Spot, answer: Any) -> None:
        offered = [(one.name, self.state.text(one.label, element, spot.copies) or one.name)
                   for one in self.state.offered(element, spot.copies)]  # fmt: skip
        chosen = set(map(str, answer)) if isinstance(answer, list) else {answer} if isinstance(answer, str) else set()
        drawn.options = [Option(value, label, value in chosen) for value, label in offered]
        if element.kind != MATRIX:
            return
        given = answer if isinstance(answer, dict) else {}
        for row in element.rows:
            options = [Option(value, label, given.get(row.name) == value) for value, label in offered]
            faults = [fault.message for fault in self.faults.get(spot, ()) if fault.row == row.name]
            label = self.state.text(row.label, element, spot.copies) or row.name
            drawn.rows.append(MatrixRow(f"{drawn.name}~{row.name}", label, options, faults))


def _typed(element: Element, answer: Any) -> str:
    """An answer as it stands in its field."""
    if not is_given(answer):
        return ""
    if isinstance(answer, dict):
        return str(answer.get("amount" if element.kind == MONEY else "name", ""))
    if isinstance(answer, bool):
        return "1" if answer else ""
    if isinstance(answer, int | float):
        return number_text(float(answer))
    return answer if isinstance(answer, str) else ""


def _points(state: State, element: Element, value: str) -> list[Option]:
    scale, points = element.scale, []
    for step in range(round((scale.high - scale.low) / scale.step) + 1):
        number = number_text(round(scale.low + step * scale.step, 9))
        words = read(scale.labels.get(number, {}), state.language, *state.form.languages)
        points.append(Option(number, words, number == value))
    return points
