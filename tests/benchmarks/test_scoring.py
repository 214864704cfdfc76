# SPDX-License-Identifier: EUPL-1.2
"""Ordinal judgements are a distribution and never a number; weighted ones have a mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isopolity.benchmarks.scoring import Branch, Judged, NoTotal, distribution, weighted_mean
from tests.cast import small_benchmark

ORDINAL = small_benchmark()["scale"]
WEIGHTED = {
    "kind": "weighted",
    "levels": [{"code": "low", "value": 0}, {"code": "high", "value": 10}, {"code": "unclear", "neutral": True}],
}


def test_an_ordinal_benchmark_has_a_distribution_and_never_a_total():
    assert distribution(ORDINAL, ["meets", "meets", None, "surpasses", "unknown"]) == {
        "falls_short": 0, "meets": 2, "surpasses": 1, "inconclusive": 0, None: 2,
    }  # fmt: skip
    with pytest.raises(NoTotal):
        weighted_mean(ORDINAL, [Branch("GG", [Judged("GG/A/1", "meets")])])


def test_a_weighted_mean_over_items_and_groups():
    a = Branch("A", [Judged("A/1", "high", 3), Judged("A/2", "low", 1)], weight=1)
    b = Branch("B", [Judged("B/1", "low")], weight=2)
    found = weighted_mean(WEIGHTED, [a, b])
    assert found.groups["A"].value == pytest.approx(7.5)
    assert found.value == pytest.approx(2.5)
    assert (found.counted, found.items) == (3, 3)


def test_neutral_and_missing_judgements_count_nowhere_and_are_told():
    found = weighted_mean(WEIGHTED, [Branch("A", [Judged("1", "unclear"), Judged("2", None), Judged("3", "high")])])
    assert (found.value, found.counted, found.items) == (10, 1, 3)
    assert weighted_mean(WEIGHTED, [Branch("A", [Judged("1", None)])]).value is None


levels = st.sampled_from(["low", "high", "unclear", None])
judged = st.builds(Judged, code=st.just("x"), level=levels, weight=st.floats(0.1, 10))
branches = st.recursive(
    st.builds(Branch, code=st.uuids().map(str), items=st.lists(judged, max_size=4), weight=st.floats(0.1, 10)),
    lambda inner: st.builds(Branch, code=st.uuids().map(str), groups=st.lists(inner, max_size=3)),
    max_leaves=6,
)


@given(groups=st.lists(branches, max_size=4))
def test_a_mean_lies_between_the_lowest_and_the_highest_level(groups):
    found = weighted_mean(WEIGHTED, groups)
    assert (found.value is None) == (found.counted == 0)
    assert found.value is None or -1e-9 <= found.value <= 10 + 1e-9
