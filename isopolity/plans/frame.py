# SPDX-License-Identifier: EUPL-1.2
"""The action plans' tab on a project's pages."""

from typing import Any

from django.utils.translation import gettext as _

from isopolity.core.policy import may
from isopolity.networks.frame import ProjectTab, tabs_of_app
from isopolity.networks.models import Project
from isopolity.plans.queries.board import has_plans


@tabs_of_app
def plan_tabs(person: Any, project: Project) -> list[ProjectTab]:
    """The plans, once there are any; before that for the secretariat."""
    if may(person, "plan.list", project) and (may(person, "project.change", project) or has_plans(project)):
        return [ProjectTab("plans", _("Action plans"), 30)]
    return []
