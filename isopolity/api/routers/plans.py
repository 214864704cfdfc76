# SPDX-License-Identifier: EUPL-1.2
"""Action plans: the plan, its evidence, what of it is public."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.shapes import (
    Code,
    FieldIn,
    Id,
    Input,
    Long,
    Named,
    SavedOut,
    Short,
    fetch,
    given,
    inner,
    me,
    paged,
    saved,
)
from isopolity.groups.models import SupportGroup
from isopolity.networks.models import Project
from isopolity.places.models import City
from isopolity.plans import actions
from isopolity.plans.models import Plan, PlanEvidence
from isopolity.plans.queries.board import plans_of, women_of
from isopolity.plans.queries.plans import PLANS
from isopolity.reports.models import Headline

router = Router()
Title = Annotated[str, Field(min_length=1, max_length=200)]


class PlanOut(Schema):
    """An action plan."""

    id: int
    project_id: int | None
    group_id: int | None
    city: Named
    title: str
    problem: str
    aims: str
    shows_page: bool
    shows_progress: bool
    shows_money: bool
    shows_lines: bool


class PlanChange(Input):
    """Another title, another support group."""

    title: Title
    group_id: Id | None = None


class PlanIn(Input):
    """A new plan of a city; without a project it is the city's own."""

    city_id: Id
    title: Title
    project_id: Id | None = None
    group_id: Id | None = None


class ShowIn(Input):
    """What everybody may see."""

    page: bool
    progress: bool = False
    money: bool = False
    lines: bool = False


class PlanEvidenceOut(Schema):
    """A piece of the evidence base: numbers, perceptions or foresight."""

    id: int
    kind: str
    text: str
    source: str
    link: str
    report_id: int | None


class PlanEvidenceChange(Input):
    """New values for some of its fields."""

    kind: Code | None = None
    text: Long | None = None
    source: Annotated[str, Field(max_length=250)] | None = None
    link: Annotated[str, Field(max_length=500)] | None = None


class PlanEvidenceIn(PlanEvidenceChange):
    """A new piece of evidence."""

    kind: Code
    text: Long
    source: Annotated[str, Field(min_length=1, max_length=250)]


class PlanWomenActionOut(Schema):
    """An action addressed to migrant women and girls."""

    id: int
    title: str
    city: str


class PlanWomenOut(Schema):
    """How many of the actions that were not stopped are addressed to migrant women and girls, and which."""

    actions: list[PlanWomenActionOut]
    counted: int
    percent: int


class PlanHeadlineIn(Input):
    """A headline finding of a published report of the city."""

    headline_id: Id


def plan_of(request: HttpRequest, pk: int, permission: str = "plan.write") -> Plan:
    """The plan, if the token's person has the permission on it."""
    return fetch(request, permission, PLANS, pk=pk)


def evidence_of(request: HttpRequest, pk: int, evidence: int) -> PlanEvidence:
    """A piece of evidence of a plan that the token's person writes."""
    plan = plan_of(request, pk)
    row = inner(PlanEvidence, pk=evidence, plan=plan)
    row.plan = plan
    return row


def _values(data: Schema) -> dict[str, Any]:
    return {name: value for name, value in given(data).items() if value is not None}


def _group(plan_city: int, project: int | None, pk: int | None) -> SupportGroup | None:
    return None if pk is None else inner(SupportGroup, pk=pk, city=plan_city, project=project)


@router.get("/plans", response=list[PlanOut])
@paged
def list_plans(request: HttpRequest, q: Short = "", state: Code = "", project: Id | None = None) -> QuerySet[Plan]:
    """The plans you may read; ``state``: with an action in this state, or "late"."""
    found = None if project is None else fetch(request, "plan.list", Project, pk=project)
    return plans_of(request.user, found, words=q, state=state)


