# SPDX-License-Identifier: EUPL-1.2
"""The visit: its timetable with rows, rooms and remarks, its release. Outside the team without names and numbers."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.reviews import review_of
from isopolity.api.shapes import ICS, Id, Input, Long, Moment, SmallNumber, fetch, given, inner, me, paged
from isopolity.core.policy import may
from isopolity.visits import actions
from isopolity.visits.calendars import host_calendar, member_calendar
from isopolity.visits.consent import standard_text
from isopolity.visits.models import Room, Slot, SlotKind, Visit
from isopolity.visits.queries.sheets import SheetLine, day_sheets
from isopolity.visits.queries.timetable import meetings_of, plan_of
from isopolity.visits.warnings import PlanWarning, warnings

router = Router()
ROWS = Visit.objects.select_related("review__city", "review__project", "review__adoption__version")


class VisitOut(Schema):
    """The visit's rules; the timetable is a draft of the team until it is released."""

    review_id: int
    slot_minutes: int
    max_meetings_per_day: int
    write_up_slots_per_day: int
    max_consecutive_slots: int
    released_at: datetime | None


class VisitChange(Input):
    """How long a meeting is, and how much an interviewer takes."""

    slot_minutes: SmallNumber | None = None
    max_meetings_per_day: SmallNumber | None = None
    write_up_slots_per_day: SmallNumber | None = None
    max_consecutive_slots: SmallNumber | None = None


class SlotOut(Schema):
    """A row of the timetable."""

    id: int
    starts: datetime
    ends: datetime
    kind: str
    title: str

    @staticmethod
    def resolve_starts(slot: Slot) -> datetime:
        return slot.during.lower

    @staticmethod
    def resolve_ends(slot: Slot) -> datetime:
        return slot.during.upper


class SlotIn(Input):
    """A row of the timetable; rows do not overlap."""

    starts: Moment
    ends: Moment
    kind: SlotKind = SlotKind.MEETINGS
    title: Annotated[str, Field(max_length=150)] = ""


class PatternIn(Input):
    """With ``replace`` the present rows are taken away first."""

    replace: bool = False


class RoomOut(Schema):
    """A room; ``site`` says in which building."""

    id: int
    name: str
    site: str


class RoomIn(Input):
    """A room; ``site`` says in which building."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    site: Annotated[str, Field(max_length=100)] = ""


class TimetableLineOut(Schema):
    """A line of a day. ``by`` (initials) and the people the team proposed are told to the team only."""

    day: str
    time: str
    what: str
    where: str
    by: str
    note: str


class RemarkOut(Schema):
    """A rule of the method that the timetable breaks; ``meeting`` where it shows."""

    rule: str
    text: str
    meeting: int | None


class ConsentOut(Schema):
    """What interviewees are told."""

    text: str


class ConsentIn(Input):
    """What interviewees are told; an empty text brings the standard one back."""

    text: Long


def visit_of(request: HttpRequest, pk: int, permission: str = "visit.plan") -> Visit:
    """The visit of a review, for somebody with the permission on it; else 404."""
    return fetch(request, permission, ROWS, review=pk)


@router.get("/reviews/{int:pk}/visit", response=VisitOut)
def get_visit(request: HttpRequest, pk: Id) -> Visit:
    """The visit."""
    return visit_of(request, pk, "visit.read")


@router.put("/reviews/{int:pk}/visit", response=VisitOut)
def start_visit(request: HttpRequest, pk: Id) -> Visit:
    """The timetable begins, as a draft of the team; again it finds the first."""
    return actions.start_visit(by=me(request), review=review_of(request, pk, "team.inside"))


@router.patch("/reviews/{int:pk}/visit", response=VisitOut)
def change_visit_rules(request: HttpRequest, pk: Id, data: VisitChange) -> Visit:
    """How long a meeting is, and how much an interviewer takes."""
    return actions.change_rules(by=me(request), visit=visit_of(request, pk), **given(data))


@router.post("/reviews/{int:pk}/visit/release", response=VisitOut)
def release_timetable(request: HttpRequest, pk: Id) -> Visit:
    """Show the timetable to the host: without numbers, initials, and people whom the team proposed."""
    return actions.release(by=me(request), visit=visit_of(request, pk))


@router.delete("/reviews/{int:pk}/visit/release", response=VisitOut)
def withdraw_release(request: HttpRequest, pk: Id) -> Visit:
    """The timetable is a draft of the team again."""
    return actions.withdraw_release(by=me(request), visit=visit_of(request, pk))


@router.get("/reviews/{int:pk}/visit/timetable", response=list[TimetableLineOut])
@paged
def list_timetable(request: HttpRequest, pk: Id) -> list[dict[str, str]]:
    """The visit line by line, as you may know it."""
    visit = visit_of(request, pk, "visit.read")
    inside = may(request.user, "team.inside", visit.review)
    return [_line(day, line) for day, lines in day_sheets(visit, inside=inside) for line in lines]


def _line(day: str, line: SheetLine) -> dict[str, str]:
    told = {name: str(getattr(line, name)) for name in ("time", "what", "where", "by", "note")}
    return {"day": day, **told}


@router.get("/reviews/{int:pk}/visit/calendar", openapi_extra=ICS)
def get_visit_calendar(request: HttpRequest, pk: Id) -> HttpResponse:
    """Your own calendar file: a member's meetings; for the host the released visit."""
    visit = visit_of(request, pk, "visit.read")
    inside = may(request.user, "team.inside", visit.review)
    content = member_calendar(visit, me(request)) if inside else host_calendar(visit)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


