# SPDX-License-Identifier: EUPL-1.2
"""Budget lines of a project and what is spent on them."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.shapes import Day, Id, Input, fetch, inner, me, paged
from isopolity.networks import actions
from isopolity.networks.models import BudgetLine, LineKind, Partner, Project, Spending
from isopolity.networks.queries.money import budget_of, spendings_of, state_of

router = Router()
Euro = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)]


class ProjectLineOut(Schema):
    """A budget line with how it stands, in euro. ``warning``: what is wrong, in words; empty if nothing is."""

    id: int
    name: str
    kind: str
    ceiling: Decimal | None
    minimum: Decimal | None
    is_ring_fenced: bool
    financed_percent: Decimal
    note: str
    spent: Decimal
    left: Decimal | None
    kept: Decimal
    from_programme: Decimal
    own: Decimal
    warning: str


class ProjectLineIn(Input):
    """A budget line: at most ``ceiling``, at least ``minimum``; all of it anew."""

    name: Annotated[str, Field(min_length=1, max_length=150)]
    kind: LineKind = LineKind.OTHER
    ceiling: Euro | None = None
    minimum: Euro | None = None
    is_ring_fenced: bool = False
    financed_percent: Percent = Decimal(100)
    note: Annotated[str, Field(max_length=300)] = ""


class SpendingOut(Schema):
    """Money spent on a line."""

    id: int
    on: date
    amount: Decimal
    partner_id: int | None
    note: str
    original_amount: Decimal | None
    original_currency: str


class SpendingIn(Input):
    """Money spent, in euro; the amount in another currency may stand beside it."""

    on: Day
    amount: Euro
    partner_id: Id | None = None
    note: Annotated[str, Field(max_length=300)] = ""
    original_amount: Euro | None = None
    original_currency: Annotated[str, Field(max_length=3)] = ""


def _project(request: HttpRequest, pk: int, permission: str = "project.change") -> Project:
    return fetch(request, permission, Project, pk=pk)


def _told(line: BudgetLine) -> dict[str, Any]:
    state = state_of(line)
    facts = ("id", "name", "kind", "ceiling", "minimum", "is_ring_fenced", "financed_percent", "note")
    numbers = ("spent", "left", "kept", "from_programme", "own", "warning")
    return {name: getattr(line, name) for name in facts} | {name: getattr(state, name) for name in numbers}


@router.get("/projects/{int:pk}/budget", response=list[ProjectLineOut])
def list_lines(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """The budget lines in order."""
    return [_told(row.line) for row in budget_of(_project(request, pk, "project.read"))]


@router.post("/projects/{int:pk}/budget", response={201: ProjectLineOut})
def add_line(request: HttpRequest, pk: Id, data: ProjectLineIn) -> Status:
    """A new budget line."""
    return Status(201, _told(actions.add_line(by=me(request), project=_project(request, pk), **data.dict())))


def _line(request: HttpRequest, pk: int, line: int, permission: str = "project.change") -> BudgetLine:
    return inner(BudgetLine.objects.select_related("project"), pk=line, project=_project(request, pk, permission))


@router.put("/projects/{int:pk}/budget/{int:line}", response=ProjectLineOut)
def change_line(request: HttpRequest, pk: Id, line: Id, data: ProjectLineIn) -> dict[str, Any]:
    """Another name, ceiling, minimum or share of the programme."""
    return _told(actions.change_line(by=me(request), line=_line(request, pk, line), **data.dict()))


@router.delete("/projects/{int:pk}/budget/{int:line}", response={204: None})
def remove_line(request: HttpRequest, pk: Id, line: Id) -> Status:
    """The line is taken off the budget."""
    actions.remove_line(by=me(request), line=_line(request, pk, line))
    return Status(204, None)


@router.get("/projects/{int:pk}/budget/{int:line}/spendings", response=list[SpendingOut])
@paged
def list_spendings(request: HttpRequest, pk: Id, line: Id) -> QuerySet[Spending]:
    """What was spent on the line, newest first."""
    return spendings_of(_line(request, pk, line, "project.read"))


@router.post("/projects/{int:pk}/budget/{int:line}/spendings", response={201: SpendingOut})
def spend(request: HttpRequest, pk: Id, line: Id, data: SpendingIn) -> Status:
    """Note money spent on the line."""
    row, facts = _line(request, pk, line), data.dict()
    partner = facts.pop("partner_id")
    facts["partner"] = inner(Partner, pk=partner, project=row.project) if partner else None
    return Status(201, actions.spend(by=me(request), line=row, **facts))


@router.delete("/projects/{int:pk}/budget/{int:line}/spendings/{int:spending}", response={204: None})
def remove_spending(request: HttpRequest, pk: Id, line: Id, spending: Id) -> Status:
    """Take an entry away that should not be there."""
    rows = Spending.objects.select_related("line__project").filter(line=_line(request, pk, line))
    actions.remove_spending(by=me(request), spending=inner(rows, pk=spending))
    return Status(204, None)
