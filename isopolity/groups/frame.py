# SPDX-License-Identifier: EUPL-1.2
"""The support groups' tab on a project's pages."""

from typing import Any

from django.utils.translation import gettext as _

from isopolity.core.policy import may
from isopolity.groups.queries.lists import has_groups
from isopolity.networks.frame import ProjectTab, tabs_of_app
from isopolity.networks.models import Project


@tabs_of_app
def group_tabs(person: Any, project: Project) -> list[ProjectTab]:
    """The groups, once there are any; before that for the secretariat, who makes them."""
    if may(person, "group.list", project) and (may(person, "project.change", project) or has_groups(project)):
        return [ProjectTab("groups", _("Support groups"), 20)]
    return []
