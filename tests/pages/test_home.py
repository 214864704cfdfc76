# SPDX-License-Identifier: EUPL-1.2
"""Home: for everybody what needs them, and nothing of others."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def open_home(person):
    client = Client()
    client.force_login(person)
    answer = client.get("/")
    assert answer.status_code == 200
    return answer


def test_somebody_not_signed_in_reads_what_this_is(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert "pages/welcome.html" in [template.name for template in answer.templates]


def test_everybody_of_the_cast_has_a_home(cast):
    for person in cast.everyone().values():
        open_home(person)


def test_the_city_is_asked_to_approve_the_benchmark(cast):
    assert open_home(cast.hosting_peer).context["mine"]


def test_somebody_outside_has_nothing_to_do_and_sees_no_review(cast):
    answer = open_home(cast.outsider)
    assert not answer.context["mine"]
    assert not answer.context["others"]
    assert not answer.context["journeys"]
    assert "Levanto" not in answer.content.decode()


def test_who_left_the_team_no_longer_sees_its_journey(cast):
    reviews = [review for review, _steps in open_home(cast.removed_peer).context["journeys"]]
    assert cast.review not in reviews


def test_each_thing_to_do_leads_somewhere(cast):
    for name in ("secretariat", "facilitator", "host", "contributor", "peer"):
        person = getattr(cast, name)
        client = Client()
        client.force_login(person)
        for todo in open_home(person).context["mine"]:
            assert client.get(todo.url, follow=True).status_code == 200, (name, todo)
