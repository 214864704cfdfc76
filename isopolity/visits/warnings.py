# SPDX-License-Identifier: EUPL-1.2
"""What a timetable lacks by the rules of the method (pure). Warnings stop nobody; the database refuses double bookings.

Source: the visit of INTI-CITIES: pairs; about an hour, twice as long with an interpreter; four or five a day for each
interviewer; while some interview, the others write up; people are met where and when they can.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import combinations, pairwise
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Span = tuple[datetime, datetime]
GROUPS = ("staff", "politician", "partner", "migrants", "users")


@dataclass(frozen=True)
class Peer:
    """An interviewer. Without ``languages`` nothing is known about them."""

    id: int
    initials: str
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Guest:
    """Somebody to meet. ``times``: when they can be met (empty: any time)."""

    id: int
    name: str
    source_group: str
    languages: frozenset[str] = frozenset()
    times: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Planned:
    """A meeting that is neither held nor cancelled, or was held. ``span`` is in the city's time zone, None: no time."""

    id: int
    name: str
    kind: str
    span: Span | None
    room: str = ""
    site: str = ""
    interpreter: str = ""
    peers: tuple[Peer, ...] = ()
    guests: tuple[Guest, ...] = ()

    @property
    def minutes(self) -> float:
        return (self.span[1] - self.span[0]).total_seconds() / 60 if self.span else 0


@dataclass(frozen=True)
class Rules:
    """The visit's numbers."""

    slot_minutes: int = 60
    max_meetings_per_day: int = 5
    write_up_slots_per_day: int = 1
    max_consecutive_slots: int = 4
    working_language: str = "en"


@dataclass(frozen=True)
class Plan:
    """A visit as the rules see it. ``slots`` are the rows for meetings, ``peers`` the whole team."""

    slots: tuple[Span, ...]
    peers: tuple[Peer, ...]
    meetings: tuple[Planned, ...]
    group_names: dict[str, str] = field(default_factory=dict)
    rules: Rules = Rules()

    @property
    def placed(self) -> list[Planned]:
        return [meeting for meeting in self.meetings if meeting.span]

    @property
    def days(self) -> list[date]:
        return sorted({starts.date() for starts, _ends in self.slots})


@dataclass(frozen=True)
class PlanWarning:
    """One broken rule in words. ``rule`` is its short name, ``meeting`` where it shows (None: the whole visit)."""

    rule: str
    text: str
    meeting: int | None = None


Found = Iterator[PlanWarning]


def overlap(one: Span, other: Span) -> bool:
    """They share some time."""
    return one[0] < other[1] and other[0] < one[1]


def pairs(plan: Plan) -> Found:
    """Interviews are taken by pairs."""
    for meeting in plan.placed:
        if len(meeting.peers) < 2:
            yield PlanWarning("pairs", _("Two interviewers are needed; there are fewer."), meeting.id)
        elif meeting.kind == "interview" and len(meeting.peers) > 2:
            yield PlanWarning("pairs", _("An interview is taken by two, not more."), meeting.id)


def length(plan: Plan) -> Found:
    """About an hour; twice as long with an interpreter."""
    hour = plan.rules.slot_minutes
    for meeting in plan.placed:
        if meeting.interpreter and meeting.minutes < 2 * hour:
            text = _("With an interpreter a meeting takes twice as long: %d minutes.") % (2 * hour)
            yield PlanWarning("interpreter", text, meeting.id)
        elif meeting.kind == "interview" and not meeting.interpreter and not 0.75 <= meeting.minutes / hour <= 1.5:
            yield PlanWarning("hour", _("An interview takes about %d minutes.") % hour, meeting.id)


def interpreters(plan: Plan) -> Found:
    """Who shares no language with each interviewer, and does not speak the working language, needs an interpreter."""
    for meeting in plan.placed:
        for guest in meeting.guests:
            if meeting.interpreter or not guest.languages or plan.rules.working_language in guest.languages:
                continue
            if any(peer.languages and not peer.languages & guest.languages for peer in meeting.peers):
                text = _("%s does not speak a language of both interviewers. Book an interpreter.") % guest.name
                yield PlanWarning("interpreter", text, meeting.id)


def _by_peer_and_day(plan: Plan) -> Iterator[tuple[Peer, date, list[Planned]]]:
    for peer in plan.peers:
        mine = [meeting for meeting in plan.placed if peer in meeting.peers]
        for day in sorted({meeting.span[0].date() for meeting in mine if meeting.span}):
            yield peer, day, [m for m in mine if m.span and m.span[0].date() == day]


def load(plan: Plan) -> Found:
    """Each interviewer takes four or five a day, not more than some slots in a row."""
    most, row = plan.rules.max_meetings_per_day, plan.rules.max_consecutive_slots
    for peer, day, meetings in _by_peer_and_day(plan):
        if len(meetings) > most:
            text = _("%(who)s takes %(count)d meetings on this day; %(most)d are enough.")
            last = max(meetings, key=lambda m: m.span or ())
            yield PlanWarning("load", text % {"who": peer.initials, "count": len(meetings), "most": most}, last.id)
        run = _longest_run(plan, meetings, day)
        if run > row:
            text = _("%(who)s has %(count)d slots in a row without a break; %(most)d are enough.")
            values = {"who": peer.initials, "count": run, "most": row}
            yield PlanWarning("load", text % values, max(meetings, key=lambda m: m.span or ()).id)


