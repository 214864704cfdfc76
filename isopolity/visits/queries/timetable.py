# SPDX-License-Identifier: EUPL-1.2
"""The timetable as the team sees it, and as host and secretariat see it: without numbers, initials, and people whom the
team proposed."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from isopolity.core.components import Timetable, TimetableDay, TimetableMeeting, TimetableSlot
from isopolity.core.links import links
from isopolity.reviews.models import Review, TeamMember
from isopolity.visits.models import (
    IntervieweeTime,
    Interviewer,
    Meeting,
    MeetingState,
    Participation,
    Room,
    Slot,
    SlotKind,
    SourceGroup,
    Visit,
    session_label,
)
from isopolity.visits.warnings import Guest, Peer, Plan, Planned, PlanWarning, Rules, Span

NO_ROOM = "0"
DAY = "l j F"
One = TypeVar("One")


class Met(NamedTuple):
    """An interviewee as a timetable tells of them."""

    pk: int
    function: str
    source_group: str
    languages: list[str]


class Taker(NamedTuple):
    """A member of the team as a timetable tells of them."""

    pk: int
    initials: str
    languages: list[str]
    person_id: int


def zone_of(review: Review) -> ZoneInfo:
    """The host city's time zone: every time of a visit is told in it."""
    return ZoneInfo(review.city.timezone)


def meetings_of(visit: Visit) -> list[Meeting]:
    """Meetings that are planned or were held, with what the acting person may see of them; three queries."""
    rows = visit.meetings.exclude(state=MeetingState.CANCELLED).select_related("room", "session")
    found = list(rows.order_by("during", "pk"))
    guests, takers = _guests(found), _takers(found)
    for meeting in found:
        meeting.guests, meeting.takers = guests[meeting.pk], takers[meeting.pk]
    return found


def _guests(meetings: Sequence[Meeting]) -> dict[int, list[Met]]:
    rows = Participation.objects.filter(meeting__in=meetings).order_by("pk")
    return _by_meeting(Met, rows, *(f"interviewee__{name}" for name in Met._fields))


def _takers(meetings: Sequence[Meeting]) -> dict[int, list[Taker]]:
    rows = Interviewer.objects.filter(meeting__in=meetings).order_by("pk")
    return _by_meeting(Taker, rows, *(f"member__{name}" for name in Taker._fields))


def _by_meeting(made: Callable[..., One], rows: QuerySet[Any], *columns: str) -> dict[int, list[One]]:
    found: dict[int, list[One]] = defaultdict(list)
    for meeting, *told in rows.values_list("meeting_id", *columns):
        found[meeting].append(made(*told))
    return found


def guests_of(meeting: Meeting) -> Sequence[Met]:
    """Whom the acting person may see of those who are met."""
    return meeting.guests if hasattr(meeting, "guests") else _guests([meeting])[meeting.pk]


def takers_of(meeting: Meeting) -> Sequence[Taker]:
    """The members of the team who hold the meeting."""
    return meeting.takers if hasattr(meeting, "takers") else _takers([meeting])[meeting.pk]


def label(meeting: Meeting) -> str:
    """``Interview 17`` for the team; only the kind for those who may not know the number."""
    session = getattr(meeting, "session", None)
    if session is None:
        return str(meeting.get_kind_display()).capitalize()
    return session_label(meeting.kind, session.number)


def functions(meeting: Meeting) -> str:
    """Who is met, by function: those whom the acting person may see."""
    return ", ".join(who.function for who in guests_of(meeting))


def initials(meeting: Meeting) -> str:
    """``JB & FC``; empty outside the team."""
    return " & ".join(member.initials for member in takers_of(meeting))


def team_name(meeting: Meeting) -> str:
    """``Interview 17 – Head of schools``."""
    return " – ".join(part for part in (label(meeting), functions(meeting) or meeting.title) if part)


def host_name(meeting: Meeting) -> str:
    """The title written for the host, else those whom the host proposed, else the kind."""
    return meeting.title or functions(meeting) or str(meeting.get_kind_display()).capitalize()


# --- For the warnings -----------------------------------------------------------------------------------------------
def plan_of(visit: Visit, meetings: Sequence[Meeting], slots: Sequence[Slot]) -> Plan:
    """The visit as the rules see it; two queries: the team, and when people can be met."""
    zone = zone_of(visit.review)
    members = TeamMember.objects.inside().filter(review=visit.review).order_by("pk")
    free: dict[int, list[Span]] = defaultdict(list)
    for who, during in IntervieweeTime.objects.filter(review=visit.review).values_list("interviewee_id", "during"):
        free[who].append(_span(during, zone))
    return Plan(
        slots=tuple(_span(slot.during, zone) for slot in slots if slot.kind == SlotKind.MEETINGS),
        peers=tuple(_peer(*told) for told in members.values_list("pk", "initials", "languages")),
        meetings=tuple(_planned(meeting, zone, free) for meeting in meetings),
        group_names={group.value: str(group.label) for group in SourceGroup},
        rules=Rules(
            visit.slot_minutes, visit.max_meetings_per_day, visit.write_up_slots_per_day, visit.max_consecutive_slots,
            visit.review.working_language,
        ),
    )  # fmt: skip


def _span(during: object, zone: ZoneInfo) -> Span:
    return during.lower.astimezone(zone), during.upper.astimezone(zone)  # type: ignore[attr-defined]


