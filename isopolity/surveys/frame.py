# SPDX-License-Identifier: EUPL-1.2
"""The tabs of surveys and questionnaires on a project's pages."""

from typing import Any

from django.utils.translation import gettext as _

from isopolity.core.policy import may
from isopolity.networks.frame import ProjectTab, tabs_of_app
from isopolity.networks.models import Project


@tabs_of_app
def survey_tabs(person: Any, project: Project) -> list[ProjectTab]:
    """Surveys that began and questionnaires that are published; before that for the secretariat."""
    runs = may(person, "project.change", project)
    found = []
    if may(person, "wave.list", project) and (runs or project.waves.exclude(state="planned").exists()):
        found.append(ProjectTab("surveys", _("Surveys"), 40))
    if runs or project.questionnaires.exclude(state="draft").exists():
        found.append(ProjectTab("questionnaires", _("Questionnaires"), 50))
    return found
