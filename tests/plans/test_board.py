# SPDX-License-Identifier: EUPL-1.2
"""The board of a project's plans: the share of actions for migrant women and girls, queries whatever the number."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from isopolity.core.principal import acting
from isopolity.plans import actions
from isopolity.plans.models import ActionNeed, FundingLine, FundingStep, Milestone, Plan, PlanAction
from isopolity.plans.queries.board import women_of
from tests.plans.stage import add, begin, full

pytestmark = pytest.mark.django_db


def many(cast, number: int) -> None:
    """Plans of Levanto with two actions each, a milestone that is late, money and a dependency."""
    city = cast.cities["Levanto"]
    plans = Plan.objects.bulk_create(
        Plan(project=cast.mentoring, city=city, title=f"Plan {count}") for count in range(number)
    )
    first = PlanAction.objects.bulk_create(PlanAction(plan=plan, title="One", for_women=True) for plan in plans)
    second = PlanAction.objects.bulk_create(PlanAction(plan=plan, title="Two", position=1) for plan in plans)
    Milestone.objects.bulk_create(Milestone(action=row, name="Rooms", due=date(2026, 1, 1)) for row in first)
    lines = FundingLine.objects.bulk_create(FundingLine(action=row, source="esf") for row in second)
    FundingStep.objects.bulk_create(FundingStep(line=row, state="requested", amount=5) for row in lines)
    ActionNeed.objects.bulk_create(ActionNeed(action=b, needed=a) for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("name", ["plans", "plans_all"])
def test_three_plans_and_three_hundred_take_the_same_queries(cast, client, queries_of, name):
    path = reverse(name, args=[cast.mentoring.pk] if name == "plans" else [])
    client.force_login(cast.secretariat)
    many(cast, 3)
    before = queries_of(path)
    Plan.objects.all().delete()
    many(cast, 300)
    assert queries_of(path) == before


def test_the_share_for_women_counts_actions_that_go_on(cast):
    plan = full(cast)  # one of two is for women
    with acting(cast.host):
        share = women_of(cast.host, cast.mentoring)
        assert (len(share.rows), share.counted, share.percent, share.is_third) == (1, 2, 50, True)
        for title in ("Third", "Fourth"):
            add(cast, plan, title)
        share = women_of(cast.host, cast.mentoring)
        assert (share.percent, share.is_third) == (25, False)
        actions.change_action(by=cast.host, planned=plan.actions.last(), state="stopped")
        assert women_of(cast.host, cast.mentoring).is_third  # a third exactly


def test_the_board_tells_the_share_with_the_list_behind_it(cast):
    plan = full(cast)
    client = Client()
    client.force_login(cast.secretariat)
    page = client.get(reverse("plans", args=[cast.mentoring.pk])).content.decode()
    assert "1 of 2 actions are addressed to them: 50 %." in page
    assert reverse("plan_action", args=[plan.actions.first().pk]) in page


def test_a_plan_without_actions_has_no_share(cast):
    begin(cast)
    share = women_of(cast.host, cast.mentoring)
    assert (share.counted, share.percent, share.is_third) == (0, 0, False)
