# SPDX-License-Identifier: EUPL-1.2
"""Support groups: the group, its members, the stakeholder map, advice."""

from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.shapes import Code, Day, Id, Input, Long, Named, Reason, Short, fetch, given, inner, me, paged
from isopolity.core.policy import may
from isopolity.groups import actions
from isopolity.groups.models import CheckAnswer, GroupCoordinator, Member, SupportGroup
from isopolity.groups.queries.composition import AdviceLine, advice_of
from isopolity.groups.queries.groups import core_organisations, members_of, numbered
from isopolity.groups.queries.lists import groups_of
from isopolity.groups.stakeholders import quadrant_of
from isopolity.networks.models import Project
from isopolity.places.models import City

router = Router()
Name = Annotated[str, Field(min_length=1, max_length=150)]
Scale = Annotated[int, Field(ge=1, le=4)]


class SupportGroupOut(Schema):
    """A support group as everybody may know it who may know of it: name, size, state."""

    id: int
    project_id: int
    city: Named
    kind: str
    name: str
    theme: str
    started_on: date
    life: str
    life_since: date
    life_note: str
    merged_into: str
    core: int
    wider: int


class GroupChange(Input):
    """New values for some of a group's fields."""

    kind: Code | None = None
    name: Name | None = None
    theme: Short | None = None
    about: Long | None = None
    started_on: Day | None = None


class GroupIn(GroupChange):
    """A new group of a city."""

    city_id: Id
    name: Name
    theme: Annotated[str, Field(min_length=1, max_length=200)]


class LifeIn(Input):
    """What became of the group: active, formal, informal, merged (into what) or ended."""

    life: Code
    since: Day
    note: Long = ""
    merged_into: Short = ""


class CoordinatorOut(Schema):
    """Somebody coordinates the group."""

    id: int
    person: Named


class CoordinatorIn(Input):
    """Whoever has this address; somebody without an account gets an invitation."""

    email: Annotated[str, Field(max_length=254)]
    name: Annotated[str, Field(max_length=150)] = ""


class GroupMemberOut(Schema):
    """A member. Contact, stake and place on the map are told to those only who keep the group."""

    id: int
    kind: str
    function: str
    organisation: str
    sector: str
    tier: str
    connection: str
    is_politician: bool
    joined_on: date
    left_on: date | None
    name: str | None = None
    email: str | None = None
    stake: str | None = None
    interest: int | None = None
    influence: int | None = None
    quadrant: str | None = None
    has_account: bool | None = None


class GroupMemberChange(Input):
    """New values for some of a member's fields."""

    kind: Code | None = None
    function: Annotated[str, Field(max_length=150)] | None = None
    organisation: Annotated[str, Field(max_length=150)] | None = None
    name: Annotated[str, Field(max_length=150)] | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    sector: Code | None = None
    tier: Code | None = None
    stake: Code | None = None
    connection: Long | None = None
    is_politician: bool | None = None
    joined_on: Day | None = None


class GroupMemberIn(GroupMemberChange):
    """Somebody joins."""

    kind: Code
    sector: Code
    tier: Code
    stake: Code


class GroupPlaceIn(Input):
    """A place on the stakeholder map, 1 (low) to 4 (high); two nulls take the member off it."""

    interest: Scale | None
    influence: Scale | None


class LeaveIn(Input):
    """The day of leaving; today if it is left out."""

    left_on: Day | None = None


class AdviceOut(Schema):
    """Advice on the composition: what, why, from where, what to do; and the group's answer."""

    code: str
    says: str
    why: str
    source: str
    do: str
    members: list[int]
    answer_id: int | None
    reason: str


class AdviceAnswerIn(Reason):
    """We know, because …"""

    code: Code


def group_of(request: HttpRequest, pk: int, permission: str = "group.manage") -> SupportGroup:
    """The group, if the token's person has the permission on it."""
    return fetch(request, permission, numbered(), pk=pk)


def member_of(request: HttpRequest, pk: int, member: int) -> Member:
    """A member of a group that the token's person keeps."""
    group = group_of(request, pk)
    row = inner(Member.objects.select_related("person"), pk=member, group=group)
    row.group = group
    return row


