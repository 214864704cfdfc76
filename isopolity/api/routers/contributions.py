# SPDX-License-Identifier: EUPL-1.2
"""Parts of an initial report that colleagues are asked for."""

from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.assessments import ROWS, Comment
from isopolity.api.shapes import Day, Id, Ids, Input, Long, Named, chosen, fetch, me, paged
from isopolity.assessments import actions
from isopolity.assessments.models import Contribution
from isopolity.assessments.queries.parts import asked_of, parts_of, reach
from isopolity.benchmarks.models import BackgroundSection
from isopolity.benchmarks.queries import item_rows

router = Router()


class ContributionOut(Schema):
    """What one person was asked to fill in."""

    id: int
    assessment_id: int
    person: Named
    items: list[int]
    sections: list[int]
    state: str
    message: str
    comment: str
    due: date | None

    @staticmethod
    def resolve_items(row: Contribution) -> list[int]:
        return [item.pk for item in row.items.all()]

    @staticmethod
    def resolve_sections(row: Contribution) -> list[int]:
        return [section.pk for section in row.sections.all()]


class ContributionIn(Input):
    """Whom to ask (an account is made if there is none) for which items and sections."""

    email: Annotated[str, Field(max_length=254)]
    name: Annotated[str, Field(max_length=150)] = ""
    items: Ids = []
    sections: Ids = []
    message: Long = ""
    due: Day | None = None


@router.get("/me/contributions", response=list[ContributionOut])
@paged
def list_my_contributions(request: HttpRequest) -> QuerySet[Contribution]:
    """The parts you were asked for."""
    return asked_of(me(request)).select_related("person").prefetch_related("items", "sections")


@router.get("/assessments/{int:pk}/contributions", response=list[ContributionOut])
@paged
def list_contributions(request: HttpRequest, pk: Id) -> QuerySet[Contribution]:
    """Who was asked for what (coordinator)."""
    found = fetch(request, "assessment.open", ROWS, pk=pk)
    if not reach(me(request), found).is_whole:
        raise Http404
    return parts_of(found)


@router.post("/assessments/{int:pk}/contributions", response={201: ContributionOut})
def ask_contribution(request: HttpRequest, pk: Id, data: ContributionIn) -> Status:
    """Ask whoever has this address; asking again adds to what was asked."""
    found = fetch(request, "assessment.ask", ROWS, pk=pk)
    values: dict[str, Any] = data.dict(exclude={"items", "sections"})
    values["items"] = chosen(item_rows(found.version, found.adoption), data.items, "items")
    values["sections"] = chosen(BackgroundSection.objects.filter(version=found.version_id), data.sections, "sections")
    return Status(201, actions.ask_by_email(by=me(request), assessment=found, **values))


def _part(request: HttpRequest, pk: int, permission: str) -> Contribution:
    rows = Contribution.objects.select_related(
        "assessment__city", "assessment__version", "assessment__adoption", "person"
    )
    return fetch(request, permission, rows, pk=pk)


def _now(pk: int) -> Contribution:
    return Contribution.objects.select_related("person").prefetch_related("items", "sections").get(pk=pk)


@router.post("/contributions/{int:pk}/submit", response=ContributionOut)
def submit_contribution(request: HttpRequest, pk: Id) -> Contribution:
    """Hand in your part."""
    actions.submit_contribution(by=me(request), contribution=_part(request, pk, "contribution.submit"))
    return _now(pk)


@router.post("/contributions/{int:pk}/return", response=ContributionOut)
def return_contribution(request: HttpRequest, pk: Id, data: Comment) -> Contribution:
    """Give a part back with a comment (coordinator)."""
    row = _part(request, pk, "contribution.settle")
    actions.return_contribution(by=me(request), contribution=row, comment=data.comment)
    return _now(pk)


@router.post("/contributions/{int:pk}/accept", response=ContributionOut)
def accept_contribution(request: HttpRequest, pk: Id) -> Contribution:
    """Take a part over (coordinator)."""
    actions.accept_contribution(by=me(request), contribution=_part(request, pk, "contribution.settle"))
    return _now(pk)


@router.delete("/contributions/{int:pk}", response={204: None})
def withdraw_contribution(request: HttpRequest, pk: Id) -> Status:
    """Ask no longer; what was written stays in the report."""
    actions.withdraw_contribution(by=me(request), contribution=_part(request, pk, "contribution.settle"))
    return Status(204, None)
