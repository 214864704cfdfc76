# SPDX-License-Identifier: EUPL-1.2
"""Interviews and workshops: planned, prepared, held. Team only: their ids would tell the interview's number."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.evidence import LineOut
from isopolity.api.routers.visits import visit_of
from isopolity.api.shapes import (
    Code,
    Id,
    Ids,
    Input,
    Long,
    Moment,
    Reason,
    SavedOut,
    ValueIn,
    chosen,
    fetch,
    inner,
    me,
    paged,
    saved,
)  # fmt: skip
from isopolity.benchmarks.queries import item_rows
from isopolity.core.levels import Level
from isopolity.evidence import actions as evidence
from isopolity.evidence.models import Basis
from isopolity.evidence.queries.lines import Line, line_of, lines
from isopolity.reviews.models import TeamMember
from isopolity.visits import actions
from isopolity.visits.models import Interviewee, Meeting, MeetingKind, MeetingState, PreparedItem, Room, Session

router = Router()
ROWS = Meeting.objects.select_related(
    "review__city", "review__project", "review__adoption__version", "review__adoption__project", "review__assessment",
    "visit", "room", "session",
).prefetch_related("participations", "interviewers")  # fmt: skip


class MeetingOut(Schema):
    """An interview or a workshop, as the team knows it."""

    id: int
    kind: str
    number: int
    label: str
    title: str
    starts: datetime | None
    ends: datetime | None
    room_id: int | None
    interpreter_language: str
    state: str
    cancel_reason: str
    consent_at: datetime | None
    interviewees: list[int]
    members: list[int]

    @staticmethod
    def resolve_number(row: Any) -> int:
        return row.session.number

    @staticmethod
    def resolve_label(row: Any) -> str:
        row.session.meeting = row
        return row.session.label

    @staticmethod
    def resolve_consent_at(row: Any) -> datetime | None:
        return row.session.consent_at

    @staticmethod
    def resolve_starts(row: Any) -> datetime | None:
        return row.during.lower if row.during else None

    @staticmethod
    def resolve_ends(row: Any) -> datetime | None:
        return row.during.upper if row.during else None

    @staticmethod
    def resolve_interviewees(row: Any) -> list[int]:
        return [part.interviewee_id for part in row.participations.all()]

    @staticmethod
    def resolve_members(row: Any) -> list[int]:
        return [part.member_id for part in row.interviewers.all()]


class MeetingIn(Input):
    """A meeting with these people, not yet placed. ``title`` is what the host reads."""

    interviewees: Ids
    kind: MeetingKind = MeetingKind.INTERVIEW
    title: Annotated[str, Field(max_length=150)] = ""


class InterviewsIn(Input):
    """One interview with each of these people."""

    interviewees: Ids


class MeetingChange(Input):
    """New title for the host, interpreter, or people."""

    title: Annotated[str, Field(max_length=150)] | None = None
    interpreter_language: Annotated[str, Field(max_length=12)] | None = None
    interviewees: Ids | None = None


class PlaceIn(Input):
    """When, where, by whom. Without ``starts`` the meeting is taken off the timetable; ``members`` null: they stay."""

    starts: Moment | None
    ends: Moment | None = None
    room_id: Id | None = None
    members: Ids | None = None


class PreparedOut(Schema):
    """An item to raise, with its questions."""

    id: int
    item_id: int
    code: str
    questions: str

    @staticmethod
    def resolve_code(row: PreparedItem) -> str:
        return row.item.code


class QuestionsIn(Input):
    """Questions prepared for an item."""

    questions: Long = ""


class ConsentGiven(Input):
    """The interviewee heard what happens with their words, and agreed."""

    agreed: bool = True


class NotesOut(SavedOut):
    """The team's notes on the meeting as a whole."""


