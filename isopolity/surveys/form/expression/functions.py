# SPDX-License-Identifier: EUPL-1.2
"""The functions that work on values alone. Those that look at the form are in ``run``."""

import math
from collections.abc import Callable, Sequence
from datetime import date, datetime, time

import regex

from isopolity.surveys.form.expression.values import (
    Value,
    every,
    first,
    is_empty,
    to_boolean,
    to_date,
    to_number,
    to_string,
)

Arguments = Sequence[Value]
LONGEST_TEXT = 100_000
_PATIENCE = 0.2  # seconds that a pattern may take


def _regex(arguments: Arguments) -> bool:
    """The whole text fits the pattern. A pattern that takes too long or cannot be read fits nothing."""
    try:
        fits = regex.fullmatch(to_string(arguments[1]), to_string(arguments[0]), timeout=_PATIENCE)
    except (TimeoutError, regex.error, RecursionError):
        return False
    return fits is not None


def _round(arguments: Arguments) -> float:
    """Halves go up, as in XPath (``round(-2.5)`` is -2); with two values, to so many places."""
    number = to_number(arguments[0])
    places = to_number(arguments[1]) if len(arguments) > 1 else 0.0
    if math.isnan(number) or math.isinf(number) or not abs(places) <= 15:
        return number
    factor = 10.0 ** int(places)
    return math.floor(number * factor + 0.5) / factor


def _int(arguments: Arguments) -> float:
    number = to_number(arguments[0])
    return number if math.isnan(number) or math.isinf(number) else float(math.trunc(number))


def _substr(arguments: Arguments) -> str:
    """From (counted from 0) up to, not with, the end; below zero counts from the end."""
    text, start = to_string(arguments[0]), to_number(arguments[1])
    end = to_number(arguments[2]) if len(arguments) > 2 else float(len(text))
    if not (math.isfinite(start) and math.isfinite(end)):
        return ""
    return text[int(start) : int(end)]


def _substring(arguments: Arguments) -> str:
    """XPath's own: counted from 1, with a length, positions rounded."""
    text, start = to_string(arguments[0]), _round(arguments[1:2])
    length = _round(arguments[2:3]) if len(arguments) > 2 else math.inf
    if math.isnan(start) or math.isnan(length):
        return ""
    return "".join(sign for place, sign in enumerate(text, 1) if start <= place < start + length)


def _before(arguments: Arguments) -> str:
    text, mark = to_string(arguments[0]), to_string(arguments[1])
    return text.split(mark, 1)[0] if mark and mark in text else ""


def _after(arguments: Arguments) -> str:
    text, mark = to_string(arguments[0]), to_string(arguments[1])
    if not mark:
        return text
    return text.split(mark, 1)[1] if mark in text else ""


def _translate(arguments: Arguments) -> str:
    text, old, new = (to_string(one) for one in arguments)
    table: dict[int, str | None] = {}
    for place, sign in enumerate(old):
        table.setdefault(ord(sign), new[place] if place < len(new) else None)
    return text.translate(table)


def _concat(arguments: Arguments) -> str:
    return _short("".join(to_string(one) for argument in arguments for one in every(argument)))


def _join(arguments: Arguments) -> str:
    return _short(to_string(arguments[0]).join(to_string(one) for value in arguments[1:] for one in every(value)))


def _short(text: str) -> str:
    return text[:LONGEST_TEXT]


def _words(value: Value) -> list[str]:
    return to_string(value).split()


def _selected_at(arguments: Arguments) -> str:
    words, place = _words(arguments[0]), to_number(arguments[1])
    return words[int(place)] if math.isfinite(place) and 0 <= int(place) < len(words) else ""


def _numbers(arguments: Arguments) -> list[float]:
    return [to_number(one) for argument in arguments for one in every(argument)]


def _least(arguments: Arguments) -> float:
    numbers = _numbers(arguments)
    return math.nan if not numbers or any(map(math.isnan, numbers)) else min(numbers)


def _most(arguments: Arguments) -> float:
    numbers = _numbers(arguments)
    return math.nan if not numbers or any(map(math.isnan, numbers)) else max(numbers)


def _given(arguments: Arguments) -> float:
    return float(sum(1 for argument in arguments for one in every(argument) if not is_empty(one)))


def _calculated(function: Callable[..., float]) -> Callable[[Arguments], float]:
    """A function of numbers; NaN where it has no result."""

    def work(arguments: Arguments) -> float:
        try:
            return float(function(*map(to_number, arguments)))
        except (ValueError, OverflowError, ZeroDivisionError, TypeError):
            return math.nan

    return work


def _number(arguments: Arguments) -> float:
    return to_number(arguments[0])


def _date(arguments: Arguments) -> date | datetime | str:
    """A day from a text, a moment or a number of days; empty for what is none."""
    found = to_date(arguments[0])
    return "" if found is None else found.date() if isinstance(found, datetime) else found


def _moment(arguments: Arguments) -> datetime | str:
    found = to_date(arguments[0])
    if isinstance(found, datetime) or found is None:
        return found if found is not None else ""
    return datetime.combine(found, time())


def _days(arguments: Arguments) -> float:
    found = to_date(arguments[0])
    return math.nan if found is None else to_number(found)


