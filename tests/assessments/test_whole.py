# SPDX-License-Identifier: EUPL-1.2
"""The assessment as a whole: started, submitted, returned, accepted, opened again, moved to a newer version."""

import pytest
from django.urls import reverse

from isopolity.assessments import actions
from isopolity.assessments.models import Assessment, AssessmentState
from isopolity.benchmarks import actions as benchmarks
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.reviews.models import Review
from tests.cast import small_benchmark, text


def page(name, one, *more):
    return reverse(name, args=[one.pk, *more])


def fill(cast, one=None, items=None):
    one = one or cast.assessment
    with acting(cast.host):
        for item in items or cast.items:
            for field, value in (("level", "meets"), ("achieved", f"Done {item.code}")):
                actions.save_answer(by=cast.host, assessment=one, item=item, field=field, value=value)


def alone(cast):
    with acting(cast.host):
        return actions.start_assessment(
            by=cast.host, city=cast.cities["Levanto"], version=cast.version, title="Our own look"
        )


def test_a_city_measures_itself(cast, client):
    client.force_login(cast.host)
    assert client.get(reverse("assessment_start")).status_code == 200
    answer = client.post(
        reverse("assessment_start"),
        {"city": cast.cities["Levanto"].pk, "version": cast.version.pk, "title": "Our own look"},
    )
    assert answer.status_code == 303
    one = Assessment.objects.get(title="Our own look")
    assert answer.url == page("assessment", one)
    assert one.adoption is None
    assert b"Our own look" in client.get(reverse("assessments")).content
    assert client.get(page("assessment", one)).status_code == 200


def test_nobody_starts_for_another_city(cast, client):
    client.force_login(cast.hosting_peer)
    answer = client.post(reverse("assessment_start"), {"city": cast.cities["Levanto"].pk, "version": cast.version.pk})
    assert answer.status_code == 422
    with acting(cast.hosting_peer), pytest.raises(NotAllowed):
        actions.start_assessment(by=cast.hosting_peer, city=cast.cities["Levanto"], version=cast.version)


def test_every_indicator_is_answered_or_explained_before_the_host_submits(cast, client):
    fill(cast, items=cast.items[:3])
    client.force_login(cast.host)
    refused = client.post(page("assessment_submit", cast.assessment))
    assert refused.status_code == 409
    assert b"WP/L/1" in refused.content
    with acting(cast.host):
        actions.save_answer(
            by=cast.host,
            assessment=cast.assessment,
            item=cast.items[3],
            field="explanation",
            value="The state decides.",
        )
    assert client.get(page("assessment_submit", cast.assessment)).status_code == 200
    assert client.post(page("assessment_submit", cast.assessment)).status_code == 303
    assert Assessment.objects.get(pk=cast.assessment.pk).state == AssessmentState.SUBMITTED


def test_an_inconclusive_level_alone_is_no_answer(cast):
    with acting(cast.host):
        for field, value in (("level", "inconclusive"), ("achieved", "Nobody knows")):
            actions.save_answer(by=cast.host, assessment=cast.assessment, item=cast.items[0], field=field, value=value)
        assert cast.items[0].code in actions.unanswered(cast.assessment)


def test_a_second_click_on_submit_changes_nothing(cast, client):
    fill(cast)
    client.force_login(cast.host)
    assert client.post(page("assessment_submit", cast.assessment)).status_code == 303
    first = Assessment.objects.get(pk=cast.assessment.pk).submitted_at
    assert client.post(page("assessment_submit", cast.assessment)).status_code == 404
    stale = cast.assessment  # still open in this copy, as in a page that was drawn before
    with acting(cast.host), pytest.raises(Refused):
        actions.submit(by=cast.host, assessment=stale)
    assert Assessment.objects.get(pk=cast.assessment.pk).submitted_at == first


def test_submitted_return_with_a_comment_accept(cast, client):
    fill(cast)
    client.force_login(cast.host)
    client.post(page("assessment_submit", cast.assessment))
    locked = page("answer", cast.assessment, cast.items[0].pk)
    assert client.post(locked, {"field": "achieved", "value": "late"}).status_code == 404
    client.force_login(cast.secretariat)
    assert client.get(page("assessment", cast.assessment)).status_code == 200
    empty = client.post(page("assessment_return", cast.assessment), {"comment": " "})
    assert empty.status_code == 422
    assert client.post(page("assessment_return", cast.assessment), {"comment": "Say who decided."}).status_code == 303
    assert client.get(page("assessment", cast.assessment)).status_code == 404
    client.force_login(cast.host)
    assert b"Say who decided." in client.get(page("assessment", cast.assessment)).content
    client.post(page("assessment_submit", cast.assessment))
    client.force_login(cast.facilitator)
    assert client.post(page("assessment_accept", cast.assessment)).status_code == 303
    assert Assessment.objects.get(pk=cast.assessment.pk).state == AssessmentState.ACCEPTED


