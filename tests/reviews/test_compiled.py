# SPDX-License-Identifier: EUPL-1.2
"""Desk reviews put together: agreement, difference, people to meet (pure)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isopolity.reviews.compiled import Reading, difference, people_to_meet

M, F, S, N = "meets", "falls_short", "surpasses", "inconclusive"


@pytest.mark.parametrize(
    ("levels", "state"),
    [
        ([], "none"), ([M], "none"), (["", M], "none"), ([N], "need_more"), ([N, N], "need_more"), ([M, M], "agree"),
        ([M, N], "need_more"), ([M, F], "differ"), ([M, F, N], "differ"), ([S, S, S, S], "agree"),
    ],
)  # fmt: skip
def test_where_peers_agree_differ_or_need_more(levels, state):
    assert difference(levels) == state


@given(st.lists(st.sampled_from([M, F, S, N, ""])))
def test_the_order_of_peers_does_not_matter(levels):
    assert difference(levels) == difference(levels[::-1])


def test_the_same_function_is_one_person_to_meet():
    people = people_to_meet(
        [
            Reading("GG/A/1", "AP", M, meet="Head of schools\n- the mayor."),
            Reading("GG/L/1", "BP", M, meet="head of  Schools;\n\n"),
            Reading("GG/L/1", "CP", M, meet="The Mayor"),
        ]
    )
    assert [(p.function, p.items, p.asked_by) for p in people] == [
        ("Head of schools", ["GG/A/1", "GG/L/1"], ["AP", "BP"]),
        ("the mayor.", ["GG/A/1", "GG/L/1"], ["AP", "CP"]),
    ]


@given(st.text())
def test_any_text_makes_a_list(text):
    for one in people_to_meet([Reading("A", "AP", M, meet=text)]):
        assert one.function
        assert one.items == ["A"]