def _peer(pk: int, initials: str, languages: list[str]) -> Peer:
    return Peer(pk, initials, frozenset(languages))


def _planned(meeting: Meeting, zone: ZoneInfo, free: Mapping[int, Sequence[Span]]) -> Planned:
    return Planned(
        id=meeting.pk,
        name=team_name(meeting),
        kind=meeting.kind,
        span=_span(meeting.during, zone) if meeting.during else None,
        room=meeting.room.name if meeting.room else "",
        site=meeting.room.site if meeting.room else "",
        interpreter=meeting.interpreter_language,
        peers=tuple(_peer(who.pk, who.initials, who.languages) for who in takers_of(meeting)),
        guests=tuple(
            Guest(who.pk, who.function, who.source_group, frozenset(who.languages), tuple(free.get(who.pk, ())))
            for who in guests_of(meeting)
        ),
    )  # fmt: skip


# --- The drawing ----------------------------------------------------------------------------------------------------
def clock(moment: datetime, zone: ZoneInfo) -> str:
    """``09:00`` in the city."""
    return f"{moment.astimezone(zone):%H:%M}"


def span_text(during: object, zone: ZoneInfo) -> str:
    """``09:00–10:00`` in the city."""
    return f"{clock(during.lower, zone)}–{clock(during.upper, zone)}"  # type: ignore[attr-defined]


def day_name(moment: datetime, zone: ZoneInfo) -> str:
    """``Tuesday 9 March`` in the city."""
    return date_format(moment.astimezone(zone), DAY)


def days_of(slots: Sequence[Slot], zone: ZoneInfo) -> list[TimetableDay]:
    """The rows by day; rows that are not for meetings say what they are for."""
    days: dict[date, list[TimetableSlot]] = defaultdict(list)
    for slot in slots:
        closed = "" if slot.kind == SlotKind.MEETINGS else slot.title or str(slot.get_kind_display())
        if slot.kind in (SlotKind.TEAM, SlotKind.HOST) and slot.title:
            closed = f"{slot.title} ({slot.get_kind_display()})"
        day = slot.during.lower.astimezone(zone).date()
        days[day].append(TimetableSlot(str(slot.pk), span_text(slot.during, zone), closed))
    return [TimetableDay(date_format(day, DAY), rows) for day, rows in days.items()]


def _rooms(rooms: Sequence[Room], meetings: Sequence[Meeting]) -> list[tuple[str, str]]:
    columns = [(str(room.pk), f"{room.name} ({room.site})" if room.site else room.name) for room in rooms]
    if not rooms or any(meeting.during and not meeting.room_id for meeting in meetings):
        columns.append((NO_ROOM, _("No room yet")))
    return columns


def _slots_under(meeting: Meeting, slots: Sequence[Slot]) -> list[Slot]:
    if not meeting.during:
        return []
    return [
        slot
        for slot in slots
        if slot.kind == SlotKind.MEETINGS
        and meeting.during.lower < slot.during.upper
        and slot.during.lower < meeting.during.upper
    ]


def team_table(
    visit: Visit, meetings: Sequence[Meeting], slots: Sequence[Slot], warnings: Sequence[PlanWarning]
) -> Timetable:
    """The grid that the team moves meetings on. A meeting outside the rows stands with those not placed."""
    by_meeting: dict[int, list[str]] = defaultdict(list)
    for warning in warnings:
        if warning.meeting is not None:
            by_meeting[warning.meeting].append(warning.text)
    zone, address = zone_of(visit.review), links("meeting_plan")
    drawn: list[TimetableMeeting] = []
    for meeting in meetings:
        under: list[Slot | None] = [*_slots_under(meeting, slots)] or [None]
        time = span_text(meeting.during, zone) if meeting.during else ""
        people = " · ".join(part for part in (time, initials(meeting), _interpreter(meeting)) if part)
        room = str(meeting.room_id or NO_ROOM)
        name, url = team_name(meeting), address(meeting.pk)
        for number, slot in enumerate(under):
            key = str(slot.pk) if slot else ""
            found = () if number else tuple(by_meeting[meeting.pk])
            drawn.append(
                TimetableMeeting(meeting.pk, name, key, room, meeting.kind, people, url, found, continued=number > 0)
            )
    rooms = list(visit.rooms.all())
    move = reverse("timetable_move", args=[visit.review_id])
    return Timetable(days_of(slots, zone), _rooms(rooms, meetings), drawn, move)


def _interpreter(meeting: Meeting) -> str:
    return _("interpreter: %s") % meeting.interpreter_language if meeting.interpreter_language else ""


def host_table(visit: Visit, meetings: Sequence[Meeting], slots: Sequence[Slot]) -> Timetable:
    """The released grid. Its ids are places in this drawing: those of the database would tell the number."""
    zone = zone_of(visit.review)
    drawn: list[TimetableMeeting] = []
    for place, meeting in enumerate(meeting for meeting in meetings if meeting.during):
        people = " · ".join(part for part in (span_text(meeting.during, zone), _interpreter(meeting)) if part)
        for number, slot in enumerate(_slots_under(meeting, slots)):
            drawn.append(
                TimetableMeeting(
                    f"m{place}", host_name(meeting), str(slot.pk), str(meeting.room_id or NO_ROOM), meeting.kind,
                    people, continued=number > 0,
                )
            )  # fmt: skip
    rooms = list(visit.rooms.all())
    return Timetable(days_of(slots, zone), _rooms(rooms, meetings), drawn)
