# SPDX-License-Identifier: EUPL-1.2
"""A commitment of a review and the action it became, seen from the review."""

import pytest
from django.test import Client
from django.urls import reverse

from isopolity.core.principal import acting
from isopolity.plans import actions
from isopolity.plans.queries.plans import open_commitments
from tests.plans.stage import begin
from tests.reports.stage import published

pytestmark = pytest.mark.django_db


def page(cast, who) -> str:
    client = Client()
    client.force_login(who)
    answer = client.get(reverse("commitments", args=[cast.review.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def planned(cast):
    """The commitment became an action that is called otherwise, and is under way."""
    published(cast)
    plan = begin(cast)
    commitment = open_commitments(plan).first()
    assert commitment is not None
    with acting(cast.host):
        planned = actions.take_commitment(by=cast.host, plan=plan, commitment=commitment).action
        actions.change_action(by=cast.host, planned=planned, title="Zanzibar desk", state="under_way")
    return planned


def test_a_commitment_shows_the_action_it_became_and_its_state(cast, planned):
    told = page(cast, cast.host)
    assert "Zanzibar desk</a>: under way" in told
    assert reverse("plan_action", args=[planned.pk]) in told


def test_who_may_not_read_the_plan_sees_nothing_of_it(cast, planned):
    assert "Zanzibar" not in page(cast, cast.peer)


def test_a_public_plan_is_shown_as_far_as_it_is_public(cast, planned):
    with acting(cast.host):
        actions.show_plan(by=cast.host, plan=planned.plan, page=True)
    told = page(cast, cast.peer)
    assert reverse("plan_public", args=[planned.plan_id]) in told
    assert "Zanzibar desk</a>: under way" not in told
    with acting(cast.host):
        actions.show_plan(by=cast.host, plan=planned.plan, page=True, progress=True)
    assert "Zanzibar desk</a>: under way" in page(cast, cast.peer)
