# SPDX-License-Identifier: EUPL-1.2
"""What values count as: the rules of XPath 1.0, with dates as ODK adds them.

- An answer that was not given is the empty text. As a number it is NaN: every comparison with NaN is false, only
  ``!=`` is true. ``${n} = ''`` asks whether it was given.
- A text is a number if it reads as one (`` 7 ``, ``-2.5``), else NaN. A truth counts 1 or 0.
- True is: a text that is not empty (also ``'false'``), a number that is neither 0 nor NaN.
- ``=`` and ``!=`` compare truths if one side is a truth, else numbers if one side is a number, else texts.
  ``<``, ``<=``, ``>``, ``>=`` compare numbers.
- A date is the number of days since 1970-01-01; beside a date, a text like ``2026-11-25`` is a date too.
- Several answers at once (a repeat seen from outside) compare true if one of them does; as one value, the first counts.
"""

import math
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time

Single = str | float | bool | date | datetime | time
EPOCH = date(1970, 1, 1)
_NUMBER = re.compile(r"-?([0-9]+(\.[0-9]*)?|\.[0-9]+)\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY = 86_400


@dataclass(frozen=True)
class Nodes:
    """Several answers in their order."""

    values: list[Single] = field(default_factory=list)


Value = Single | Nodes


def first(value: Value) -> Single:
    """The value itself, or the first of several."""
    if isinstance(value, Nodes):
        return value.values[0] if value.values else ""
    return value


def every(value: Value) -> list[Single]:
    """All values; a single one is a list of one."""
    return value.values if isinstance(value, Nodes) else [value]


def is_empty(value: Value) -> bool:
    """Not answered."""
    return to_string(value) == ""


def to_string(value: Value) -> str:
    """As text: whole numbers without a point, truths as ``true`` and ``false``, dates as ISO 8601."""
    single = first(value)
    if isinstance(single, bool):
        return "true" if single else "false"
    if isinstance(single, int | float):
        return number_text(float(single))
    if isinstance(single, datetime | date | time):
        return single.isoformat()
    return single


def number_text(number: float) -> str:
    """A number as XPath writes it: no exponent, no point on whole numbers."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number):
        return str(int(number))
    return f"{number:.15f}".rstrip("0") if abs(number) < 1e-4 else repr(number)


def to_number(value: Value) -> float:
    """As number; NaN for what is none."""
    single = first(value)
    if isinstance(single, bool | int | float):
        return float(single)
    if isinstance(single, datetime):
        return (single.date() - EPOCH).days + _seconds(single.time()) / _DAY
    if isinstance(single, date):
        return float((single - EPOCH).days)
    if isinstance(single, time):
        return _seconds(single) / _DAY
    text = single.strip()
    return float(text) if _NUMBER.match(text) else math.nan


def _seconds(moment: time) -> float:
    return moment.hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1e6


def to_boolean(value: Value) -> bool:
    """As truth."""
    single = first(value)
    if isinstance(single, bool):
        return single
    if isinstance(single, int | float):
        return single != 0 and not math.isnan(single)
    return bool(single) if isinstance(single, str) else True


def to_date(value: Value) -> date | datetime | None:
    """As date or moment; None for what is none."""
    single = first(value)
    if isinstance(single, datetime | date):
        return single
    if isinstance(single, str):
        return date_of_text(single)
    if isinstance(single, time):
        return None
    return date_of_number(float(single))


def date_of_number(days: float) -> date | datetime | None:
    """The day so many days after 1970-01-01; a moment when the number has a fraction."""
    if math.isnan(days) or math.isinf(days):
        return None
    try:
        day = date.fromordinal(EPOCH.toordinal() + math.floor(days))
    except (ValueError, OverflowError):
        return None
    seconds = round((days - math.floor(days)) * _DAY)
    if not seconds or seconds >= _DAY:
        return day
    return datetime.combine(day, time(seconds // 3600, seconds // 60 % 60, seconds % 60))


def date_of_text(text: str) -> date | datetime | None:
    """A date or moment in ISO 8601, without regard to its time zone."""
    text = text.strip()
    if not _DATE.match(text):
        return None
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def compare(sign: str, left: Value, right: Value) -> bool:
    """The six comparisons; between several values, whether any pair compares so."""
    lefts, rights = every(left) or [""], every(right) or [""]
    return any(_compare(sign, one, other) for one in lefts for other in rights)


def _compare(sign: str, left: Single, right: Single) -> bool:
    if sign in ("=", "!="):
        return _equal(left, right) is (sign == "=")
    one, other = _number_beside(left, right), _number_beside(right, left)
    orders = {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}
    return orders[sign]


def _equal(left: Single, right: Single) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) is to_boolean(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return _number_beside(left, right) == _number_beside(right, left)


def _number_beside(value: Single, other: Single) -> float:
    if isinstance(value, str) and isinstance(other, date | datetime):
        found = date_of_text(value)
        return to_number(found) if found is not None else math.nan
    return to_number(value)
