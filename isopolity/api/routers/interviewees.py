# SPDX-License-Identifier: EUPL-1.2
"""People to meet. Whom the host proposes, host and team see; whom the team proposes, the team alone."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.reviews import review_of
from isopolity.api.shapes import Id, Ids, Input, Languages, Long, Moment, Short, chosen, fetch, given, inner, me, paged
from isopolity.benchmarks.queries import item_rows
from isopolity.reviews.models import Review
from isopolity.visits import actions
from isopolity.visits.models import Identity, Interviewee, IntervieweeState, SourceGroup
from isopolity.visits.queries.people import people_to_meet, wishes

router = Router()


class SpanOut(Schema):
    """A time when somebody can be met."""

    starts: datetime
    ends: datetime


class SpanIn(Input):
    """A time when somebody can be met."""

    starts: Moment
    ends: Moment


class IntervieweeOut(Schema):
    """Somebody to meet, by function. ``organisation`` is empty for somebody who represents none."""

    id: int
    function: str
    organisation: str
    source_group: str
    languages: list[str]
    by_host: bool
    state: str
    availability: str
    reason: str
    items: list[int]
    times: list[SpanOut]

    @staticmethod
    def resolve_items(who: Interviewee) -> list[int]:
        return [item.pk for item in who.items.all()]

    @staticmethod
    def resolve_times(who: Any) -> list[dict[str, datetime]]:
        return [{"starts": one.during.lower, "ends": one.during.upper} for one in who.times.all()]


class IntervieweeChange(Input):
    """New facts about somebody to meet; ``items`` and ``times`` replace the list (no times: any time)."""

    function: Short | None = None
    organisation: Short | None = None
    source_group: SourceGroup | None = None
    languages: Languages | None = None
    availability: Long | None = None
    reason: Long | None = None
    state: IntervieweeState | None = None
    items: Ids | None = None
    times: Annotated[list[SpanIn], Field(max_length=100)] | None = None


class IntervieweeIn(IntervieweeChange):
    """Somebody to meet."""

    function: Annotated[str, Field(min_length=1, max_length=200)]
    source_group: SourceGroup


class IdentityShape(Input):
    """Who an interviewee is; kept apart from what is said, deleted by the project's date."""

    name: Short | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    phone: Annotated[str, Field(max_length=60)] | None = None
    note: Long | None = None


class WishOut(Schema):
    """Somebody whom desk reviews would like to meet: item codes, initials of who asked."""

    function: str
    items: list[str]
    peers: list[str]

    @staticmethod
    def resolve_items(wish: Any) -> list[str]:
        return [item.code for item in wish.items]


def _facts(review: Review, data: IntervieweeChange) -> dict[str, Any]:
    facts = {name: value for name, value in given(data).items() if value is not None}
    if "items" in facts:
        version = review.adoption.version
        facts["items"] = chosen(item_rows(version, review.adoption), facts["items"], "items")
    if "times" in facts:
        facts["times"] = [(one["starts"], one["ends"]) for one in facts["times"]]
    return facts


@router.get("/reviews/{int:pk}/interviewees", response=list[IntervieweeOut])
@paged
def list_interviewees(request: HttpRequest, pk: Id, state: IntervieweeState | None = None) -> QuerySet[Interviewee]:
    """People to meet, as far as you may know them."""
    rows = people_to_meet(review_of(request, pk, "interviewee.propose"))
    return rows.filter(state=state) if state else rows


@router.post("/reviews/{int:pk}/interviewees", response={201: IntervieweeOut})
def propose_interviewee(request: HttpRequest, pk: Id, data: IntervieweeIn) -> Status:
    """Propose somebody to meet, by function."""
    review = review_of(request, pk, "interviewee.propose")
    return Status(201, actions.propose_interviewee(by=me(request), review=review, **_facts(review, data)))


@router.get("/reviews/{int:pk}/wishes", response=list[WishOut])
@paged
def list_wishes(request: HttpRequest, pk: Id) -> list[Any]:
    """Whom the submitted desk reviews would like to meet and nobody proposed yet; most wanted first. Team only."""
    return wishes(review_of(request, pk, "team.inside"))


def _who(request: HttpRequest, pk: int, permission: str) -> Interviewee:
    rows = Interviewee.objects.select_related(
        "review__city", "review__project", "review__adoption__version", "review__adoption__project"
    )
    return fetch(request, permission, rows, pk=pk)


@router.get("/interviewees/{int:pk}", response=IntervieweeOut)
def get_interviewee(request: HttpRequest, pk: Id) -> Interviewee:
    """Somebody to meet."""
    return _who(request, pk, "interviewee.read")


@router.patch("/interviewees/{int:pk}", response=IntervieweeOut)
def change_interviewee(request: HttpRequest, pk: Id, data: IntervieweeChange) -> Interviewee:
    """New facts about somebody to meet."""
    who = _who(request, pk, "interviewee.change")
    return actions.change_interviewee(by=me(request), interviewee=who, **_facts(who.review, data))


@router.delete("/interviewees/{int:pk}", response={204: None})
def remove_interviewee(request: HttpRequest, pk: Id) -> Status:
    """Take a proposal back, with its contact."""
    actions.remove_interviewee(by=me(request), interviewee=_who(request, pk, "interviewee.change"))
    return Status(204, None)


@router.get("/interviewees/{int:pk}/identity", response=IdentityShape)
def get_identity(request: HttpRequest, pk: Id) -> Identity:
    """Name and contact, as long as they are kept."""
    return inner(Identity.objects.filter(interviewee=_who(request, pk, "interviewee.read")))


@router.patch("/interviewees/{int:pk}/identity", response=IdentityShape)
def set_identity(request: HttpRequest, pk: Id, data: IdentityShape) -> Identity:
    """Name and contact. The history keeps which field changed, never its content."""
    who = _who(request, pk, "interviewee.change")
    return actions.set_identity(by=me(request), interviewee=who, **given(data))
