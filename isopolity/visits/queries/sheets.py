# SPDX-License-Identifier: EUPL-1.2
"""The visit day by day, as it is printed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from isopolity.visits.models import Meeting, SlotKind, Visit
from isopolity.visits.queries.timetable import (
    day_name,
    functions,
    host_name,
    initials,
    label,
    meetings_of,
    span_text,
    zone_of,
)


@dataclass(frozen=True)
class SheetLine:
    """One line of a day sheet. ``what`` and ``by`` name people and initials for the team only."""

    starts: datetime
    time: str
    what: str
    where: str = ""
    by: str = ""
    note: str = ""


def day_sheets(visit: Visit, *, inside: bool) -> list[tuple[str, list[SheetLine]]]:
    """(day, its lines in order). Outside the team without numbers, initials, and people whom the team proposed."""
    zone = zone_of(visit.review)
    days: dict[str, list[SheetLine]] = defaultdict(list)
    lines: list[SheetLine] = []
    for slot in visit.slots.exclude(kind=SlotKind.MEETINGS):
        what = slot.title or str(slot.get_kind_display()).capitalize()
        lines.append(SheetLine(slot.during.lower, span_text(slot.during, zone), what))
    for meeting in meetings_of(visit):
        if meeting.during:
            time = span_text(meeting.during, zone)
            lines.append(SheetLine(meeting.during.lower, time, *_told(meeting, inside=inside)))
    for line in sorted(lines, key=lambda line: (line.starts, line.where, line.what)):
        days[day_name(line.starts, zone)].append(line)
    return list(days.items())


def _told(meeting: Meeting, *, inside: bool) -> tuple[str, str, str, str]:
    """What, where, by whom, a note."""
    where = ", ".join(part for part in (meeting.room.name, meeting.room.site) if part) if meeting.room else ""
    note = _("interpreter: %s") % meeting.interpreter_language if meeting.interpreter_language else ""
    if not inside:
        return host_name(meeting), where, "", note
    what = " – ".join(part for part in (label(meeting), functions(meeting) or meeting.title) if part)
    return what, where, initials(meeting), note
