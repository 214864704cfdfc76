# SPDX-License-Identifier: EUPL-1.2
"""Goals of pairs, as the pages of an action plan show them: only to those who read the pair."""

from typing import Any

from django.utils.translation import gettext as _

from isopolity.core.links import link
from isopolity.core.policy import may
from isopolity.core.texts import read
from isopolity.mentoring.models import GoalLink, Pair, PairState
from isopolity.plans.models import Plan
from isopolity.plans.origins import Origin, Origins, origins_of_app


@origins_of_app
def goals_in(person: Any, plan: Plan) -> Origins:
    """Goals that became actions of the plan; for its writers the page of the city's pair."""
    rows = GoalLink.objects.filter(action__plan=plan).select_related(
        "goal__item", "goal__pair__project", "goal__pair__mentee", "goal__pair__mentor"
    )
    kind = _("From a mentoring")
    found = [
        Origin(row.action_id, kind, f"{row.goal.item.code} {read(row.goal.item.title)}", _page(row.goal.pair))
        for row in rows
        if may(person, "pair.read", row.goal.pair)
    ]
    return Origins(tuple(found), _source(person, plan))


def _page(pair: Pair) -> str:
    return link("pair_plan", pair.pk)


def _source(person: Any, plan: Plan) -> tuple[str, str] | None:
    if not may(person, "plan.write", plan):
        return None
    pairs = Pair.objects.filter(mentee=plan.city_id, state=PairState.AGREED).select_related(
        "project", "mentee", "mentor"
    )
    pairs = pairs.filter(project=plan.project_id) if plan.project_id else pairs
    pair = next((one for one in pairs.order_by("-pk")[:5] if may(person, "pair.read", one)), None)
    return (_("From a goal of a mentoring"), _page(pair)) if pair else None
