# SPDX-License-Identifier: EUPL-1.2
"""Calendar files (iCalendar), for people's own calendars."""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.crypto import salted_hmac
from icalendar import Calendar, Event


def calendar(name: str, *, about: str, zone: str = "") -> Calendar:
    """An empty calendar; ``about`` is one English word for its kind."""
    made = Calendar()
    made.add("prodid", f"-//Isopolity//{about}//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    if zone:
        made.add("x-wr-timezone", zone)
    return made


def add(
    to: Calendar, key: str, starts: datetime, ends: datetime, summary: str, *, where: str = "", about: str = ""
) -> None:
    """``key`` is the same every time and hashed with the site's secret: an id would tell an order."""
    event = Event()
    event.add("uid", salted_hmac("isopolity.visits.calendars", key, algorithm="sha256").hexdigest()[:32] + "@isopolity")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", starts.astimezone(UTC))
    event.add("dtend", ends.astimezone(UTC))
    event.add("summary", summary)
    if where:
        event.add("location", where)
    if about:
        event.add("description", about)
    to.add_component(event)
