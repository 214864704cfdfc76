# SPDX-License-Identifier: EUPL-1.2
"""Levanto's action plan in the mentoring, by actions alone."""

from datetime import date
from decimal import Decimal
from typing import Any

from isopolity.core.principal import acting
from isopolity.plans import actions
from isopolity.plans.models import FundingLine, Plan, PlanAction
from tests.cast import Cast


def begin(cast: Cast, title: str = "A first job") -> Plan:
    with acting(cast.host):
        return actions.create_plan(
            by=cast.host, project=cast.mentoring, city=cast.cities["Levanto"], title=title, group=cast.group
        )


def add(cast: Cast, plan: Plan, title: str = "Evening courses", **facts: Any) -> PlanAction:
    with acting(cast.host):
        return actions.add_action(by=cast.host, plan=plan, title=title, lead="Integration office", **facts)


def fund(cast: Cast, planned: PlanAction, amount: int = 1000, **facts: Any) -> FundingLine:
    """A requested line."""
    base: dict[str, Any] = {
        "source": "esf", "state": "requested", "amount": Decimal(amount), "day": date(2026, 1, 10),
        "who": "Integration office", "whom": "Region",
    }  # fmt: skip
    with acting(cast.host):
        return actions.add_funding_line(by=cast.host, planned=planned, **(base | facts))


def step(cast: Cast, line: FundingLine, state: str, amount: int, **facts: Any) -> None:
    base: dict[str, Any] = {"day": date(2026, 2, 10)}
    with acting(cast.host):
        actions.take_funding_step(by=cast.host, line=line, state=state, amount=Decimal(amount), **(base | facts))


def full(cast: Cast, title: str = "A first job") -> Plan:
    """A plan with a bit of everything."""
    plan = begin(cast, title)
    first = add(cast, plan, starts=date(2026, 1, 1), ends=date(2026, 6, 30), for_women=True)
    second = add(cast, plan, "Skills desk", starts=date(2026, 7, 1), ends=date(2027, 6, 30))
    host = cast.host
    with acting(host):
        actions.add_evidence(by=host, plan=plan, kind="numbers", text="4 of 10 wait.", source="Job centre, 2026")
        actions.add_milestone(by=host, planned=first, name="Rooms are rented", due=date(2026, 3, 1))
        actions.add_risk(by=host, planned=first, text="Another majority", answer="Inform all groups", is_political=True)
        actions.add_need(by=host, planned=second, needed=first)
        actions.note_contact(
            by=host, plan=plan, body="Region", kind="meeting", day=date(2026, 1, 5), note="They have a call in May."
        )
    step(cast, fund(cast, first), "secured", 800)
    return plan
