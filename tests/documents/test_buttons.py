# SPDX-License-Identifier: EUPL-1.2
"""A page offers its document to exactly those who may print it."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from isopolity.core.principal import acting
from isopolity.documents.printers import kinds
from isopolity.visits import actions as visits
from tests.cast import Cast
from tests.journey.test_one_item_through_seven_steps import (
    agree_benchmark,
    read_at_the_desk,
    visit_city,
    write_initial_report,
)

pytestmark = pytest.mark.django_db
PAGES = [("assessment", "assessment"), ("assessment_read", "assessment"), ("timetable", "timetable"),
         ("desk_compiled", "desk_reviews"), ("evidence_bank", "evidence")]  # fmt: skip


@pytest.fixture
def played(cast: Cast) -> Cast:
    agree_benchmark(cast)
    write_initial_report(cast)
    read_at_the_desk(cast)
    visit_city(cast)
    with acting(cast.peer):
        starts = datetime(2027, 3, 10, 9, tzinfo=UTC)
        visits.add_slot(
            by=cast.peer, visit=cast.review.visit, starts=starts, ends=starts.replace(hour=10), kind="meetings"
        )
    return cast


@pytest.mark.parametrize(("name", "what"), PAGES)
def test_a_page_offers_its_document_to_exactly_those_who_may_print_it(played, name, what):
    number = played.assessment.pk if what == "assessment" else played.review.pk
    button = f'name="what" value="{what}"'
    offered = set()
    for role, person in played.everyone().items():
        client = Client()
        client.force_login(person)
        answer = client.get(reverse(name, args=[number]))
        shown = answer.status_code == 200 and button in answer.content.decode()
        with acting(person):
            may_print = kinds()[what].find(person, number) is not None
        assert shown == (may_print and answer.status_code == 200), (role, answer.status_code)
        if shown:
            offered.add(role)
    assert "peer" in offered
    assert not offered & {"outsider", "other_peer", "removed_peer", "association"}
    assert ("host" in offered) == (what in {"assessment", "timetable"})


def test_the_host_prints_the_timetable_only_once_it_is_released(played):
    client = Client()
    client.force_login(played.host)
    page = reverse("timetable", args=[played.review.pk])
    assert 'value="timetable"' in client.get(page).content.decode()
    with acting(played.peer):
        visits.withdraw_release(by=played.peer, visit=played.review.visit)
    assert 'value="timetable"' not in client.get(page).content.decode()


def test_a_blind_peer_gets_no_print_of_the_others_desk_reviews(cast):
    agree_benchmark(cast)
    write_initial_report(cast)
    client = Client()
    client.force_login(cast.peer)
    assert "desk_reviews" not in client.get(reverse("desk_compiled", args=[cast.review.pk])).content.decode()
