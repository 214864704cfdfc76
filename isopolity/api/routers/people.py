# SPDX-License-Identifier: EUPL-1.2
"""All accounts of the site, for its operators."""

from datetime import datetime
from typing import Annotated, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.accounts import actions, queries
from isopolity.accounts.models import Person
from isopolity.api.shapes import Id, Input, ask, fetch, me, paged

router = Router()


class PersonOut(Schema):
    """An account. ``letter_until``: until when an open invitation works."""

    id: int
    name: str
    email: str
    is_active: bool
    is_operator: bool
    is_invited: bool
    joined_at: datetime | None
    letter_until: datetime | None


class InvitationIn(Input):
    """Whom to invite."""

    email: Annotated[str, Field(max_length=254)]
    name: Annotated[str, Field(max_length=150)] = ""


class PersonChange(Input):
    """What an operator changes about an account."""

    email: Annotated[str, Field(max_length=254)] | None = None
    is_active: bool | None = None
    is_operator: bool | None = None


def _person(request: HttpRequest, pk: int) -> Person:
    return fetch(request, "person.list", queries.people(), pk=pk)


@router.get("/people", response=list[PersonOut])
@paged
def list_people(
    request: HttpRequest, q: str = "", state: Literal["", "joined", "invited", "closed", "operator"] = ""
) -> QuerySet[Person]:
    """All accounts (site operators). ``q``: words of name or address."""
    ask(request, "person.list")
    return queries.people(words=q, state=state)


@router.get("/people/{int:pk}", response=PersonOut)
def get_person(request: HttpRequest, pk: Id) -> Person:
    """One account (site operators)."""
    return _person(request, pk)


@router.post("/people", response={201: PersonOut})
def invite_person(request: HttpRequest, data: InvitationIn) -> Status:
    """Invite somebody to the site who has no role yet. The letter goes out by itself."""
    ask(request, "person.invite")
    made = actions.invite(by=me(request), email=data.email, name=data.name)
    return Status(201, queries.people().get(pk=made.pk))


@router.patch("/people/{int:pk}", response=PersonOut)
def change_person(request: HttpRequest, pk: Id, data: PersonChange) -> Person:
    """Correct the address, close or open the account, make somebody a site operator or take that back."""
    person, by = _person(request, pk), me(request)
    if data.email is not None:
        actions.correct_address(by=by, person=person, email=data.email)
    if data.is_active is not None:
        act = actions.open_account if data.is_active else actions.close_account
        act(by=by, person=person)
    if data.is_operator is not None:
        actions.make_operator(by=by, person=person, is_operator=data.is_operator)
    return _person(request, pk)


@router.post("/people/{int:pk}/invitation", response=PersonOut)
def send_invitation_again(request: HttpRequest, pk: Id) -> Person:
    """A new letter to somebody who has not joined; the earlier one stops working."""
    actions.send_again(by=me(request), person=_person(request, pk))
    return _person(request, pk)


@router.delete("/people/{int:pk}/invitation", response={204: None})
def withdraw_invitation(request: HttpRequest, pk: Id) -> Status:
    """The open letter to this person stops working now."""
    actions.withdraw_invitation(by=me(request), person=_person(request, pk))
    return Status(204, None)
