# SPDX-License-Identifier: EUPL-1.2
"""Answers as they are kept (JSON), what they count as in expressions, and what is wrong with one by itself.

Kept under the question's key: text, long text, one choice: a text · whole number, decimal, scale: a number · money:
``{"amount": "1400000.00", "currency": "EUR"}`` · date, time, moment: ISO 8601 · several choices: a list of names ·
matrix: ``{row: choice}`` · file: ``{"name": …, …}`` · acknowledge: true · repeat: a list with one object for each copy.
What somebody typed and cannot be read is kept as the text it is, and told as a fault.
"""

import math
from collections.abc import Collection
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from isopolity.surveys.form.expression.values import Single, number_text
from isopolity.surveys.form.model import MANY, MATRIX, ONE, SCALE, Element

LONGEST_LINE, LONGEST = 2000, 60_000
LARGEST = Decimal(10) ** 12
LARGEST_NUMBER = 1e15


def is_given(answer: Any) -> bool:
    """Something stands there, readable or not."""
    if isinstance(answer, dict):
        return any(value not in ("", None) for name, value in answer.items() if name != "currency")
    return answer is not False and answer not in (None, "", [])


def value_of(element: Element, answer: Any, row: str = "") -> Single:  # noqa: PLR0911 - one line for each kind
    """What the answer counts as in expressions; empty for what cannot be read."""
    if not is_given(answer):
        return ""
    match element.kind:
        case "integer" | "decimal" | "scale":
            return float(answer) if isinstance(answer, int | float) and not isinstance(answer, bool) else ""
        case "money":
            amount = amount_of(answer)
            return "" if amount is None else float(amount)
        case "date" | "time" | "datetime":
            return _moment(element.kind, answer)
        case "many_choices":
            return " ".join(map(str, answer)) if isinstance(answer, list) else ""
        case "matrix":
            return str(answer.get(row, "")) if row and isinstance(answer, dict) else ""
        case "file":
            return str(answer.get("name", "")) if isinstance(answer, dict) else ""
        case "acknowledge":
            return "OK" if answer is True else ""
    return answer if isinstance(answer, str) else ""


def amount_of(answer: Any) -> Decimal | None:
    """The amount of a money answer with two places, in its own currency."""
    if not isinstance(answer, dict):
        return None
    try:
        amount = Decimal(str(answer.get("amount", "")))
    except InvalidOperation:
        return None
    return amount.quantize(Decimal("0.01")) if amount.is_finite() and abs(amount) < LARGEST else None


def _moment(kind: str, answer: Any) -> date | time | datetime | str:
    try:
        match kind:
            case "date":
                return date.fromisoformat(str(answer))
            case "time":
                return time.fromisoformat(str(answer)).replace(tzinfo=None)
        return datetime.fromisoformat(str(answer)).replace(tzinfo=None)
    except ValueError:
        return ""


def default_answer(element: Element, text: str) -> Any:
    """An answer from the text of a default; the text itself when it does not fit the kind."""
    match element.kind:
        case "integer" | "decimal" | "scale":
            return read_number(text, whole=element.kind == "integer")
        case "money":
            return {"amount": text, "currency": element.currencies[0]}
        case "many_choices":
            return text.split()
        case "acknowledge":
            return text.lower() in ("ok", "true", "yes", "1")
        case "matrix" | "file":
            return None
    return text


def read_number(text: str, *, whole: bool = False) -> int | float | str:
    """A number as people type it (``1 400 000``, ``2,5``); the text itself when it is none."""
    bare = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("'", "").replace("’", "")
    if bare.count(",") == 1 and "." not in bare:
        bare = bare.replace(",", ".")
    if not bare.isascii():
        return text
    try:
        number = float(bare)
    except ValueError:
        return text
    if not math.isfinite(number) or "_" in bare or (whole and number != int(number)):
        return text
    return int(number) if whole or (number == int(number) and abs(number) < LARGEST_NUMBER) else number


def fault_of(element: Element, answer: Any, offered: Collection[str]) -> str:
    """Why the answer by itself cannot stand, in words; empty if it can. ``offered`` are the choices after filters."""
    match element.kind:
        case "text" | "long_text":
            return _text_fault(element, answer)
        case "integer" | "decimal" | "scale":
            return _number_fault(element, answer)
        case "money":
            return _money_fault(element, answer)
        case "date" | "time" | "datetime":
            return _moment_fault(element.kind, answer)
    return _choice_fault(element, answer, offered)


def _text_fault(element: Element, answer: Any) -> str:
    longest = LONGEST_LINE if element.kind == "text" else LONGEST
    if not isinstance(answer, str):
        return _("Write a text.")
    return _("At most %d signs are possible.") % longest if len(answer) > longest else ""


def _number_fault(element: Element, answer: Any) -> str:
    if isinstance(answer, bool) or not isinstance(answer, int | float) or not math.isfinite(answer):
        return _("Write a whole number.") if element.kind == "integer" else _("Write a number.")
    if abs(answer) > LARGEST_NUMBER or (element.kind == "integer" and answer != int(answer)):
        return _("Write a whole number.") if element.kind == "integer" else _("This number is too large.")
    if element.kind == SCALE:
        scale = element.scale
        steps = (answer - scale.low) / scale.step
        if not scale.low <= answer <= scale.high or abs(steps - round(steps)) > 1e-6:
            ends = {"low": number_text(scale.low), "high": number_text(scale.high)}
            return _("Choose a number from %(low)s to %(high)s.") % ends
    return ""


def _money_fault(element: Element, answer: Any) -> str:
    amount = amount_of(answer)
    if amount is None or amount < 0:
        return _("Write an amount, such as 12500 or 12500.50.")
    if answer.get("currency") not in element.currencies:
        return _("Choose the currency.")
    return ""


def _moment_fault(kind: str, answer: Any) -> str:
    if _moment(kind, answer) != "":
        return ""
    messages = {"date": _("Write a date."), "time": _("Write a time."), "datetime": _("Write a date and a time.")}
    return messages[kind]


def _choice_fault(element: Element, answer: Any, offered: Collection[str]) -> str:
    chosen: list[Any] = []
    if element.kind == ONE:
        chosen = [answer]
    elif element.kind == MANY:
        chosen = answer if isinstance(answer, list) else [None]
    elif element.kind == MATRIX:
        rows = {row.name for row in element.rows}
        fits = isinstance(answer, dict) and set(answer) <= rows
        chosen = [one for one in answer.values() if one != ""] if fits else [None]
    elif element.kind == "acknowledge":
        return "" if answer is True else _("Tick the box.")
    elif element.kind == "file":
        return "" if isinstance(answer, dict) and answer.get("name") else _("Attach a file.")
    is_twice = element.kind == MANY and len(set(map(str, chosen))) < len(chosen)
    if is_twice or any(not isinstance(one, str) or one not in offered for one in chosen):
        return _("Choose from the list.")
    return ""
