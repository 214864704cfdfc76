# SPDX-License-Identifier: EUPL-1.2
"""Search, board, history and comparison through the API: the same as on the pages, for the same people."""

import pytest

from isopolity.assessments import actions as assessments
from isopolity.core.principal import acting
from isopolity.reports import actions as reports
from tests.api.client import Caller
from tests.cast import Cast
from tests.journey.test_one_item_through_seven_steps import agree_benchmark, read_at_the_desk, write_initial_report

pytestmark = pytest.mark.django_db


def test_search_finds_what_the_person_may_see(cast: Cast) -> None:
    with acting(cast.peer):
        reports.save_finding(
            by=cast.peer, review=cast.review, item=cast.items[0], field="text", value="The madrigal is missing."
        )
    hit = Caller(cast.peer).all("search?q=madrigal")[0]
    assert hit["kind"] == "finding"
    assert hit["url"] == f"/reviews/{cast.review.pk}/findings/{cast.items[0].pk}/"
    for name in ("host", "secretariat", "other_peer", "removed_peer", "outsider", "association"):
        assert Caller(cast.everyone()[name]).all("search?q=madrigal") == [], name
    assert {one["kind"] for one in Caller(cast.outsider).all("search?q=Levanto")} == {"city"}
    assert Caller(cast.outsider).all("search?q=L") == []


def test_search_comes_in_pages(cast: Cast) -> None:
    answer = Caller(cast.peer).get("search?q=Levanto&limit=1")
    assert len(answer["items"]) == 1
    assert answer["count"] > 1


def test_the_board_tells_who_owes_what(cast: Cast) -> None:
    rows = Caller(cast.secretariat).all(f"projects/{cast.project.pk}/board")
    (row,) = [one for one in rows if one["review_id"] == cast.review.pk]
    assert row["city"]["name"] == "Levanto"
    assert [step["number"] for step in row["steps"]] == [1, 2, 3, 4, 5, 6, 7]
    assert row["owes"]
    Caller(cast.outsider).get(f"projects/{cast.project.pk}/board", status=404)
    Caller(cast.contributor).get(f"projects/{cast.project.pk}/board", status=404)


def test_home_has_the_reviews_around_the_person(cast: Cast) -> None:
    assert [one["review_id"] for one in Caller(cast.host).all("me/journeys")] == [cast.review.pk]
    assert Caller(cast.outsider).all("me/journeys") == []


def test_the_history_of_a_review_stops_at_the_wall(cast: Cast) -> None:
    agree_benchmark(cast)
    write_initial_report(cast)
    read_at_the_desk(cast)
    path = f"reviews/{cast.review.pk}/history"
    team = " ".join(one["text"] for one in Caller(cast.peer).all(path))
    host = " ".join(one["text"] for one in Caller(cast.host).all(path))
    assert "a desk note" in team
    assert "desk note" not in host
    assert "submitted the initial report" in host
    for name in ("outsider", "other_peer", "removed_peer"):
        Caller(cast.everyone()[name]).get(path, status=404)


def test_a_history_is_read_on_from_where_it_ended(cast: Cast) -> None:
    agree_benchmark(cast)
    caller, seen, before = Caller(cast.secretariat), [], ""
    while True:
        answer = caller.get(f"reviews/{cast.review.pk}/history?limit=1{before}")
        seen += [(one["when"], one["text"]) for one in answer["items"]]
        if answer["older"] is None:
            break
        before = "&before=" + answer["older"].replace("+", "%2B")
    assert seen
    whole = caller.get(f"reviews/{cast.review.pk}/history?limit=200")
    assert whole["older"] is None
    assert {text for _when, text in seen} == {one["text"] for one in whole["items"]}
    assert seen == sorted(seen, key=lambda one: one[0], reverse=True)


def test_the_history_of_an_item_is_the_teams_beyond_the_answer(cast: Cast) -> None:
    agree_benchmark(cast)
    write_initial_report(cast)
    read_at_the_desk(cast)
    path = f"reviews/{cast.review.pk}/items/{cast.items[0].pk}/history"
    assert "a desk note" in " ".join(one["text"] for one in Caller(cast.peer).all(path))
    assert "desk note" not in " ".join(one["text"] for one in Caller(cast.host).all(path))
    Caller(cast.outsider).get(path, status=404)
    Caller(cast.peer).get(f"reviews/{cast.review.pk}/items/999999/history", status=404)


def test_a_citys_assessments_stand_side_by_side(cast: Cast) -> None:
    with acting(cast.host):
        old = assessments.start_assessment(by=cast.host, city=cast.cities["Levanto"], version=cast.version)
        for one, level in ((old, "falls_short"), (cast.assessment, "meets")):
            assessments.save_answer(by=cast.host, assessment=one, item=cast.items[0], field="level", value=level)
    found = Caller(cast.host).get(f"assessments/{cast.assessment.pk}/over-time?others={old.pk}")
    assert {one["id"] for one in found["assessments"]} == {old.pk, cast.assessment.pk}
    row = next(one for one in found["items"] if one["item_id"] == cast.items[0].pk)
    assert {then["level"] for then in row["thens"]} == {"falls_short", "meets"}
    assert [then["is_change"] for then in row["thens"]] == [False, True]
    changed = Caller(cast.host).get(f"assessments/{cast.assessment.pk}/over-time?only_changed=true")
    assert [one["item_id"] for one in changed["items"]] == [cast.items[0].pk]
    Caller(cast.host).get(f"assessments/{cast.assessment.pk}/over-time?others=999999", status=422)
    for name in ("peer", "secretariat", "contributor", "outsider"):
        Caller(cast.everyone()[name]).get(f"assessments/{cast.assessment.pk}/over-time", status=404)
