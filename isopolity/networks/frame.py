# SPDX-License-Identifier: EUPL-1.2
"""The frame of a project's pages: crumbs, and tabs to which later apps add theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.core.components import Line, Tab
from isopolity.core.links import link
from isopolity.core.policy import may
from isopolity.networks.models import Project


@dataclass(frozen=True)
class ProjectTab:
    """A tab of a project: the page's URL name, its words, and where it stands (0 is the board, 100 the public page)."""

    page: str
    words: str
    place: int


Provider = Callable[[Any, Project], list[ProjectTab]]
_providers: list[Provider] = []


def tabs_of_app(provider: Provider) -> Provider:
    """Register a function of (person, project) that answers the app's tabs on this project's pages."""
    _providers.append(provider)
    return provider


@tabs_of_app
def own_tabs(person: Any, project: Project) -> list[ProjectTab]:
    """The pages that every project has."""
    found = [
        ProjectTab("project", _("Board"), 0),
        ProjectTab("objectives", _("Objectives"), 60),
        ProjectTab("shelf", _("Documents"), 70),
        ProjectTab("money", _("Money"), 80),
        ProjectTab("news", _("News"), 90),
    ]
    if may(person, "project.see_page", project):
        found.append(ProjectTab("project_about", _("Public page"), 100))
    return found


def tabs(person: Any, project: Project, current: str) -> list[Tab]:
    """The tabs of a project's pages, ``current`` by its URL name; none for somebody who may not see its board."""
    if not may(person, "project.read", project):
        return []
    found = [tab for provider in _providers for tab in provider(person, project)]
    found.sort(key=lambda tab: tab.place)
    return [Tab(tab.words, link(tab.page, project.pk), tab.page == current) for tab in found]


def project_frame(person: Any, project: Project, tab: str, *crumbs: Line) -> dict[str, Any]:
    """What ``networks/project_base.html`` needs: the project, its tabs, where one is."""
    outer = [Line(_("Projects"), reverse("projects")), Line(project.name, link("project", project.pk))]
    return {"project": project, "tabs": tabs(person, project, tab), "crumbs": [*outer, *crumbs]}
