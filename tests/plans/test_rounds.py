# SPDX-License-Identifier: EUPL-1.2
"""Progress rounds: opened by the secretariat or the city, told action by action."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.plans import actions
from isopolity.plans.duties import of_plans
from isopolity.plans.models import ActionProgress, PlanProgress, ProgressRound
from tests.plans.stage import begin, full

pytestmark = pytest.mark.django_db


def open_round(cast) -> ProgressRound:
    with acting(cast.secretariat):
        return actions.open_round(by=cast.secretariat, project=cast.mentoring, name="Spring", due=date(2026, 4, 1))


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_secretariat_asks_all_and_a_city_only_itself(cast):
    plan = begin(cast)
    with acting(cast.host):
        with pytest.raises(NotAllowed):
            actions.open_round(by=cast.host, project=cast.mentoring, name="Mine", due=date(2026, 4, 1))
        actions.open_own_round(by=cast.host, plan=plan, name="Mine", due=date(2026, 4, 1))


def test_an_action_is_told_with_a_word_and_a_text(cast):
    plan, found = full(cast), open_round(cast)
    planned = plan.actions.first()
    with acting(cast.host):
        for light, text, field in (("green", "Well.", "light"), ("late", " ", "text")):
            with pytest.raises(Refused) as told:
                actions.tell_action_progress(by=cast.host, round=found, planned=planned, light=light, text=text)
            assert field in told.value.fields
        actions.tell_action_progress(by=cast.host, round=found, planned=planned, light="late", text="Slow.")
        actions.tell_action_progress(by=cast.host, round=found, planned=planned, light="on_track", text="Well.")
    assert ActionProgress.objects.get().light == "on_track"
    with acting(cast.secretariat), pytest.raises(Refused):
        actions.remove_round(by=cast.secretariat, round=found)


def test_a_plan_outside_the_round_is_not_told(cast):
    found = open_round(cast)
    with acting(cast.host):
        own = actions.create_plan(by=cast.host, city=cast.cities["Levanto"], title="Own")
        with pytest.raises(Refused):
            actions.tell_plan_progress(by=cast.host, round=found, plan=own, unplanned="Something")


def test_the_city_finds_an_open_round_among_its_duties(cast):
    plan, found = full(cast), open_round(cast)
    with acting(cast.host):
        assert f"plan-round:{found.pk}:{plan.pk}" in {duty.key for duty in of_plans(cast.host)}
        for planned in plan.actions.all():
            actions.tell_action_progress(by=cast.host, round=found, planned=planned, light="done", text="Done.")
        assert not [duty for duty in of_plans(cast.host) if duty.key.startswith("plan-round")]


def test_a_round_is_answered_on_its_page(cast):
    plan, found = full(cast), open_round(cast)
    action = plan.actions.first()
    client, address = client_of(cast.host), reverse("plan_round", args=[plan.pk, found.pk])
    refused = client.post(address, {"action": action.pk, "light": "late", "text": "", "transfer": "Kept words"})
    assert refused.status_code == 422
    assert "Kept words" in refused.content.decode()
    assert client.post(address, {"action": action.pk, "light": "at_risk", "text": "No rooms."}).status_code == 303
    beyond = client.post(address, {"unplanned": "Kept too " + "x" * 20_001})
    assert beyond.status_code == 422
    assert "Kept too" in beyond.content.decode()
    assert client.post(address, {"unplanned": "A choir", "consequences": "Neighbours met"}).status_code == 303
    assert PlanProgress.objects.get().unplanned == "A choir"
    for who in (cast.host, cast.association, cast.authority, cast.group_member):
        page = client_of(who).get(address).content.decode()
        assert "at risk" in page
        assert "A choir" in page
    assert client_of(cast.outsider).get(address).status_code == 404
    assert client_of(cast.authority).post(address, {"unplanned": "No"}).status_code == 404


def test_a_round_is_taken_back_only_by_whoever_opened_it(cast):
    plan, found = full(cast), open_round(cast)
    address, words = reverse("plan_round", args=[plan.pk, found.pk]), "This round was opened by mistake"
    assert words not in client_of(cast.host).get(address).content.decode()
    assert client_of(cast.host).post(reverse("plan_round_remove", args=[plan.pk, found.pk])).status_code == 404
    assert words in client_of(cast.secretariat).get(address).content.decode()
    with acting(cast.host):
        actions.tell_plan_progress(by=cast.host, round=found, plan=plan, unplanned="A choir")
    assert words not in client_of(cast.secretariat).get(address).content.decode()


def test_more_rounds_take_no_more_queries(cast, client, queries_of):
    plan = full(cast)
    open_round(cast)
    client.force_login(cast.host)
    address = reverse("plan_progress", args=[plan.pk])
    before = queries_of(address)
    open_round(cast)
    open_round(cast)
    assert queries_of(address) == before
