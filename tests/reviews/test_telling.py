# SPDX-License-Identifier: EUPL-1.2
"""Who learns by mail that they were added to a team, and that an initial report is there to be read."""

import pytest

from isopolity.accounts.models import MailChoice, Notice
from isopolity.assessments import actions as assessments
from isopolity.core.principal import acting
from isopolity.reviews import actions as reviews
from tests.cast import Cast, person
from tests.journey.test_one_item_through_seven_steps import agree_benchmark

pytestmark = pytest.mark.django_db


def told(kind: str = "submitted") -> set[int]:
    return set(Notice.objects.filter(key__contains=kind, sent_at=None).values_list("person_id", flat=True))


def explain_all(cast: Cast) -> None:
    for item in cast.items:
        assessments.save_answer(
            by=cast.host, assessment=cast.assessment, item=item, field="explanation", value="Not ours."
        )


def test_who_is_added_to_a_team_is_told_once(cast, run_jobs):
    newcomer = person("Expert of the late hour")
    with acting(cast.secretariat):
        reviews.add_member(by=cast.secretariat, review=cast.review, person=newcomer, initials="NN", kind="expert")
    row = Notice.objects.get(person=newcomer)
    assert row.path == f"/reviews/{cast.review.pk}/declaration/"
    assert "Levanto" in row.text


def test_who_is_invited_to_a_team_by_address_is_told_when_the_account_is_open(cast):
    with acting(cast.secretariat):
        reviews.invite_member(
            by=cast.secretariat, review=cast.review, email="new@example.org", name="New expert", initials="NE",
            kind="expert",
        )  # fmt: skip
    assert Notice.objects.filter(person__email="new@example.org", kind="turn").count() == 1


def test_team_facilitator_and_secretariat_learn_that_the_initial_report_is_submitted(cast):
    agree_benchmark(cast)
    with acting(cast.host):
        explain_all(cast)
        assessments.submit(by=cast.host, assessment=cast.assessment)
    assert {cast.peer.pk, cast.facilitator.pk, cast.secretariat.pk} <= told()
    outside = {one.pk for one in (cast.outsider, cast.other_peer, cast.removed_peer, cast.host, cast.contributor)}
    assert not told() & outside
    assert Notice.objects.filter(key__contains="submitted").first().path == f"/reviews/{cast.review.pk}/initial-report/"


def test_a_report_of_ones_own_is_told_to_nobody(cast):
    with acting(cast.host):
        own = assessments.start_assessment(by=cast.host, city=cast.cities["Levanto"], version=cast.version)
        for item in cast.items:
            assessments.save_answer(by=cast.host, assessment=own, item=item, field="explanation", value="Not ours.")
        assessments.submit(by=cast.host, assessment=own)
    assert not told()


def test_who_does_not_want_such_mail_gets_none(cast, run_jobs, mailoutbox):
    from isopolity.accounts import jobs

    newcomer = person("Expert of the late hour")
    MailChoice.objects.create(person=newcomer, kind="turn")
    with acting(cast.secretariat):
        reviews.add_member(by=cast.secretariat, review=cast.review, person=newcomer, initials="NN", kind="expert")
    jobs.daily_mail.run()
    run_jobs()
    assert not [mail for mail in mailoutbox if newcomer.email in mail.to]
