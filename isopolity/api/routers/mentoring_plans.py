# SPDX-License-Identifier: EUPL-1.2
"""Goals of a pair that become actions of the mentee's action plan; what happened in a pair."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.mentoring_pairs import pair_of
from isopolity.api.routers.overviews import HistoryOut
from isopolity.api.shapes import Id, Input, Moment, inner, me
from isopolity.core.policy import may
from isopolity.mentoring import actions
from isopolity.mentoring.models import Goal, GoalLink, Pair
from isopolity.mentoring.queries.history import history_of
from isopolity.mentoring.queries.plan import pair_plans, plans_for
from isopolity.plans.models import PlanAction

router = Router()
GOAL = "/pairs/{int:pk}/goals/{int:goal}/action"


class PairGoalOut(Schema):
    """A goal, and the action that it became. Plan and action are told to those who read the plan."""

    goal_id: int
    is_in_plan: bool
    plan_id: int | None
    action_id: int | None


class PairGoalTakeIn(Input):
    """The plan that takes the goal; with ``action_id`` an action that stands there already, else a new one."""

    plan_id: Id
    action_id: Id | None = None


def _goal(pair: Pair, pk: int) -> Goal:
    goal = inner(Goal.objects.select_related("item"), pair=pair, pk=pk)
    goal.pair = pair
    return goal


def _told(link: GoalLink) -> dict[str, Any]:
    return {"goal_id": link.goal_id, "is_in_plan": True, "plan_id": link.action.plan_id, "action_id": link.action_id}


@router.get("/pairs/{int:pk}/goals", response=list[PairGoalOut])
def list_pair_goals(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """Which goals stand in an action plan."""
    return [
        _told(line.link)
        if line.link and line.is_open
        else {"goal_id": line.goal.pk, "is_in_plan": line.link is not None, "plan_id": None, "action_id": None}
        for line in pair_plans(me(request), pair_of(request, pk)).goals
    ]


@router.post(GOAL, response={201: PairGoalOut})
def take_goal(request: HttpRequest, pk: Id, goal: Id, data: PairGoalTakeIn) -> Status:
    """A goal becomes an action of the mentee's plan."""
    pair = pair_of(request, pk)
    plan = inner(plans_for(pair), pk=data.plan_id)
    if not may(request.user, "plan.write", plan):
        raise Http404
    planned = inner(PlanAction, pk=data.action_id, plan=plan) if data.action_id else None
    link = actions.take_goal(by=me(request), goal=_goal(pair, goal), plan=plan, planned=planned)
    return Status(201, _told(link))


@router.delete(GOAL, response={204: None})
def release_goal(request: HttpRequest, pk: Id, goal: Id) -> Status:
    """Goal and action go separate ways."""
    pair = pair_of(request, pk)
    link = inner(GoalLink.objects.select_related("action__plan__city"), goal=_goal(pair, goal))
    if not may(request.user, "plan.write", link.action.plan):
        raise Http404
    link.goal.pair = pair
    actions.release_goal(by=me(request), link=link)
    return Status(204, None)


@router.get("/pairs/{int:pk}/history", response=HistoryOut)
def get_pair_history(
    request: HttpRequest, pk: Id, before: Moment | None = None, limit: Annotated[int, Field(ge=1, le=200)] = 60
) -> dict[str, Any]:
    """What happened in a pair; never the content of a text."""
    events, older = history_of(me(request), pair_of(request, pk), limit=limit, before=before)
    return {"items": [{"when": one.when, "who": one.who, "text": one.text} for one in events], "older": older}