def _time_of_day(arguments: Arguments) -> float:
    value = first(arguments[0])
    if isinstance(value, str):
        try:
            value = time.fromisoformat(value.strip()).replace(tzinfo=None)
        except ValueError:
            return math.nan
    return to_number(value) if isinstance(value, time) else math.nan


def _boolean_of_text(arguments: Arguments) -> bool:
    return to_string(arguments[0]) in ("true", "1")


def _checklist(arguments: Arguments) -> bool:
    """Between the first and the second number of the rest are true; -1 sets no limit."""
    least, most = to_number(arguments[0]), to_number(arguments[1])
    true = sum(1 for argument in arguments[2:] for one in every(argument) if to_boolean(one))
    return (least < 0 or true >= least) and (most < 0 or true <= most)


def _weighted_checklist(arguments: Arguments) -> bool:
    least, most = to_number(arguments[0]), to_number(arguments[1])
    pairs = zip(arguments[2::2], arguments[3::2], strict=False)
    weight = sum(to_number(value) for truth, value in pairs if to_boolean(truth))
    return (least == -1 or weight >= least) and (most == -1 or weight <= most)


def _truth(function: Callable[[str, str], bool]) -> Callable[[Arguments], bool]:
    return lambda arguments: function(to_string(arguments[0]), to_string(arguments[1]))


Function = Callable[[Arguments], Value]
PLAIN: dict[str, tuple[int, int | None, Function]] = {
    "abs": (1, 1, _calculated(abs)),
    "acos": (1, 1, _calculated(math.acos)),
    "asin": (1, 1, _calculated(math.asin)),
    "atan": (1, 1, _calculated(math.atan)),
    "atan2": (2, 2, _calculated(math.atan2)),
    "boolean": (1, 1, lambda a: to_boolean(a[0])),
    "boolean-from-string": (1, 1, _boolean_of_text),
    "ceiling": (1, 1, _calculated(math.ceil)),
    "checklist": (3, None, _checklist),
    "concat": (1, None, _concat),
    "contains": (2, 2, _truth(lambda text, part: part in text)),
    "cos": (1, 1, _calculated(math.cos)),
    "count-non-empty": (1, 1, _given),
    "count-selected": (1, 1, lambda a: float(len(_words(a[0])))),
    "date": (1, 1, _date),
    "date-time": (1, 1, _moment),
    "decimal-date-time": (1, 1, _days),
    "decimal-time": (1, 1, _time_of_day),
    "ends-with": (2, 2, _truth(str.endswith)),
    "exp": (1, 1, _calculated(math.exp)),
    "exp10": (1, 1, _calculated(lambda number: 10.0**number)),
    "false": (0, 0, lambda a: False),
    "floor": (1, 1, _calculated(math.floor)),
    "int": (1, 1, _int),
    "join": (2, None, _join),
    "log": (1, 1, _calculated(math.log)),
    "log10": (1, 1, _calculated(math.log10)),
    "lower-case": (1, 1, lambda a: to_string(a[0]).lower()),
    "max": (1, None, _most),
    "min": (1, None, _least),
    "normalize-space": (1, 1, lambda a: " ".join(_words(a[0]))),
    "not": (1, 1, lambda a: not to_boolean(a[0])),
    "number": (1, 1, _number),
    "pi": (0, 0, lambda a: math.pi),
    "pow": (2, 2, _calculated(math.pow)),
    "regex": (2, 2, _regex),
    "round": (1, 2, _round),
    "selected": (2, 2, lambda a: to_string(a[1]).strip() in _words(a[0])),
    "selected-at": (2, 2, _selected_at),
    "sin": (1, 1, _calculated(math.sin)),
    "sqrt": (1, 1, _calculated(math.sqrt)),
    "starts-with": (2, 2, _truth(str.startswith)),
    "string": (1, 1, lambda a: to_string(a[0])),
    "string-length": (1, 1, lambda a: float(len(to_string(a[0])))),
    "substr": (2, 3, _substr),
    "substring": (2, 3, _substring),
    "substring-after": (2, 2, _after),
    "substring-before": (2, 2, _before),
    "sum": (1, 1, lambda a: math.fsum(n) if all(map(math.isfinite, n := _numbers(a))) else math.nan),
    "tan": (1, 1, _calculated(math.tan)),
    "translate": (3, 3, _translate),
    "true": (0, 0, lambda a: True),
    "upper-case": (1, 1, lambda a: to_string(a[0]).upper()),
    "weighted-checklist": (4, None, _weighted_checklist),
}
# Functions that look at the form, the clock or the language: (least, most) values. See ``run``.
LOOKING: dict[str, tuple[int, int | None]] = {
    "coalesce": (1, None),
    "count": (1, 1),
    "format-date": (2, 2),
    "format-date-time": (2, 2),
    "if": (3, 3),
    "indexed-repeat": (3, 7),
    "jr:choice-name": (2, 2),
    "now": (0, 0),
    "once": (1, 1),
    "position": (0, 1),
    "today": (0, 0),
}
ARITY: dict[str, tuple[int, int | None]] = {name: row[:2] for name, row in PLAIN.items()} | LOOKING
