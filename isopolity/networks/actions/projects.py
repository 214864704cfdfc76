# SPDX-License-Identifier: EUPL-1.2
"""Networks, their projects, and the phases of a project."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import forget, require
from isopolity.networks.accent import COLOUR, is_legible
from isopolity.networks.models import Network, Phase, Project, ProjectRole, ProjectRoleKind

FACTS = (
    "kind", "name", "about", "programme", "grant_number", "starts", "ends", "working_language",
    "initial_report_weeks", "desk_review_weeks", "report_months", "reply_months", "progress_months", "survey_months",
    "purge_months", "interviews_needed", "small_group", "accent",
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
def create_project(*, by: Person, network: Network, name: str, **facts: Any) -> Project:
    """A new project; whoever creates it is its secretariat. ``facts`` are fields of Project."""
    require(by, "project.create")
    project = _keep(Project(network=network), {"name": name, **facts})
    ProjectRole.objects.create(project=project, person=by, kind=ProjectRoleKind.SECRETARIAT)
    forget()
    return project


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
    if _is_wrong_way(project.starts, project.ends):
        found["ends"] = _("The project ends before it starts.")
    weeks = project.initial_report_weeks, project.desk_review_weeks
    if all(isinstance(number, int) for number in weeks) and weeks[0] < weeks[1]:
        found["initial_report_weeks"] = _("The initial report is due before the desk reviews.")
    if found:
        raise Refused(_("Something is missing or wrong."), fields=found)
    checked(project).save()
    return project


def _is_wrong_way(starts: date | None, ends: date | None) -> bool:
    return bool(starts and ends and ends < starts)


@action
def add_phase(
    *, by: Person, project: Project, name: str, starts: date | None = None, ends: date | None = None
) -> Phase:
    """A new phase at the end of the project's list."""
    require(by, "project.change", project)
    return _keep_phase(Phase(project=project, position=project.phases.count()), name, starts, ends)


@action
def change_phase(*, by: Person, phase: Phase, name: str, starts: date | None = None, ends: date | None = None) -> Phase:
    """New name and dates of a phase."""
    require(by, "project.change", phase.project)
    return _keep_phase(phase, name, starts, ends)


def _keep_phase(phase: Phase, name: str, starts: date | None, ends: date | None) -> Phase:
    if _is_wrong_way(starts, ends):
        raise Refused(_("The phase ends before it starts."), fields={"ends": _("The phase ends before it starts.")})
    phase.name, phase.starts, phase.ends = plain(name), starts, ends
    checked(phase).save()
    return phase


@action
def remove_phase(*, by: Person, phase: Phase) -> None:
    """The phase is taken off the list."""
    require(by, "project.change", phase.project)
    phase.delete()
