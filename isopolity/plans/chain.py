# SPDX-License-Identifier: EUPL-1.2
"""The actions that commitments of a review became, for the page of the commitments."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from isopolity.core.links import link
from isopolity.core.policy import may
from isopolity.plans.models import CommitmentLink
from isopolity.reports.chain import Became, follows_commitments


@follows_commitments
def actions_of_commitments(person: Any, commitments: Sequence[int]) -> dict[int, list[Became]]:
    """To readers of the plan its action and state; to others what the plan's public page tells. One query."""
    rows = CommitmentLink.objects.filter(commitment__in=commitments).select_related(
        "action__plan__city", "action__plan__project"
    )
    found: dict[int, list[Became]] = defaultdict(list)
    for row in rows:
        if told := _told(person, row):
            found[row.commitment_id].append(told)
    return dict(found)


def _told(person: Any, row: CommitmentLink) -> Became | None:
    action, plan = row.action, row.action.plan
    state = str(action.get_state_display())
    if may(person, "plan.read", plan):
        return Became(action.title, plan.title, state, link("plan_action", action.pk))
    if may(person, "plan.public", plan):
        return Became(action.title, plan.title, state if plan.shows_progress else "", link("plan_public", plan.pk))
    return None
