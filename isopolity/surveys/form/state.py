# SPDX-License-Identifier: EUPL-1.2
"""A form with answers in it: what is visible, required, offered, and what is wrong.

Answers to hidden questions do not count: they are empty in every expression and are left out of ``counted``.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from isopolity.core.texts import read
from isopolity.surveys.form.answers import fault_of, is_given, value_of
from isopolity.surveys.form.check import IN_TEXT
from isopolity.surveys.form.expression import Value, parse, run, to_boolean, to_number, to_string
from isopolity.surveys.form.expression.values import Single, date_of_number, first
from isopolity.surveys.form.model import CALCULATION, MATRIX, NOTE, REPEAT, Choice, Element, Form
from isopolity.surveys.form.order import ordered
from isopolity.surveys.form.scope import RowScope, Standing

MOST_COPIES, MOST_COPIES_INSIDE = 100, 20
Copies = tuple[int, ...]


@dataclass(frozen=True)
class Spot:
    """One question in one place: its key and which copies of the repeats around it, from 0."""

    key: str
    copies: Copies = ()


@dataclass(frozen=True)
class AnswerFault:
    """What is wrong with one answer. ``kind`` is required, constraint or value; ``row`` a row of a matrix."""

    spot: Spot
    kind: str
    message: str
    row: str = ""


class State:
    """Everything there is to know about one set of answers. Made anew when an answer changes; changes nothing itself.

    ``checks_required`` is off while somebody is still writing.
    """

    def __init__(
        self,
        form: Form,
        answers: Mapping[str, Any],
        *,
        now: datetime,
        language: str = "",
        order: Sequence[Element] = (),
    ) -> None:
        self.form, self.answers = form, answers
        self.now, self.today = now.replace(tzinfo=None), now.date()
        self.language = language or form.languages[0]
        self._order = order or ordered(form)
        self._visible: dict[Spot, bool] = {}
        self._values: dict[Spot, Value] = {}
        self._copies: dict[Spot, int] = {}
        for element in self._order:
            for copies in self.places(element):
                spot = Spot(element.key, copies)
                self._visible[spot] = self._decide(element, copies)
                if element.kind == REPEAT:
                    self._copies[spot] = self._count(element, copies)
                elif element.calculation:
                    self.value(spot)  # now, in this order: a long row of calculations is no deep pile of calls

    # --- Where things are --------------------------------------------------------------------------------------------
    def places(self, element: Element, within: Copies = ()) -> Iterator[Copies]:
        """The copies in which an element stands, those that begin with ``within``; one empty tuple outside repeats."""
        found: list[Copies] = [()]
        for depth, repeat in enumerate(element.repeats):
            found = [
                (*copies, number)
                for copies in found
                for number in range(self._copies.get(Spot(repeat, copies), 0))
                if depth >= len(within) or number == within[depth]
            ]
        yield from found

    def copies_of(self, repeat: Element, copies: Copies = ()) -> int:
        """How many copies of a repeat there are in this place."""
        return self._copies.get(Spot(repeat.key, copies), 0)

    def answer(self, spot: Spot) -> Any:
        """The answer as it was given, whether it is visible or not; None if there is none."""
        at: Any = self.answers
        for repeat, number in zip(self.form.by_key[spot.key].repeats, spot.copies, strict=True):
            rows = at.get(repeat) if isinstance(at, Mapping) else None
            at = rows[number] if isinstance(rows, list) and number < len(rows) else {}
        return at.get(spot.key) if isinstance(at, Mapping) else None

    def _decide(self, element: Element, copies: Copies) -> bool:
        if element.parent:
            parent = self.form.by_key[element.parent]
            if not self._visible.get(Spot(parent.key, copies[: len(parent.repeats)]), False):
                return False
        return not element.relevant or self.holds(element.relevant, element, copies)

    def _count(self, element: Element, copies: Copies) -> int:
        most = MOST_COPIES_INSIDE if copies else MOST_COPIES
        if not self._visible[Spot(element.key, copies)]:
            return 0
        if element.count:
            wanted = to_number(self.work_out(element.count, element, copies))
            return max(0, min(most, int(wanted))) if math.isfinite(wanted) else 0
        kept = self.answer(Spot(element.key, copies))
        return min(most, len(kept)) if isinstance(kept, list) else 0

    # --- What things are worth ---------------------------------------------------------------------------------------
    def work_out(self, expression: str, element: Element, copies: Copies, row: str = "") -> Value:
        """The value of an expression of this element in this place."""
        return run(parse(expression), Standing(self, element, copies, row))

    def holds(self, expression: str, element: Element, copies: Copies, row: str = "") -> bool:
        """Whether a condition is true."""
        return to_boolean(self.work_out(expression, element, copies, row))

    def is_visible(self, spot: Spot) -> bool:
        """The question is asked, given the answers so far."""
        return self._visible.get(spot, False)

    def value(self, spot: Spot, row: str = "") -> Value:
        """What the answer counts as; empty while it is hidden."""
        if not self._visible.get(spot, False):
            return ""
        element = self.form.by_key[spot.key]
        if row:
            return value_of(element, self.answer(spot), row)
        if spot not in self._values:
            self._values[spot] = self._value(element, spot)
        return self._values[spot]

    def _value(self, element: Element, spot: Spot) -> Value:
        if element.calculation:
            worked_out = first(self.work_out(element.calculation, element, spot.copies))
            return _typed(element, worked_out)
        return value_of(element, self.answer(spot))

    def offered(self, element: Element, copies: Copies = ()) -> list[Choice]:
        """The choices that a question offers here."""
        choices = self.form.choices_of(element)
        if not element.choice_filter:
            return list(choices)
        standing, tree = Standing(self, element, copies), parse(element.choice_filter)
        return [one for one in choices if to_boolean(run(tree, RowScope(standing, one)))]

    def is_required(self, element: Element, copies: Copies = ()) -> bool:
        """It must be answered."""
        return bool(element.required) and element.is_asked and self.holds(element.required, element, copies)

    def is_read_only(self, element: Element, copies: Copies = ()) -> bool:
        """It shows a value that nobody types."""
        if element.calculation:
            return True
        return bool(element.read_only) and self.holds(element.read_only, element, copies)

    def text(self, text: Mapping[str, str], element: Element, copies: Copies = ()) -> str:
        """A text in the reader's language, with the answers that it names."""
        standing = Standing(self, element, copies)
        words = read(text, self.language, *self.form.languages)
        return IN_TEXT.sub(lambda match: self._in_text(match[1], standing), words)

    def _in_text(self, name: str, standing: Standing) -> str:
        target = self.form.target(name)
        value = to_string(standing.answer(name))
        if target is not None and target.element.choices:
            names = [standing.choice_name(name, word) for word in value.split()]
            return ", ".join(one for one in names if one) or value
        return "" if value == "NaN" else value

    # --- What is wrong -----------------------------------------------------------------------------------------------
    def faults(self, elements: Collection[Element] = (), *, checks_required: bool = True) -> list[AnswerFault]:
        """Everything that is wrong with visible answers, in the form's order; of these elements if any are given."""
        wanted = elements or list(self.form.walk())
        return [
            fault
            for element in wanted
            if element.is_asked
            for copies in self.places(element)
            if self.is_visible(Spot(element.key, copies))
            for fault in self._faults_of(element, copies, checks_required=checks_required)
        ]

    def _faults_of(self, element: Element, copies: Copies, *, checks_required: bool) -> Iterator[AnswerFault]:
        spot = Spot(element.key, copies)
        answer = self.answer(spot)
        if self.is_read_only(element, copies):
            return
        if not is_given(answer):
            if checks_required and self.is_required(element, copies):
                message = self.text(element.required_message, element, copies) or _("Please answer this question.")
                yield AnswerFault(spot, "required", message)
            return
        wrong = fault_of(element, answer, {one.name for one in self.offered(element, copies)})
        if wrong:
            yield AnswerFault(spot, "value", wrong)
            return
        if element.kind == MATRIX and checks_required:
            yield from self._open_rows(element, spot, answer)
        if element.constraint and not self.holds(element.constraint, element, copies):
            message = self.text(element.constraint_message, element, copies) or _("This answer is not possible.")
            yield AnswerFault(spot, "constraint", message)

    def _open_rows(self, element: Element, spot: Spot, answer: Mapping[str, Any]) -> Iterator[AnswerFault]:
        if self.is_required(element, spot.copies):
            for row in element.rows:
                if not answer.get(row.name):
                    yield AnswerFault(spot, "required", _("Please answer this question."), row.name)

    # --- What counts -------------------------------------------------------------------------------------------------
    def counted(self) -> dict[str, Any]:
        """The answers that count: visible ones and what was calculated, as they are kept."""
        return self._counted(self.form.elements, ())

    def _counted(self, elements: Sequence[Element], copies: Copies) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for element in elements:
            spot = Spot(element.key, copies)
            if not self.is_visible(spot) or element.kind == NOTE:
                continue
            if element.kind == REPEAT:
                rows = range(self.copies_of(element, copies))
                found[element.key] = [self._counted(element.elements, (*copies, number)) for number in rows]
            elif element.is_holder:
                found |= self._counted(element.elements, copies)
            elif (answer := self._kept(element, spot)) is not None:
                found[element.key] = answer
        return found

    def _kept(self, element: Element, spot: Spot) -> Any:
        if element.calculation:
            return _json(first(self.value(spot)))
        answer = self.answer(spot)
        if element.kind == CALCULATION:
            answer = element.default if answer is None else answer
        return answer if is_given(answer) and (element.is_asked or element.kind == CALCULATION) else None


def _typed(element: Element, value: Single) -> Single:
    """A calculated value as the question's kind has it; other values stay as they are."""
    if isinstance(value, float) and math.isnan(value):
        return ""
    if element.kind == "date" and isinstance(value, float):
        day = date_of_number(value)
        return "" if day is None else day.date() if isinstance(day, datetime) else day
    if element.kind in ("integer", "decimal", "scale", "money") and isinstance(value, str):
        number = to_number(value)
        return "" if math.isnan(number) else number
    return value


def _json(value: Single) -> Any:
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value == int(value) else value
    if isinstance(value, bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return to_string(value) or None
