# SPDX-License-Identifier: EUPL-1.2
"""Answers as a page sends them. ``names`` of fields and how a sent page becomes answers.

A field is named ``q@key``, in the second copy of a repeat ``q1@key``, deeper ``q1.0@key``. Beside it stands ``s@key``
for every question that the page showed, so that a question without an answer differs from one that was not asked.
``n@repeat`` says how many copies the page showed. Money adds ``~currency``, a row of a matrix ``~row``.
"""

import copy
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from isopolity.core import cleaning
from isopolity.surveys.form.answers import read_number
from isopolity.surveys.form.model import MATRIX, MONEY, REPEAT, Element
from isopolity.surveys.form.sections import Section
from isopolity.surveys.form.start import empty_copy
from isopolity.surveys.form.state import MOST_COPIES, MOST_COPIES_INSIDE, Spot

Copies = tuple[int, ...]


class Sent(Protocol):
    """What a form sent: Django's QueryDict, or a test's."""

    def get(self, key: str, default: Any = None, /) -> Any: ...

    def getlist(self, key: str, /) -> list[Any]: ...


def field(spot: Spot, mark: str = "q") -> str:
    """The name of a question's field."""
    return f"{mark}{'.'.join(map(str, spot.copies))}@{spot.key}"


def take(
    section: Section, sent: Sent, answers: Mapping[str, Any], files: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The answers with what was sent from this section in its place; other answers stay."""
    new = copy.deepcopy(dict(answers))
    _take(section.elements, sent, new, (), files or {})
    return new


def _take(
    elements: Sequence[Element], sent: Sent, into: dict[str, Any], copies: Copies, files: Mapping[str, Any]
) -> None:
    for element in elements:
        spot = Spot(element.key, copies)
        if element.kind == REPEAT:
            _take_repeat(element, sent, into, spot, files)
        elif element.is_holder:
            _take(element.elements, sent, into, copies, files)
        elif element.is_asked and sent.get(field(spot, "s")) is not None:
            answer = _answer(element, sent, field(spot), into.get(element.key), files)
            if answer in (None, "", [], {}):
                into.pop(element.key, None)
            else:
                into[element.key] = answer


def _take_repeat(element: Element, sent: Sent, into: dict[str, Any], spot: Spot, files: Mapping[str, Any]) -> None:
    shown = read_number(str(sent.get(field(spot, "n")) or ""), whole=True)
    if not isinstance(shown, int):
        return
    kept = into.get(element.key)
    rows = [row if isinstance(row, dict) else {} for row in kept] if isinstance(kept, list) else []
    most = MOST_COPIES_INSIDE if spot.copies else MOST_COPIES
    number = max(0, min(shown, most))
    rows += [empty_copy(element) for _n in range(number - len(rows))]
    for place in range(number):
        _take(element.elements, sent, rows[place], (*spot.copies, place), files)
    into[element.key] = rows[:number]
    _change_copies(element, sent, into, spot, most)


def _change_copies(element: Element, sent: Sent, into: dict[str, Any], spot: Spot, most: int) -> None:
    """The buttons “add” and “remove” of a repeat."""
    rows: list[Any] = into[element.key]
    do = str(sent.get("do") or "")
    if do == f"add:{field(spot, 'n')}" and len(rows) < most and not element.count:
        rows.append(empty_copy(element))
    for place in range(len(rows)):
        if do == f"remove:{field(Spot(spot.key, (*spot.copies, place)), 'n')}" and not element.count:
            del rows[place]
            return


def _answer(element: Element, sent: Sent, name: str, kept: Any, files: Mapping[str, Any]) -> Any:  # noqa: PLR0911
    text = cleaning.plain(str(sent.get(name) or ""))
    match element.kind:
        case "integer" | "decimal" | "scale":
            return read_number(text, whole=element.kind == "integer") if text else None
        case "many_choices":
            wanted = [str(one) for one in sent.getlist(name)]
            return list(dict.fromkeys(wanted))
        case "acknowledge":
            return True if text else None
        case "file":
            return files.get(name) or (None if sent.get(f"{name}~remove") else kept)
    if element.kind == MONEY:
        amount = read_number(text) if text else ""
        plain = text if isinstance(amount, str) else f"{amount:.2f}"
        currency = str(sent.get(f"{name}~currency") or element.currencies[0])[:3]
        return {"amount": plain, "currency": currency} if text else None
    if element.kind == MATRIX:
        rows = {row.name: str(sent.get(f"{name}~{row.name}") or "") for row in element.rows}
        return {row: answer for row, answer in rows.items() if answer}
    return text
