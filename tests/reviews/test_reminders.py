# SPDX-License-Identifier: EUPL-1.2
"""Reminders: who owes what by when, told on the right days, with nothing from behind the wall."""

from datetime import date, timedelta

import pytest
import time_machine

from isopolity.accounts.models import Notice
from isopolity.core.duties import duties
from isopolity.core.principal import acting
from isopolity.reviews import actions
from isopolity.reviews.jobs import is_time, remind
from isopolity.reviews.models import Review, Stage, TeamMember
from tests.cast import Cast

DUE = date(2027, 2, 23)  # desk reviews: two weeks before the visit of 9 March


def run() -> int:
    """The number of new reminders of desk reviews."""
    before = set(Notice.objects.values_list("pk", flat=True))
    with acting("job:reminders"):
        remind()
    new = Notice.objects.filter(key__startswith="reminder:desk_review").exclude(pk__in=before)
    return len(new)


def at_the_desk(cast: Cast) -> None:
    from isopolity.assessments.models import Assessment

    Assessment.objects.filter(pk=cast.assessment.pk).update(state="submitted")
    Review.objects.filter(pk=cast.review.pk).update(stage="desk_review")
    Review.objects.exclude(pk=cast.review.pk).update(stage="follow_up")


@pytest.mark.parametrize("days", range(-40, 30))
def test_the_days_of_a_reminder(days):
    told = is_time(DUE, DUE - timedelta(days=days))
    assert told == (days in (14, 7, 2, 0, -7, -14, -21, -28, -35))


def test_reminders_follow_the_clock(cast: Cast):
    at_the_desk(cast)
    told = {}
    with time_machine.travel("2027-02-01T06:00Z", tick=False) as clock:
        for day in (-15, -14, -7, -2, -1, 0, 1, 7, 14):
            clock.move_to(f"{DUE + timedelta(days=day)}T06:00Z")
            if number := run():
                told[day] = number
    assert set(told) == {-14, -7, -2, 0, 7, 14}
    assert set(told.values()) == {5}


def test_a_day_is_told_once_and_only_to_who_owes(cast: Cast):
    at_the_desk(cast)
    TeamMember.objects.filter(person=cast.peers[0]).update(desk_submitted_at="2027-02-01T00:00Z")
    with time_machine.travel("2027-02-16T06:00Z", tick=False):
        assert run() == 4
        assert run() == 0
    told = Notice.objects.filter(key__startswith="reminder:desk_review")
    assert cast.peers[0] not in {notice.person for notice in told}


def test_reminders_speak_the_persons_language_and_tell_the_place(cast: Cast):
    at_the_desk(cast)
    with time_machine.travel("2027-02-16T06:00Z", tick=False):
        run()
    notice = Notice.objects.get(person=cast.peer, key__startswith="reminder:desk_review")
    assert notice.text == "Write your desk review – Levanto, by 23 February"
    assert notice.path == f"/reviews/{cast.review.pk}/desk-review/"


def test_reminders_never_reveal_walled_content(cast: Cast):
    at_the_desk(cast)
    review = Review.objects.for_pages().get(pk=cast.review.pk)
    with acting(cast.peer):
        for field in ("hypothesis", "questions", "meet"):
            actions.save_desk_note(
                by=cast.peer, review=review, item=cast.items[0], field=field, value="A secret of the desk"
            )
    with time_machine.travel("2027-02-16T06:00Z", tick=False):
        run()
    assert Notice.objects.exists()
    for notice in Notice.objects.all():
        assert "secret" not in notice.text + notice.path + notice.key
        assert cast.items[0].code not in notice.text


def test_reviews_without_dates_remind_nobody(cast: Cast):
    at_the_desk(cast)
    Review.objects.update(visit_starts=None, visit_ends=None)
    assert run() == 0


def owed(cast: Cast, who) -> set[str]:
    """What this person owes to the review: the first words of the duties' keys."""
    with acting(who):
        review = Review.objects.for_pages().get(pk=cast.review.pk)
        return {duty.key.split(":")[0] for duty in duties(who, review) if not duty.waits_for}


def test_what_is_owed_in_each_stage(cast: Cast):
    late = cast.peers[3]
    TeamMember.objects.filter(person=late).update(confirmed_at=None, declared_at=None, trained_at=None)
    TeamMember.objects.filter(review=cast.review).update(is_leader=False)
    wanted = {
        "benchmark": (cast.host, {"approve"}),
        "training": (late, {"confirm", "declare", "train"}),
        "initial_report": (cast.host, {"initial_report"}),
        "desk_review": (cast.secretariat, {"leader"}),
    }
    for stage, (who, keys) in wanted.items():
        Review.objects.filter(pk=cast.review.pk).update(stage=stage)
        assert keys <= owed(cast, who), stage
    Review.objects.filter(pk=cast.review.pk).update(stage="training", visit_starts=None, visit_ends=None)
    assert {"dates", "leader"} <= owed(cast, cast.secretariat)


def test_the_leader_leads_the_later_steps(cast: Cast):
    for stage in ("visit", "assessment", "feedback"):
        Review.objects.filter(pk=cast.review.pk).update(stage=stage)
        assert "lead" in owed(cast, cast.peer)
        assert "lead" not in owed(cast, cast.peers[1])


def test_the_page_of_a_review_asks_for_the_same_as_home(cast: Cast, client):
    at_the_desk(cast)
    client.force_login(cast.peers[1])
    words = "Write your desk review"
    assert words in client.get("/").content.decode()
    assert words in client.get(f"/reviews/{cast.review.pk}/").content.decode()


def test_duties_of_one_review_name_no_other(cast: Cast):
    other = Review.objects.exclude(pk=cast.review.pk).get()
    for who in (cast.secretariat, cast.host, cast.peer, cast.other_peer):
        with acting(who):
            everything = {duty.key for duty in duties(who)}
            one, another = ({duty.key for duty in duties(who, review)} for review in (cast.review, other))
            assert one | another <= everything
            assert not {key for key in one & another if not key.startswith("approve")}


def test_the_number_of_queries_does_not_grow_with_the_reviews(cast: Cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for hidden in (Stage.FOLLOW_UP, cast.review.stage):
        with acting(cast.secretariat):
            Review.objects.filter(pk=cast.other_review.pk).update(stage=hidden)
        with acting(cast.secretariat), CaptureQueriesContext(connection) as taken:
            duties(cast.secretariat)
        counts.append(len(taken))
    assert counts[0] == counts[1]
