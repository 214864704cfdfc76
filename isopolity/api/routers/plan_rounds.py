# SPDX-License-Identifier: EUPL-1.2
"""Progress rounds of action plans."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.plan_actions import action_of
from isopolity.api.routers.plans import plan_of
from isopolity.api.shapes import Code, Day, Id, Input, Long, fetch, inner, me, paged
from isopolity.networks.models import Project
from isopolity.plans import actions
from isopolity.plans.models import ActionProgress, PlanProgress, ProgressRound
from isopolity.plans.queries.rounds import rounds_of

router = Router()
ROUND = "/plans/{int:pk}/rounds/{int:number}"


class RoundOut(Schema):
    """A progress round, of a project or of one plan."""

    id: int
    project_id: int | None
    plan_id: int | None
    name: str
    due: date


class RoundIn(Input):
    """A new round."""

    name: Annotated[str, Field(min_length=1, max_length=150)]
    due: Day


class PlanProgressOut(Schema):
    """How an action fares."""

    action_id: int
    light: str
    text: str
    transfer: str
    sustainability: str
    told_at: datetime


class PlanProgressIn(Input):
    """How an action fares: on_track, at_risk, late, done or stopped; and what happened."""

    light: Code
    text: Annotated[str, Field(min_length=1, max_length=20_000)]
    transfer: Long = ""
    sustainability: Long = ""


class UnplannedOut(Schema):
    """What nobody had planned."""

    unplanned: str
    consequences: str


class UnplannedIn(Input):
    """What nobody had planned."""

    unplanned: Long = ""
    consequences: Long = ""


def round_of(request: HttpRequest, pk: int, number: int, permission: str = "plan.write") -> ProgressRound:
    """A round in which this plan is asked."""
    return inner(rounds_of(plan_of(request, pk, permission)), pk=number)


@router.post("/projects/{int:pk}/plan-rounds", response={201: RoundOut})
def open_round(request: HttpRequest, pk: Id, data: RoundIn) -> Status:
    """Ask every plan of the project how it fares."""
    project = fetch(request, "plan_round.open", Project, pk=pk)
    return Status(201, actions.open_round(by=me(request), project=project, **data.dict()))


@router.get("/plans/{int:pk}/rounds", response=list[RoundOut])
@paged
def list_rounds(request: HttpRequest, pk: Id) -> QuerySet[ProgressRound]:
    """Rounds of the plan's project, and its own."""
    return rounds_of(plan_of(request, pk, "plan.read"))


@router.post("/plans/{int:pk}/rounds", response={201: RoundOut})
def open_own_round(request: HttpRequest, pk: Id, data: RoundIn) -> Status:
    """The city looks at one plan by itself."""
    return Status(201, actions.open_own_round(by=me(request), plan=plan_of(request, pk), **data.dict()))


@router.delete(ROUND, response={204: None})
def remove_round(request: HttpRequest, pk: Id, number: Id) -> Status:
    """A round opened by mistake."""
    actions.remove_round(by=me(request), round=round_of(request, pk, number))
    return Status(204, None)


@router.get(ROUND + "/actions", response=list[PlanProgressOut])
@paged
def list_action_progress(request: HttpRequest, pk: Id, number: Id) -> QuerySet[ActionProgress]:
    """What was told of the plan's actions in this round."""
    return ActionProgress.objects.filter(round=round_of(request, pk, number, "plan.read"), action__plan=pk)


@router.put(ROUND + "/actions/{int:planned}", response=PlanProgressOut)
def tell_action_progress(request: HttpRequest, pk: Id, number: Id, planned: Id, data: PlanProgressIn) -> ActionProgress:
    """Tell how an action fares."""
    told = {"round": round_of(request, pk, number), "planned": action_of(request, pk, planned)}
    return actions.tell_action_progress(by=me(request), **told, **data.dict())  # type: ignore[arg-type]


@router.get(ROUND + "/unplanned", response=UnplannedOut)
def get_plan_progress(request: HttpRequest, pk: Id, number: Id) -> Any:
    """What nobody had planned."""
    found = PlanProgress.objects.filter(round=round_of(request, pk, number, "plan.read"), plan=pk).first()
    return found or {"unplanned": "", "consequences": ""}


@router.put(ROUND + "/unplanned", response=UnplannedOut)
def tell_plan_progress(request: HttpRequest, pk: Id, number: Id, data: UnplannedIn) -> PlanProgress:
    """Tell what nobody had planned, and what else came of it."""
    plan = plan_of(request, pk)
    found = round_of(request, pk, number)
    return actions.tell_plan_progress(by=me(request), round=found, plan=plan, **data.dict())
