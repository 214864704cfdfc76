# SPDX-License-Identifier: EUPL-1.2
"""Meetings of a support group: agenda, invitations, attendance, minutes, decisions, tasks."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.groups import group_of
from isopolity.api.shapes import (
    ICS,
    Day,
    Direction,
    Id,
    Ids,
    Input,
    Moment,
    Reason,
    SavedOut,
    Text,
    ValueIn,
    chosen,
    fetch,
    inner,
    me,
    paged,
    saved,
)
from isopolity.core.autosave import digest
from isopolity.core.policy import may
from isopolity.groups import actions
from isopolity.groups.calendars import meeting_calendar
from isopolity.groups.models import AgendaPoint, Decision, GroupMeeting, GroupTask, Invitee, SupportGroup
from isopolity.groups.queries.groups import present
from isopolity.groups.queries.meetings import MEETINGS, authorities_of, invitees_of, meetings_of, tasks_of
from isopolity.groups.rules import memberships

router = Router()
INVITEES = Invitee.objects.select_related("meeting__group__city", "meeting__group__project", "member", "organisation")
TASKS = GroupTask.objects.select_related("group__city", "group__project", "member")


class PointOut(Schema):
    """A point of the agenda; ``length`` in minutes."""

    id: int
    text: str
    length: int
    who: str


class PointIn(Input):
    """A point of the agenda."""

    text: Annotated[str, Field(min_length=1, max_length=300)]
    length: Annotated[int, Field(ge=1, le=600)] = 10
    who: Annotated[str, Field(max_length=150)] = ""


class InviteeOut(Schema):
    """Who was asked, by function; what they said; whether they came."""

    id: int
    who: str
    reply: str
    was_there: bool | None


class DecisionOut(Schema):
    """What was decided."""

    id: int
    text: str


class MeetingLineOut(Schema):
    """A meeting in a list."""

    id: int
    group_id: int
    title: str
    starts: datetime
    ends: datetime
    place: str
    online: str
    cancelled_because: str


class GroupMeetingOut(MeetingLineOut):
    """A meeting. Who was asked is told to the group only. ``digest`` goes with a change of the minutes."""

    agenda: list[PointOut]
    invitees: list[InviteeOut]
    minutes: str
    digest: str
    decisions: list[DecisionOut]


class GroupMeetingIn(Input):
    """What, when, where."""

    title: Annotated[str, Field(min_length=1, max_length=150)]
    starts: Moment
    ends: Moment
    place: Annotated[str, Field(max_length=200)] = ""
    online: Annotated[str, Field(max_length=300)] = ""


class GuestsIn(Input):
    """Members, and managing authorities beside the city."""

    members: Ids = []
    organisations: Ids = []


class PresentIn(Input):
    """Ids of the members who were there."""

    members: Ids


class GroupReplyIn(Input):
    """Whether they come."""

    reply: Literal["yes", "no"]


class TaskOut(Schema):
    """What, who, by when."""

    id: int
    what: str
    member_id: int | None
    meeting_id: int | None
    due: date | None
    done_on: date | None


class TaskChange(Input):
    """What, who, by when."""

    what: Annotated[str, Field(min_length=1, max_length=300)]
    member_id: Id | None = None
    due: Day | None = None


class TaskIn(TaskChange):
    """A new task; ``meeting_id`` says in which meeting it was given."""

    meeting_id: Id | None = None


class GroupDoneIn(Input):
    """Done, or to be done after all."""

    is_done: bool


def _meeting(request: HttpRequest, pk: int, permission: str = "group.manage") -> GroupMeeting:
    if permission == "group.manage":
        row = fetch(request, "group_meeting.read", MEETINGS, pk=pk)
        group_of(request, row.group_id)
        return row
    return fetch(request, permission, MEETINGS, pk=pk)


def _told(request: HttpRequest, meeting: GroupMeeting) -> dict[str, Any]:
    names = ("group_id", "title", "starts", "ends", "place", "online", "cancelled_because", "minutes")
    inside = may(request.user, "group.read", meeting.group)
    asked = invitees_of(meeting) if inside else []
    return {name: getattr(meeting, name) for name in names} | {
        "id": meeting.pk,
        "agenda": list(meeting.agenda.all()),
        "invitees": [_invitee(row) for row in asked],
        "digest": digest(meeting.minutes),
        "decisions": list(meeting.decisions.all()),
    }


def _invitee(row: Invitee) -> dict[str, Any]:
    return {"id": row.pk, "who": str(row), "reply": row.reply, "was_there": row.was_there}


@router.get("/groups/{int:pk}/meetings", response=list[MeetingLineOut])
@paged
def list_group_meetings(request: HttpRequest, pk: Id) -> QuerySet[GroupMeeting]:
    """The group's meetings, the latest first."""
    return meetings_of(group_of(request, pk, "group.read"))


