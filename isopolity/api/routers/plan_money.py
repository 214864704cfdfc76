# SPDX-License-Identifier: EUPL-1.2
"""Money of a plan: funding lines and their steps, totals, talks with managing authorities."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.plan_actions import action_of
from isopolity.api.routers.plans import plan_of
from isopolity.api.shapes import Code, Day, Id, Input, Long, Reason, Short, inner, me, paged
from isopolity.core.policy import may
from isopolity.networks.models import PartnerRole
from isopolity.places.models import Organisation
from isopolity.places.rules import organisations
from isopolity.plans import actions
from isopolity.plans.models import AuthorityContact, FundingLine
from isopolity.plans.queries.money import lines_of, shown, totals_of
from isopolity.plans.queries.plans import contacts_of

router = Router()
LINE = "/plans/{int:pk}/funding/{int:line}"
Money = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Office = Annotated[str, Field(max_length=150)]


class PlanStepOut(Schema):
    """A line reached a state."""

    id: int
    state: str
    amount: Decimal
    currency: str
    original: Decimal | None
    rate_on: date | None
    day: date
    who: str
    whom: str
    note: str


class PlanStepIn(Input):
    """A line reached a state. ``original`` and ``rate_on`` belong to another currency than the euro."""

    state: Code
    amount: Money
    currency: Annotated[str, Field(max_length=3)] = "EUR"
    original: Annotated[Decimal, Field(ge=0, max_digits=16, decimal_places=2)] | None = None
    rate_on: Day | None = None
    day: Day
    who: Office = ""
    whom: Office = ""
    note: Long = ""


class LineChange(Input):
    """Where money comes from."""

    source: Code
    name: Short = ""
    is_own: bool = False


class PlanLineIn(LineChange):
    """A funding line with its first step."""

    step: PlanStepIn


class PlanLineOut(Schema):
    """A funding line; ``state`` and ``amount`` are those that count now."""

    id: int
    action_id: int
    source: str
    name: str
    is_own: bool
    state: str
    amount: Decimal
    refused_on: date | None
    refused_because: str
    steps: list[PlanStepOut]


class RefusalIn(Reason):
    """Whoever was asked said no."""

    day: Day


class TotalsOut(Schema):
    """Euro by source and state; each euro once; own contributions apart."""

    by_source: dict[str, dict[str, Decimal]]
    by_state: dict[str, Decimal]
    own: dict[str, Decimal]
    total: Decimal


class ContactOut(Schema):
    """A talk with a managing authority."""

    id: int
    with_whom: str
    organisation_id: int | None
    kind: str
    day: date
    who: str
    note: str
    by_authority: bool


class ContactIn(Input):
    """A talk with a managing authority: one of the project, or another by name."""

    organisation_id: Id | None = None
    body: Short = ""
    kind: Code
    day: Day
    who: Short = ""
    note: Annotated[str, Field(min_length=1, max_length=20_000)]


class IndicationIn(Input):
    """What the managing authority may pay for."""

    day: Day
    who: Short = ""
    note: Annotated[str, Field(min_length=1, max_length=20_000)]


def line_of(request: HttpRequest, pk: int, line: int) -> FundingLine:
    """A line of a plan that the token's person writes."""
    plan = plan_of(request, pk)
    row = inner(FundingLine.objects.select_related("action"), pk=line, action__plan=plan)
    row.action.plan = plan
    return row


def _told(line: FundingLine) -> dict[str, Any]:
    now = shown(line)
    names = ("id", "action_id", "source", "name", "is_own", "refused_on", "refused_because")
    own = {name: getattr(line, name) for name in names}
    return {**own, "state": now.state, "amount": now.amount, "steps": list(line.steps.all())}


@router.get("/plans/{int:pk}/funding", response=list[PlanLineOut])
@paged
def list_funding(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """The plan's funding lines with all their steps."""
    return [_told(line) for line in lines_of([plan_of(request, pk, "plan.read")])]


@router.get("/plans/{int:pk}/funding/totals", response=TotalsOut)
def funding_totals(request: HttpRequest, pk: Id) -> Any:
    """Added up by source and state."""
    return totals_of(lines_of([plan_of(request, pk, "plan.read")]))


@router.post("/plans/{int:pk}/actions/{int:planned}/funding", response={201: PlanLineOut})
def add_funding_line(request: HttpRequest, pk: Id, planned: Id, data: PlanLineIn) -> Status:
    """A line with its first step."""
    values = data.dict()
    step = values.pop("step")
    line = actions.add_funding_line(by=me(request), planned=action_of(request, pk, planned), **values, **step)
    return Status(201, _told(line))


@router.put(LINE, response=PlanLineOut)
def change_funding_line(request: HttpRequest, pk: Id, line: Id, data: LineChange) -> dict[str, Any]:
    """Another source or name."""
    row = line_of(request, pk, line)
    actions.change_funding_line(by=me(request), line=row, **data.dict())
    return _told(row)


@router.post(LINE + "/steps", response={201: PlanStepOut})
def take_funding_step(request: HttpRequest, pk: Id, line: Id, data: PlanStepIn) -> Status:
    """The line reached a state."""
    return Status(201, actions.take_funding_step(by=me(request), line=line_of(request, pk, line), **data.dict()))


@router.post(LINE + "/refusal", response=PlanLineOut)
def refuse_funding(request: HttpRequest, pk: Id, line: Id, data: RefusalIn) -> dict[str, Any]:
    """Whoever was asked said no."""
    return _told(actions.refuse_funding(by=me(request), line=line_of(request, pk, line), **data.dict()))


@router.delete(LINE, response={204: None})
def remove_funding_line(request: HttpRequest, pk: Id, line: Id) -> Status:
    """A line noted by mistake."""
    actions.remove_funding_line(by=me(request), line=line_of(request, pk, line))
    return Status(204, None)


@router.get("/plans/{int:pk}/contacts", response=list[ContactOut])
@paged
def list_contacts(request: HttpRequest, pk: Id) -> QuerySet[AuthorityContact]:
    """Talks with managing authorities; an authority reads its own."""
    plan = plan_of(request, pk, "plan.read")
    reads = may(request.user, "plan.contacts", plan)
    return contacts_of(plan, bodies=None if reads else organisations(request.user))


@router.post("/plans/{int:pk}/contacts", response={201: ContactOut})
def note_contact(request: HttpRequest, pk: Id, data: ContactIn) -> Status:
    """Note a talk."""
    plan, values = plan_of(request, pk), data.dict()
    body = values.pop("organisation_id")
    bodies = Organisation.objects.filter(
        partnerships__project=plan.project_id, partnerships__roles__contains=[PartnerRole.AUTHORITY]
    ).distinct()
    found = None if body is None else inner(bodies, pk=body)
    return Status(201, actions.note_contact(by=me(request), plan=plan, organisation=found, **values))


@router.post("/plans/{int:pk}/indications", response={201: ContactOut})
def indicate(request: HttpRequest, pk: Id, data: IndicationIn) -> Status:
    """For an officer of the managing authority beside the city: what it may pay for."""
    plan = plan_of(request, pk, "plan.indicate")
    return Status(201, actions.indicate(by=me(request), plan=plan, **data.dict()))


@router.delete("/plans/{int:pk}/contacts/{int:contact}", response={204: None})
def remove_contact(request: HttpRequest, pk: Id, contact: Id) -> Status:
    """Noted by mistake."""
    plan = plan_of(request, pk)
    row = inner(AuthorityContact, pk=contact, plan=plan)
    row.plan = plan
    actions.remove_contact(by=me(request), contact=row)
    return Status(204, None)