def _busy(slot: Span, meetings: Sequence[Planned]) -> bool:
    return any(meeting.span and overlap(slot, meeting.span) for meeting in meetings)


def _slots_of(plan: Plan, day: date) -> list[Span]:
    return sorted(slot for slot in plan.slots if slot[0].date() == day)


def _longest_run(plan: Plan, meetings: Sequence[Planned], day: date) -> int:
    longest = run = 0
    before: datetime | None = None
    for slot in _slots_of(plan, day):
        busy = _busy(slot, meetings)
        run = (run + 1 if before == slot[0] else 1) if busy else 0
        longest, before = max(longest, run), slot[1]
    return longest


def write_up(plan: Plan) -> Found:
    """While some interview, the others write up: nobody interviews the whole day."""
    wanted = plan.rules.write_up_slots_per_day
    for peer, day, meetings in _by_peer_and_day(plan):
        slots = _slots_of(plan, day)
        free = sum(not _busy(slot, meetings) for slot in slots)
        if slots and free < min(wanted, len(slots)):
            text = _("%s has no time left to write up on this day.") % peer.initials
            yield PlanWarning("write_up", text, max(meetings, key=lambda m: m.span or ()).id)


def bookings(plan: Plan) -> Found:
    """Nobody and no room is booked twice."""
    for one, other in combinations(plan.placed, 2):
        if not (one.span and other.span and overlap(one.span, other.span)):
            continue
        twice = [peer.initials for peer in one.peers if peer in other.peers]
        twice += [guest.name for guest in one.guests if guest in other.guests]
        twice += [one.room] if one.room and one.room == other.room else []
        for name in twice:
            yield PlanWarning("booked_twice", _("%s is booked twice at this time.") % name, other.id)


def availability(plan: Plan) -> Found:
    """People are met when they can."""
    for meeting in plan.placed:
        for guest in meeting.guests:
            if guest.times and meeting.span and not _covered(meeting.span, guest.times):
                yield PlanWarning("availability", _("%s cannot come at this time.") % guest.name, meeting.id)


def _covered(span: Span, times: Sequence[Span]) -> bool:
    reached = span[0]
    for starts, ends in sorted(times):
        if starts <= reached < ends:
            reached = ends
    return reached >= span[1]


def places(plan: Plan) -> Found:
    """People are met where they can: a room, a row of the timetable, and time to travel between two sites."""
    for meeting in plan.meetings:
        if meeting.span is None:
            yield PlanWarning("place", _("This meeting has no time yet."), meeting.id)
            continue
        if not meeting.room:
            yield PlanWarning("place", _("This meeting has no room yet."), meeting.id)
        if not _covered(meeting.span, plan.slots):
            yield PlanWarning("place", _("This time is outside the rows for meetings."), meeting.id)
    for peer, _day, meetings in _by_peer_and_day(plan):
        ordered = sorted(meetings, key=lambda m: m.span or ())
        for one, after in pairwise(ordered):
            if one.site != after.site and one.span and after.span and one.span[1] == after.span[0]:
                text = _("%s has no time to go from one site to the other.") % peer.initials
                yield PlanWarning("travel", text, after.id)


def source_groups(plan: Plan) -> Found:
    """Interviewees come from staff, politicians, partner organisations, migrant groups and service users."""
    heard = {guest.source_group for meeting in plan.meetings for guest in meeting.guests}
    for group in GROUPS:
        if plan.meetings and group not in heard:
            yield PlanWarning("source_groups", _("Nobody is met from: %s.") % plan.group_names.get(group, group))


def people_enough(plan: Plan) -> Found:
    """Thirty sessions of two in two days, five a day each, need at least six people."""
    days, most = len(plan.days), plan.rules.max_meetings_per_day
    if not (days and most and plan.meetings):
        return
    needed = ceil(len(plan.meetings) * 2 / (days * most))
    if needed > len(plan.peers):
        text = ngettext(
            "%(sessions)d meetings by pairs need %(needed)d interviewer; there are %(have)d.",
            "%(sessions)d meetings by pairs need %(needed)d interviewers; there are %(have)d.",
            needed,
        )
        values = {"sessions": len(plan.meetings), "needed": needed, "have": len(plan.peers)}
        yield PlanWarning("enough_people", text % values)


RULES: tuple[Callable[[Plan], Found], ...] = (
    pairs, length, interpreters, load, write_up, bookings, availability, places, source_groups, people_enough,
)  # fmt: skip


def warnings(plan: Plan) -> list[PlanWarning]:
    """Every warning about the plan, rule by rule."""
    return [found for rule in RULES for found in rule(plan)]
