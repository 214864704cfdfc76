# SPDX-License-Identifier: EUPL-1.2
"""The mentee's action plans beside the goals of a pair, as far as a person may know them."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from isopolity.core.policy import may
from isopolity.mentoring.models import Goal, GoalLink, Pair
from isopolity.plans.models import EndorsementState, Plan, PlanAction


@dataclass
class GoalLine:
    """A goal with the action that it became. ``is_open``: this person may open that action's plan."""

    goal: Goal
    link: GoalLink | None = None
    is_open: bool = False
    can_release: bool = False


@dataclass
class PairPlans:
    """What the page of a pair shows: plans that the person reads, how many there are, the goals."""

    plans: list[Plan] = field(default_factory=list)
    hidden: int = 0
    goals: list[GoalLine] = field(default_factory=list)
    choices: list[tuple[Plan, list[PlanAction]]] = field(default_factory=list)


def plans_for(pair: Pair) -> Any:
    """Action plans that a goal of the pair may enter: the mentee's in this project, and its own."""
    rows = Plan.objects.filter(Q(project=pair.project_id) | Q(project=None), city=pair.mentee_id)
    return rows.select_related("project", "city__association", "group")


def pair_plans(person: Any, pair: Pair) -> PairPlans:
    """Plans, goals, and the actions that a goal could become for whoever writes the plan."""
    given = Count("endorsements", filter=Q(endorsements__state=EndorsementState.GIVEN), distinct=True)
    rows = list(plans_for(pair).annotate(given=given, number=Count("actions", distinct=True)))
    readable = [plan for plan in rows if may(person, "plan.read", plan)]
    written = {plan.pk: plan for plan in readable if may(person, "plan.write", plan)}
    hidden = sum(plan.project_id is not None for plan in rows if plan not in readable)
    goals = _lines(pair, {plan.pk for plan in readable}, set(written))
    return PairPlans(readable, hidden, goals, _choices(pair, written))


def _lines(pair: Pair, readable: set[int], written: set[int]) -> list[GoalLine]:
    links = GoalLink.objects.filter(goal__pair=pair).select_related("action__plan")
    by_goal = {row.goal_id: row for row in links}
    found = []
    for goal in pair.goals.select_related("item"):
        row = by_goal.get(goal.pk)
        plan = row.action.plan_id if row else 0
        found.append(GoalLine(goal, row, plan in readable, plan in written))
    return found


def _choices(pair: Pair, written: dict[int, Plan]) -> list[tuple[Plan, list[PlanAction]]]:
    if not written:
        return []
    actions: dict[int, list[PlanAction]] = {pk: [] for pk in written}
    for row in PlanAction.objects.filter(plan__in=written):
        actions[row.plan_id].append(row)
    return [(plan, actions[pk]) for pk, plan in written.items()]
