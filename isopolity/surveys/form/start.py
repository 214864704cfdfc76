# SPDX-License-Identifier: EUPL-1.2
"""What stands in a questionnaire before anybody answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from isopolity.surveys.form.answers import default_answer
from isopolity.surveys.form.expression import to_string
from isopolity.surveys.form.model import REPEAT, Element, Form, is_dynamic
from isopolity.surveys.form.state import State


def start(form: Form, *, now: datetime, language: str = "") -> dict[str, Any]:
    """Answers with every default in place; a repeat begins with one copy."""
    answers = _defaults(form.elements)
    for element in form.walk():
        if is_dynamic(element.default) and not element.repeats:
            state = State(form, answers, now=now, language=language)
            text = to_string(state.work_out(element.default[1:], element, ()))
            if text and text != "NaN":
                answers[element.key] = default_answer(element, text)
    return answers


def empty_copy(repeat: Element) -> dict[str, Any]:
    """One more copy of a repeat, with its defaults."""
    return _defaults(repeat.elements)


def _defaults(elements: Sequence[Element]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for element in elements:
        if element.kind == REPEAT:
            found[element.key] = [] if element.count else [empty_copy(element)]
        elif element.is_holder:
            found |= _defaults(element.elements)
        elif element.default and not is_dynamic(element.default):
            found[element.key] = default_answer(element, element.default)
    return found
