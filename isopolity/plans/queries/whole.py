# SPDX-License-Identifier: EUPL-1.2
"""The whole plan for paper and spreadsheets: what every reader of the plan may read, and no more."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from isopolity.plans.models import (
    ActionProgress,
    Endorsement,
    Milestone,
    Plan,
    PlanAction,
    PlanEvidence,
    PlanProgress,
    ProgressRound,
    Risk,
)
from isopolity.plans.money import STATES, Totals
from isopolity.plans.queries.money import Shown, lines_of, shown, table_of, totals_of
from isopolity.plans.queries.plans import actions_of, evidence_of, share_for_women
from isopolity.plans.queries.rounds import rounds_of
from isopolity.plans.queries.versions import endorsements_of


@dataclass(frozen=True)
class WholeAction:
    """An action with all that belongs to it. ``progress`` is what the last round told."""

    number: int
    action: PlanAction
    milestones: list[Milestone]
    risks: list[Risk]
    waits: list[str]
    money: list[Shown]
    progress: ActionProgress | None


@dataclass(frozen=True)
class Whole:
    """A plan from problem to progress. Talks with managing authorities are not in it: not every reader sees them."""

    plan: Plan
    evidence: list[tuple[str, list[PlanEvidence]]]
    actions: list[WholeAction]
    money: Totals
    endorsements: list[Endorsement]
    round: ProgressRound | None = None
    unplanned: PlanProgress | None = None
    has_money: bool = False
    table: list[tuple[str, list[Decimal], Decimal]] = field(default_factory=list)

    @property
    def women(self) -> tuple[int, int]:
        """(actions addressed to migrant women and girls, all that were not stopped)."""
        return share_for_women([one.action for one in self.actions])

    @property
    def sums(self) -> list[Decimal]:
        """Euro by state, all sources together."""
        return [self.money.by_state[state] for state in STATES]

    @property
    def own(self) -> list[Decimal]:
        """Own contributions by state."""
        return [self.money.own[state] for state in STATES]


def whole_of(plan: Plan) -> Whole:
    """The plan as it is now. The same number of queries for every plan."""
    actions, lines = actions_of(plan), lines_of([plan])
    round = _last_told(plan)
    told: dict[int, ActionProgress] = {}
    unplanned = None
    if round is not None:
        told = {row.action_id: row for row in ActionProgress.objects.filter(round=round, action__plan=plan)}
        unplanned = PlanProgress.objects.filter(round=round, plan=plan).first()
    money: dict[int, list[Shown]] = defaultdict(list)
    for line in lines:
        money[line.action_id].append(shown(line))
    titles = {action.pk: action.title for action in actions}
    totals = totals_of(lines)
    return Whole(
        plan, _evidence(plan), [_whole(n, a, titles, money[a.pk], told.get(a.pk)) for n, a in enumerate(actions, 1)],
        totals, endorsements_of(plan), round, unplanned, has_money=bool(lines), table=table_of(totals),
    )  # fmt: skip


def _whole(number: int, action: PlanAction, titles: dict[int, str], money: list[Shown], told: Any) -> WholeAction:
    waits = [titles[need.needed_id] for need in action.needs.all()]
    return WholeAction(
        number, action, list(action.milestones.all()), list(action.risks.all()), waits, money, told
    )  # fmt: skip


def _evidence(plan: Plan) -> list[tuple[str, list[PlanEvidence]]]:
    return [(str(kind), list(some)) for kind, some in groupby(evidence_of(plan), lambda one: one.get_kind_display())]


def _last_told(plan: Plan) -> ProgressRound | None:
    """The newest round in which something was told of this plan."""
    return rounds_of(plan).filter(progress__action__plan=plan).distinct().first()
