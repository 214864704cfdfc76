# SPDX-License-Identifier: EUPL-1.2
"""Meetings and tasks of a group."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from isopolity.groups.models import AgendaPoint, GroupMeeting, GroupTask, Invitee, Reply, SupportGroup
from isopolity.groups.rules import memberships
from isopolity.networks.models import Partner, PartnerRole
from isopolity.places.models import Organisation
from isopolity.places.rules import organisations

MEETINGS = GroupMeeting.objects.select_related("group__city", "group__project")


def meetings_of(group: SupportGroup) -> QuerySet[GroupMeeting]:
    """The group's meetings, the latest first, with the numbers of those invited, coming, and present."""
    return (
        GroupMeeting.objects.filter(group=group)
        .annotate(
            asked=Count("invitees"),
            coming=Count("invitees", filter=Q(invitees__reply=Reply.YES)),
            there=Count("invitees", filter=Q(invitees__was_there=True)),
        )
        .order_by("-starts", "-pk")
    )


def meetings_for_authority(person: Any, group: SupportGroup) -> QuerySet[GroupMeeting]:
    """The meetings to which the person's managing authority is invited."""
    return GroupMeeting.objects.filter(group=group, invitees__organisation__in=organisations(person)).distinct()


def invitees_of(meeting: GroupMeeting) -> list[Invitee]:
    """Who was asked: members, then organisations."""
    rows = Invitee.objects.filter(meeting=meeting).select_related("member", "organisation")
    return sorted(rows, key=lambda row: (row.member is None, str(row).casefold()))


def own_invitation(person: Any, meeting: GroupMeeting) -> Invitee | None:
    """The invitation that the person may answer for themselves or their organisation."""
    place = memberships(person).get(meeting.group_id, 0)
    mine = Q(member=place) | Q(organisation__in=organisations(person))
    return Invitee.objects.filter(mine, meeting=meeting).select_related("meeting", "member").first()


def agenda_of(meeting: GroupMeeting) -> list[AgendaPoint]:
    """The points in order."""
    return list(meeting.agenda.all())


def authorities_of(group: SupportGroup) -> QuerySet[Organisation]:
    """Regions and managing authorities that stand beside the group's city in its project."""
    beside = Partner.objects.filter(
        project=group.project_id, beside__city=group.city_id, roles__contains=[PartnerRole.AUTHORITY]
    )
    return Organisation.objects.filter(pk__in=beside.values("organisation")).order_by("name")


def tasks_of(group: SupportGroup, *, member: int | None = None) -> QuerySet[GroupTask]:
    """The group's tasks, open ones first; of one member only, if said."""
    rows = GroupTask.objects.filter(group=group).select_related("member", "meeting")
    return rows.filter(member=member) if member is not None else rows
