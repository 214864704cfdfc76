# SPDX-License-Identifier: EUPL-1.2
"""Rounds of a plan with what was told in them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from isopolity.plans.models import ActionProgress, Light, Plan, PlanProgress, ProgressRound
from isopolity.plans.queries.plans import actions_of

ICONS = {
    Light.ON_TRACK: "check", Light.AT_RISK: "alert-triangle", Light.LATE: "clock", Light.DONE: "thumb-up",
    Light.STOPPED: "x",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """An action in a round, with its answer if there is one."""

    action: Any
    progress: ActionProgress | None

    @property
    def key(self) -> str:
        """The action's number as a form sends it."""
        return str(self.action.pk)

    @property
    def icon(self) -> str:
        """The symbol beside the word."""
        return ICONS[Light(self.progress.light)] if self.progress else ""


def rounds_of(plan: Plan) -> QuerySet[ProgressRound]:
    """Rounds of the plan's project, and its own."""
    wanted = Q(plan=plan)
    if plan.project_id:
        wanted |= Q(project=plan.project_id)
    return ProgressRound.objects.filter(wanted)


def told_in(plan: Plan, round: ProgressRound) -> tuple[list[Told], PlanProgress | None]:
    """Every action of the plan with what was told of it, and what nobody had planned."""
    rows = {row.action_id: row for row in ActionProgress.objects.filter(round=round, action__plan=plan)}
    own = PlanProgress.objects.filter(round=round, plan=plan).first()
    return [Told(action, rows.get(action.pk)) for action in actions_of(plan)], own


def table_of_rounds(plan: Plan) -> list[tuple[ProgressRound, list[Told]]]:
    """All rounds, newest first, each with the plan's actions. The number of queries does not grow."""
    rounds, actions = list(rounds_of(plan)), actions_of(plan)
    rows = {
        (row.round_id, row.action_id): row for row in ActionProgress.objects.filter(round__in=rounds, action__plan=plan)
    }
    return [(one, [Told(action, rows.get((one.pk, action.pk))) for action in actions]) for one in rounds]
