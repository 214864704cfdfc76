# SPDX-License-Identifier: EUPL-1.2
"""Small numbers are hidden so that nobody can compute them, even with the sum and the rule in hand."""

import itertools
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isopolity.groups.counting import SMALLEST, shown

COUNTS = st.lists(st.integers(0, 30), min_size=2, max_size=7)
SMALL = st.integers(0, 8)


@pytest.mark.parametrize(("small", "cells", "most"), [(3, 2, 14), (3, 3, 12), (4, 3, 11), (3, 4, 9), (5, 3, 11)])
def test_no_hidden_number_can_be_computed(small, cells, most):
    """Every possible set of counts with this sum: those that look the same differ in each hidden number."""
    alike = defaultdict(list)
    for counts in itertools.product(range(most + 1), repeat=cells):
        if sum(counts) <= most:
            alike[tuple(shown(counts, small=small)), sum(counts)].append(counts)
    known = [
        (look, place)
        for (look, _total), behind in alike.items()
        for place in range(cells)
        if look[place] is None and len({counts[place] for counts in behind}) == 1
    ]
    assert not known


@given(COUNTS, SMALL)
def test_small_numbers_are_never_shown(counts, small):
    least = max(small, SMALLEST)
    for number, told in zip(counts, shown(counts, small=small), strict=True):
        assert told in (None, number)
        if 0 < number < least:
            assert told is None


@given(COUNTS, SMALL)
def test_one_number_alone_is_never_hidden(counts, small):
    hidden = [place for place, told in enumerate(shown(counts, small=small)) if told is None]
    assert len(hidden) != 1


def test_large_numbers_are_all_shown():
    assert shown([11, 8, 0, 5], small=3) == [11, 8, 0, 5]


def test_the_next_larger_one_is_hidden_with_a_small_one():
    assert shown([11, 8, 1, 0], small=3) == [11, None, None, 0]
