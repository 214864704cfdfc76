# SPDX-License-Identifier: EUPL-1.2
"""The board of a project, and the page of permissions."""

from datetime import date

import pytest
import time_machine

from isopolity.core.policy import table
from isopolity.core.principal import acting
from isopolity.pages.board import board
from isopolity.reviews import actions as reviews
from isopolity.reviews.models import Review, Stage


def row(cast, city="Levanto"):
    with acting(cast.secretariat):
        return next(row for row in board(cast.secretariat, cast.project) if row.city.name == city)


def test_the_board_shows_every_city_with_its_steps(cast, client):
    client.force_login(cast.secretariat)
    page = client.get(f"/projects/{cast.project.pk}/").content.decode()
    assert "Levanto" in page
    assert "cities have not approved the benchmark" in page
    assert "no review in this project" in page
    found = row(cast)
    assert [step.state for step in found.steps] == ["current"] + ["waiting"] * 6
    assert found.steps[2].due == date(2027, 2, 9)
    assert row(cast, "Tramonto").review is None


@pytest.mark.parametrize("stage", Stage.values)
def test_who_owes_what_is_told_in_every_stage(cast, stage):
    Review.objects.filter(pk=cast.review.pk).update(stage=stage)
    owed = row(cast).owes
    # the whole team of the cast is confirmed, trained and has declared; nobody owes anything in the follow-up
    assert bool(owed) is (stage not in {"training", "follow_up"})


def test_what_is_late_comes_first(cast, client):
    Review.objects.filter(pk=cast.other_review.pk).update(visit_starts="2027-03-01", visit_ends="2027-03-03")
    Review.objects.filter(pk=cast.review.pk).update(stage="initial_report")
    with time_machine.travel("2027-02-10 12:00Z"):
        with acting(cast.secretariat):
            first = board(cast.secretariat, cast.project)[0]
        assert first.city.name == "Levanto"
        assert first.is_late
        client.force_login(cast.secretariat)
        assert "1 review is late" in client.get(f"/projects/{cast.project.pk}/").content.decode()
    with time_machine.travel("2027-02-09 12:00Z"):
        assert not row(cast).is_late


def test_the_board_counts_like_the_blockers(cast):
    from isopolity.reviews.stages import blockers

    with acting(cast.secretariat):
        missing = blockers(Review.objects.get(pk=cast.review.pk))
    assert row(cast).owes[0][1].startswith(f"{len(missing)} cities")


@pytest.mark.parametrize("stage", Stage.values)
def test_the_board_takes_the_same_queries_at_one_and_three_reviews(cast, client, queries_of, stage):
    client.force_login(cast.secretariat)
    Review.objects.update(stage=stage)
    before = queries_of(f"/projects/{cast.project.pk}/")
    for name in ("Sudmark", "Vestergade"):
        with acting(cast.secretariat):
            reviews.create_review(
                by=cast.secretariat, project=cast.project, city=cast.cities[name], adoption=cast.adoption
            )
    Review.objects.update(stage=stage)
    assert queries_of(f"/projects/{cast.project.pk}/") == before


@pytest.mark.parametrize(
    ("role", "sees"),
    [("secretariat", True), ("host", True), ("peer", True), ("facilitator", True), ("association", False),
     ("outsider", False), ("contributor", False)],
)  # fmt: skip
def test_who_sees_the_board(cast, client, role, sees):
    client.force_login(getattr(cast, role))
    assert client.get(f"/projects/{cast.project.pk}/").status_code == (200 if sees else 404)
    assert ("Learning together" in client.get("/projects/").content.decode()) is sees


def test_the_permissions_page_has_the_whole_policy(db, client):
    page = client.get("/permissions/").content.decode()
    assert not [name for name in table() if f"<code>{name}</code>" not in page]
    assert "Facilitator" in page
