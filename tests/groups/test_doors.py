# SPDX-License-Identifier: EUPL-1.2
"""Who came and went, month by month."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from isopolity.groups.doors import Stay, months, passages

TODAY = date(2026, 11, 22)


@st.composite
def stays(draw: st.DrawFn) -> list[Stay]:
    found = []
    for number in range(draw(st.integers(0, 8))):
        joined = TODAY - timedelta(days=draw(st.integers(0, 900)))
        stayed = draw(st.none() | st.integers(0, (TODAY - joined).days))
        found.append(Stay(str(number), joined, None if stayed is None else joined + timedelta(days=stayed)))
    return found


@given(stays())
def test_the_last_month_has_whoever_is_still_there(rows):
    found = months(rows, until=TODAY)
    assert (found[-1].there if found else 0) == sum(one.left_on is None for one in rows)


@given(stays())
def test_months_follow_each_other_and_nobody_is_lost(rows):
    found = months(rows, until=TODAY)
    assert sum(one.came for one in found) == len(rows)
    assert sum(one.went for one in found) == sum(one.left_on is not None for one in rows)
    firsts = [one.first for one in found]
    assert all((later - earlier).days in range(28, 32) for earlier, later in pairwise(firsts))
    assert all(one.there >= 0 for one in found)


def test_of_a_long_life_the_last_months_are_shown():
    found = months([Stay("a", date(2020, 1, 5))], until=TODAY, most=12)
    assert len(found) == 12
    assert found[-1].there == 1


def test_history_tells_the_newest_first():
    rows = [Stay("a", date(2026, 1, 5), date(2026, 3, 1)), Stay("b", date(2026, 2, 1))]
    assert [(one.label, one.came) for one in passages(rows)] == [("a", False), ("b", True), ("a", True)]
