# SPDX-License-Identifier: EUPL-1.2
"""What a support group asks of its members and coordinators."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.core.duties import Duty, duties_of_app
from isopolity.groups.models import GroupMeeting, GroupTask, Invitee
from isopolity.groups.rules import groups_kept, memberships

MINUTES_ASKED = timedelta(days=60)


@duties_of_app
def of_groups(person: Any, only: Any = None) -> list[Duty]:
    """Tasks, invitations without an answer, minutes to write. They belong to no review."""
    if only is not None:
        return []
    places = memberships(person)
    found = _tasks(list(places.values())) + _invitations(list(places.values())) if places else []
    kept = groups_kept(person)
    return found + _minutes(kept) if kept else found


def _tasks(members: list[int]) -> list[Duty]:
    rows = GroupTask.objects.filter(member__in=members, done_on=None)
    found = rows.values_list("pk", "what", "due", "group__name", "group_id")
    return [
        Duty(f"group-task:{pk}", what, name, "group_tasks", (group,), due, part=f"task-{pk}")
        for pk, what, due, name, group in found
    ]


def _invitations(members: list[int]) -> list[Duty]:
    rows = Invitee.objects.filter(
        member__in=members, reply="", meeting__starts__gt=timezone.now(), meeting__cancelled_because=""
    )
    facts = rows.values_list("pk", "meeting_id", "meeting__title", "meeting__starts", "meeting__group__name")
    return [
        Duty(f"group-invitation:{pk}", _("Say whether you come: %s") % title, name, "group_meeting", (meeting,),
             timezone.localdate(starts))
        for pk, meeting, title, starts, name in facts
    ]  # fmt: skip


def _minutes(groups: set[int]) -> list[Duty]:
    now = timezone.now()
    rows = GroupMeeting.objects.filter(
        group__in=groups, minutes="", cancelled_because="", ends__lt=now, ends__gt=now - MINUTES_ASKED
    )
    facts = rows.values_list("pk", "title", "ends", "group__name")
    return [
        Duty(f"group-minutes:{pk}", _("Write the minutes: %s") % title, name, "group_meeting", (pk,),
             timezone.localdate(ends) + timedelta(days=7), part="minutes")
        for pk, title, ends, name in facts
    ]  # fmt: skip
