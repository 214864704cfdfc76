# SPDX-License-Identifier: EUPL-1.2
"""Who is asked to a meeting, whether they come, whether they came. Letters go out on commit, with a calendar file."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core import jobs
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.groups.models import GroupMeeting, Invitee, Member, Reply
from isopolity.networks.models import Partner, PartnerRole
from isopolity.places.models import Organisation


@action
def invite_to_group_meeting(
    *, by: Person, meeting: GroupMeeting, members: Iterable[Member] = (), organisations: Iterable[Organisation] = ()
) -> list[Invitee]:
    """Ask these members, and managing authorities beside the city. Who was asked before gets no second letter."""
    require(by, "group.manage", meeting.group)
    if meeting.is_cancelled:
        raise Refused(_("The meeting is cancelled."))
    guests = [_guest(meeting, member) for member in members]
    guests += [_authority(meeting, organisation) for organisation in organisations]
    new = [guest for guest in guests if guest is not None]
    if not new:
        raise Refused(_("Choose whom to invite."), fields={"members": _("Choose at least one.")})
    for guest in new:
        checked(guest).save()
        _write_to(by, guest)
    return new


def _guest(meeting: GroupMeeting, member: Member) -> Invitee | None:
    if member.group_id != meeting.group_id or member.left_on is not None:
        raise Refused(_("%s is not in this group.") % member)
    return None if _is_asked(meeting, member=member) else Invitee(meeting=meeting, member=member)


def _authority(meeting: GroupMeeting, organisation: Organisation) -> Invitee | None:
    beside = Partner.objects.filter(
        project=meeting.group.project_id, organisation=organisation, beside__city=meeting.group.city_id,
        roles__contains=[PartnerRole.AUTHORITY],
    )  # fmt: skip
    if not beside.exists():
        raise Refused(_("%s is no managing authority beside this city.") % organisation)
    asked = _is_asked(meeting, organisation=organisation)
    return None if asked else Invitee(meeting=meeting, organisation=organisation)


def _is_asked(meeting: GroupMeeting, **who: Any) -> bool:
    return Invitee.objects.filter(meeting=meeting, **who).exists()


def _write_to(by: Person, guest: Invitee) -> None:
    jobs.later("group-invitation", by=by.pk, invitee=guest.pk)


def tell_change(by: Person, meeting: GroupMeeting) -> None:
    """Everybody invited gets a letter with the new calendar file, unless the meeting is past."""
    GroupMeeting.objects.filter(pk=meeting.pk).update(changes=F("changes") + 1)
    if meeting.ends > timezone.now():
        for guest in meeting.invitees.all():
            _write_to(by, guest)


@action
def take_back_invitation(*, by: Person, invitee: Invitee) -> None:
    """The invitation is off the list. The letter that was sent cannot be called back."""
    require(by, "group.manage", invitee.meeting.group)
    invitee.delete()


@action
def reply_to_invitation(*, by: Person, invitee: Invitee, reply: str) -> Invitee:
    """Whether they come: said by themselves, or told to a coordinator."""
    require(by, "group_invitee.reply", invitee)
    return _reply(invitee, reply)


@action
def reply_by_letter(*, by: Any, invitee: Invitee, reply: str) -> Invitee:
    """The same through the signed link in the letter. ``by`` is "job:group-reply": the link is the permission."""
    return _reply(invitee, reply)


def _reply(invitee: Invitee, reply: str) -> Invitee:
    if reply not in Reply.values:
        raise Refused(_("Say yes or no."), fields={"reply": _("Say yes or no.")})
    if invitee.meeting.is_cancelled or invitee.meeting.ends <= timezone.now():
        raise Refused(_("The meeting is over or cancelled."))
    invitee.reply, invitee.replied_at = reply, timezone.now()
    checked(invitee).save()
    return invitee


@action
def note_group_attendance(*, by: Person, meeting: GroupMeeting, present: Iterable[Member]) -> GroupMeeting:
    """Who was there. Members who came without an invitation are added to the list; everybody else was not there."""
    require(by, "group.manage", meeting.group)
    there = {member.pk: member for member in present}
    if any(member.group_id != meeting.group_id for member in there.values()):
        raise Refused(_("Somebody is not in this group."))
    if meeting.starts > timezone.now():
        raise Refused(_("The meeting has not begun yet."))
    for row in meeting.invitees.filter(member__isnull=False):
        row.was_there = row.member_id in there
        there.pop(row.member_id or 0, None)
        checked(row).save()
    for member in there.values():
        checked(Invitee(meeting=meeting, member=member, was_there=True)).save()
    return meeting
