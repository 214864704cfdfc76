# SPDX-License-Identifier: EUPL-1.2
"""The action plan of the demo's mentee: goals of the pair become actions, the council stands behind them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from isopolity.accounts.models import Person
from isopolity.core.principal import acting
from isopolity.demo import texts_pairs as said
from isopolity.demo.papers import days_from_now
from isopolity.groups.models import SupportGroup
from isopolity.mentoring import actions
from isopolity.mentoring.models import Pair
from isopolity.plans import actions as plans


def plan_from_goals(host: Person, pair: Pair) -> None:
    """The first goal stands in the plan; the second could join an action that is there."""
    group = SupportGroup.objects.filter(project=pair.project, city=pair.mentee).first()
    with acting(host):
        plan = plans.create_plan(by=host, project=pair.project, city=pair.mentee, title=said.PLAN, group=group)
        for field, text in said.PLAN_TEXTS.items():
            plans.save_plan_text(by=host, plan=plan, field=field, value=text)
        for kind, text, source in said.PLAN_EVIDENCE:
            plans.add_evidence(by=host, plan=plan, kind=kind, text=text, source=source)
        first, *others = said.PLAN_ACTIONS
        _act(host, actions.take_goal(by=host, goal=pair.goals.all()[0], plan=plan).action, first)
        for act in others:
            _act(host, plans.add_action(by=host, plan=plan, title=act["title"]), act)
        plans.record_endorsement(
            by=host, plan=plan, name=f"City council of {pair.mentee}", reference="Resolution 18/2026",
            decided_on=days_from_now(-20), given_as="Mayor",
        )  # fmt: skip


def _act(host: Person, planned: Any, act: dict[str, Any]) -> None:
    starts, ends = (days_from_now(days) for days in act["days"])
    plans.change_action(
        by=host, planned=planned, title=act["title"], lead=act["lead"], target=act["target"], starts=starts, ends=ends,
        state=act["state"],
    )  # fmt: skip
    plans.add_milestone(by=host, planned=planned, name=act["milestone"], due=starts + timedelta(days=60))
    plans.add_funding_line(
        by=host, planned=planned, source="local", name=act["title"], is_own=True, state="secured",
        amount=Decimal(act["money"]), day=days_from_now(-25), who="Integration officer", whom="Treasurer",
    )  # fmt: skip