def _told(row: Member, *, keeps: bool) -> dict[str, Any]:
    names = (
        "kind",
        "function",
        "organisation",
        "sector",
        "tier",
        "connection",
        "is_politician",
        "joined_on",
        "left_on",
    )
    found = {"id": row.pk, **{name: getattr(row, name) for name in names}}
    if not keeps:
        return found
    more = {name: getattr(row, name) for name in ("name", "email", "stake", "interest", "influence")}
    where = quadrant_of(row.interest, row.influence) or None
    return found | more | {"quadrant": where, "has_account": row.person_id is not None}


def _values(data: Schema) -> dict[str, Any]:
    return {name: value for name, value in given(data).items() if value is not None}


@router.get("/projects/{int:pk}/groups", response=list[SupportGroupOut])
@paged
def list_groups(request: HttpRequest, pk: Id, life: Code = "") -> QuerySet[SupportGroup]:
    """The project's support groups that you may know of."""
    project = fetch(request, "group.list", Project, pk=pk)
    return groups_of(request.user, project, life=life)


@router.post("/projects/{int:pk}/groups", response={201: SupportGroupOut})
def create_group(request: HttpRequest, pk: Id, data: GroupIn) -> Status:
    """A new group of one of the project's cities."""
    project, values = fetch(request, "group.list", Project, pk=pk), _values(data)
    city = fetch(request, "city.read", City, pk=values.pop("city_id"))
    made = actions.create_group(by=me(request), project=project, city=city, **values)
    return Status(201, group_of(request, made.pk))


@router.get("/groups/{int:pk}", response=SupportGroupOut)
def get_group(request: HttpRequest, pk: Id) -> SupportGroup:
    """One group."""
    return group_of(request, pk, "group.overview")


@router.patch("/groups/{int:pk}", response=SupportGroupOut)
def change_group(request: HttpRequest, pk: Id, data: GroupChange) -> SupportGroup:
    """New name, theme, purpose, kind or first day."""
    actions.change_group(by=me(request), group=group_of(request, pk), **_values(data))
    return group_of(request, pk)


@router.put("/groups/{int:pk}/life", response=SupportGroupOut)
def tell_life(request: HttpRequest, pk: Id, data: LifeIn) -> SupportGroup:
    """What became of the group, since when."""
    actions.tell_life(by=me(request), group=group_of(request, pk), **data.dict())
    return group_of(request, pk)


@router.delete("/groups/{int:pk}", response={204: None})
def remove_group(request: HttpRequest, pk: Id) -> Status:
    """Take away a group made by mistake; refused once it has members or meetings."""
    actions.remove_group(by=me(request), group=group_of(request, pk))
    return Status(204, None)


@router.get("/groups/{int:pk}/core-organisations", response=list[str])
def list_core_organisations(request: HttpRequest, pk: Id) -> list[str]:
    """The organisations in the core group: what a managing authority beside the city may know."""
    return core_organisations(group_of(request, pk, "group.core"))


@router.get("/groups/{int:pk}/coordinators", response=list[CoordinatorOut])
@paged
def list_group_coordinators(request: HttpRequest, pk: Id) -> QuerySet[GroupCoordinator]:
    """Who coordinates the group."""
    rows = GroupCoordinator.objects.filter(group=group_of(request, pk, "group.read"))
    return rows.select_related("person").order_by("pk")


@router.post("/groups/{int:pk}/coordinators", response={201: CoordinatorOut})
def add_group_coordinator(request: HttpRequest, pk: Id, data: CoordinatorIn) -> Status:
    """Whoever has this address coordinates the group."""
    return Status(201, actions.add_group_coordinator(by=me(request), group=group_of(request, pk), **data.dict()))


@router.delete("/groups/{int:pk}/coordinators/{int:coordinator}", response={204: None})
def remove_group_coordinator(request: HttpRequest, pk: Id, coordinator: Id) -> Status:
    """The person coordinates the group no longer."""
    rows = GroupCoordinator.objects.select_related("group__city")
    row = inner(rows, pk=coordinator, group=group_of(request, pk))
    actions.remove_group_coordinator(by=me(request), coordinator=row)
    return Status(204, None)


