# SPDX-License-Identifier: EUPL-1.2
"""Whichever day the demo is built on, its visits fall on working days."""

from datetime import date, timedelta

import pytest

from isopolity.demo.cast import REVIEWS, visit_begins

WEEK = [date(2026, 11, 16) + timedelta(days=number) for number in range(7)]


@pytest.mark.parametrize("today", WEEK, ids=lambda day: f"{day:%a}")
@pytest.mark.parametrize("review", REVIEWS, ids=lambda review: review.stage)
def test_a_visit_goes_from_monday_to_thursday_whenever_it_is_built(review, today):
    starts = visit_begins(today, review.visit_in_days)
    assert [(starts + timedelta(days=number)).strftime("%a") for number in range(4)] == ["Mon", "Tue", "Wed", "Thu"]
    moved = (starts - today).days - review.visit_in_days
    assert moved in (range(7) if review.visit_in_days > 0 else range(-6, 1))


@pytest.mark.parametrize("today", WEEK, ids=lambda day: f"{day:%a}")
def test_the_visit_that_goes_on_has_begun_and_is_at_most_a_week_ago(today):
    days = next(review.visit_in_days for review in REVIEWS if review.stage == "visit")
    assert 1 <= (today - visit_begins(today, days)).days <= 7
