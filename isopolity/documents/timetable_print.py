# SPDX-License-Identifier: EUPL-1.2
"""The timetable of a visit as day sheets on paper. What it shows follows who reads: row security hides the people."""

from collections import defaultdict
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from isopolity.documents.pdf import pdf
from isopolity.visits.models import Meeting, MeetingState, Visit


def timetable_pdf(visit: Visit) -> bytes:
    """One page a day; functions and initials only where the reader may see them."""
    zone = ZoneInfo(visit.review.city.timezone)
    days: dict[date, list[dict[str, Any]]] = defaultdict(list)
    for slot in visit.slots.exclude(kind="meetings"):
        start, end = slot.during.lower.astimezone(zone), slot.during.upper.astimezone(zone)
        what = slot.title or slot.get_kind_display()
        days[start.date()].append({"start": start, "end": end, "what": what, "room": "", "who": "", "by": ""})
    meetings = Meeting.objects.filter(visit=visit, during__isnull=False).exclude(state=MeetingState.CANCELLED)
    rows = meetings.select_related("room", "session").prefetch_related(
        "participations__interviewee", "interviewers__member"
    )
    for meeting in rows:
        entry = _entry(meeting, zone)
        days[entry["start"].date()].append(entry)
    ordered = [(day, sorted(days[day], key=lambda row: (row["start"], row["room"]))) for day in sorted(days)]
    title = _("Timetable of the visit to %s") % visit.review.city
    return pdf("documents/print/timetable.html", {"visit": visit, "days": ordered}, title=title, footer=title)


def _entry(meeting: Meeting, zone: ZoneInfo) -> dict[str, Any]:
    people = [row.interviewee for row in meeting.participations.all()]
    session = getattr(meeting, "session", None)
    named = ", ".join(f"{p.function}{f' ({p.organisation})' if p.organisation else ''}" for p in people)
    during = meeting.during
    assert during is not None
    return {
        "start": during.lower.astimezone(zone),
        "end": during.upper.astimezone(zone),
        "what": session.label if session else str(meeting.get_kind_display()),
        "room": str(meeting.room or ""),
        "who": named or meeting.title,
        "by": " & ".join(sorted(row.member.initials for row in meeting.interviewers.all())),
    }
