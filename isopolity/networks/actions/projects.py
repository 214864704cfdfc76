# SPDX-License-Identifier: EUPL-1.2
"""Networks and their projects."""

from typing import Any

from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import forget, require
from isopolity.networks.accent import COLOUR, is_legible
from isopolity.networks.actions.shaping import bring_shape
from isopolity.networks.models import Network, Project, ProjectKind, ProjectRole, ProjectRoleKind
from isopolity.networks.shapes import SHAPES

FACTS = (
    "kind", "name", "about", "programme", "grant_number", "starts", "ends", "working_language",
    "initial_report_weeks", "desk_review_weeks", "report_months", "reply_months", "progress_months", "survey_months",
    "purge_months", "mentee_visits", "mentor_visits", "survey_waves", "interviews_needed", "small_group", "accent",
)  # fmt: skip


@action
def create_network(*, by: Person, name: str, about: str = "") -> Network:
    """A new network."""
    require(by, "network.create")
    network = Network(name=plain(name), about=plain(about))
    checked(network).save()
    return network


@action
def change_network(*, by: Person, network: Network, name: str, about: str = "") -> Network:
    """New name and description of a network."""
    require(by, "network.change", network)
    changed = Network.objects.select_for_update().get(pk=network.pk)
    changed.name, changed.about = plain(name), plain(about)
    checked(changed).save()
    return changed


@action
def create_project(*, by: Person, network: Network, name: str, kind: str = "", **facts: Any) -> Project:
    """A new project; whoever creates it is its secretariat. ``facts`` are fields of Project.

    A project made with a kind gets that kind's shape: phases, steps, documents asked for, clocks. Without one it is a
    peer review whose phases are still to be written.
    """
    require(by, "project.create")
    clocks = SHAPES[kind].clocks if kind in SHAPES else {}
    given = {**clocks, **facts, "name": name, "kind": kind or ProjectKind.PEER_REVIEW}
    project = _keep(Project(network=network), given)
    ProjectRole.objects.create(project=project, person=by, kind=ProjectRoleKind.SECRETARIAT)
    forget()
    return bring_shape(by=by, project=project) if kind else project


@action
def change_project(*, by: Person, project: Project, **facts: Any) -> Project:
    """New values for fields of the project, among them its clocks and its corroboration rule."""
    require(by, "project.change", project)
    return _keep(Project.objects.select_for_update().get(pk=project.pk), facts)


def _keep(project: Project, facts: dict[str, Any]) -> Project:
    for name, value in facts.items():
        if name not in FACTS:
            raise Refused(_("A project has no such field: %s") % name, fields={name: _("There is no such field.")})
        setattr(project, name, plain(value) if isinstance(value, str) else value)
    found: dict[str, str] = {}
    if project.accent and not COLOUR.fullmatch(project.accent):
        found["accent"] = _("Write a colour as in #6b1d4a.")
    elif project.accent and not is_legible(project.accent):
        found["accent"] = _("This colour is too pale to read on paper-white. Choose a darker one.")
    if project.starts and project.ends and project.ends < project.starts:
        found["ends"] = _("The project ends before it starts.")
    if project.kind == ProjectKind.MENTORING and not project.mentee_visits + project.mentor_visits:
        found["mentee_visits"] = _("A mentoring needs one study visit at least.")
    weeks = project.initial_report_weeks, project.desk_review_weeks
    if all(isinstance(number, int) for number in weeks) and weeks[0] < weeks[1]:
        found["initial_report_weeks"] = _("The initial report is due before the desk reviews.")
    if found:
        raise Refused(_("Something is missing or wrong."), fields=found)
    checked(project).save()
    return project
