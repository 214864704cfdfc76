# SPDX-License-Identifier: EUPL-1.2
"""Headline outcomes: statements counted from answers, each with a condition in the questionnaire's own language.

``4 of 10 partners formally continue their support group`` is the condition ``${group_continues} = 'formal'``. A sum
(``1.4 M€ secured by 4``) adds what an expression is worth where the condition holds.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from isopolity.surveys.form.answers import value_of
from isopolity.surveys.form.expression import (
    ExpressionFault,
    Nodes,
    Value,
    parse,
    references,
    run,
    to_boolean,
    to_number,
)
from isopolity.surveys.form.model import REPEAT, Form, Target

CENT = Decimal("0.01")


@dataclass
class Outcome:
    """What a statement says now: how many of how many, the sum, and who (by whatever names a response)."""

    of: int = 0
    total: Decimal | None = None
    who: list[Any] = field(default_factory=list)

    @property
    def number(self) -> int:
        return len(self.who)


@dataclass(frozen=True)
class Statement:
    """A condition, and an expression to add up where it holds; empty for a count."""

    condition: str
    sum: str = ""


def fault_of(form: Form, expression: str) -> str:
    """Why an expression cannot be used, in words; empty if it can."""
    try:
        names = references(parse(expression))
    except ExpressionFault as fault:
        return str(fault)
    unknown = sorted(name for name in names if form.target(name) is None)
    return _("There is no question called: %s") % ", ".join(unknown) if unknown else ""


def count(
    form: Form,
    statements: Mapping[Any, Statement],
    responses: Iterable[tuple[Any, Mapping[str, Any]]],
    *,
    now: datetime,
) -> dict[Any, Outcome]:
    """Each statement over all responses, (who, what counts)."""
    found = {key: Outcome() for key in statements}
    for who, counted in responses:
        scope = Counted(form, counted, now)
        for key, statement in statements.items():
            _add(found[key], statement, scope, who)
    for key, statement in statements.items():
        if statement.sum:
            found[key].total = (found[key].total or Decimal(0)).quantize(CENT)
    return found


class Counted:
    """What an expression sees of answers that count: hidden ones are gone already, so nothing is worked out again."""

    language = ""

    def __init__(self, form: Form, counted: Mapping[str, Any], now: datetime) -> None:
        self.form, self.counted = form, counted
        self.now, self.today = now.replace(tzinfo=None), now.date()

    def answer(self, name: str) -> Value:
        """One value outside repeats, all values of a question in a repeat."""
        target = self.form.target(name)
        if target is None:
            return ""
        places: list[Mapping[str, Any]] = [self.counted]
        repeats = target.element.repeats
        if target.element.kind == REPEAT:
            repeats = (*repeats, target.element.key)
        for repeat in repeats:
            places = [row for place in places for row in place.get(repeat) or ()]
        if target.element.kind == REPEAT:
            return Nodes([""] * len(places))
        found = [self._value(target, place) for place in places]
        return Nodes(found) if repeats else found[0]

    @staticmethod
    def _value(target: Target, place: Mapping[str, Any]) -> Any:
        answer = place.get(target.element.key)
        if target.element.calculation or target.element.kind == "calculation":
            return "" if answer is None else answer
        return value_of(target.element, answer, target.row)

    def own(self) -> Value:
        """A statement stands at no question."""
        return ""

    kept = own

    def place(self, name: str) -> int:
        """Nor in a copy of a repeat."""
        return 0

    def indexed(self, name: str, places: Sequence[tuple[str, int]]) -> Value:
        """The value in one copy, by its number."""
        found = self.answer(name)
        number = places[0][1] if places else 0
        if not isinstance(found, Nodes) or not 1 <= number <= len(found.values):
            return ""
        return found.values[number - 1]

    def choice_name(self, question: str, choice: str) -> str:
        """Statements compare names, never words."""
        return choice

    def rows(self, list_name: str) -> Sequence[Any]:
        """Nothing is chosen here."""
        return []

    def column(self, name: str) -> str:
        """Nothing is chosen here."""
        return ""


def _add(outcome: Outcome, statement: Statement, standing: Counted, who: Any) -> None:
    outcome.of += 1
    if not to_boolean(run(parse(statement.condition), standing)):
        return
    outcome.who.append(who)
    if statement.sum:
        worth = to_number(run(parse(statement.sum), standing))
        outcome.total = (outcome.total or Decimal(0)) + (Decimal(str(worth)) if math.isfinite(worth) else 0)