@router.get("/reviews/{int:pk}/visit/remarks", response=list[RemarkOut])
@paged
def list_remarks(request: HttpRequest, pk: Id) -> list[PlanWarning]:
    """Rules of the method that the timetable breaks. They stop nobody."""
    visit = visit_of(request, pk)
    return warnings(plan_of(visit, meetings_of(visit), list(Slot.objects.filter(visit=visit))))


@router.get("/reviews/{int:pk}/visit/consent", response=ConsentOut)
def get_consent_text(request: HttpRequest, pk: Id) -> dict[str, str]:
    """What interviewees are told before they speak."""
    return {"text": visit_of(request, pk).consent_text or str(standard_text())}


@router.put("/reviews/{int:pk}/visit/consent", response=ConsentOut)
def set_consent_text(request: HttpRequest, pk: Id, data: ConsentIn) -> dict[str, str]:
    """Change what interviewees are told."""
    visit = actions.set_consent_text(by=me(request), visit=visit_of(request, pk), text=data.text)
    return {"text": visit.consent_text or str(standard_text())}


# --- Rows and rooms -------------------------------------------------------------------------------------------------
@router.get("/reviews/{int:pk}/visit/slots", response=list[SlotOut])
@paged
def list_slots(request: HttpRequest, pk: Id) -> Any:
    """The rows of the timetable."""
    return Slot.objects.filter(visit=visit_of(request, pk, "visit.read"))


@router.post("/reviews/{int:pk}/visit/slots", response={201: SlotOut})
def add_slot(request: HttpRequest, pk: Id, data: SlotIn) -> Status:
    """A row of the timetable."""
    return Status(201, actions.add_slot(by=me(request), visit=visit_of(request, pk), **data.dict()))


@router.post("/reviews/{int:pk}/visit/pattern", response={201: list[SlotOut]})
def use_pattern(request: HttpRequest, pk: Id, data: PatternIn) -> Status:
    """Fill the timetable with the method's standard days between the visit's dates."""
    return Status(201, actions.use_pattern(by=me(request), visit=visit_of(request, pk), replace=data.replace))


@router.delete("/reviews/{int:pk}/visit/slots/{int:slot}", response={204: None})
def remove_slot(request: HttpRequest, pk: Id, slot: Id) -> Status:
    """Take a row away; meetings keep their time."""
    rows = Slot.objects.select_related("visit__review__city").filter(visit=visit_of(request, pk))
    actions.remove_slot(by=me(request), slot=inner(rows, pk=slot))
    return Status(204, None)


@router.get("/reviews/{int:pk}/visit/rooms", response=list[RoomOut])
@paged
def list_rooms(request: HttpRequest, pk: Id) -> Any:
    """The rooms."""
    return Room.objects.filter(visit=visit_of(request, pk, "visit.rooms"))


@router.post("/reviews/{int:pk}/visit/rooms", response={201: RoomOut})
def add_room(request: HttpRequest, pk: Id, data: RoomIn) -> Status:
    """A room for meetings."""
    return Status(201, actions.add_room(by=me(request), visit=visit_of(request, pk, "visit.rooms"), **data.dict()))


@router.delete("/reviews/{int:pk}/visit/rooms/{int:room}", response={204: None})
def remove_room(request: HttpRequest, pk: Id, room: Id) -> Status:
    """Take a room away in which no meeting is planned."""
    rows = Room.objects.select_related("visit__review__city").filter(visit=visit_of(request, pk, "visit.rooms"))
    actions.remove_room(by=me(request), room=inner(rows, pk=room))
    return Status(204, None)
