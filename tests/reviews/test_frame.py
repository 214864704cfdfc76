# SPDX-License-Identifier: EUPL-1.2
"""The frame of a review's pages: journey, blockers, tabs, where one is."""

from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from isopolity.core.principal import acting
from isopolity.reviews.models import Review
from isopolity.reviews.queries import review_context
from tests.cast import Cast


def frame(cast: Cast, who, tab="review"):
    with acting(who):
        return review_context(who, Review.objects.for_pages().get(pk=cast.review.pk), tab=tab)


def test_it_shows_the_stage_and_what_is_missing(cast: Cast):
    found = frame(cast, cast.secretariat)
    assert [s.state for s in found["steps"]] == ["current"] + 6 * ["waiting"]
    assert str(found["steps"][2].due) == "2027-02-09"
    assert "Levanto has not approved the benchmark." in [b.text for b in found["blockers"]]


def test_it_takes_a_handful_of_queries(cast: Cast):
    with acting(cast.peer):
        review = Review.objects.for_pages().get(pk=cast.review.pk)
        with CaptureQueriesContext(
            connection,
        ) as taken:
            review_context(cast.peer, review)
    assert len(taken) <= 15, [q["sql"][:90] for q in taken]


def test_the_frame_renders(cast: Cast, rf):
    request = rf.get("/")
    request.user = cast.secretariat
    html = render_to_string("reviews/review_base.html", frame(cast, cast.secretariat), request)
    assert "Levanto" in html
