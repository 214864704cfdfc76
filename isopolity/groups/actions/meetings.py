# SPDX-License-Identifier: EUPL-1.2
"""Meetings of a group: planned, changed, cancelled; their agenda."""

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.groups.actions.invitations import tell_change
from isopolity.groups.models import AgendaPoint, GroupMeeting, SupportGroup


@action
def plan_group_meeting(
    *,
    by: Person,
    group: SupportGroup,
    title: str,
    starts: datetime,
    ends: datetime,
    place: str = "",
    online: str = "",
) -> GroupMeeting:
    """A meeting of the group. Nobody is invited yet."""
    require(by, "group.manage", group)
    return _keep(GroupMeeting(group=group), title=title, starts=starts, ends=ends, place=place, online=online)


@action
def change_group_meeting(
    *,
    by: Person,
    meeting: GroupMeeting,
    title: str,
    starts: datetime,
    ends: datetime,
    place: str = "",
    online: str = "",
) -> GroupMeeting:
    """New title, times, place or link. Whoever is invited is told, with a new calendar file, if it is to come."""
    require(by, "group.manage", meeting.group)
    changed = _locked(meeting)
    before = (changed.title, changed.starts, changed.ends, changed.place, changed.online)
    _keep(changed, title=title, starts=starts, ends=ends, place=place, online=online)
    if before != (changed.title, changed.starts, changed.ends, changed.place, changed.online):
        tell_change(by, changed)
    return changed


def _locked(meeting: GroupMeeting) -> GroupMeeting:
    return GroupMeeting.objects.select_for_update(of=("self",)).select_related("group__city").get(pk=meeting.pk)


def _keep(
    meeting: GroupMeeting, *, title: str, starts: datetime, ends: datetime, place: str, online: str
) -> GroupMeeting:
    if ends <= starts:
        words = _("The meeting ends before it starts.")
        raise Refused(words, fields={"ends": words})
    meeting.title, meeting.place, meeting.online = plain(title), plain(place), plain(online)
    meeting.starts, meeting.ends = starts, ends
    checked(meeting).save()
    return meeting


@action
def cancel_group_meeting(*, by: Person, meeting: GroupMeeting, reason: str) -> GroupMeeting:
    """The meeting does not take place; whoever was invited is told why."""
    require(by, "group.manage", meeting.group)
    if not plain(reason):
        raise Refused(_("Say why."), fields={"reason": _("Say why.")})
    cancelled = _locked(meeting)
    cancelled.cancelled_because = plain(reason)
    checked(cancelled).save()
    tell_change(by, cancelled)
    return cancelled


@action
def reopen_group_meeting(*, by: Person, meeting: GroupMeeting) -> GroupMeeting:
    """The meeting takes place after all."""
    require(by, "group.manage", meeting.group)
    again = _locked(meeting)
    again.cancelled_because = ""
    checked(again).save()
    tell_change(by, again)
    return again


@action
def remove_group_meeting(*, by: Person, meeting: GroupMeeting) -> None:
    """A meeting planned by mistake is taken away; refused once somebody is invited or minutes are written."""
    require(by, "group.manage", meeting.group)
    if meeting.invitees.exists() or meeting.minutes or meeting.decisions.exists():
        raise Refused(_("Somebody was invited, or something was written down. Cancel the meeting instead."))
    meeting.delete()


# --- Agenda ---------------------------------------------------------------------------------------------------------
@action
def add_agenda_point(*, by: Person, meeting: GroupMeeting, text: str, length: int = 10, who: str = "") -> AgendaPoint:
    """A point at the end of the agenda."""
    require(by, "group.manage", meeting.group)
    last = meeting.agenda.aggregate(last=Max("position"))["last"]
    point = AgendaPoint(meeting=meeting, position=0 if last is None else last + 1)
    return _keep_point(point, text, length, who)


@action
def change_agenda_point(*, by: Person, point: AgendaPoint, text: str, length: int = 10, who: str = "") -> AgendaPoint:
    """New words, length or speaker of a point."""
    require(by, "group.manage", point.meeting.group)
    return _keep_point(point, text, length, who)


def _keep_point(point: AgendaPoint, text: str, length: int, who: str) -> AgendaPoint:
    point.text, point.length, point.who = plain(text), length, plain(who)
    checked(point).save()
    return point


@action
def move_agenda_point(*, by: Person, point: AgendaPoint, up: bool) -> None:
    """One place up or down."""
    require(by, "group.manage", point.meeting.group)
    rows = list(point.meeting.agenda.select_for_update())
    place = [row.pk for row in rows].index(point.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
        for position, row in enumerate(rows):
            AgendaPoint.objects.filter(pk=row.pk).exclude(position=position).update(position=position)


@action
def remove_agenda_point(*, by: Person, point: AgendaPoint) -> None:
    """The point is off the agenda."""
    require(by, "group.manage", point.meeting.group)
    point.delete()
