# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with questionnaires."""

from typing import Any

from isopolity.core.policy import permission
from isopolity.networks.models import Project
from isopolity.networks.rules import runs, takes_part
from isopolity.surveys.models import Questionnaire


def runs_it(person: Any, questionnaire: Questionnaire) -> bool:
    """Secretariat of the project."""
    return runs(person, questionnaire.project)


def works_for_partner(person: Any, questionnaire: Questionnaire) -> bool:
    """Works for a partner of the project."""
    return takes_part(person, questionnaire.project)


def is_published(person: Any, questionnaire: Questionnaire) -> bool:
    """It was published."""
    return not questionnaire.is_draft


def is_draft(person: Any, questionnaire: Questionnaire) -> bool:
    """It is a draft."""
    return questionnaire.is_draft


def runs_project(person: Any, project: Project) -> bool:
    """Secretariat of the project."""
    return runs(person, project)


TABLE = {
    "questionnaire.create": permission("make a questionnaire for a project", runs_project),
    "questionnaire.read": permission("read a questionnaire", runs_it, (works_for_partner, is_published)),
    "questionnaire.write": permission("change a questionnaire that is a draft", (runs_it, is_draft)),
    "questionnaire.manage": permission("publish a questionnaire, make its next version", runs_it),
}
