# SPDX-License-Identifier: EUPL-1.2
"""Search finds only what the person may see: each word was planted in one place."""

from typing import Any

import pytest
from django.test import Client

from isopolity.assessments import actions as assessments
from isopolity.core.principal import acting
from isopolity.reports import actions as reports
from tests.mentoring.stage import agreed_pair
from tests.visiting import make_visit, note

pytestmark = pytest.mark.django_db
INSIDE = {"peer", "facilitator", "hosting_peer"}


@pytest.fixture
def planted(cast: Any) -> Any:
    """``quillon`` in evidence, ``madrigal`` in a finding, ``ambergris`` in an answer that is not handed over."""
    with acting(cast.host):
        assessments.save_answer(
            by=cast.host, assessment=cast.assessment, item=cast.items[0], field="achieved", value="An ambergris plan."
        )
    note(make_visit(cast), 0, "A quillon was asked for.")
    with acting(cast.peer):
        reports.save_finding(
            by=cast.peer, review=cast.review, item=cast.items[0], field="text", value="The madrigal is missing."
        )
    return cast


def who_finds(cast: Any, word: str) -> set[str]:
    """Everybody for whom the search has a hit of any kind."""
    found = set()
    for name, person in cast.everyone().items():
        client = Client()
        client.force_login(person)
        if client.get("/search/", {"q": word}).context["found"]:
            found.add(name)
    return found


def test_evidence_is_found_by_its_team_only(planted):
    assert who_finds(planted, "quillon") == INSIDE


def test_a_finding_is_found_by_its_team_only(planted):
    assert who_finds(planted, "madrigal") == INSIDE


def test_an_answer_is_found_by_its_city_only_before_it_is_handed_over(planted):
    assert who_finds(planted, "ambergris") <= {"host", "contributor"}
    assert "host" in who_finds(planted, "ambergris")


def test_an_answer_is_found_by_the_team_once_it_is_handed_over(planted):
    with acting(planted.host):
        for item in planted.items:
            save = {"by": planted.host, "assessment": planted.assessment, "item": item}
            assessments.save_answer(**save, field="level", value="meets")
        for item in planted.items[1:]:
            save = {"by": planted.host, "assessment": planted.assessment, "item": item}
            assessments.save_answer(**save, field="achieved", value="Something.")
        assessments.submit(by=planted.host, assessment=planted.assessment)
    found = who_finds(planted, "ambergris")
    assert found >= {"host", *INSIDE}
    assert not found & {"outsider", "other_peer", "removed_peer", "operator", "association", "secretariat"}


def test_a_pair_is_found_by_its_cities_associations_and_secretariat_only(cast):
    agreed_pair(cast)
    found = set()
    for name, person in cast.everyone().items():
        client = Client()
        client.force_login(person)
        if any(hits.kind == "pair" for hits in client.get("/search/", {"q": "nordh"}).context["found"]):
            found.add(name)
    assert found == {"host", "hosting_peer", "association", "secretariat", "operator"}
    # The operator of the cast made this project and is its secretariat, too.


@pytest.mark.parametrize("words", ["", "a", "%", "_%", "\x00x", "' OR 1=1 --", "x" * 5000, "ش" * 50])
def test_odd_words_find_nothing_and_break_nothing(planted, words):
    client = Client()
    client.force_login(planted.outsider)
    assert client.get("/search/", {"q": words}).status_code == 200
