# SPDX-License-Identifier: EUPL-1.2
"""Oneself: who I am, what waits for me, my settings, my tokens."""

from datetime import date, datetime
from typing import Annotated, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema, Status

from isopolity.accounts import actions, queries
from isopolity.accounts.models import ApiToken, NoticeKind, Person
from isopolity.api.shapes import Id, Input, SmallNumber, fetch, given, me, paged
from isopolity.core.duties import Duty, duties
from isopolity.core.policy import forget

router = Router()


class MeOut(Schema):
    """One's own account."""

    id: int
    email: str
    name: str
    language: str
    theme: str
    is_operator: bool
    mail: list[str]

    @staticmethod
    def resolve_mail(person: Person) -> list[str]:
        return queries.wanted_mail(person)


class MeChange(Input):
    """New values for some settings. ``mail``: the kinds of mail one wants."""

    name: Annotated[str, Field(min_length=1, max_length=150)] | None = None
    language: Annotated[str, Field(max_length=12)] | None = None
    theme: Literal["auto", "light", "dark"] | None = None
    mail: list[NoticeKind] | None = None


class DutyOut(Schema):
    """Something to be done. ``waits_for`` names who does it when it is somebody else's turn."""

    text: str
    where: str
    url: str
    due: date | None
    waits_for: str


class TokenOut(Schema):
    """A token, without its secret."""

    id: int
    name: str
    prefix: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None
    is_live: bool


class NewTokenOut(TokenOut):
    """A new token; ``secret`` is shown this once."""

    secret: str


class TokenIn(Input):
    """What a token is for, what it may, and for how many days."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    scopes: list[Literal["read", "write"]] = ["read"]
    days: SmallNumber = 90


@router.get("/me", response=MeOut)
def get_me(request: HttpRequest) -> Person:
    """Who the token acts as."""
    return me(request)


@router.patch("/me", response=MeOut)
def change_me(request: HttpRequest, data: MeChange) -> Person:
    """Change one's own name, language, appearance, and the kinds of mail one gets."""
    values = given(data)
    mail = values.pop("mail", None)
    person = actions.change_account(by=me(request), **values) if values else me(request)
    if mail is not None:
        actions.choose_mail(by=me(request), kinds=[str(kind) for kind in mail])
    return person


@router.get("/me/duties", response=list[DutyOut])
@paged
def list_duties(request: HttpRequest) -> list[Duty]:
    """What waits for you, and what waits for others around you; nearest deadline first."""
    return duties(me(request))


@router.get("/me/tokens", response=list[TokenOut])
@paged
def list_tokens(request: HttpRequest) -> QuerySet[ApiToken]:
    """Your tokens, newest first."""
    return queries.tokens(me(request))


@router.post("/me/tokens", response={201: NewTokenOut})
def make_token(request: HttpRequest, response: HttpResponse, data: TokenIn) -> Status:
    """Make a token. Its secret is in this answer and nowhere else; the answer is not kept for an idempotency key."""
    token, secret = actions.make_token(by=me(request), name=data.name, scopes=list(data.scopes), days=data.days)
    response["Cache-Control"] = "no-store"
    token.secret = secret  # type: ignore[attr-defined]
    return Status(201, token)


@router.delete("/me/tokens/{int:pk}", response={204: None})
def revoke_token(request: HttpRequest, pk: Id) -> Status:
    """The token stops working now."""
    actions.revoke_token(by=me(request), token=fetch(request, "token.revoke", ApiToken, pk=pk))
    forget()
    return Status(204, None)
