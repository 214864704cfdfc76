# SPDX-License-Identifier: EUPL-1.2
"""A review's team: who is in it, and what each member does about their own place."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.reviews import review_of
from isopolity.api.shapes import Code, Id, Input, Languages, Long, Named, Reason, fetch, given, inner, me, paged
from isopolity.core.policy import may
from isopolity.places.models import City, Organisation
from isopolity.reviews import actions
from isopolity.reviews.models import MemberKind, TeamMember
from isopolity.reviews.queries.overview import team_of

router = Router()
ROWS = TeamMember.objects.select_related("review__project", "review__city", "person", "city", "organisation")
Initials = Annotated[str, Field(min_length=1, max_length=4)]


class MemberOut(Schema):
    """A person's place in a team. Initials and what was done so far are told to team and secretariat only; what was
    declared, to nobody."""

    id: int
    person: Named
    kind: str
    city: Named | None
    organisation: Named | None
    initials: str | None
    is_leader: bool
    is_facilitator: bool
    does_desk_review: bool
    languages: list[str]
    expertise: list[str]
    confirmed_at: datetime | None
    declared_at: datetime | None
    trained_at: datetime | None
    desk_submitted_at: datetime | None
    left_at: datetime | None


MARKS = ("initials", "confirmed_at", "declared_at", "trained_at", "desk_submitted_at")


class MemberChange(Input):
    """New facts about a member's place."""

    kind: MemberKind | None = None
    city_id: Id | None = None
    organisation_id: Id | None = None
    initials: Initials | None = None
    languages: Languages | None = None
    expertise: Annotated[list[Code], Field(max_length=40)] | None = None
    is_facilitator: bool | None = None
    does_desk_review: bool | None = None


class MemberIn(MemberChange):
    """Whoever has this address joins the team; somebody without an account gets an invitation."""

    email: Annotated[str, Field(max_length=254)]
    name: Annotated[str, Field(max_length=150)] = ""
    initials: Initials


class DeclarationIn(Input):
    """What could bias my judgement; ``has_conflict``: it binds me, so I stay outside the wall."""

    has_conflict: bool
    declaration: Long = ""


class Trained(Input):
    """Whether the member took part in the training."""

    is_trained: bool


def _facts(request: HttpRequest, data: MemberChange) -> dict[str, Any]:
    facts = {name: value for name, value in given(data).items() if value is not None}
    if "city_id" in facts:
        facts["city"] = fetch(request, "city.read", City, pk=facts.pop("city_id"))
    if "organisation_id" in facts:
        facts["organisation"] = fetch(request, "organisation.read", Organisation, pk=facts.pop("organisation_id"))
    return facts


@router.get("/reviews/{int:pk}/team", response=list[MemberOut])
@paged
def list_members(request: HttpRequest, pk: Id) -> list[TeamMember]:
    """The present team."""
    review = review_of(request, pk, "team.read")
    members = team_of(review)
    if not may(request.user, "team.change", review) and not may(request.user, "team.inside", review):
        for member in members:
            for name in MARKS:
                setattr(member, name, None)
    return members


@router.get("/me/memberships", response=list[MemberOut])
@paged
def list_my_memberships(request: HttpRequest) -> list[TeamMember]:
    """Your own places in teams, to confirm them and to declare conflicts of interest."""
    return list(ROWS.present().filter(person=me(request)))


@router.post("/reviews/{int:pk}/team", response={201: MemberOut})
def invite_member(request: HttpRequest, pk: Id, data: MemberIn) -> Status:
    """Somebody joins the team, by e-mail address. Nobody of the host city can."""
    review = review_of(request, pk, "team.change")
    return Status(201, actions.invite_member(by=me(request), review=review, **_facts(request, data)))


@router.patch("/members/{int:pk}", response=MemberOut)
def change_member(request: HttpRequest, pk: Id, data: MemberChange) -> TeamMember:
    """New facts about a member's place."""
    member = fetch(request, "member.change", ROWS, pk=pk)
    return actions.change_member(by=me(request), member=member, **_facts(request, data))


@router.post("/members/{int:pk}/confirm", response=MemberOut)
def confirm_membership(request: HttpRequest, pk: Id) -> TeamMember:
    """Say yes to being in the team."""
    return actions.confirm(by=me(request), member=fetch(request, "member.confirm", ROWS, pk=pk))


@router.post("/members/{int:pk}/declare", response=MemberOut)
def declare_conflicts(request: HttpRequest, pk: Id, data: DeclarationIn) -> TeamMember:
    """Declare conflicts of interest; with none that binds, the wall opens."""
    return actions.declare(by=me(request), member=fetch(request, "member.declare", ROWS, pk=pk), **data.dict())


@router.post("/members/{int:pk}/leave", response=MemberOut)
def leave_team(request: HttpRequest, pk: Id, data: Reason) -> TeamMember:
    """Leave the team, with a reason."""
    return actions.leave(by=me(request), member=fetch(request, "member.leave", ROWS, pk=pk), reason=data.reason)


@router.post("/reviews/{int:pk}/team/{int:member}/lead", response=MemberOut)
def appoint_leader(request: HttpRequest, pk: Id, member: Id) -> TeamMember:
    """This member leads the team from now on."""
    return actions.appoint_leader(by=me(request), member=_member(request, pk, member, "team.change"))


@router.post("/reviews/{int:pk}/team/{int:member}/remove", response=MemberOut)
def remove_member(request: HttpRequest, pk: Id, member: Id, data: Reason) -> TeamMember:
    """The member leaves the team, with a reason; the wall closes for them at once."""
    row = _member(request, pk, member, "team.change")
    return actions.remove_member(by=me(request), member=row, reason=data.reason)


@router.post("/reviews/{int:pk}/team/{int:member}/trained", response=MemberOut)
def mark_trained(request: HttpRequest, pk: Id, member: Id, data: Trained) -> TeamMember:
    """The member took part in the training, or did not."""
    row = _member(request, pk, member, "team.train")
    return actions.mark_trained(by=me(request), member=row, is_trained=data.is_trained)


def _member(request: HttpRequest, pk: int, member: int, permission: str) -> TeamMember:
    return inner(ROWS, pk=member, review=review_of(request, pk, permission))
