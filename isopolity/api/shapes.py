# SPDX-License-Identifier: EUPL-1.2
"""What all endpoints share: bounded values, pages of a list, getters that ask for the person's permission."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Schema
from ninja.pagination import LimitOffsetPagination, paginate
from pydantic import AfterValidator, AwareDatetime, ConfigDict, FiniteFloat

from isopolity.accounts.models import Person
from isopolity.core.autosave import digest
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.policy import require

M = TypeVar("M", bound=Model)
LARGEST_ID = 2**63 - 1


def _sensible(value: date) -> date:
    if not 1900 <= value.year <= 2200:
        raise ValueError("The year is not between 1900 and 2200.")
    return value


def _sensible_moment(value: datetime) -> datetime:
    _sensible(value)
    return value.astimezone(UTC)


Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Number = Annotated[int, Field(ge=0, le=2**31 - 1)]
SmallNumber = Annotated[int, Field(ge=0, le=32767)]
Decimal = FiniteFloat
Day = Annotated[date, AfterValidator(_sensible)]
Moment = Annotated[AwareDatetime, AfterValidator(_sensible_moment)]
Short = Annotated[str, Field(max_length=200)]
Long = Annotated[str, Field(max_length=200_000)]
Code = Annotated[str, Field(max_length=40)]
Languages = Annotated[list[Annotated[str, Field(max_length=12)]], Field(max_length=40)]
Ids = Annotated[list[Id], Field(max_length=1000)]
Translated = dict[Annotated[str, Field(max_length=12)], Long]


# How endpoints that answer a calendar file are described.
ICS = {
    "responses": {200: {"description": "A calendar file", "content": {"text/calendar": {"schema": {"type": "string"}}}}}
}


class Input(Schema):
    """A request's body; a name it does not know is an error, so that a typo is not lost silently."""

    model_config = ConfigDict(extra="forbid")


class Named(Schema):
    """A thing with its name."""

    id: int
    name: str


class Reason(Input):
    """Why."""

    reason: Long


class OptionalReason(Input):
    """Why, where there is something to say."""

    reason: Long = ""


class Text(Input):
    """A text."""

    text: Long


class FieldIn(Input):
    """One field's new value. ``seen`` is the digest of what the change started from; without it nothing is checked."""

    field: Code
    value: Long
    seen: Code | None = None


class ValueIn(Input):
    """A new value. ``seen`` is the digest of what the change started from; without it nothing is checked."""

    value: Long
    seen: Code | None = None


class Direction(Input):
    """One place up, or down."""

    up: bool


class SavedOut(Schema):
    """What stands now in the field, and its digest: send it as ``seen`` with the next change."""

    value: str
    digest: str


def saved(row: Model, field: str) -> dict[str, str]:
    """The field as it was saved."""
    value = getattr(row, field)
    return {"value": str(value), "digest": digest(value)}


class Pages(LimitOffsetPagination):
    """``?limit=…&offset=…``; the answer has ``items`` and ``count``."""

    class Input(Schema):
        limit: int = Field(100, ge=1, le=500)
        offset: int = Field(0, ge=0, le=10_000_000)

    def __init__(self, **options: Any) -> None:
        super().__init__(max_limit=500, **options)


paged = paginate(Pages)


def me(request: HttpRequest) -> Person:
    """The token's person. For endpoints that ask for a token: there is always somebody."""
    return request.user  # type: ignore[return-value]


def fetch(request: HttpRequest, permission: str, rows: QuerySet[M] | type[M], **lookup: Any) -> M:
    """The object, if the token's person has the permission on it; else 404."""
    return get_for(request.user, permission, rows, **lookup)


def inner(rows: QuerySet[M] | type[M], **lookup: Any) -> M:
    """A row inside a thing that was fetched with its permission; else 404."""
    return get_object_or_404(rows, **lookup)


def ask(request: HttpRequest, permission: str, thing: Any = None) -> None:
    """404 unless the token's person has the permission."""
    require(request.user, permission, thing)


def chosen(rows: QuerySet[M], ids: Iterable[int], name: str) -> list[M]:
    """The rows with these ids, in their order; a fault of the field ``name`` when one is not among them."""
    wanted = list(dict.fromkeys(ids))
    found = rows.in_bulk(wanted)
    missing = [str(pk) for pk in wanted if pk not in found]
    if missing:
        text = f"Not found here: {', '.join(missing[:20])}"
        raise Refused(text, fields={name: text})
    return [found[pk] for pk in wanted]


def given(data: Schema) -> dict[str, Any]:
    """The fields that were sent."""
    return data.model_dump(exclude_unset=True)
