# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with support groups. Contacts, map and advice are the coordinators'; members read what is theirs."""

from typing import Any

from isopolity.core.policy import permission, remember
from isopolity.groups.models import GroupCoordinator, GroupMeeting, GroupTask, Invitee, Member, SupportGroup
from isopolity.networks.models import Partner, PartnerRole, Project
from isopolity.networks.rules import association_of, authority_of, cities_followed, projects_run, runs, takes_part
from isopolity.places.models import City
from isopolity.places.rules import association_follows, city_roles, organisations, works_for


def groups_kept(person: Any) -> set[int]:
    """Groups whose coordinator the person is."""
    return remember(
        person,
        "groups_kept",
        lambda: set(GroupCoordinator.objects.filter(person=person).values_list("group_id", flat=True)),
    )


def memberships(person: Any) -> dict[int, int]:
    """group → the person's present place in it, for those with a light account."""
    return remember(
        person,
        "memberships",
        lambda: dict(Member.objects.filter(person=person, left_on=None).values_list("group_id", "pk")),
    )


def followed(person: Any, role: PartnerRole) -> set[tuple[int, int]]:
    """(project, city) pairs in which the person's organisation stands beside the city in this role."""
    return {(project, city) for project, city, kind in cities_followed(person) if kind == role}


def runs_project_of(person: Any, group: SupportGroup) -> bool:
    """Secretariat of the group's project."""
    return group.project_id in projects_run(person)


def works_for_city_of(person: Any, group: SupportGroup) -> bool:
    """Coordinator or officer of the group's city."""
    return any(city == group.city_id for city, _kind in city_roles(person))


def keeps(person: Any, group: SupportGroup) -> bool:
    """Coordinator of the group."""
    return group.pk in groups_kept(person)


def belongs(person: Any, group: SupportGroup) -> bool:
    """Present member of the group, with an account."""
    return group.pk in memberships(person)


def authority_beside(person: Any, group: SupportGroup) -> bool:
    """Works for the managing authority beside the group's city."""
    return authority_of(person, group.city_id, group.project_id)


def follows_city_of(person: Any, group: SupportGroup) -> bool:
    """Officer of the association of the group's city."""
    return association_of(person, group.city_id, group.project_id) or association_follows(person, group.city)


def runs_place(person: Any, place: tuple[Project, City]) -> bool:
    """Secretariat of the project."""
    return runs(person, place[0])


def works_in_place(person: Any, place: tuple[Project, City]) -> bool:
    """Coordinator or officer of the city, which is a partner of the project."""
    return works_for(person, place[1]) and takes_part(person, place[0])


def belongs_in_project(person: Any, project: Project) -> bool:
    """Coordinator or member of one of the project's groups."""
    mine = groups_kept(person) | set(memberships(person))
    return bool(mine) and SupportGroup.objects.filter(project=project, pk__in=mine).exists()


def follows_in_project(person: Any, project: Project) -> bool:
    """Officer of the association of one of the project's cities."""
    mine = organisations(person)
    return bool(mine) and Partner.objects.filter(project=project, city__association__in=mine).exists()


def is_member_self(person: Any, member: Member) -> bool:
    """It is the person's own place in the group."""
    return member.left_on is None and member.person_id == person.pk


def is_invited_self(person: Any, invitee: Invitee) -> bool:
    """It is the person's own invitation."""
    return invitee.member is not None and is_member_self(person, invitee.member)


def is_invited_authority(person: Any, invitee: Invitee) -> bool:
    """Works for the organisation that is invited."""
    return invitee.organisation_id is not None and invitee.organisation_id in organisations(person)


def manages_invitee(person: Any, invitee: Invitee) -> bool:
    """Manages the group that invites."""
    return _manages(person, invitee.meeting.group)


def manages_meeting(person: Any, meeting: GroupMeeting) -> bool:
    """Manages the group."""
    return _manages(person, meeting.group)


def belongs_to_meeting(person: Any, meeting: GroupMeeting) -> bool:
    """Present member of the group."""
    return belongs(person, meeting.group)


def authority_at_meeting(person: Any, meeting: GroupMeeting) -> bool:
    """Works for a managing authority beside the city that is invited to the meeting."""
    if not authority_beside(person, meeting.group):
        return False
    return Invitee.objects.filter(meeting=meeting, organisation__in=organisations(person)).exists()


def manages_task(person: Any, task: GroupTask) -> bool:
    """Manages the group."""
    return _manages(person, task.group)


def does_task(person: Any, task: GroupTask) -> bool:
    """It is the person's own task."""
    return task.member is not None and is_member_self(person, task.member)


def _manages(person: Any, group: SupportGroup) -> bool:
    return any(fact(person, group) for fact in MANAGERS)


MANAGERS = (runs_project_of, works_for_city_of, keeps)

TABLE = {
    "group.list": permission(
        "see which support groups a project has, as far as one may know them",
        runs,
        takes_part,
        belongs_in_project,
        follows_in_project,
    ),
    "group.create": permission("make a support group of a city in a project", runs_place, works_in_place),
    "group.overview": permission(
        "see a support group's name, size and state", *MANAGERS, belongs, authority_beside, follows_city_of
    ),
    "group.core": permission(
        "see which organisations sit in a support group's core", *MANAGERS, belongs, authority_beside
    ),
    "group.read": permission("see a support group's members by function, its meetings", *MANAGERS, belongs),
    "group.manage": permission(
        "keep a support group: members and their contacts, stakeholder map, advice, meetings", *MANAGERS
    ),
    "group_member.answer": permission("answer a group's facets for oneself, with one's own consent", is_member_self),
    "group_meeting.read": permission(
        "read a group's meeting and its minutes", manages_meeting, belongs_to_meeting, authority_at_meeting
    ),
    "group_invitee.reply": permission(
        "say whether somebody comes to a group's meeting", manages_invitee, is_invited_self, is_invited_authority
    ),
    "group_task.finish": permission("mark a group's task as done", manages_task, does_task),
}
