# SPDX-License-Identifier: EUPL-1.2
"""Shapes of projects, steps, and documents that partners are asked for."""

from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.networks import ProjectOut
from isopolity.api.shapes import Day, Direction, Id, Input, fetch, inner, me, paged
from isopolity.networks import actions
from isopolity.networks.models import (
    DocumentKind,
    DocumentRequest,
    DueFrom,
    PartnerRole,
    Phase,
    Project,
    ProjectStep,
    StepScope,
)
from isopolity.networks.queries import missing_of
from isopolity.networks.shapes import SHAPES

router = Router()
Months = Annotated[int, Field(ge=-120, le=120)]


class ShapePhaseOut(Schema):
    """A phase of a shape: from which month of the project to which, with its steps and objectives."""

    key: str
    name: str
    first: int
    last: int
    steps: list[str]
    objectives: list[str]


class ShapeOut(Schema):
    """What a kind of project brings when a project is made with it."""

    kind: str
    explanation: str
    roles: list[str]
    phases: list[ShapePhaseOut]


class WhenOut(Schema):
    """When something is due: ``due`` is the day, as project and phase stand now."""

    phase_id: int | None
    due_months: int | None
    due_from: str
    due_on: date | None
    due: date | None


class WhenIn(Input):
    """A number of months from an edge of the phase or the project, or a day; all of it anew."""

    phase_id: Id | None = None
    due_months: Months | None = None
    due_from: DueFrom = DueFrom.PHASE_START
    due_on: Day | None = None


class ProjectStepOut(WhenOut):
    """A step of a project. ``key``: computed by the site; without one it is the secretariat's own."""

    id: int
    key: str
    name: str
    scope: str
    position: int

    @staticmethod
    def resolve_name(row: ProjectStep) -> str:
        return str(row)


class ProjectStepIn(WhenIn):
    """A step."""

    name: Annotated[str, Field(max_length=150)]
    scope: StepScope = StepScope.CITY


class RequestOut(WhenOut):
    """Each partner with the role is asked for a document of this kind."""

    id: int
    kind: str
    from_role: str
    note: str


class RequestIn(WhenIn):
    """Ask each partner with the role for a document of this kind."""

    kind: DocumentKind
    from_role: PartnerRole = PartnerRole.CITY
    note: Annotated[str, Field(max_length=300)] = ""


class ProjectMissingOut(Schema):
    """A document that a partner owes."""

    request_id: int
    kind: str
    partner_id: int
    partner: str
    due: date | None


def _project(request: HttpRequest, pk: int, permission: str = "project.change") -> Project:
    return fetch(request, permission, Project, pk=pk)


def _facts(project: Project, data: WhenIn) -> dict[str, Any]:
    facts = data.dict()
    phase = facts.pop("phase_id")
    facts["phase"] = inner(Phase, pk=phase, project=project) if phase else None
    return facts


@router.get("/project-shapes", response=list[ShapeOut])
def list_shapes(request: HttpRequest) -> list[dict[str, Any]]:
    """The kinds of projects and what each brings."""
    return [
        {
            "kind": shape.kind,
            "explanation": str(shape.explanation),
            "roles": list(shape.roles),
            "phases": [
                {
                    "key": phase.key,
                    "name": str(phase.name),
                    "first": phase.first,
                    "last": phase.last,
                    "steps": [str(step.name) for step in phase.steps],
                    "objectives": [str(text) for _key, text in phase.objectives],
                }
                for phase in shape.phases
            ],
        }
        for shape in SHAPES.values()
    ]


@router.post("/projects/{int:pk}/shape", response=ProjectOut)
def bring_shape(request: HttpRequest, pk: Id) -> Project:
    """Fill an empty project with the shape of its kind."""
    return actions.bring_shape(by=me(request), project=_project(request, pk))


@router.get("/projects/{int:pk}/steps", response=list[ProjectStepOut])
@paged
def list_steps(request: HttpRequest, pk: Id) -> QuerySet[ProjectStep]:
    """The project's steps in order."""
    project = _project(request, pk, "project.read")
    return ProjectStep.objects.filter(project=project).select_related("project", "phase")


@router.post("/projects/{int:pk}/steps", response={201: ProjectStepOut})
def add_step(request: HttpRequest, pk: Id, data: ProjectStepIn) -> Status:
    """A step of the secretariat's own, at the end of the list."""
    project = _project(request, pk)
    return Status(201, actions.add_step(by=me(request), project=project, **_facts(project, data)))


def _step(request: HttpRequest, pk: int, step: int) -> ProjectStep:
    return inner(ProjectStep.objects.select_related("project", "phase"), pk=step, project=_project(request, pk))


@router.put("/projects/{int:pk}/steps/{int:step}", response=ProjectStepOut)
def change_step(request: HttpRequest, pk: Id, step: Id, data: ProjectStepIn) -> ProjectStep:
    """Another name, phase or day."""
    row = _step(request, pk, step)
    return actions.change_step(by=me(request), step=row, **_facts(row.project, data))


@router.post("/projects/{int:pk}/steps/{int:step}/move", response=ProjectStepOut)
def move_step(request: HttpRequest, pk: Id, step: Id, data: Direction) -> ProjectStep:
    """One place up or down in the list."""
    return actions.move_step(by=me(request), step=_step(request, pk, step), up=data.up)


@router.delete("/projects/{int:pk}/steps/{int:step}", response={204: None})
def remove_step(request: HttpRequest, pk: Id, step: Id) -> Status:
    """The step is taken off the list."""
    actions.remove_step(by=me(request), step=_step(request, pk, step))
    return Status(204, None)


@router.get("/projects/{int:pk}/document-requests", response=list[RequestOut])
@paged
def list_requests(request: HttpRequest, pk: Id) -> QuerySet[DocumentRequest]:
    """The documents that partners are asked for."""
    project = _project(request, pk, "project.read")
    return DocumentRequest.objects.filter(project=project).select_related("project", "phase")


@router.post("/projects/{int:pk}/document-requests", response={201: RequestOut})
def ask_document(request: HttpRequest, pk: Id, data: RequestIn) -> Status:
    """Ask partners for a document."""
    project = _project(request, pk)
    return Status(201, actions.ask_document(by=me(request), project=project, **_facts(project, data)))


def _request(request: HttpRequest, pk: int, asked: int) -> DocumentRequest:
    return inner(DocumentRequest.objects.select_related("project", "phase"), pk=asked, project=_project(request, pk))


@router.put("/projects/{int:pk}/document-requests/{int:asked}", response=RequestOut)
def change_request(request: HttpRequest, pk: Id, asked: Id, data: RequestIn) -> DocumentRequest:
    """Ask for another kind, from others, or by another day."""
    row = _request(request, pk, asked)
    return actions.change_request(by=me(request), asked=row, **_facts(row.project, data))


@router.delete("/projects/{int:pk}/document-requests/{int:asked}", response={204: None})
def withdraw_request(request: HttpRequest, pk: Id, asked: Id) -> Status:
    """Ask no longer."""
    actions.withdraw_request(by=me(request), asked=_request(request, pk, asked))
    return Status(204, None)


@router.get("/projects/{int:pk}/missing-documents", response=list[ProjectMissingOut])
def list_missing_documents(request: HttpRequest, pk: Id) -> list[ProjectMissingOut]:
    """What partners owe to the shelf."""
    rows = missing_of([_project(request, pk, "project.read").pk])
    return [
        ProjectMissingOut(
            request_id=row.asked.pk,
            kind=row.asked.kind,
            partner_id=row.partner.pk,
            partner=str(row.partner),
            due=row.due,
        )
        for row in rows
    ]