@router.get("/groups/{int:pk}/calendar", openapi_extra=ICS)
def get_group_calendar(request: HttpRequest, pk: Id) -> HttpResponse:
    """All meetings of the group as a calendar file."""
    group = group_of(request, pk, "group.read")
    rows = list(MEETINGS.filter(group=group))
    return HttpResponse(meeting_calendar(rows, group.name), content_type="text/calendar; charset=utf-8")


@router.post("/groups/{int:pk}/meetings", response={201: GroupMeetingOut})
def plan_group_meeting(request: HttpRequest, pk: Id, data: GroupMeetingIn) -> Status:
    """A meeting of the group."""
    made = actions.plan_group_meeting(by=me(request), group=group_of(request, pk), **data.dict())
    return Status(201, _told(request, made))


@router.get("/group-meetings/{int:pk}", response=GroupMeetingOut)
def get_group_meeting(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """One meeting with agenda, answers, minutes and decisions."""
    return _told(request, _meeting(request, pk, "group_meeting.read"))


@router.put("/group-meetings/{int:pk}", response=GroupMeetingOut)
def change_group_meeting(request: HttpRequest, pk: Id, data: GroupMeetingIn) -> dict[str, Any]:
    """New title, times or place; whoever is invited is told."""
    row = actions.change_group_meeting(by=me(request), meeting=_meeting(request, pk), **data.dict())
    return _told(request, row)


@router.delete("/group-meetings/{int:pk}", response={204: None})
def remove_group_meeting(request: HttpRequest, pk: Id) -> Status:
    """Take away a meeting that left no trace."""
    actions.remove_group_meeting(by=me(request), meeting=_meeting(request, pk))
    return Status(204, None)


@router.post("/group-meetings/{int:pk}/cancel", response=GroupMeetingOut)
def cancel_group_meeting(request: HttpRequest, pk: Id, data: Reason) -> dict[str, Any]:
    """The meeting does not take place; whoever was invited is told why."""
    row = actions.cancel_group_meeting(by=me(request), meeting=_meeting(request, pk), reason=data.reason)
    return _told(request, row)


@router.post("/group-meetings/{int:pk}/reopen", response=GroupMeetingOut)
def reopen_group_meeting(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """The meeting takes place after all."""
    return _told(request, actions.reopen_group_meeting(by=me(request), meeting=_meeting(request, pk)))


# --- Agenda ---------------------------------------------------------------------------------------------------------
@router.post("/group-meetings/{int:pk}/agenda", response={201: PointOut})
def add_agenda_point(request: HttpRequest, pk: Id, data: PointIn) -> Status:
    """A point at the end of the agenda."""
    return Status(201, actions.add_agenda_point(by=me(request), meeting=_meeting(request, pk), **data.dict()))


def _point(request: HttpRequest, pk: int, point: int) -> AgendaPoint:
    meeting = _meeting(request, pk)
    row = inner(AgendaPoint, pk=point, meeting=meeting)
    row.meeting = meeting
    return row


@router.put("/group-meetings/{int:pk}/agenda/{int:point}", response=PointOut)
def change_agenda_point(request: HttpRequest, pk: Id, point: Id, data: PointIn) -> AgendaPoint:
    """New words, length or speaker."""
    return actions.change_agenda_point(by=me(request), point=_point(request, pk, point), **data.dict())


@router.post("/group-meetings/{int:pk}/agenda/{int:point}/move", response={204: None})
def move_agenda_point(request: HttpRequest, pk: Id, point: Id, data: Direction) -> Status:
    """One place up or down."""
    actions.move_agenda_point(by=me(request), point=_point(request, pk, point), up=data.up)
    return Status(204, None)


@router.delete("/group-meetings/{int:pk}/agenda/{int:point}", response={204: None})
def remove_agenda_point(request: HttpRequest, pk: Id, point: Id) -> Status:
    """The point is off the agenda."""
    actions.remove_agenda_point(by=me(request), point=_point(request, pk, point))
    return Status(204, None)


# --- Invitations ----------------------------------------------------------------------------------------------------
@router.post("/group-meetings/{int:pk}/invitees", response={201: list[InviteeOut]})
def invite_to_group_meeting(request: HttpRequest, pk: Id, data: GuestsIn) -> Status:
    """Letters go out with a calendar file and a link to answer."""
    meeting = _meeting(request, pk)
    members = chosen(present(meeting.group), data.members, "members")
    organisations = chosen(authorities_of(meeting.group), data.organisations, "organisations")
    made = actions.invite_to_group_meeting(
        by=me(request), meeting=meeting, members=members, organisations=organisations
    )
    return Status(201, [_invitee(row) for row in made])


def _guest(request: HttpRequest, pk: int, invitee: int) -> Invitee:
    return fetch(request, "group_invitee.reply", INVITEES, pk=invitee, meeting=pk)


@router.put("/group-meetings/{int:pk}/invitees/{int:invitee}/reply", response=InviteeOut)
def reply_to_invitation(request: HttpRequest, pk: Id, invitee: Id, data: GroupReplyIn) -> dict[str, Any]:
    """Whether somebody comes: for oneself, or noted by a coordinator."""
    row = actions.reply_to_invitation(by=me(request), invitee=_guest(request, pk, invitee), reply=data.reply)
    return _invitee(row)


@router.delete("/group-meetings/{int:pk}/invitees/{int:invitee}", response={204: None})
def take_back_invitation(request: HttpRequest, pk: Id, invitee: Id) -> Status:
    """The invitation is off the list."""
    actions.take_back_invitation(by=me(request), invitee=_guest(request, pk, invitee))
    return Status(204, None)


@router.put("/group-meetings/{int:pk}/attendance", response=GroupMeetingOut)
def note_group_attendance(request: HttpRequest, pk: Id, data: PresentIn) -> dict[str, Any]:
    """Who was there; everybody else was not."""
    meeting = _meeting(request, pk)
    came = chosen(meeting.group.members.all(), data.members, "members")
    return _told(request, actions.note_group_attendance(by=me(request), meeting=meeting, present=came))


# --- Minutes, decisions, tasks --------------------------------------------------------------------------------------
@router.put("/group-meetings/{int:pk}/minutes", response=SavedOut)
def save_minutes(request: HttpRequest, pk: Id, data: ValueIn) -> dict[str, str]:
    """The minutes, as harmless HTML."""
    row = actions.save_minutes(by=me(request), meeting=_meeting(request, pk), value=data.value, seen=data.seen)
    return saved(row, "minutes")


@router.post("/group-meetings/{int:pk}/decisions", response={201: DecisionOut})
def add_decision(request: HttpRequest, pk: Id, data: Text) -> Status:
    """Something was decided."""
    return Status(201, actions.add_decision(by=me(request), meeting=_meeting(request, pk), text=data.text))


def _decision(request: HttpRequest, pk: int, decision: int) -> Decision:
    meeting = _meeting(request, pk)
    row = inner(Decision, pk=decision, meeting=meeting)
    row.meeting = meeting
    return row


@router.put("/group-meetings/{int:pk}/decisions/{int:decision}", response=DecisionOut)
def change_decision(request: HttpRequest, pk: Id, decision: Id, data: Text) -> Decision:
    """Other words."""
    return actions.change_decision(by=me(request), decision=_decision(request, pk, decision), text=data.text)


@router.delete("/group-meetings/{int:pk}/decisions/{int:decision}", response={204: None})
def remove_decision(request: HttpRequest, pk: Id, decision: Id) -> Status:
    """It was not decided after all."""
    actions.remove_decision(by=me(request), decision=_decision(request, pk, decision))
    return Status(204, None)


@router.get("/groups/{int:pk}/tasks", response=list[TaskOut])
@paged
def list_group_tasks(request: HttpRequest, pk: Id) -> QuerySet[GroupTask]:
    """The group's tasks; a member sees their own."""
    group = group_of(request, pk, "group.read")
    keeps = may(request.user, "group.manage", group)
    return tasks_of(group) if keeps else tasks_of(group, member=memberships(request.user).get(pk, 0))


def _who(group: SupportGroup, data: TaskChange) -> dict[str, Any]:
    members = chosen(present(group), [data.member_id], "member_id") if data.member_id else [None]
    return {"what": data.what, "due": data.due, "member": members[0]}


@router.post("/groups/{int:pk}/tasks", response={201: TaskOut})
def give_task(request: HttpRequest, pk: Id, data: TaskIn) -> Status:
    """A task for a member, or for nobody yet."""
    group = group_of(request, pk)
    meeting = inner(GroupMeeting, pk=data.meeting_id, group=group) if data.meeting_id else None
    return Status(201, actions.give_task(by=me(request), group=group, meeting=meeting, **_who(group, data)))


def _task(request: HttpRequest, pk: int) -> GroupTask:
    return fetch(request, "group_task.finish", TASKS, pk=pk)


@router.put("/group-tasks/{int:pk}", response=TaskOut)
def change_task(request: HttpRequest, pk: Id, data: TaskChange) -> GroupTask:
    """Other words, another member, another day."""
    row = _task(request, pk)
    return actions.change_task(by=me(request), task=row, **_who(row.group, data))


@router.put("/group-tasks/{int:pk}/done", response=TaskOut)
def finish_task(request: HttpRequest, pk: Id, data: GroupDoneIn) -> GroupTask:
    """Done, or to be done after all."""
    return actions.finish_task(by=me(request), task=_task(request, pk), is_done=data.is_done)


@router.delete("/group-tasks/{int:pk}", response={204: None})
def remove_task(request: HttpRequest, pk: Id) -> Status:
    """Nobody does this any more."""
    actions.remove_task(by=me(request), task=_task(request, pk))
    return Status(204, None)
