# SPDX-License-Identifier: EUPL-1.2
"""Calendar files of a visit. They carry functions and rooms, never names or contacts."""

from typing import Any

from django.utils.translation import gettext as _
from icalendar import Calendar

from isopolity.accounts.models import Person
from isopolity.core.calendars import add, calendar
from isopolity.visits.models import Meeting, SlotKind, Visit
from isopolity.visits.queries.timetable import host_name, meetings_of, takers_of, team_name


def _calendar(visit: Visit) -> Calendar:
    return calendar(_("Visit to %s") % visit.review.city, about="visit", zone=visit.review.city.timezone)


def _add(to: Calendar, key: str, during: Any, summary: str, where: str = "") -> None:
    add(to, key, during.lower, during.upper, summary, where=where)


def _where(meeting: Meeting) -> str:
    return ", ".join(part for part in (meeting.room.name, meeting.room.site) if part) if meeting.room else ""


def member_calendar(visit: Visit, person: Person) -> bytes:
    """A team member's own meetings, and what the whole team does."""
    made = _calendar(visit)
    for slot in visit.slots.filter(kind__in=[SlotKind.TEAM, SlotKind.HOST]):
        _add(made, f"slot {slot.pk}", slot.during, slot.title or str(slot.get_kind_display()))
    for meeting in meetings_of(visit):
        mine = any(member.person_id == person.pk for member in takers_of(meeting))
        if mine and meeting.during:
            _add(made, f"meeting {meeting.pk}", meeting.during, team_name(meeting), _where(meeting))
    return bytes(made.to_ical())


def host_calendar(visit: Visit) -> bytes:
    """The released visit: what the host takes part in, and when its rooms and people are needed."""
    made = _calendar(visit)
    for slot in visit.slots.filter(kind=SlotKind.HOST):
        _add(made, f"slot {slot.pk}", slot.during, slot.title or str(slot.get_kind_display()))
    for meeting in meetings_of(visit):
        if meeting.during:
            _add(made, f"meeting {meeting.pk}", meeting.during, host_name(meeting), _where(meeting))
    return bytes(made.to_ical())
