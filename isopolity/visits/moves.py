# SPDX-License-Identifier: EUPL-1.2
"""What dropping a meeting on a cell of the timetable means."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from isopolity.core.errors import Refused
from isopolity.core.web import number
from isopolity.visits.models import Meeting, Room, Slot, SlotKind, Visit
from isopolity.visits.queries.timetable import NO_ROOM


def target_of(visit: Visit, meeting: Meeting, target: str) -> dict[str, Any]:
    """Start, end and room for ``SLOT|ROOM``; no start for an empty target. The meeting keeps its length."""
    if not target:
        return {"starts": None, "ends": None, "room": meeting.room}
    slot_key, _bar, room_key = target.partition("|")
    slot = Slot.objects.filter(visit=visit, kind=SlotKind.MEETINGS, pk=number(slot_key)).first()
    room = Room.objects.filter(visit=visit, pk=number(room_key)).first()
    if slot is None or (room is None and room_key != NO_ROOM):
        raise Refused(_("This row or room is gone. Load the page again."))
    starts = slot.during.lower
    return {"starts": starts, "ends": starts + length(visit, meeting), "room": room}


def length(visit: Visit, meeting: Meeting) -> timedelta:
    """As long as it is now; a new one takes a slot, or two with an interpreter (domain §4.3)."""
    usual = timedelta(minutes=visit.slot_minutes * (2 if meeting.interpreter_language else 1))
    if not meeting.during:
        return usual
    now: timedelta = meeting.during.upper - meeting.during.lower
    return max(now, usual) if meeting.interpreter_language else now
