# SPDX-License-Identifier: EUPL-1.2
"""Pages of an item say what happened to it, fetched when somebody opens it, and nothing across the wall."""

import pytest
from django.urls import reverse

from isopolity.assessments import actions as assessments
from isopolity.core.principal import acting
from isopolity.evidence import actions as evidence
from isopolity.evidence.models import Evidence
from tests.cast import Cast
from tests.journey.test_one_item_through_seven_steps import (
    agree_benchmark,
    read_at_the_desk,
    visit_city,
    write_initial_report,
)

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}


@pytest.fixture
def played(cast: Cast) -> Cast:
    agree_benchmark(cast)
    write_initial_report(cast)
    read_at_the_desk(cast)
    visit_city(cast)
    return cast


def addresses(cast: Cast) -> dict[str, tuple[str, str]]:
    """name → (page, its history)."""
    item = cast.items[0].pk
    with acting(cast.peer):
        piece = Evidence.objects.order_by("pk").first()
    return {
        "finding": (
            reverse("finding", args=[cast.review.pk, item]),
            reverse("item_history", args=[cast.review.pk, item]),
        ),
        "evidence": (reverse("evidence_piece", args=[piece.pk]), reverse("evidence_history", args=[piece.pk])),
    }


@pytest.mark.parametrize("name", ["finding", "evidence"])
def test_the_part_is_on_the_page_and_fetched_when_opened(played, client, name):
    page, history = addresses(played)[name]
    client.force_login(played.peer)
    html = client.get(page).content.decode()
    assert f'hx-get="{history}" hx-trigger="toggle once"' in html
    assert "added: evidence" not in html
    part = client.get(history, headers=PART).content.decode()
    assert "added: evidence" in part
    assert "<html" not in part
    assert "asked twice a year" not in part
    assert "<html" in client.get(history).content.decode()


@pytest.mark.parametrize("who", ["host", "secretariat", "other_peer", "removed_peer", "outsider", "operator"])
def test_what_happened_to_evidence_stays_in_the_team(played, client, who):
    client.force_login(getattr(played, who))
    _page, of_piece = addresses(played)["evidence"]
    _page, of_item = addresses(played)["finding"]
    assert client.get(of_piece, headers=PART).status_code == 404
    assert "evidence" not in client.get(of_item, headers=PART).content.decode()


def test_a_changed_piece_is_told_without_its_words(played, client):
    with acting(played.peer):
        piece = Evidence.objects.order_by("pk").first()
        evidence.change_evidence(by=played.peer, evidence=piece, text="Another word altogether.")
    client.force_login(played.peer)
    part = client.get(reverse("evidence_history", args=[piece.pk]), headers=PART).content.decode()
    assert "changed: evidence" in part or "added: evidence" in part
    assert "Another word" not in part


def test_the_answer_says_who_changed_it_to_those_who_may_open_it(cast, client):
    item = cast.items[0]
    with acting(cast.host):
        assessments.save_answer(
            by=cast.host, assessment=cast.assessment, item=item, field="achieved", value="A secret plan."
        )
    history = reverse("answer_history", args=[cast.assessment.pk, item.pk])
    client.force_login(cast.host)
    assert history in client.get(reverse("answer", args=[cast.assessment.pk, item.pk])).content.decode()
    part = client.get(history, headers=PART).content.decode()
    assert cast.host.name in part
    assert "secret plan" not in part
    assert client.get(history).status_code == 200
    assert client.get(reverse("answer_history", args=[cast.assessment.pk, 999_999])).status_code == 404
    for who in (cast.outsider, cast.peer, cast.secretariat):
        client.force_login(who)
        assert client.get(history).status_code == 404, who


def test_the_page_takes_no_query_more_for_it(played, client, queries_of):
    _page, history = addresses(played)["finding"]
    client.force_login(played.peer)
    few = queries_of(history)
    with acting(played.peer):
        for number in range(3):
            evidence.note_evidence(
                by=played.peer, review=played.review, text=f"Survey {number}.", items=[played.items[0]], level="meets",
                basis="fact", kind="survey",
            )  # fmt: skip
    assert queries_of(history) == few
