# SPDX-License-Identifier: EUPL-1.2
"""Endorsements of a plan, and the versions that were endorsed."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from isopolity.api.routers.plans import plan_of
from isopolity.api.shapes import Day, Id, Input, Long, Reason, Short, fetch, inner, me, paged
from isopolity.places.models import Organisation
from isopolity.plans import actions
from isopolity.plans.models import Endorsement, PlanVersion
from isopolity.plans.queries.versions import changes_since, content_of, mark_of

router = Router()
ROWS = Endorsement.objects.select_related("plan__project", "plan__city", "plan__group")
Function = Annotated[str, Field(max_length=200)]


class EndorsementOut(Schema):
    """An organisation's word on the plan."""

    id: int
    name: str
    state: str
    way: str
    asked_at: datetime | None
    answered_at: datetime | None
    given_as: str
    reason: str
    reference: str
    decided_on: date | None
    version: int | None


class AskIn(Input):
    """An organisation is asked by mail. With ``organisation_id`` its people can answer after signing in."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    email: Annotated[str, Field(max_length=254)]
    organisation_id: Id | None = None


class RecordIn(Schema):
    """A resolution on paper."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    reference: Annotated[str, Field(min_length=1, max_length=150)]
    decided_on: Day
    given_as: Function = ""


class EndorseIn(Input):
    """Yes. ``seen`` is the mark of the plan that was read (see "mark")."""

    given_as: Annotated[str, Field(min_length=1, max_length=200)]
    seen: Short
    reference: Annotated[str, Field(max_length=150)] = ""


class MarkOut(Schema):
    """The plan as it would be endorsed now, and its mark."""

    mark: str
    content: dict[str, Any]


class PlanVersionOut(Schema):
    """A version that was endorsed."""

    number: int
    frozen_at: datetime
    content: dict[str, Any]


class ChangeOut(Schema):
    """A field that differs from the endorsed version."""

    path: list[str]
    field: str
    before: Long
    after: Long


def _told(row: Endorsement) -> dict[str, Any]:
    names = [name for name in EndorsementOut.model_fields if name != "version"]
    return {**{name: getattr(row, name) for name in names}, "version": row.version.number if row.version else None}


def _row(request: HttpRequest, pk: int, endorsement: int) -> Endorsement:
    plan = plan_of(request, pk)
    return inner(ROWS, pk=endorsement, plan=plan)


@router.get("/plans/{int:pk}/endorsements", response=list[EndorsementOut])
@paged
def list_endorsements(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """Every organisation's word on the plan."""
    rows = Endorsement.objects.filter(plan=plan_of(request, pk, "plan.read")).select_related("version")
    return [_told(row) for row in rows]


@router.post("/plans/{int:pk}/endorsements", response={201: EndorsementOut})
def ask_endorsement(request: HttpRequest, pk: Id, data: AskIn) -> Status:
    """Ask an organisation by mail."""
    plan = plan_of(request, pk)
    body = (
        None
        if data.organisation_id is None
        else fetch(request, "organisation.read", Organisation, pk=data.organisation_id)
    )
    row = actions.ask_endorsement(by=me(request), plan=plan, name=data.name, email=data.email, organisation=body)
    return Status(201, _told(row))


@router.post("/plans/{int:pk}/endorsements/resolution", response={201: EndorsementOut})
def record_endorsement(
    request: HttpRequest, pk: Id, data: Form[RecordIn], file: File[UploadedFile | None] = None
) -> Status:
    """Record a resolution on paper, with the scanned file where there is one."""
    row = actions.record_endorsement(by=me(request), plan=plan_of(request, pk), file=file, **data.dict())
    return Status(201, _told(row))


@router.post("/plans/{int:pk}/endorsements/{int:endorsement}/remind", response=EndorsementOut)
def remind_endorsement(request: HttpRequest, pk: Id, endorsement: Id) -> dict[str, Any]:
    """Write once more, with a new link."""
    return _told(actions.remind_endorsement(by=me(request), endorsement=_row(request, pk, endorsement)))


@router.delete("/plans/{int:pk}/endorsements/{int:endorsement}", response={204: None})
def withdraw_endorsement(request: HttpRequest, pk: Id, endorsement: Id) -> Status:
    """Take the question back."""
    actions.withdraw_endorsement(by=me(request), endorsement=_row(request, pk, endorsement))
    return Status(204, None)


@router.get("/endorsements/{int:pk}/mark", response=MarkOut)
def endorsement_mark(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """For whoever is asked: the plan to read, and the mark to send with the answer."""
    plan = fetch(request, "endorsement.give", ROWS, pk=pk).plan
    return {"mark": mark_of(plan), "content": content_of(plan)}


@router.post("/endorsements/{int:pk}/endorse", response=EndorsementOut)
def endorse(request: HttpRequest, pk: Id, data: EndorseIn) -> dict[str, Any]:
    """The organisation stands behind the plan."""
    row = fetch(request, "endorsement.give", ROWS, pk=pk)
    return _told(actions.endorse(by=me(request), endorsement=row, **data.dict()))


@router.post("/endorsements/{int:pk}/decline", response=EndorsementOut)
def decline_endorsement(request: HttpRequest, pk: Id, data: Reason) -> dict[str, Any]:
    """The organisation does not stand behind the plan."""
    row = fetch(request, "endorsement.give", ROWS, pk=pk)
    return _told(actions.decline_endorsement(by=me(request), endorsement=row, reason=data.reason))


@router.get("/plans/{int:pk}/versions", response=list[PlanVersionOut])
@paged
def list_versions(request: HttpRequest, pk: Id) -> QuerySet[PlanVersion]:
    """Versions that were endorsed, newest first."""
    return PlanVersion.objects.filter(plan=plan_of(request, pk, "plan.read"))


@router.get("/plans/{int:pk}/versions/{int:number}/changes", response=list[ChangeOut])
def changes_of_version(request: HttpRequest, pk: Id, number: Id) -> list[Any]:
    """What changed in the plan since this version, field by field."""
    plan = plan_of(request, pk, "plan.read")
    version = inner(PlanVersion, plan=plan, number=number)
    return [one for _word, one in changes_since(version, content_of(plan))]
