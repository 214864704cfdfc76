# SPDX-License-Identifier: EUPL-1.2
"""The initial report as the team and the secretariat meet it."""

import pytest
from django.urls import reverse

from isopolity.assessments.models import Assessment
from isopolity.core.links import link
from tests.cast import Cast


def hand_over(cast: Cast) -> None:
    Assessment.objects.filter(pk=cast.assessment.pk).update(state="submitted", submitted_at="2027-02-01T00:00Z")


@pytest.mark.parametrize("role", ["secretariat", "peer", "facilitator"])
def test_until_it_is_handed_over_only_progress_is_seen(cast: Cast, client, role):
    client.force_login(getattr(cast, role))
    url = reverse("initial_report", args=[cast.review.pk])
    html = client.get(url).content.decode()
    assert "only the city reads it" in html
    assert "Read the initial report" not in html
    assert client.post(url, {"accept": "1"}).status_code == 404


def test_the_host_is_led_to_its_writer(cast: Cast, client):
    if not link("assessment", cast.assessment.pk):
        pytest.skip("the writer's pages are not in this installation")
    client.force_login(cast.host)
    answer = client.get(reverse("initial_report", args=[cast.review.pk]))
    assert answer.url == reverse("assessment", args=[cast.assessment.pk])


def test_the_secretariat_returns_it_with_a_comment_and_accepts_it(cast: Cast, client):
    client.force_login(cast.secretariat)
    url = reverse("initial_report", args=[cast.review.pk])
    hand_over(cast)
    assert "This field is required" in client.post(url, {"return": "1", "comment": ""}).content.decode()
    client.post(url, {"return": "1", "comment": "The budget is missing."})
    assert Assessment.objects.get(pk=cast.assessment.pk).state == "open"
    assert "The budget is missing." in client.get(url).content.decode()
    hand_over(cast)
    client.post(url, {"accept": "1"})
    assert Assessment.objects.get(pk=cast.assessment.pk).state == "accepted"


def test_the_team_neither_accepts_nor_returns(cast: Cast, client):
    hand_over(cast)
    client.force_login(cast.peer)
    url = reverse("initial_report", args=[cast.review.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"return": "1", "comment": "x"}).status_code == 404
