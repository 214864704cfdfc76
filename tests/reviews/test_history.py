# SPDX-License-Identifier: EUPL-1.2
"""What happened: sentences with who and what, and nothing across the wall."""

import pytest
from django.urls import reverse

from isopolity.accounts.models import Person
from isopolity.core.principal import acting
from isopolity.reviews import actions
from isopolity.reviews.models import Review
from isopolity.reviews.queries.history import history_of
from tests.cast import Cast


def told(cast: Cast, who, item=None) -> list[str]:
    with acting(who):
        review = Review.objects.for_pages().get(pk=cast.review.pk)
        return [f"{event.who} {event.text}" for event in history_of(who, review, item=item)]


def write(cast: Cast, who) -> None:
    Review.objects.filter(pk=cast.review.pk).update(stage="desk_review")
    review = Review.objects.for_pages().get(pk=cast.review.pk)
    with acting(who):
        for value in ("A secret", "A longer secret"):
            actions.save_desk_note(by=who, review=review, item=cast.items[0], field="hypothesis", value=value)


@pytest.mark.django_db(transaction=True)
def test_it_tells_who_did_what_to_those_who_may_know(transactional_db, cast: Cast):
    with acting(cast.secretariat):
        actions.move_on(by=cast.secretariat, review=cast.review, reason="By letter.")
    lines = told(cast, cast.host)
    assert "Secretariat officer moved the review on unfinished, from Benchmark to Training" in lines
    assert "Secretariat officer made Officer of Nordhavn team leader" in lines
    assert any("closed Former peer of Nordhavn's place in the team" in line for line in lines)
    assert not any("place in the team" in line for line in told(cast, cast.association))


@pytest.mark.django_db(transaction=True)
def test_history_of_desk_notes_stays_behind_the_wall(transactional_db, cast: Cast):
    write(cast, cast.peer)
    mine = [line for line in told(cast, cast.peer) if "a desk note" in line]
    assert mine
    assert "GG/A/1" in mine[0]
    assert not any("secret" in line for line in mine)
    for who in (cast.peers[1], cast.facilitator, cast.secretariat, cast.host):
        assert not any("a desk note" in line for line in told(cast, who)), who
        assert not told(cast, who, item=cast.items[0]) or who != cast.peers[1]


@pytest.mark.django_db(transaction=True)
def test_somebody_whose_account_is_closed_is_a_former_member(transactional_db, cast: Cast):
    Person.objects.filter(pk=cast.removed_peer.pk).update(is_active=False)
    lines = told(cast, cast.secretariat)
    assert any("closed a former member's place" in line for line in lines)
    assert not any("Former peer of Nordhavn" in line for line in lines)


def test_the_pages_open_for_those_concerned(cast: Cast, client):
    for page, more in (("review_history", []), ("item_history", [cast.items[0].pk])):
        url = reverse(page, args=[cast.review.pk, *more])
        for who, status in ((cast.peer, 200), (cast.host, 200), (cast.outsider, 404), (cast.removed_peer, 404)):
            client.force_login(who)
            assert client.get(url).status_code == status
    client.force_login(cast.peer)
    url = reverse("review_history", args=[cast.review.pk])
    assert client.get(url, {"before": "2020-01-01T00:00:00+00:00"}).status_code == 200
    assert client.get(url, {"before": "x' OR 1=1"}).status_code == 200
    part = client.get(reverse("item_history", args=[cast.review.pk, cast.items[0].pk]), headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