class LineIn(Input):
    """One line of the editor: becomes a piece of evidence. ``seen``: the digest of what the writer last knew."""

    text: Annotated[str, Field(max_length=20_000)]
    items: Annotated[list[Code], Field(max_length=100)]
    level: Level
    basis: Basis
    context: Annotated[str, Field(max_length=20_000)] = ""
    seen: Code = ""


def meeting_of(request: HttpRequest, pk: int) -> Meeting:
    """A meeting, for the team."""
    found = fetch(request, "meeting.take", ROWS, pk=pk)
    found.visit.review = found.review
    return found


def _now(pk: int) -> Meeting:
    return ROWS.get(pk=pk)


def _people(meeting: Any, ids: list[int]) -> list[Interviewee]:
    return chosen(Interviewee.objects.filter(review=meeting.review_id), ids, "interviewees")


@router.get("/reviews/{int:pk}/meetings", response=list[MeetingOut])
@paged
def list_meetings(request: HttpRequest, pk: Id, state: MeetingState | None = None) -> QuerySet[Meeting]:
    """All meetings."""
    rows = ROWS.filter(visit=visit_of(request, pk))
    return rows.filter(state=state) if state else rows


@router.post("/reviews/{int:pk}/meetings", response={201: MeetingOut})
def add_meeting(request: HttpRequest, pk: Id, data: MeetingIn) -> Status:
    """An interview or a workshop, numbered in order, not yet placed."""
    visit = visit_of(request, pk)
    made = actions.add_meeting(
        by=me(request), visit=visit, kind=data.kind, title=data.title, interviewees=_people(visit, data.interviewees)
    )
    return Status(201, _now(made.pk))


@router.post("/reviews/{int:pk}/interviews", response={201: list[MeetingOut]})
def add_interviews(request: HttpRequest, pk: Id, data: InterviewsIn) -> Status:
    """One interview with each of these people."""
    visit = visit_of(request, pk)
    made = actions.add_interviews(by=me(request), visit=visit, interviewees=_people(visit, data.interviewees))
    return Status(201, list(ROWS.filter(pk__in=[one.pk for one in made])))


@router.get("/meetings/{int:pk}", response=MeetingOut)
def get_meeting(request: HttpRequest, pk: Id) -> Meeting:
    """One meeting."""
    return meeting_of(request, pk)


@router.patch("/meetings/{int:pk}", response=MeetingOut)
def change_meeting(request: HttpRequest, pk: Id, data: MeetingChange) -> Meeting:
    """New title for the host, interpreter, or people."""
    meeting = meeting_of(request, pk)
    facts = data.dict(exclude_unset=True)
    if facts.get("interviewees") is not None:
        facts["interviewees"] = _people(meeting, facts["interviewees"])
    actions.change_meeting(by=me(request), meeting=meeting, **facts)
    return _now(pk)


@router.put("/meetings/{int:pk}/place", response=MeetingOut)
def place_meeting(request: HttpRequest, pk: Id, data: PlaceIn) -> Meeting:
    """Put a meeting on the timetable, in a room, with its interviewers. Nobody and no room is booked twice."""
    meeting = meeting_of(request, pk)
    room = inner(Room.objects.filter(visit=meeting.visit_id), pk=data.room_id) if data.room_id else None
    team = TeamMember.objects.inside().filter(review=meeting.review_id)
    members = None if data.members is None else chosen(team, data.members, "members")
    actions.place(
        by=me(request), meeting=meeting, starts=data.starts, ends=data.ends, room=room, members=members
    )  # fmt: skip
    return _now(pk)


@router.post("/meetings/{int:pk}/hold", response=MeetingOut)
def hold_meeting(request: HttpRequest, pk: Id) -> Meeting:
    """The meeting took place, with a pair of interviewers."""
    actions.hold(by=me(request), meeting=meeting_of(request, pk))
    return _now(pk)


@router.post("/meetings/{int:pk}/cancel", response=MeetingOut)
def cancel_meeting(request: HttpRequest, pk: Id, data: Reason) -> Meeting:
    """The meeting does not take place, for this reason."""
    actions.cancel(by=me(request), meeting=meeting_of(request, pk), reason=data.reason)
    return _now(pk)


