# SPDX-License-Identifier: EUPL-1.2
"""Trainings of a project: planned, with material, with those who attended."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from ninja import Field, File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from isopolity.accounts.models import Person
from isopolity.api.shapes import ICS, Id, Input, Long, Moment, Named, fetch, inner, me, paged
from isopolity.core.files import handed_out
from isopolity.networks.models import Project
from isopolity.reviews import actions
from isopolity.reviews.calendars import training_calendar
from isopolity.reviews.models import TrainingAttendance, TrainingMaterial, TrainingSession
from isopolity.reviews.queries.training import Participant, participants

router = Router()
ROWS = TrainingSession.objects.select_related("project")


class TrainingOut(Schema):
    """A training of a project's teams and hosts."""

    id: int
    project_id: int
    title: str
    starts: datetime
    ends: datetime
    place: str
    agenda: str


class TrainingIn(Input):
    """What, when, where."""

    title: Annotated[str, Field(min_length=1, max_length=150)]
    starts: Moment
    ends: Moment
    place: Annotated[str, Field(max_length=200)] = ""
    agenda: Long = ""


class MaterialOut(Schema):
    """A file for the training."""

    id: int
    name: str
    content_type: str
    size: int


class ParticipantOut(Schema):
    """Somebody who is expected, and whether they came."""

    person: Named
    role: str
    came: bool
    rehearsed: bool


class AttendanceIn(Input):
    """Whether interviews were rehearsed."""

    rehearsed: bool = False


class AttendanceOut(Schema):
    """A person was there."""

    person_id: int
    rehearsed: bool


def _training(request: HttpRequest, pk: int, permission: str = "training.change") -> TrainingSession:
    return fetch(request, permission, ROWS, pk=pk)


@router.get("/projects/{int:pk}/trainings", response=list[TrainingOut])
@paged
def list_trainings(request: HttpRequest, pk: Id) -> QuerySet[TrainingSession]:
    """The project's trainings in order of time."""
    return TrainingSession.objects.filter(project=fetch(request, "project.read", Project, pk=pk))


@router.post("/projects/{int:pk}/trainings", response={201: TrainingOut})
def plan_training(request: HttpRequest, pk: Id, data: TrainingIn) -> Status:
    """A training for the project's teams and hosts."""
    project = fetch(request, "training.create", Project, pk=pk)
    return Status(201, actions.plan_training(by=me(request), project=project, **data.dict()))


@router.get("/trainings/{int:pk}", response=TrainingOut)
def get_training(request: HttpRequest, pk: Id) -> TrainingSession:
    """One training."""
    return _training(request, pk, "training.read")


@router.get("/trainings/{int:pk}/calendar", openapi_extra=ICS)
def get_training_calendar(request: HttpRequest, pk: Id) -> HttpResponse:
    """The training as a calendar file."""
    session = _training(request, pk, "training.read")
    return HttpResponse(training_calendar(session.project, [session]), content_type="text/calendar; charset=utf-8")


@router.put("/trainings/{int:pk}", response=TrainingOut)
def change_training(request: HttpRequest, pk: Id, data: TrainingIn) -> TrainingSession:
    """New title, times, place or agenda."""
    return actions.change_training(by=me(request), session=_training(request, pk), **data.dict())


@router.delete("/trainings/{int:pk}", response={204: None})
def remove_training(request: HttpRequest, pk: Id) -> Status:
    """Take a training off the list; refused once somebody attended it."""
    actions.remove_training(by=me(request), session=_training(request, pk))
    return Status(204, None)


@router.get("/trainings/{int:pk}/materials", response=list[MaterialOut])
@paged
def list_materials(request: HttpRequest, pk: Id) -> QuerySet[TrainingMaterial]:
    """The files of the training."""
    return TrainingMaterial.objects.filter(session=_training(request, pk, "training.read")).order_by("pk")


@router.post("/trainings/{int:pk}/materials", response={201: MaterialOut})
def add_material(
    request: HttpRequest, pk: Id, file: File[UploadedFile], title: str = Form("", max_length=150)
) -> Status:
    """A file for the training."""
    return Status(201, actions.add_material(by=me(request), session=_training(request, pk), file=file, title=title))


@router.get(
    "/trainings/{int:pk}/materials/{int:material}/file",
    openapi_extra={"responses": {200: {"description": "The file", "content": {"*/*": {}}}}},
)
def get_material_file(request: HttpRequest, pk: Id, material: Id) -> FileResponse:
    """The file itself."""
    row = inner(TrainingMaterial.objects.filter(session=_training(request, pk, "training.read")), pk=material)
    try:
        return handed_out(row.file, name=row.name, content_type=row.content_type)
    except FileNotFoundError as error:
        raise Http404 from error


@router.delete("/trainings/{int:pk}/materials/{int:material}", response={204: None})
def remove_material(request: HttpRequest, pk: Id, material: Id) -> Status:
    """The file is no longer part of the training."""
    rows = TrainingMaterial.objects.select_related("session__project").filter(session=_training(request, pk))
    actions.remove_material(by=me(request), material=inner(rows, pk=material))
    return Status(204, None)


@router.get("/trainings/{int:pk}/participants", response=list[ParticipantOut])
@paged
def list_participants(request: HttpRequest, pk: Id) -> list[Participant]:
    """Who is expected, and who came."""
    return participants(_training(request, pk))


def _participant(session: TrainingSession, pk: int) -> Person:
    found: Any = next((one.person for one in participants(session) if one.person.pk == pk), None)
    if found is None:
        raise Http404
    return found


@router.put("/trainings/{int:pk}/participants/{int:person}", response=AttendanceOut)
def note_attendance(request: HttpRequest, pk: Id, person: Id, data: AttendanceIn) -> TrainingAttendance:
    """The person was there; members of the project's teams who rehearsed interviews count as trained."""
    session = _training(request, pk)
    who = _participant(session, person)
    return actions.note_attendance(by=me(request), session=session, person=who, rehearsed=data.rehearsed)


@router.delete("/trainings/{int:pk}/participants/{int:person}", response={204: None})
def take_back_attendance(request: HttpRequest, pk: Id, person: Id) -> Status:
    """The person was not there after all."""
    session = _training(request, pk)
    actions.take_back_attendance(by=me(request), session=session, person=_participant(session, person))
    return Status(204, None)
