# SPDX-License-Identifier: EUPL-1.2
"""What a meeting leaves behind: minutes, decisions, tasks."""

from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.autosave import check
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain, rich
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.groups.models import Decision, GroupMeeting, GroupTask, Member, SupportGroup


@action
def save_minutes(*, by: Person, meeting: GroupMeeting, value: str, seen: str | None = None) -> GroupMeeting:
    """The minutes, rich text. ``seen`` is the digest of what the change started from."""
    require(by, "group.manage", meeting.group)
    row = GroupMeeting.objects.select_for_update().get(pk=meeting.pk)
    text = rich(value)
    check(row.minutes, text, seen)
    row.minutes = text
    checked(row).save(update_fields=["minutes"])
    return row


@action
def add_decision(*, by: Person, meeting: GroupMeeting, text: str) -> Decision:
    """What the meeting decided."""
    require(by, "group.manage", meeting.group)
    last = meeting.decisions.aggregate(last=Max("position"))["last"]
    row = Decision(meeting=meeting, text=plain(text), position=0 if last is None else last + 1)
    checked(row).save()
    return row


@action
def change_decision(*, by: Person, decision: Decision, text: str) -> Decision:
    """Other words for a decision; the history keeps that it was changed."""
    require(by, "group.manage", decision.meeting.group)
    decision.text = plain(text)
    checked(decision).save()
    return decision


@action
def remove_decision(*, by: Person, decision: Decision) -> None:
    """It was not decided after all."""
    require(by, "group.manage", decision.meeting.group)
    decision.delete()


@action
def give_task(
    *,
    by: Person,
    group: SupportGroup,
    what: str,
    member: Member | None = None,
    due: date | None = None,
    meeting: GroupMeeting | None = None,
) -> GroupTask:
    """A task for a member, or for nobody yet. With an account they find it on their home page."""
    require(by, "group.manage", group)
    if meeting is not None and meeting.group_id != group.pk:
        raise Refused(_("This is a meeting of another group."))
    return _keep(GroupTask(group=group, meeting=meeting), what, member, due)


@action
def change_task(
    *, by: Person, task: GroupTask, what: str, member: Member | None = None, due: date | None = None
) -> GroupTask:
    """Other words, another member, another day."""
    require(by, "group.manage", task.group)
    return _keep(task, what, member, due)


def _keep(task: GroupTask, what: str, member: Member | None, due: date | None) -> GroupTask:
    if member is not None and (member.group_id != task.group_id or member.left_on is not None):
        words = _("%s is not in this group.") % member
        raise Refused(words, fields={"member": words})
    task.what, task.member, task.due = plain(what), member, due
    checked(task).save()
    return task


@action
def finish_task(*, by: Person, task: GroupTask, is_done: bool = True) -> GroupTask:
    """It is done, or is to be done after all: said by the member or by a coordinator."""
    require(by, "group_task.finish", task)
    task.done_on = timezone.localdate() if is_done else None
    checked(task).save()
    return task


@action
def remove_task(*, by: Person, task: GroupTask) -> None:
    """Nobody does this any more."""
    require(by, "group.manage", task.group)
    task.delete()
