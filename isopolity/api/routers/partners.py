# SPDX-License-Identifier: EUPL-1.2
"""A project's partners, phases, and the people who run it."""

from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.shapes import Day, Id, Input, Named, fetch, inner, me, paged
from isopolity.networks import actions, queries
from isopolity.networks.models import Partner, PartnerRole, Phase, Project, ProjectRole
from isopolity.places.models import City, Organisation

router = Router()


class PartnerOut(Schema):
    """A city or an organisation that takes part."""

    id: int
    roles: list[str]
    city: Named | None
    organisation: Named | None
    beside_id: int | None
    website: str


class PartnerChange(Input):
    """What the partner does in the project, all of it anew. ``beside_id``: the partner city it stands beside."""

    roles: list[PartnerRole]
    beside_id: Id | None = None
    website: Annotated[str, Field(max_length=300)] = ""


class PartnerIn(PartnerChange):
    """A city or an organisation (one of the two) with its roles."""

    city_id: Id | None = None
    organisation_id: Id | None = None


class PhaseOut(Schema):
    """A stretch of a project's time. ``key``: it came with the project's kind."""

    id: int
    key: str
    name: str
    starts: date | None
    ends: date | None
    position: int

    @staticmethod
    def resolve_name(row: Phase) -> str:
        return str(row)


class PhaseIn(Input):
    """Name and dates of a phase."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    starts: Day | None = None
    ends: Day | None = None


class ProjectRoleOut(Schema):
    """A person runs the project."""

    id: int
    kind: str
    person: Named


class ProjectRoleIn(Input):
    """Whoever has this address; somebody without an account gets an invitation."""

    email: Annotated[str, Field(max_length=254)]
    name: Annotated[str, Field(max_length=150)] = ""


def _project(request: HttpRequest, pk: int, permission: str = "project.change") -> Project:
    return fetch(request, permission, Project, pk=pk)


@router.get("/projects/{int:pk}/partners", response=list[PartnerOut])
@paged
def list_partners(request: HttpRequest, pk: Id) -> QuerySet[Partner]:
    """The project's partners."""
    return queries.partners_of(_project(request, pk, "project.read"))


@router.post("/projects/{int:pk}/partners", response={201: PartnerOut})
def add_partner(request: HttpRequest, pk: Id, data: PartnerIn) -> Status:
    """A city or an organisation joins the project."""
    project = _project(request, pk)
    city = fetch(request, "city.read", City, pk=data.city_id) if data.city_id else None
    body = fetch(request, "organisation.read", Organisation, pk=data.organisation_id) if data.organisation_id else None
    facts = _facts(request, project.pk, data)
    return Status(201, actions.add_partner(by=me(request), project=project, city=city, organisation=body, **facts))


def _facts(request: HttpRequest, pk: int, data: PartnerChange) -> dict[str, Any]:
    beside = _partner(request, pk, data.beside_id) if data.beside_id else None
    return {"roles": [str(role) for role in data.roles], "beside": beside, "website": data.website}


def _partner(request: HttpRequest, pk: int, partner: int) -> Partner:
    rows = Partner.objects.select_related("project", "city", "organisation")
    return inner(rows, pk=partner, project=_project(request, pk))


@router.put("/projects/{int:pk}/partners/{int:partner}", response=PartnerOut)
def change_partner(request: HttpRequest, pk: Id, partner: Id, data: PartnerChange) -> Partner:
    """What the partner does in the project."""
    row = _partner(request, pk, partner)
    return actions.change_partner(by=me(request), partner=row, **_facts(request, pk, data))


@router.delete("/projects/{int:pk}/partners/{int:partner}", response={204: None})
def remove_partner(request: HttpRequest, pk: Id, partner: Id) -> Status:
    """The partner leaves the project."""
    actions.remove_partner(by=me(request), partner=_partner(request, pk, partner))
    return Status(204, None)


@router.get("/projects/{int:pk}/phases", response=list[PhaseOut])
@paged
def list_phases(request: HttpRequest, pk: Id) -> QuerySet[Phase]:
    """The project's phases in order."""
    return Phase.objects.filter(project=_project(request, pk, "project.read"))


@router.post("/projects/{int:pk}/phases", response={201: PhaseOut})
def add_phase(request: HttpRequest, pk: Id, data: PhaseIn) -> Status:
    """A new phase at the end of the list."""
    return Status(201, actions.add_phase(by=me(request), project=_project(request, pk), **data.dict()))


def _phase(request: HttpRequest, pk: int, phase: int) -> Phase:
    rows = Phase.objects.select_related("project")
    return inner(rows, pk=phase, project=_project(request, pk))


@router.put("/projects/{int:pk}/phases/{int:phase}", response=PhaseOut)
def change_phase(request: HttpRequest, pk: Id, phase: Id, data: PhaseIn) -> Phase:
    """New name and dates."""
    return actions.change_phase(by=me(request), phase=_phase(request, pk, phase), **data.dict())


@router.delete("/projects/{int:pk}/phases/{int:phase}", response={204: None})
def remove_phase(request: HttpRequest, pk: Id, phase: Id) -> Status:
    """Take the phase off the list."""
    actions.remove_phase(by=me(request), phase=_phase(request, pk, phase))
    return Status(204, None)


@router.get("/projects/{int:pk}/roles", response=list[ProjectRoleOut])
@paged
def list_project_roles(request: HttpRequest, pk: Id) -> QuerySet[ProjectRole]:
    """Who runs the project."""
    return queries.secretariat_of(_project(request, pk, "project.read"))


@router.post("/projects/{int:pk}/roles", response={201: ProjectRoleOut})
def invite_to_project(request: HttpRequest, pk: Id, data: ProjectRoleIn) -> Status:
    """Whoever has this address joins the secretariat."""
    project = _project(request, pk)
    return Status(201, actions.invite_to_project(by=me(request), project=project, email=data.email, name=data.name))


@router.delete("/projects/{int:pk}/roles/{int:role}", response={204: None})
def take_project_role(request: HttpRequest, pk: Id, role: Id) -> Status:
    """The person leaves the secretariat."""
    rows = ProjectRole.objects.select_related("project")
    row = inner(rows, pk=role, project=_project(request, pk))
    actions.take_project_role(by=me(request), role=row)
    return Status(204, None)