def test_a_host_does_not_accept_its_own_report(cast, client):
    fill(cast)
    client.force_login(cast.host)
    client.post(page("assessment_submit", cast.assessment))
    for name in ("assessment_accept", "assessment_return", "assessment_reopen"):
        assert client.post(page(name, cast.assessment), {"comment": "x"}).status_code == 404


def test_nobody_else_reads_it_before_it_is_submitted(cast, client):
    fill(cast)
    for role in ("secretariat", "facilitator", "peer", "outsider", "operator", "association", "other_peer"):
        client.force_login(getattr(cast, role))
        assert client.get(page("assessment", cast.assessment)).status_code == 404, role


def test_the_team_reads_it_afterwards_and_others_do_not(cast, client):
    fill(cast)
    with acting(cast.host):
        actions.submit(by=cast.host, assessment=cast.assessment)
    seen = {}
    for role, who in cast.everyone().items():
        client.force_login(who)
        seen[role] = client.get(page("assessment", cast.assessment)).status_code
    readers = {role for role, status in seen.items() if status == 200}
    readers.discard("operator")  # reads as the secretariat of the project, which the operator of this cast set up
    assert readers == {"secretariat", "facilitator", "host", "contributor", "peer", "hosting_peer"}


def test_a_stand_alone_assessment_is_opened_again_by_its_city(cast, client):
    one = alone(cast)
    fill(cast, one)
    client.force_login(cast.host)
    assert client.post(page("assessment_submit", one)).status_code == 303
    assert client.post(page("assessment_reopen", one)).status_code == 303
    assert Assessment.objects.get(pk=one.pk).state == AssessmentState.OPEN


def newer(cast):
    """Version 2: one item reworded, one gone, one new."""
    content = small_benchmark(version="2")
    content["items"][0]["text"] = text("Other words.")
    content["items"][3]["code"] = "WP/L/2"
    with acting(cast.operator):
        version = benchmarks.import_version(by=cast.operator, content=content)
        return benchmarks.publish_version(by=cast.operator, version=version)


def test_moving_up_takes_over_what_did_not_change(cast, client):
    one = alone(cast)
    fill(cast, one)
    version = newer(cast)
    client.force_login(cast.host)
    one.refresh_from_db()
    assert b"newer version" in client.get(page("assessment", one)).content
    shown = client.get(page("assessment_move_up", one, version.pk)).content.decode()
    assert "GG/A/1" in shown
    assert "WP/L/2" in shown
    assert client.post(page("assessment_move_up", one, version.pk)).status_code == 303
    moved = Assessment.objects.get(moved_from=one)
    assert moved.version == version
    assert {a.item.code for a in moved.answers.all()} == {"GG/L/1", "WP/A/1"}
    assert one.answers.count() == 4
    assert client.post(page("assessment_move_up", one, version.pk)).url == page("assessment", moved)


def test_an_initial_report_stays_with_its_projects_version(cast, client):
    version = newer(cast)
    client.force_login(cast.host)
    assert client.get(page("assessment_move_up", cast.assessment, version.pk)).status_code == 404


def test_the_list_takes_the_same_queries_for_one_and_three(cast, client):
    def count():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(reverse("assessments")).status_code == 200
        return len(seen)

    client.force_login(cast.host)
    count()
    one = count()
    alone(cast)
    alone(cast)
    assert count() == one


def test_the_list_filters(cast, client):
    alone(cast)
    client.force_login(cast.host)
    found = client.get(reverse("assessments"), {"q": "own look"}).content.decode()
    assert found.count("<tr>") == 2
    assert b"No assessment fits" in client.get(reverse("assessments"), {"state": "accepted"}).content


def test_the_writer_takes_the_same_queries_for_any_number_of_answers(cast, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(cast.host)
    address = page("answer", cast.assessment, cast.items[0].pk)
    counts = []
    for items in ([], cast.items):
        fill(cast, items=items) if items else None
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_next_unanswered_goes_round(cast, client):
    fill(cast, items=cast.items[2:])
    client.force_login(cast.host)
    shown = client.get(page("answer", cast.assessment, cast.items[1].pk)).content.decode()
    assert f'data-next href="{page("answer", cast.assessment, cast.items[0].pk)}"' in shown
    assert Review.objects.filter(pk=cast.review.pk).exists()
