# SPDX-License-Identifier: EUPL-1.2
"""What looks across many things: search, a project's board, what happened, one city over time."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from isopolity.api.routers.reviews import review_of
from isopolity.api.shapes import Id, Ids, Input, Moment, Named, Short, fetch, me, paged
from isopolity.assessments.models import Assessment
from isopolity.assessments.queries.compare import MOST, Row, others, side_by_side
from isopolity.assessments.queries.parts import reach
from isopolity.core.components import Event, Step
from isopolity.core.errors import Refused
from isopolity.networks.models import Project
from isopolity.pages import board, queries
from isopolity.reviews.queries.desk import items_to_read
from isopolity.reviews.queries.history import history_page

router = Router()
Most = Annotated[int, Field(ge=1, le=200)]


class HitOut(Schema):
    """One thing that has the words. ``kind``: project, city, review, pair, item, answer, finding, evidence or
    published_report."""

    kind: str
    text: str
    note: str
    url: str


class StepOut(Schema):
    """One of the seven steps. ``state``: done, current, late or waiting."""

    number: int
    name: str
    state: str
    due: date | None
    owner: str


class OwedOut(Schema):
    """What somebody owes to the present step."""

    who: str
    what: str


class BoardRowOut(Schema):
    """One city of the project; without a review the lists are empty. ``review_id`` only where you may read it."""

    city: Named
    review_id: int | None
    stage: str
    is_late: bool
    due: date | None
    steps: list[StepOut]
    owes: list[OwedOut]


class JourneyOut(Schema):
    """A review around you with its seven steps."""

    review_id: int
    city: Named
    steps: list[StepOut]


class EventOut(Schema):
    """One thing that happened, as a sentence; never the content of a text."""

    when: datetime
    who: str
    text: str


class HistoryOut(Schema):
    """What happened, newest first. ``older``: send it as ``before`` to read on; null when nothing is left."""

    items: list[EventOut]
    older: datetime | None


class OverTimeQuery(Input):
    """``others``: ids of what ``offered`` names; without any, the latest two. ``only_changed``: only changed levels."""

    others: Ids = []
    only_changed: bool = False


class ComparedOut(Schema):
    """One of the assessments that stand side by side."""

    id: int
    title: str
    version_id: int
    created_at: datetime


class ThenOut(Schema):
    """What one assessment said on the item. ``is_comparable``: false where its version asked something else.

    ``is_change``: the level differs from the one before.
    """

    is_comparable: bool
    has_answer: bool
    level: str
    achieved: str
    is_change: bool


class OverTimeRowOut(Schema):
    """One item with what each of the assessments said, in their order."""

    item_id: int
    code: str
    thens: list[ThenOut]


class OverTimeOut(Schema):
    """A city's assessments of one benchmark side by side, oldest first. ``offered``: the others to choose from."""

    assessments: list[ComparedOut]
    offered: list[ComparedOut]
    items: list[OverTimeRowOut]


@router.get("/search", response=list[HitOut])
@paged
def search(request: HttpRequest, q: Short) -> list[dict[str, str]]:
    """Everything you may see that has these words (two letters or more), at most a dozen of each kind."""
    return [
        {"kind": hits.kind, "text": line.text, "note": str(line.note), "url": line.url}
        for hits in queries.search(me(request), q.strip()[:100])
        for line in hits.lines
    ]


@router.get("/projects/{int:pk}/board", response=list[BoardRowOut])
@paged
def get_board(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """A project's cities with their seven steps, what is late and who owes what: those that are late come first."""
    project = fetch(request, "project.read", Project, pk=pk)
    return [_board_row(row) for row in board.board(me(request), project)]


def _board_row(row: board.BoardRow) -> dict[str, Any]:
    review = row.review
    return {
        "city": row.city,
        "review_id": review.pk if review and row.url else None,
        "stage": review.stage if review else "",
        "is_late": row.is_late,
        "due": row.due,
        "steps": [_step(step) for step in row.steps],
        "owes": [{"who": who, "what": what} for who, what in row.owes],
    }


def _step(step: Step) -> dict[str, Any]:
    return {"number": step.number, "name": step.name, "state": step.state, "due": step.due, "owner": step.owner}


@router.get("/me/journeys", response=list[JourneyOut])
@paged
def list_journeys(request: HttpRequest) -> list[dict[str, Any]]:
    """The reviews around you with their steps, those that moved last first; at most a dozen, as on the home page."""
    return [
        {"review_id": review.pk, "city": review.city, "steps": [_step(step) for step in steps]}
        for review, steps in queries.journeys(me(request))
    ]


@router.get("/reviews/{int:pk}/history", response=HistoryOut)
def get_review_history(request: HttpRequest, pk: Id, before: Moment | None = None, limit: Most = 60) -> dict[str, Any]:
    """What happened in a review, as far as you may know it."""
    return _told(history_page(me(request), review_of(request, pk), limit=limit, before=before))


@router.get("/reviews/{int:pk}/items/{int:item}/history", response=HistoryOut)
def get_item_history(
    request: HttpRequest, pk: Id, item: Id, before: Moment | None = None, limit: Most = 60
) -> dict[str, Any]:
    """What happened to one item of a review: its answer, and for the team its evidence, desk notes and finding."""
    review = review_of(request, pk)
    found = next((one for one in items_to_read(review) if one.pk == item), None)
    if found is None:
        raise Http404
    return _told(history_page(me(request), review, item=found, limit=limit, before=before))


def _told(page: tuple[list[Event], datetime | None]) -> dict[str, Any]:
    events, older = page
    return {"items": [{"when": one.when, "who": one.who, "text": one.text} for one in events], "older": older}


@router.get("/assessments/{int:pk}/over-time", response=OverTimeOut)
def get_over_time(request: HttpRequest, pk: Id, asked: Query[OverTimeQuery]) -> dict[str, Any]:
    """The city's assessments of one benchmark beside this one, item by item; never a total."""
    rows = Assessment.objects.select_related("city", "version", "adoption")
    one = fetch(request, "assessment.open", rows, pk=pk)
    if not reach(me(request), one).is_whole:
        raise Http404
    offered = {row.pk: row for row in others(one)[:20]}
    unknown = [str(number) for number in asked.others if number not in offered]
    if unknown or len(asked.others) >= MOST:
        text = f"Choose at most {MOST - 1} of the assessments in “offered”."
        raise Refused(text, fields={"others": text})
    chosen = [offered[number] for number in asked.others] or list(offered.values())[:2]
    order, found = side_by_side(one, chosen)
    if asked.only_changed:
        found = [row for row in found if any(then.is_change for then in row.thens)]
    return {
        "assessments": [_compared(row) for row in order],
        "offered": [_compared(row) for row in offered.values()],
        "items": [_row(row) for row in found],
    }


def _compared(row: Assessment) -> dict[str, Any]:
    return {"id": row.pk, "title": row.title, "version_id": row.version_id, "created_at": row.created_at}


def _row(row: Row) -> dict[str, Any]:
    return {"item_id": row.item.pk, "code": row.item.code, "thens": row.thens}
