# SPDX-License-Identifier: EUPL-1.2
"""What the pages read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from isopolity.core.policy import may
from isopolity.core.texts import read
from isopolity.networks.models import Project
from isopolity.surveys.form import Element, Form
from isopolity.surveys.models import Questionnaire, QuestionnaireState


def questionnaires_of(project: Project, person: Any) -> list[Questionnaire]:
    """Those that the person may read, newest first, without their questions."""
    rows = project.questionnaires.defer("definition")
    if not may(person, "questionnaire.create", project):
        rows = rows.exclude(state=QuestionnaireState.DRAFT)
    return list(rows)


@dataclass(frozen=True)
class Line:
    """One line of the outline of a questionnaire."""

    element: Element
    depth: int
    label: str
    choices: list[str]
    is_first: bool
    is_last: bool

    @property
    def identity(self) -> str:
        """An id for HTML."""
        return "e-" + "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in self.element.key)


def outline(form: Form) -> list[Line]:
    """The questionnaire from top to bottom."""
    return list(_lines(form, form.elements, 0))


def _lines(form: Form, elements: tuple[Element, ...], depth: int) -> Iterator[Line]:
    for place, one in enumerate(elements):
        choices = [read(choice.label, *form.languages) or choice.name for choice in form.choices_of(one)]
        is_first, is_last = place == 0 and depth == 0, place == len(elements) - 1 and depth == 0
        yield Line(one, depth, read(one.label, *form.languages) or one.name, choices, is_first, is_last)
        yield from _lines(form, one.elements, depth + 1)
