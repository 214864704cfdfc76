# SPDX-License-Identifier: EUPL-1.2
"""The method's standard days of a visit (pure).

Source: the worked timetable of INTI-CITIES. Half a day to prepare, days of eight one-hour slots, a morning to agree and
noon to present.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Row:
    """A stretch of time with what it is for; ``kind`` is one of visits.SlotKind."""

    starts: datetime
    ends: datetime
    kind: str
    title: str | Promise


Plan = list[tuple[str, str, str, str | Promise]]
FIRST_DAY: Plan = [
    ("14:00", "15:30", "team", _("Read the desk reviews together")),
    ("15:30", "16:30", "host", _("Clarify open points with the host")),
    ("16:30", "17:30", "host", _("The host presents the city")),
    ("17:30", "18:30", "team", _("Allocate the interviews")),
]
MIDDLE_DAY: Plan = [
    ("09:00", "10:00", "meetings", ""),
    ("10:00", "11:00", "meetings", ""),
    ("11:00", "12:00", "meetings", ""),
    ("12:00", "13:00", "meetings", ""),
    ("13:00", "14:00", "break", _("Lunch")),
    ("14:00", "15:00", "meetings", ""),
    ("15:00", "16:00", "meetings", ""),
    ("16:00", "17:00", "meetings", ""),
    ("17:00", "18:00", "meetings", ""),
]
LAST_DAY: Plan = [
    ("09:00", "12:00", "team", _("Compile what was heard and agree the headline findings")),
    ("12:00", "13:00", "host", _("Present the headline findings")),
]


def standard_days(starts: date, ends: date, timezone: str) -> list[Row]:
    """The rows of every day from ``starts`` to ``ends`` (three days or more), in the city's time zone."""
    zone = ZoneInfo(timezone)
    rows: list[Row] = []
    for number in range((ends - starts).days + 1):
        day = starts + timedelta(days=number)
        plan = FIRST_DAY if day == starts else LAST_DAY if day == ends else MIDDLE_DAY
        rows += [Row(_at(day, begin, zone), _at(day, end, zone), kind, title) for begin, end, kind, title in plan]
    return rows


def _at(day: date, clock: str, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), zone)
