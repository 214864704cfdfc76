# SPDX-License-Identifier: EUPL-1.2
"""Calendar files of a group's meetings. They carry title, time and place, never names."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from isopolity.core.calendars import add, calendar
from isopolity.groups.models import GroupMeeting


def meeting_calendar(meetings: Iterable[GroupMeeting], name: str = "") -> bytes:
    """These meetings; a changed one replaces its earlier entry, a cancelled one is marked so."""
    rows = list(meetings)
    zone = rows[0].group.city.timezone if rows else ""
    made = calendar(name or _("Meetings of the support group"), about="support group", zone=zone)
    for row in rows:
        where = ", ".join(part for part in (row.place, row.online) if part)
        summary = f"{row.group}: {row.title}"
        add(made, f"group meeting {row.pk}", row.starts, row.ends, summary, where=where)
        event = made.subcomponents[-1]
        event.add("sequence", row.changes)
        event.add("status", "CANCELLED" if row.is_cancelled else "CONFIRMED")
    return bytes(made.to_ical())
