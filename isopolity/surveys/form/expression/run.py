# SPDX-License-Identifier: EUPL-1.2
"""Works out a tree. It has no way to anything but the values that its scope hands out."""

import math
from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from isopolity.surveys.form.expression.dates import format_date
from isopolity.surveys.form.expression.functions import PLAIN
from isopolity.surveys.form.expression.tree import (
    Call,
    Chain,
    Column,
    Literal,
    Lookup,
    Negative,
    Node,
    Own,
    Parent,
    Ref,
)
from isopolity.surveys.form.expression.values import (
    Nodes,
    Value,
    compare,
    is_empty,
    to_boolean,
    to_date,
    to_number,
    to_string,
)


class Scope(Protocol):
    """Where an expression stands: what it may look at."""

    today: date
    now: datetime
    language: str

    def answer(self, name: str) -> Value:
        """The value of a question or calculation, all values of one in a repeat elsewhere; of a repeat, its copies."""

    def own(self) -> Value:
        """The value of the question that the expression belongs to."""

    def kept(self) -> Value:
        """What that question held before, for ``once``."""

    def place(self, name: str) -> int:
        """Which copy of the repeat this is, from 1; of the nearest one if no name is given."""

    def indexed(self, name: str, places: Sequence[tuple[str, int]]) -> Value:
        """The value of a question in given copies of the repeats around it."""

    def choice_name(self, question: str, choice: str) -> str:
        """The text of a choice of the question, in the reader's language."""

    def rows(self, list_name: str) -> Sequence["Scope"]:
        """The choices of a list, each as a scope whose columns can be read."""

    def column(self, name: str) -> str:
        """A cell of the choice that is looked at."""


def run(node: Node, scope: Scope) -> Value:  # noqa: PLR0911 - one line for each kind of node
    """The value of the expression; it always has one, NaN or empty if need be."""
    match node:
        case Literal(value=value):
            return value
        case Ref(name=name):
            return scope.answer(name)
        case Own():
            return scope.own()
        case Parent():
            return ""
        case Column(name=name):
            return scope.column(name)
        case Negative(of=inner):
            return -to_number(run(inner, scope))
        case Chain():
            return _chain(node, scope)
        case Lookup():
            return _lookup(node, scope)
        case Call():
            return _call(node, scope)


def _chain(node: Chain, scope: Scope) -> Value:
    if node.rest[0][0] in ("and", "or"):
        stops = node.rest[0][0] == "or"
        operands = [node.first, *(one for _sign, one in node.rest)]
        return stops if any(to_boolean(run(one, scope)) is stops for one in operands) else not stops
    value = run(node.first, scope)
    for sign, operand in node.rest:
        value = _operate(sign, value, run(operand, scope))
    return value


def _operate(sign: str, left: Value, right: Value) -> Value:
    if sign in ("=", "!=", "<", "<=", ">", ">="):
        return compare(sign, left, right)
    one, other = to_number(left), to_number(right)
    match sign:
        case "+":
            return one + other
        case "-":
            return one - other
        case "*":
            return one * other
        case "div":
            return _divided(one, other)
    return math.fmod(one, other) if math.isfinite(one) and other and not math.isnan(other) else math.nan


def _divided(one: float, other: float) -> float:
    if other:
        return one / other
    if math.isnan(one) or math.isnan(other) or not one:
        return math.nan
    return math.copysign(math.inf, one) * math.copysign(1.0, other)


def _lookup(node: Lookup, scope: Scope) -> Value:
    rows = [row for row in scope.rows(node.list_name) if node.predicate is None or to_boolean(run(node.predicate, row))]
    return Nodes([row.column(node.column or "name") for row in rows])


def _call(node: Call, scope: Scope) -> Value:  # noqa: PLR0911 - one line for each function
    plain = PLAIN.get(node.name)
    if plain is not None:
        return plain[2]([run(one, scope) for one in node.arguments])
    match node.name:
        case "if":
            return run(node.arguments[1 if to_boolean(run(node.arguments[0], scope)) else 2], scope)
        case "coalesce":
            values = (run(one, scope) for one in node.arguments)
            return next((value for value in values if not is_empty(value)), "")
        case "count":
            value = run(node.arguments[0], scope)
            return float(len(value.values)) if isinstance(value, Nodes) else 1.0
        case "today":
            return scope.today
        case "now":
            return scope.now
        case "once":
            kept = scope.kept()
            return run(node.arguments[0], scope) if is_empty(kept) else kept
    return _look(node, scope)


def _look(node: Call, scope: Scope) -> Value:
    match node.name:
        case "position":
            asked = node.arguments[0] if node.arguments else Parent()
            return float(scope.place(asked.name if isinstance(asked, Ref) else ""))
        case "indexed-repeat":
            return _indexed(node, scope)
        case "jr:choice-name":
            return _choice_names(node, scope)
        case "format-date" | "format-date-time":
            moment = to_date(run(node.arguments[0], scope))
            pattern = to_string(run(node.arguments[1], scope))
            return "" if moment is None else format_date(moment, pattern, scope.language)
    raise LookupError(node.name)


def _indexed(node: Call, scope: Scope) -> Value:
    asked = node.arguments[0]
    pairs = zip(node.arguments[1::2], node.arguments[2::2], strict=False)
    places = [
        (repeat.name, _place(to_number(run(number, scope)))) for repeat, number in pairs if isinstance(repeat, Ref)
    ]
    return scope.indexed(asked.name, places) if isinstance(asked, Ref) else ""


def _place(number: float) -> int:
    return int(number) if math.isfinite(number) else 0


def _choice_names(node: Call, scope: Scope) -> str:
    """The texts of one or more choices of the question."""
    value, asked = to_string(run(node.arguments[0], scope)), node.arguments[1]
    name = asked.name if isinstance(asked, Ref) else ""
    names = [scope.choice_name(name, word) for word in value.split()]
    return ", ".join(one for one in names if one)