@router.post("/meetings/{int:pk}/reopen", response=MeetingOut)
def reopen_meeting(request: HttpRequest, pk: Id) -> Meeting:
    """A meeting marked as held or cancelled by mistake is planned again."""
    actions.reopen(by=me(request), meeting=meeting_of(request, pk))
    return _now(pk)


@router.put("/meetings/{int:pk}/consent", response=MeetingOut)
def note_consent(request: HttpRequest, pk: Id, data: ConsentGiven) -> Meeting:
    """The interviewee heard what happens with their words and agreed (or: it was noted by mistake)."""
    actions.note_consent(by=me(request), meeting=meeting_of(request, pk), agreed=data.agreed)
    return _now(pk)


@router.get("/meetings/{int:pk}/notes", response=NotesOut)
def get_meeting_notes(request: HttpRequest, pk: Id) -> dict[str, str]:
    """The team's notes on the meeting as a whole."""
    return saved(inner(Session.objects.filter(meeting=meeting_of(request, pk))), "notes")


@router.put("/meetings/{int:pk}/notes", response=NotesOut)
def save_meeting_notes(request: HttpRequest, pk: Id, data: ValueIn) -> dict[str, str]:
    """Save the notes."""
    return saved(actions.save_notes(by=me(request), meeting=meeting_of(request, pk), **data.dict()), "notes")


# --- Prepared items -------------------------------------------------------------------------------------------------
@router.get("/meetings/{int:pk}/prepared", response=list[PreparedOut])
@paged
def list_prepared(request: HttpRequest, pk: Id) -> QuerySet[PreparedItem]:
    """The items to raise, with questions."""
    return PreparedItem.objects.filter(meeting=meeting_of(request, pk)).select_related("item")


@router.put("/meetings/{int:pk}/prepared/{int:item}", response=PreparedOut)
def prepare_item(request: HttpRequest, pk: Id, item: Id, data: QuestionsIn) -> PreparedItem:
    """Raise this item in the meeting, with these questions."""
    meeting = meeting_of(request, pk)
    row = inner(item_rows(meeting.review.adoption.version, meeting.review.adoption), pk=item)
    return actions.prepare(by=me(request), meeting=meeting, item=row, questions=data.questions)


@router.delete("/meetings/{int:pk}/prepared/{int:item}", response={204: None})
def unprepare_item(request: HttpRequest, pk: Id, item: Id) -> Status:
    """Do not raise this item."""
    rows = PreparedItem.objects.select_related("meeting__review__city").filter(meeting=meeting_of(request, pk))
    actions.unprepare(by=me(request), prepared=inner(rows, item=item))
    return Status(204, None)


@router.post("/meetings/{int:pk}/prepared", response={201: list[PreparedOut]})
def prepare_from_desk_reviews(request: HttpRequest, pk: Id) -> Status:
    """Take the items that the meeting's people can speak to, with the desk reviews' questions and hypotheses."""
    return Status(201, actions.prepare_from_desk_reviews(by=me(request), meeting=meeting_of(request, pk)))


# --- Lines ----------------------------------------------------------------------------------------------------------
@router.get("/meetings/{int:pk}/lines", response=list[LineOut])
@paged
def list_lines(request: HttpRequest, pk: Id) -> list[Line]:
    """The evidence noted in this meeting, line by line."""
    return lines(meeting_of(request, pk).session, me(request))


@router.put("/meetings/{int:pk}/lines/{uuid:key}", response=LineOut)
def save_line(request: HttpRequest, pk: Id, key: UUID, data: LineIn) -> Line:
    """Keep one line. The same key (a UUID of your making) again changes it; an empty text withdraws it."""
    values = data.dict()
    row = evidence.save_line(
        by=me(request), meeting=meeting_of(request, pk), key=key, codes=values.pop("items"), **values
    )
    return line_of(row, me(request))
