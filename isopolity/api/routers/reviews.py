# SPDX-License-Identifier: EUPL-1.2
"""Reviews: set up, their dates, their steps with what is missing, what happened."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.shapes import Day, Id, Input, Named, OptionalReason, fetch, given, inner, me, paged
from isopolity.benchmarks.models import Adoption
from isopolity.networks.models import Project
from isopolity.places.models import City
from isopolity.reviews import actions
from isopolity.reviews.duties import reviews_around
from isopolity.reviews.models import Review, StageMove
from isopolity.reviews.queries import deadlines_of, today_in
from isopolity.reviews.queries.overview import Day as Deadline
from isopolity.reviews.queries.overview import days
from isopolity.reviews.stages import Blocker, missing

router = Router()
Tag = Annotated[str, Field(max_length=12)]


class ReviewOut(Schema):
    """One peer review of one city. Dates are days in the city's time zone."""

    id: int
    project_id: int
    city: Named
    adoption_id: int
    assessment_id: int
    stage: str
    stage_since: datetime
    working_language: str
    visit_starts: date | None
    visit_ends: date | None


class ReviewIn(Input):
    """A review of one partner city."""

    city_id: Id
    adoption_id: Id
    starts: Day | None = None
    ends: Day | None = None
    working_language: Tag = ""


class DatesIn(Input):
    """First and last day of the visit; the team's working language."""

    starts: Day | None
    ends: Day | None
    working_language: Tag | None = None


class DeadlineOut(Schema):
    """A day that follows from the visit's dates and the project's clocks."""

    text: str
    day: date
    is_past: bool

    @staticmethod
    def resolve_text(one: Deadline) -> str:
        return str(one.text)


class MissingOut(Schema):
    """What is missing before the review can leave its step. ``is_blocker``: false for advice, which stops nobody."""

    text: str
    owner: str
    url: str
    is_blocker: bool


class MoveOut(Schema):
    """The review went from one step to another; ``reason`` when it went on unfinished."""

    before: str
    after: str
    reason: str
    moved_at: datetime


def review_of(request: HttpRequest, pk: int, permission: str = "review.read") -> Review:
    """The review, for somebody with the permission on it; else 404."""
    return fetch(request, permission, Review.objects.for_pages(), pk=pk)


@router.get("/reviews", response=list[ReviewOut])
@paged
def list_reviews(request: HttpRequest, project: Id | None = None, city: Id | None = None) -> QuerySet[Review]:
    """The reviews around you: those you run, host, follow, or are in the team of."""
    rows = reviews_around(me(request)).select_related("city").order_by("pk")
    rows = rows.filter(project=project) if project else rows
    return rows.filter(city=city) if city else rows


@router.get("/reviews/{int:pk}", response=ReviewOut)
def get_review(request: HttpRequest, pk: Id) -> Review:
    """One review and where it stands."""
    return review_of(request, pk)


@router.post("/projects/{int:pk}/reviews", response={201: ReviewOut})
def create_review(request: HttpRequest, pk: Id, data: ReviewIn) -> Status:
    """A review of one partner city; its initial report is made with it."""
    project = fetch(request, "review.create", Project, pk=pk)
    values = given(data)
    city = fetch(request, "city.read", City, pk=values.pop("city_id"))
    adoption = inner(Adoption.objects.select_related("version"), pk=values.pop("adoption_id"), project=project)
    return Status(201, actions.create_review(by=me(request), project=project, city=city, adoption=adoption, **values))


@router.put("/reviews/{int:pk}/dates", response=ReviewOut)
def set_review_dates(request: HttpRequest, pk: Id, data: DatesIn) -> Review:
    """When the visit takes place; every clock of the review follows."""
    return actions.set_dates(by=me(request), review=review_of(request, pk, "review.change"), **data.dict())


@router.get("/reviews/{int:pk}/deadlines", response=list[DeadlineOut])
@paged
def list_deadlines(request: HttpRequest, pk: Id) -> list[Deadline]:
    """The review's deadlines in order of time; none while its visit has no dates."""
    review = review_of(request, pk)
    return days(deadlines_of(review), today_in(review.city))


@router.get("/reviews/{int:pk}/missing", response=list[MissingOut])
@paged
def list_missing(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """What is missing before the review can leave its step."""
    return [
        {"text": str(one.text), "owner": str(getattr(one, "who", "")), "url": one.url,
         "is_blocker": isinstance(one, Blocker)}
        for one in missing(review_of(request, pk))
    ]  # fmt: skip


@router.post("/reviews/{int:pk}/move-on", response=MoveOut)
def move_review_on(request: HttpRequest, pk: Id, data: OptionalReason) -> StageMove:
    """The review goes to its next step when nothing is missing; the secretariat may go on unfinished with a reason."""
    return actions.move_on(by=me(request), review=review_of(request, pk, "review.move"), reason=data.reason)


@router.get("/reviews/{int:pk}/moves", response=list[MoveOut])
@paged
def list_moves(request: HttpRequest, pk: Id) -> QuerySet[StageMove]:
    """How the review went from step to step, newest first."""
    return StageMove.objects.filter(review=review_of(request, pk)).order_by("-moved_at", "-pk")
