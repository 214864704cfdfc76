# SPDX-License-Identifier: EUPL-1.2
"""Desk reviews: one's own, blind until handed in; then all of them, put together. Inside the team only."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from isopolity.api.routers.reviews import review_of
from isopolity.api.shapes import FieldIn, Id, SavedOut, inner, me, paged, saved
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import items_of
from isopolity.core.autosave import digest
from isopolity.reviews import actions
from isopolity.reviews.models import DeskNote, Review, TeamMember
from isopolity.reviews.queries.desk import compiled

router = Router()


class DeskNoteOut(Schema):
    """One's own reading of one item. ``level`` inconclusive: more information is needed. ``digests``: for ``seen``."""

    item_id: int
    code: str
    level: str
    hypothesis: str
    questions: str
    meet: str
    digests: dict[str, str]


class SubmittedOut(Schema):
    """When one's desk review was handed in."""

    desk_submitted_at: datetime | None


class ReadingOut(Schema):
    """What one peer (by initials) noted on an item."""

    who: str
    level: str
    hypothesis: str
    questions: str
    meet: str


class CompiledItemOut(Schema):
    """An item with all submitted readings. ``state``: agree, differ, need_more, none."""

    item_id: int
    code: str
    state: str
    readings: list[ReadingOut]


class ToMeetOut(Schema):
    """A function that peers want to meet, with the codes it can speak to and the initials of who asked."""

    function: str
    items: list[str]
    asked_by: list[str]


class CompiledOut(Schema):
    """The submitted desk reviews together; empty while one's own is not handed in."""

    submitted: list[str]
    items: list[CompiledItemOut]
    people: list[ToMeetOut]


def _me_in(request: HttpRequest, review: Review) -> TeamMember:
    return inner(TeamMember.objects.present(), review=review, person=me(request))


def _note(item: Item, note: DeskNote | None) -> dict[str, Any]:
    fields = {name: getattr(note, name) if note else "" for name in DeskNote.FIELDS}
    return {"item_id": item.pk, "code": item.code, **fields, "digests": {k: digest(v) for k, v in fields.items()}}


@router.get("/reviews/{int:pk}/desk-review", response=list[DeskNoteOut])
@paged
def list_desk_notes(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """Every item with your own reading of it."""
    review = review_of(request, pk, "desk.write")
    notes = {row.item_id: row for row in DeskNote.objects.filter(member=_me_in(request, review))}
    return [_note(item, notes.get(item.pk)) for item in items_of(review.adoption.version, review.adoption)]


@router.patch("/reviews/{int:pk}/desk-review/{int:item}", response=SavedOut)
def save_desk_note(request: HttpRequest, pk: Id, item: Id, data: FieldIn) -> dict[str, str]:
    """Save one field of your reading: level, hypothesis, questions or meet."""
    review = review_of(request, pk, "desk.write")
    row = inner(Item.objects.filter(version=review.adoption.version_id), pk=item)
    return saved(actions.save_desk_note(by=me(request), review=review, item=row, **data.dict()), data.field)


@router.post("/reviews/{int:pk}/desk-review/submit", response=SubmittedOut)
def submit_desk_review(request: HttpRequest, pk: Id) -> TeamMember:
    """Hand your desk review in: every item has a judgement. From then on you read the others'."""
    return actions.submit_desk_review(by=me(request), review=review_of(request, pk, "desk.write"))


@router.get("/reviews/{int:pk}/desk-review/compiled", response=CompiledOut)
def get_compiled_desk_reviews(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """Where peers agree, differ, need more; whom they want to meet."""
    review = review_of(request, pk, "desk.read")
    found = compiled(review, _me_in(request, review))
    items = [
        {"item_id": one.item.pk, "code": one.item.code, "state": one.state, "readings": one.readings}
        for one in found.items
    ]
    return {"submitted": [one.initials for one in found.submitted], "items": items, "people": found.people}
