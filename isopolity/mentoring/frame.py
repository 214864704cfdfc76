# SPDX-License-Identifier: EUPL-1.2
"""The frame around the pages of a mentoring: where one is, and the way to its other pages."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.core.components import Line, Tab
from isopolity.core.policy import may
from isopolity.networks.models import Project


def mentoring_frame(person: Any, project: Project, tab: str, *crumbs: Line) -> dict[str, Any]:
    """Crumbs and tabs: board, matching (for the secretariat), back to the project."""
    pages = [("mentoring", _("Board of pairs"))]
    if may(person, "mentoring.match", project):
        pages.append(("matching", _("Matching")))
    outer = [
        Line(_("Projects"), reverse("projects")),
        Line(project.name, reverse("project", args=[project.pk])),
        Line(_("Mentoring"), reverse("mentoring", args=[project.pk])),
    ]
    return {
        "project": project,
        "tabs": [Tab(words, reverse(name, args=[project.pk]), name == tab) for name, words in pages],
        "crumbs": [*outer, *crumbs] if crumbs else [*outer[:-1], Line(_("Mentoring"))],
    }
