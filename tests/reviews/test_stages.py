# SPDX-License-Identifier: EUPL-1.2
"""The stages as a table: every stage, what must hold to leave it, who may move it on, and the diagram."""

import itertools

import pytest

from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.reviews import actions, stages
from isopolity.reviews.models import Review, Stage, StageMove
from isopolity.reviews.stages import TABLE, Blocker, Warning
from tests.cast import Cast


def put_at(cast: Cast, stage: str) -> Review:
    Review.objects.filter(pk=cast.review.pk).update(stage=stage)
    return Review.objects.for_pages().get(pk=cast.review.pk)


def test_the_table_and_the_model_know_the_same_stages():
    assert list(TABLE) == Stage.values
    assert [row.number for row in TABLE.values()] == list(range(1, 9))


def test_the_stages_follow_each_other_to_the_end():
    codes = list(TABLE)
    assert [TABLE[code].after for code in codes] == [*codes[1:], None]


def test_every_stage_but_the_last_has_something_that_must_hold(cast: Cast):
    assert set(stages._checks) == set(TABLE) - {"follow_up"}


@pytest.mark.parametrize(("stage", "wanted"), list(itertools.product(TABLE, TABLE)))
def test_reached_means_this_stage_or_a_later_one(stage, wanted):
    codes = list(TABLE)
    assert stages.has_reached(stage, wanted) == (codes.index(stage) >= codes.index(wanted))


LEFT_WITH_SOMETHING_MISSING = [code for code in TABLE if code not in ("training", "follow_up")]


@pytest.mark.parametrize("stage", LEFT_WITH_SOMETHING_MISSING)
def test_stage_is_left_only_when_nothing_is_missing(cast: Cast, stage):
    review = put_at(cast, stage)
    with acting(cast.secretariat):
        missing = stages.blockers(review)
        assert missing
        with pytest.raises(Refused) as refused:
            actions.move_on(by=cast.secretariat, review=review)
        assert refused.value.links == missing
        assert Review.objects.get(pk=review.pk).stage == stage


@pytest.mark.parametrize("stage", LEFT_WITH_SOMETHING_MISSING)
def test_secretariat_may_move_on_with_a_kept_reason(cast: Cast, stage):
    review = put_at(cast, stage)
    with acting(cast.secretariat):
        move = actions.move_on(by=cast.secretariat, review=review, reason="  The city asked for it. ")
    kept = StageMove.objects.get(pk=move.pk)
    assert (kept.before, kept.after, kept.reason) == (stage, TABLE[stage].after, "The city asked for it.")
    assert kept.moved_by == cast.secretariat


@pytest.mark.parametrize("role", ["facilitator", "host", "peer"])
def test_nobody_else_moves_on_unfinished_even_with_a_reason(cast: Cast, role):
    who, review = getattr(cast, role), put_at(cast, "benchmark")
    with acting(who), pytest.raises(NotAllowed):
        actions.move_on(by=who, review=review, reason="We are in a hurry.")


@pytest.mark.parametrize("role", ["secretariat", "facilitator", "host", "peer"])
def test_a_finished_stage_is_left_without_a_reason(cast: Cast, role):
    who, review = getattr(cast, role), put_at(cast, "training")
    with acting(who):
        assert not stages.blockers(review)
        move = actions.move_on(by=who, review=review)
    assert (move.after, move.reason) == ("initial_report", "")


@pytest.mark.parametrize("role", ["contributor", "other_peer", "association", "outsider", "removed_peer"])
def test_the_others_do_not_move_it(cast: Cast, role):
    who, review = getattr(cast, role), put_at(cast, "training")
    with acting(who), pytest.raises(NotAllowed):
        actions.move_on(by=who, review=review)


def test_the_last_stage_stays_open(cast: Cast):
    review = put_at(cast, "follow_up")
    with acting(cast.secretariat), pytest.raises(Refused, match="last stage"):
        actions.move_on(by=cast.secretariat, review=review, reason="x")


def test_two_who_move_at_once_move_one_stage(cast: Cast):
    review = put_at(cast, "training")
    with acting(cast.secretariat):
        actions.move_on(by=cast.secretariat, review=review)
        with pytest.raises(Refused, match="just moved"):
            actions.move_on(by=cast.secretariat, review=review, reason="x")


def test_what_is_missing_are_values_with_a_page(cast: Cast):
    with acting(cast.secretariat):
        for stage in TABLE:
            for found in stages.missing(put_at(cast, stage), stage):
                assert isinstance(found, Blocker | Warning)
                assert str(found.text)
                assert found.page
                assert found.of


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("confirmed_at", "has not confirmed"),
        ("trained_at", "is not trained"),
        ("declared_at", "has not declared"),
    ],
)
def test_training_needs_every_member_confirmed_trained_declared(cast: Cast, field, words):
    member = cast.members[cast.peers[2].pk]
    setattr(member, field, None)
    member.save()
    with acting(cast.secretariat):
        found = [str(one.text) for one in stages.blockers(put_at(cast, "training"))]
    assert found == [f"{member.person} {words}{' conflicts of interest' if 'declared' in words else ''}."]


def test_training_needs_a_leader(cast: Cast):
    leader = cast.members[cast.peer.pk]
    leader.refresh_from_db()
    leader.is_leader = False
    leader.save()
    with acting(cast.secretariat):
        assert [str(b.text) for b in stages.blockers(put_at(cast, "training"))] == ["No team leader is named."]


def test_the_diagram_comes_from_the_table():
    text = stages.diagram()
    for row in TABLE.values():
        assert f"as {row.code}" in text
        assert str(row.name) in text
    assert text.count(" --> ") == 1 + len(TABLE)
    assert ";" not in text
