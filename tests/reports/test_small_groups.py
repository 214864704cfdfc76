# SPDX-License-Identifier: EUPL-1.2
"""Small source groups (pure)."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isopolity.reports.small_groups import small_groups

GROUPS = st.sampled_from(["staff", "politician", "partner", "migrants", "users"])


def test_a_large_group_warns_nobody():
    assert small_groups(["staff"], {"staff": 3}, small=3) == []


def test_one_person_is_pointed_at():
    found = small_groups(["staff", "politician"], {"staff": 9, "politician": 1}, small=3)
    assert [(one.group, one.points_at_one_person) for one in found] == [("politician", True)]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(GROUPS), st.dictionaries(GROUPS, st.integers(0, 20)), st.integers(1, 10))
def test_exactly_the_small_groups_under_the_statement_are_named(under, met, small):
    found = {one.group for one in small_groups(under, met, small=small)}
    assert found == {group for group in under if met.get(group, 0) < small}
