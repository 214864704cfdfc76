# SPDX-License-Identifier: EUPL-1.2
"""What changes networks and projects."""

from typing import Any

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.policy import forget, require
from isopolity.networks.models import Network, Partner, Phase, Project, ProjectRole, ProjectRoleKind
from isopolity.places.models import City, Organisation


@action
def create_network(*, by: Person, name: str, about: str = "") -> Network:
    """A new network."""
    require(by, "network.create")
    network = Network(name=name.strip(), about=about.strip())
    network.full_clean()
    network.save()
    return network


@action
def create_project(*, by: Person, network: Network, name: str, **facts: Any) -> Project:
    """A new project; whoever creates it is its secretariat. ``facts`` are fields of Project."""
    require(by, "project.create")
    project = Project(network=network, name=name.strip(), **facts)
    project.full_clean()
    project.save()
    ProjectRole.objects.create(project=project, person=by, kind=ProjectRoleKind.SECRETARIAT)
    forget()
    return project


@action
def change_project(*, by: Person, project: Project, **facts: Any) -> Project:
    """New values for fields of the project, among them its clocks and its corroboration rule."""
    require(by, "project.change", project)
    for name, value in facts.items():
        setattr(project, name, value)
    project.full_clean()
    project.save()
    return project


@action
def add_partner(
    *, by: Person, project: Project, roles: list[str], city: City | None = None, organisation: Organisation | None = None
) -> Partner:
    """A city or an organisation joins the project with its roles."""
    require(by, "project.change", project)
    partner = Partner(project=project, city=city, organisation=organisation, roles=roles)
    partner.full_clean()
    partner.save()
    forget()
    return partner


@action
def add_phase(*, by: Person, project: Project, name: str, **facts: Any) -> Phase:
    """A new phase at the end of the project's list."""
    require(by, "project.change", project)
    phase = Phase(project=project, name=name.strip(), position=project.phases.count(), **facts)
    phase.full_clean()
    phase.save()
    return phase


@action
def give_project_role(*, by: Person, project: Project, person: Person) -> ProjectRole:
    """The person joins the project's secretariat."""
    require(by, "project.change", project)
    role, _made = ProjectRole.objects.get_or_create(
        project=project, person=person, kind=ProjectRoleKind.SECRETARIAT
    )
    forget()
    return role
