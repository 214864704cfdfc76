# SPDX-License-Identifier: EUPL-1.2
"""Calendar files of a visit. They carry functions and rooms, never names or contacts."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from isopolity.accounts.models import Person
from isopolity.visits.models import Meeting, SlotKind, Visit
from isopolity.visits.queries.timetable import host_name, meetings_of, team_name


def _calendar(visit: Visit) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Isopolity//visit//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Visit to %s") % visit.review.city)
    calendar.add("x-wr-timezone", visit.review.city.timezone)
    return calendar


def _add(calendar: Calendar, key: str, during: Any, summary: str, where: str = "") -> None:
    """``key`` is hashed with the site's secret: an id in the file would tell the order of the interviews."""
    event = Event()
    event.add("uid", salted_hmac("isopolity.visits.calendars", key, algorithm="sha256").hexdigest()[:32] + "@isopolity")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", _utc(during.lower))
    event.add("dtend", _utc(during.upper))
    event.add("summary", summary)
    if where:
        event.add("location", where)
    calendar.add_component(event)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _where(meeting: Meeting) -> str:
    return ", ".join(part for part in (meeting.room.name, meeting.room.site) if part) if meeting.room else ""


def member_calendar(visit: Visit, person: Person) -> bytes:
    """A team member's own meetings, and what the whole team does."""
    calendar = _calendar(visit)
    for slot in visit.slots.filter(kind__in=[SlotKind.TEAM, SlotKind.HOST]):
        _add(calendar, f"slot {slot.pk}", slot.during, slot.title or str(slot.get_kind_display()))
    for meeting in meetings_of(visit):
        mine = any(row.member.person_id == person.pk for row in meeting.interviewers.all())
        if mine and meeting.during:
            _add(calendar, f"meeting {meeting.pk}", meeting.during, team_name(meeting), _where(meeting))
    return bytes(calendar.to_ical())


def host_calendar(visit: Visit) -> bytes:
    """The released visit: what the host takes part in, and when its rooms and people are needed."""
    calendar = _calendar(visit)
    for slot in visit.slots.filter(kind=SlotKind.HOST):
        _add(calendar, f"slot {slot.pk}", slot.during, slot.title or str(slot.get_kind_display()))
    for meeting in meetings_of(visit):
        if meeting.during:
            _add(calendar, f"meeting {meeting.pk}", meeting.during, host_name(meeting), _where(meeting))
    return bytes(calendar.to_ical())