# --- Members --------------------------------------------------------------------------------------------------------
@router.get("/groups/{int:pk}/members", response=list[GroupMemberOut])
@paged
def list_members_of_group(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """Present members."""
    return _members(request, pk, gone=False)


@router.get("/groups/{int:pk}/former-members", response=list[GroupMemberOut])
@paged
def list_former_members_of_group(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """Members who left."""
    return _members(request, pk, gone=True)


def _members(request: HttpRequest, pk: int, *, gone: bool) -> list[dict[str, Any]]:
    group = group_of(request, pk, "group.read")
    keeps = may(request.user, "group.manage", group)
    return [_told(row, keeps=keeps) for row in members_of(group, gone=gone)]


@router.post("/groups/{int:pk}/members", response={201: GroupMemberOut})
def add_member_to_group(request: HttpRequest, pk: Id, data: GroupMemberIn) -> Status:
    """Somebody joins the group."""
    made = actions.add_member(by=me(request), group=group_of(request, pk), **_values(data))
    return Status(201, _told(made, keeps=True))


@router.patch("/groups/{int:pk}/members/{int:member}", response=GroupMemberOut)
def change_member_of_group(request: HttpRequest, pk: Id, member: Id, data: GroupMemberChange) -> dict[str, Any]:
    """New values for some of a member's fields."""
    row = actions.change_member(by=me(request), member=member_of(request, pk, member), **_values(data))
    return _told(row, keeps=True)


@router.put("/groups/{int:pk}/members/{int:member}/place", response=GroupMemberOut)
def place_member(request: HttpRequest, pk: Id, member: Id, data: GroupPlaceIn) -> dict[str, Any]:
    """A place on the stakeholder map."""
    row = actions.place_member(by=me(request), member=member_of(request, pk, member), **data.dict())
    return _told(row, keeps=True)


@router.post("/groups/{int:pk}/members/{int:member}/leave", response=GroupMemberOut)
def let_member_go(request: HttpRequest, pk: Id, member: Id, data: LeaveIn) -> dict[str, Any]:
    """The member left: name, address, consent and own answers are deleted."""
    row = actions.let_go(by=me(request), member=member_of(request, pk, member), left_on=data.left_on)
    return _told(row, keeps=True)


@router.post("/groups/{int:pk}/members/{int:member}/come-back", response=GroupMemberOut)
def let_member_come_back(request: HttpRequest, pk: Id, member: Id) -> dict[str, Any]:
    """The member is in the group again."""
    return _told(actions.come_back(by=me(request), member=member_of(request, pk, member)), keeps=True)


@router.post("/groups/{int:pk}/members/{int:member}/invite", response=GroupMemberOut)
def invite_member_of_group(request: HttpRequest, pk: Id, member: Id) -> dict[str, Any]:
    """A light account for the member."""
    return _told(actions.invite_member(by=me(request), member=member_of(request, pk, member)), keeps=True)


@router.delete("/groups/{int:pk}/members/{int:member}", response={204: None})
def remove_member_of_group(request: HttpRequest, pk: Id, member: Id) -> Status:
    """Take off a member noted by mistake, or who wants to be forgotten."""
    actions.remove_member(by=me(request), member=member_of(request, pk, member))
    return Status(204, None)


# --- Advice ---------------------------------------------------------------------------------------------------------
def _advice(line: AdviceLine) -> dict[str, Any]:
    one, answer = line.advice, line.answer
    return {
        "code": one.code, "says": one.says, "why": one.why, "source": one.source, "do": one.do,
        "members": [who.pk for who in one.about], "answer_id": answer.pk if answer else None,
        "reason": answer.reason if answer else "",
    }  # fmt: skip


@router.get("/groups/{int:pk}/advice", response=list[AdviceOut])
def list_advice(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """What the composition lacks, with the group's answers."""
    group = group_of(request, pk)
    return [_advice(line) for line in advice_of([group], small=group.project.small_group)[group.pk]]


@router.post("/groups/{int:pk}/advice-answers", response={201: dict[str, int]})
def answer_advice(request: HttpRequest, pk: Id, data: AdviceAnswerIn) -> Status:
    """Say why a piece of advice stays as it is."""
    row = actions.answer_advice(by=me(request), group=group_of(request, pk), **data.dict())
    return Status(201, {"id": row.pk})


@router.delete("/groups/{int:pk}/advice-answers/{int:answer}", response={204: None})
def take_back_advice_answer(request: HttpRequest, pk: Id, answer: Id) -> Status:
    """The advice is open again."""
    row = inner(CheckAnswer.objects.select_related("group__city"), pk=answer, group=group_of(request, pk))
    actions.take_back_advice_answer(by=me(request), answer=row)
    return Status(204, None)