@router.get("/projects/{int:pk}/plan-women", response=PlanWomenOut)
def get_plan_women(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """The share of actions for migrant women and girls in the project's plans that you may read."""
    found = women_of(request.user, fetch(request, "plan.list", Project, pk=pk))
    rows = [{"id": row["pk"], "title": row["title"], "city": row["plan__city__name"]} for row in found.rows]
    return {"actions": rows, "counted": found.counted, "percent": found.percent}


@router.post("/plans", response={201: PlanOut})
def create_plan(request: HttpRequest, data: PlanIn) -> Status:
    """A new plan of a city."""
    city = fetch(request, "city.read", City, pk=data.city_id)
    project = None if data.project_id is None else fetch(request, "plan.list", Project, pk=data.project_id)
    group = _group(city.pk, data.project_id, data.group_id)
    made = actions.create_plan(by=me(request), city=city, title=data.title, project=project, group=group)
    return Status(201, plan_of(request, made.pk, "plan.read"))


@router.get("/plans/{int:pk}", response=PlanOut)
def get_plan(request: HttpRequest, pk: Id) -> Plan:
    """One plan."""
    return plan_of(request, pk, "plan.read")


@router.put("/plans/{int:pk}", response=PlanOut)
def change_plan(request: HttpRequest, pk: Id, data: PlanChange) -> Plan:
    """Another title, another support group."""
    plan = plan_of(request, pk)
    group = _group(plan.city_id, plan.project_id, data.group_id)
    actions.change_plan(by=me(request), plan=plan, title=data.title, group=group)
    return plan_of(request, pk)


@router.put("/plans/{int:pk}/text", response=SavedOut)
def save_plan_text(request: HttpRequest, pk: Id, data: FieldIn) -> dict[str, str]:
    """The ``problem`` or the ``aims``."""
    return saved(actions.save_plan_text(by=me(request), plan=plan_of(request, pk), **data.dict()), data.field)


@router.put("/plans/{int:pk}/shown", response=PlanOut)
def show_plan(request: HttpRequest, pk: Id, data: ShowIn) -> Plan:
    """What everybody may see of the plan."""
    actions.show_plan(by=me(request), plan=plan_of(request, pk, "plan.publish"), **data.dict())
    return plan_of(request, pk, "plan.read")


@router.delete("/plans/{int:pk}", response={204: None})
def remove_plan(request: HttpRequest, pk: Id) -> Status:
    """Take away a plan begun by mistake; refused once it has actions."""
    actions.remove_plan(by=me(request), plan=plan_of(request, pk))
    return Status(204, None)


@router.get("/plans/{int:pk}/evidence", response=list[PlanEvidenceOut])
@paged
def list_plan_evidence(request: HttpRequest, pk: Id) -> QuerySet[PlanEvidence]:
    """The evidence base."""
    return PlanEvidence.objects.filter(plan=plan_of(request, pk, "plan.read"))


@router.post("/plans/{int:pk}/evidence", response={201: PlanEvidenceOut})
def add_plan_evidence(request: HttpRequest, pk: Id, data: PlanEvidenceIn) -> Status:
    """Numbers, perceptions or foresight, with their source."""
    return Status(201, actions.add_evidence(by=me(request), plan=plan_of(request, pk), **_values(data)))


@router.post("/plans/{int:pk}/evidence/headline", response={201: PlanEvidenceOut})
def link_headline(request: HttpRequest, pk: Id, data: PlanHeadlineIn) -> Status:
    """A headline finding of the city's published report."""
    plan = plan_of(request, pk)
    rows = Headline.objects.filter(review__city=plan.city_id, review__report__published_at__isnull=False)
    headline = inner(rows.select_related("review__report"), pk=data.headline_id)
    return Status(201, actions.link_headline(by=me(request), plan=plan, headline=headline))


@router.patch("/plans/{int:pk}/evidence/{int:evidence}", response=PlanEvidenceOut)
def change_plan_evidence(request: HttpRequest, pk: Id, evidence: Id, data: PlanEvidenceChange) -> PlanEvidence:
    """Other words, another source."""
    return actions.change_evidence(by=me(request), evidence=evidence_of(request, pk, evidence), **_values(data))


@router.delete("/plans/{int:pk}/evidence/{int:evidence}", response={204: None})
def remove_plan_evidence(request: HttpRequest, pk: Id, evidence: Id) -> Status:
    """The plan no longer rests on it."""
    actions.remove_evidence(by=me(request), evidence=evidence_of(request, pk, evidence))
    return Status(204, None)
