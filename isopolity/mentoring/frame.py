# SPDX-License-Identifier: EUPL-1.2
"""The frame around the pages of a mentoring: tabs of its project, and the way to where one is."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.core.components import Line
from isopolity.core.policy import may
from isopolity.networks.frame import ProjectTab, project_frame, tabs_of_app
from isopolity.networks.models import Project, ProjectKind


@tabs_of_app
def mentoring_tabs(person: Any, project: Project) -> list[ProjectTab]:
    """The pairs; the matching for the secretariat."""
    if project.kind != ProjectKind.MENTORING or not may(person, "mentoring.read", project):
        return []
    found = [ProjectTab("mentoring", _("Pairs"), 5)]
    if may(person, "mentoring.match", project):
        found.append(ProjectTab("matching", _("Matching"), 6))
    return found


def mentoring_frame(person: Any, project: Project, tab: str, *crumbs: Line) -> dict[str, Any]:
    """What a page of the mentoring needs; the last crumb is the page itself."""
    outer = [Line(_("Pairs"), reverse("mentoring", args=[project.pk]))] if crumbs else [Line(_("Pairs"))]
    return project_frame(person, project, tab, *outer, *crumbs)
