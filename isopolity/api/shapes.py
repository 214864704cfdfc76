# SPDX-License-Identifier: EUPL-1.2
"""What all endpoints share: pages of a list, errors every endpoint may answer, getters of the token's person."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Schema
from ninja.pagination import LimitOffsetPagination, paginate
from pydantic import ConfigDict

from isopolity.api.problems import Problem
from isopolity.core.getters import get_for

M = TypeVar("M", bound=Model)
ERRORS = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem}


class Input(Schema):
    """A request's body; a name it does not know is an error, so that a typo is not lost silently."""

    model_config = ConfigDict(extra="forbid")


class Pages(LimitOffsetPagination):
    """``?limit=…&offset=…``; the answer has ``items`` and ``count``."""

    class Input(LimitOffsetPagination.Input):
        pass


paged = paginate(Pages)


def answers(shape: Any, status: int = 200) -> dict[int, Any]:
    """The answers of an endpoint: its own, and the errors every endpoint may give."""
    return {status: shape, **ERRORS}


def fetch(request: HttpRequest, permission: str, rows: QuerySet[M] | type[M], **lookup: Any) -> M:
    """The object, if the token's person has the permission on it; else 404."""
    return get_for(request.user, permission, rows, **lookup)


def given(data: Schema) -> dict[str, Any]:
    """The fields that were sent."""
    return data.model_dump(exclude_unset=True)
