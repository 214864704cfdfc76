# SPDX-License-Identifier: EUPL-1.2
"""The visit's timetable: its rows, rooms, rules, and its release to the host."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.types.range import TimestamptzRange

from isopolity.accounts.models import Person
from isopolity.core import cleaning
from isopolity.core.action import action
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.core.web import refusal_of
from isopolity.reviews.models import Review
from isopolity.visits.consent import standard_text
from isopolity.visits.models import MeetingState, Room, Slot, SlotKind, Visit
from isopolity.visits.pattern import standard_days

ROOMS = 2


@action
def start_visit(*, by: Person, review: Review) -> Visit:
    """The visit's timetable begins, as a draft of the team; a second call finds the first."""
    require(by, "team.inside", review)
    visit, _made = Visit.objects.get_or_create(review=review, defaults={"consent_text": standard_text()})
    return visit


@action
def use_pattern(*, by: Person, visit: Visit, replace: bool = False) -> list[Slot]:
    """Fill the timetable with the method's standard days between the visit's dates, in the host city's time zone.

    ``replace`` takes the present rows away first; meetings keep their times. Two rooms are made when there is none.
    """
    require(by, "visit.plan", visit)
    review = visit.review
    if review.visit_starts is None or review.visit_ends is None:
        raise Refused(_("The visit has no dates yet. The secretariat sets them on the review's page."))
    if (review.visit_ends - review.visit_starts).days < 2:
        raise Refused(_("The standard pattern needs three days or more. Add rows by hand for a shorter visit."))
    if visit.slots.exists():
        if not replace:
            raise Refused(_("The timetable has rows already. Choose to replace them, or change them one by one."))
        visit.slots.all().delete()
    rows = standard_days(review.visit_starts, review.visit_ends, review.city.timezone)
    slots = Slot.objects.bulk_create(
        Slot(visit=visit, during=TimestamptzRange(row.starts, row.ends), kind=row.kind, title=str(row.title))
        for row in rows
    )
    if not visit.rooms.exists():
        Room.objects.bulk_create(Room(visit=visit, name=_("Room %d") % number) for number in range(1, ROOMS + 1))
    return slots


@action
def add_slot(
    *, by: Person, visit: Visit, starts: datetime, ends: datetime, kind: str = SlotKind.MEETINGS, title: str = ""
) -> Slot:
    """A row of the timetable; rows do not overlap."""
    require(by, "visit.plan", visit)
    if ends <= starts:
        raise Refused(_("A slot ends after it starts."), fields={"ends": _("The end is before the start.")})
    try:
        with transaction.atomic():
            return Slot.objects.create(
                visit=visit, during=TimestamptzRange(starts, ends), kind=kind, title=cleaning.plain(title)[:150]
            )
    except IntegrityError as error:
        raise Refused(_("This time overlaps another row of the timetable.")) from error


@action
def remove_slot(*, by: Person, slot: Slot) -> None:
    """Take a row away; a meeting that was planned in it keeps its time and is shown as outside the rows."""
    require(by, "visit.plan", slot.visit)
    slot.delete()


@action
def add_room(*, by: Person, visit: Visit, name: str, site: str = "") -> Room:
    """A room for meetings; ``site`` says in which building, where there are several."""
    require(by, "visit.rooms", visit)
    room = Room(visit=visit, name=cleaning.plain(name), site=cleaning.plain(site))
    try:
        room.full_clean()
    except ValidationError as error:
        raise refusal_of(error, _("This room cannot be added.")) from error
    room.save()
    return room


@action
def remove_room(*, by: Person, room: Room) -> None:
    """Take a room away in which no meeting is planned."""
    require(by, "visit.rooms", room.visit)
    if room.meetings.exclude(state=MeetingState.CANCELLED).exists():
        raise Refused(_("Meetings are planned in this room. Move them first."))
    room.delete()


@action
def change_rules(
    *,
    by: Person,
    visit: Visit,
    slot_minutes: int | None = None,
    max_meetings_per_day: int | None = None,
    write_up_slots_per_day: int | None = None,
    max_consecutive_slots: int | None = None,
) -> Visit:
    """How long a meeting is, and how much an interviewer takes; None leaves a rule as it is."""
    require(by, "visit.plan", visit)
    given = {
        "slot_minutes": (slot_minutes, 15, 240), "max_meetings_per_day": (max_meetings_per_day, 1, 12),
        "write_up_slots_per_day": (write_up_slots_per_day, 0, 8),
        "max_consecutive_slots": (max_consecutive_slots, 1, 12),
    }  # fmt: skip
    for name, (value, least, most) in given.items():
        if value is not None and not least <= value <= most:
            text = _("Choose a number from %(least)d to %(most)d.") % {"least": least, "most": most}
            raise Refused(text, fields={name: text})
        if value is not None:
            setattr(visit, name, value)
    visit.save()
    return visit


@action
def set_consent_text(*, by: Person, visit: Visit, text: str) -> Visit:
    """What interviewees are told before they speak; an empty text brings the standard one back."""
    require(by, "visit.plan", visit)
    visit.consent_text = cleaning.plain(text) or standard_text()
    visit.save()
    return visit


@action
def release(*, by: Person, visit: Visit) -> Visit:
    """Show the timetable to the host. Every meeting has its time by then."""
    require(by, "visit.plan", visit)
    unplaced = visit.meetings.filter(state=MeetingState.PLANNED, during=None).count()
    if unplaced:
        raise Refused(_("%d meetings have no time yet. Place or cancel them first.") % unplaced)
    if not visit.meetings.exists():
        raise Refused(_("There is no meeting yet."))
    visit.released_at = timezone.now()
    visit.save()
    return visit


@action
def withdraw_release(*, by: Person, visit: Visit) -> Visit:
    """The timetable is a draft of the team again; the host no longer sees it."""
    require(by, "visit.plan", visit)
    visit.released_at = None
    visit.save()
    return visit
