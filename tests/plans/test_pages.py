# SPDX-License-Identifier: EUPL-1.2
"""Who opens which page of a plan, what forms do, how many queries pages take."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from isopolity.core.principal import acting
from isopolity.plans import actions
from isopolity.plans.models import AuthorityContact, FundingLine, Plan, PlanAction
from tests.plans.stage import add, begin, full, fund, step

pytestmark = pytest.mark.django_db


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def get(who, name, *args) -> int:
    return client_of(who).get(reverse(name, args=args)).status_code


def test_whoever_may_read_reads_and_all_others_find_nothing(cast):
    plan = full(cast)
    action = plan.actions.first().pk
    line = FundingLine.objects.get().pk
    pages = [("plan", plan.pk), ("plan_action", action), ("plan_schedule", plan.pk), ("plan_money", plan.pk),
             ("funding", line)]  # fmt: skip
    for who in ("host", "secretariat", "association", "authority", "group_member"):
        assert [get(getattr(cast, who), *page) for page in pages] == [200] * 5, who
    for who in ("outsider", "peer", "removed_peer"):
        assert [get(getattr(cast, who), *page) for page in pages] == [404] * 5, who


def test_only_writers_open_forms(cast):
    plan = full(cast)
    action = plan.actions.first().pk
    forms = [("plan_change", plan.pk), ("plan_action_new", plan.pk), ("plan_action_change", action),
             ("milestone_new", action), ("risk_new", action), ("funding_new", action), ("contact_new", plan.pk),
             ("plan_evidence_new", plan.pk), ("plan_commitments", plan.pk), ("plan_history", plan.pk)]  # fmt: skip
    assert [get(cast.host, *page) for page in forms] == [200] * len(forms)
    for who in (cast.authority, cast.association, cast.group_member, cast.outsider):
        assert [get(who, *page) for page in forms] == [404] * len(forms)


def test_a_managing_authority_reads_only_its_own_talks_and_gives_an_indication(cast):
    plan = full(cast)
    client = client_of(cast.authority)
    page = client.get(reverse("plan_money", args=[plan.pk])).content.decode()
    assert "They have a call in May." not in page
    sent = {"day": "2026-02-01", "who": "Unit 3", "note": "Up to 50,000 euro."}
    assert client.post(reverse("plan_indicate", args=[plan.pk]), sent).status_code == 303
    assert "Up to 50,000 euro." in client.get(reverse("plan_money", args=[plan.pk])).content.decode()
    assert AuthorityContact.objects.get(by_authority=True).kind == "indication"


def test_the_public_page_opens_when_the_city_says_so(cast):
    plan = full(cast)
    address = reverse("plan_public", args=[plan.pk])
    assert Client().get(address).status_code == 404
    with acting(cast.host):
        actions.show_plan(by=cast.host, plan=plan, page=True)
    page = Client().get(address).content.decode()
    assert "Evening courses" in page
    for hidden in ("Another majority", "They have a call in May.", "800"):
        assert hidden not in page
    with acting(cast.host):
        actions.show_plan(by=cast.host, plan=plan, page=True, money=True)
    assert "800" in Client().get(address).content.decode()


def test_a_plan_is_made_through_its_forms(cast):
    client = client_of(cast.host)
    sent = {"city": cast.cities["Levanto"].pk, "title": "Homes"}
    assert client.post(reverse("plan_new", args=[cast.mentoring.pk]), sent).status_code == 303
    plan = Plan.objects.get(title="Homes")
    text = {"field": "problem", "value": "Rents rise.", "seen": ""}
    assert client.post(reverse("plan_text", args=[plan.pk]), {**text, "seen": "e3b0c44298fc1c14"}).status_code == 200
    client.post(reverse("plan_action_new", args=[plan.pk]), {"title": "A housing desk", "state": "planned"})
    action = PlanAction.objects.get(plan=plan)
    client.post(reverse("milestone_new", args=[action.pk]), {"name": "Rooms", "due": "2027-01-01"})
    client.post(reverse("risk_new", args=[action.pk]), {"text": "Election", "is_political": "on"})
    line = {"source": "esf", "state": "requested", "amount": "500", "day": "2026-01-01", "currency": "EUR"}
    assert client.post(reverse("funding_new", args=[action.pk]), line).status_code == 303
    again = client.post(reverse("funding", args=[FundingLine.objects.get().pk]), {**line, "state": "spent"})
    assert again.status_code == 422
    assert "secured" in again.content.decode()
    page = client.get(reverse("plan_action", args=[action.pk])).content.decode()
    assert "Rooms" in page
    assert "Election" in page


def test_a_form_that_is_refused_keeps_what_was_typed(cast):
    plan = begin(cast)
    sent = {"title": "Kept words", "state": "planned", "starts": "2027-01-02", "ends": "2027-01-01"}
    answer = client_of(cast.host).post(reverse("plan_action_new", args=[plan.pk]), sent)
    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()


@pytest.mark.parametrize("name", ["plan", "plan_schedule", "plan_money"])
def test_more_actions_take_no_more_queries(cast, client, queries_of, name):
    plan = full(cast)
    client.force_login(cast.host)
    address = reverse(name, args=[plan.pk])
    before = queries_of(address)
    for title in ("Third", "Fourth"):
        step(cast, fund(cast, add(cast, plan, title, starts=date(2027, 1, 1), ends=date(2027, 5, 1))), "secured", 5)
    assert queries_of(address) == before


@pytest.mark.parametrize("address", ["plans_all", "plans"])
def test_more_plans_take_no_more_queries(cast, client, queries_of, address):
    full(cast)
    path = reverse(address, args=[cast.mentoring.pk] if address == "plans" else [])
    client.force_login(cast.host)
    before = queries_of(path)
    full(cast, "Homes")
    full(cast, "Schools")
    assert queries_of(path) == before
