# SPDX-License-Identifier: EUPL-1.2
"""Small questionnaires for tests."""

from datetime import datetime
from typing import Any

from isopolity.surveys.form import FORMAT, State, check, form_of

NOW = datetime(2026, 11, 22, 10, 30)


def definition(*elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A questionnaire of these questions, with the lists ``yes_no`` and ``colours``."""
    choices = {
        "yes_no": [{"name": "yes", "label": {"en": "Yes", "fr": "Oui"}}, {"name": "no", "label": {"en": "No"}}],
        "colours": [
            {"name": "red", "label": {"en": "Red"}, "columns": {"warm": "1"}},
            {"name": "blue", "label": {"en": "Blue"}, "columns": {"warm": "0"}},
            {"name": "amber", "label": {"en": "Amber"}, "columns": {"warm": "1"}},
        ],
    }
    given = {"format": FORMAT, "title": {"en": "Test"}, "languages": ["en", "fr"], "choices": choices}
    return given | {"elements": list(elements)} | more


def q(kind: str, name: str, **facts: Any) -> dict[str, Any]:
    """A question with a text."""
    return {"kind": kind, "name": name, "label": {"en": f"Question {name}"}} | facts


def state(given: dict[str, Any], answers: dict[str, Any] | None = None, **more: Any) -> State:
    """The questionnaire with these answers."""
    assert check(given) == []
    return State(form_of(given), answers or {}, now=NOW, **more)
