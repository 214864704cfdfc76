# SPDX-License-Identifier: EUPL-1.2
"""Agreement of coders: percent and Cohen's kappa, against examples worked out by hand."""

import pytest

from isopolity.surveys.agreement import agreements, decisions, kappa, majority, percent


def both(yes_yes: int, yes_no: int, no_yes: int, no_no: int) -> tuple[list[bool], list[bool]]:
    """Two coders' decisions by the four cells of their table."""
    cells = [(True, True, yes_yes), (True, False, yes_no), (False, True, no_yes), (False, False, no_no)]
    pairs = [(a, b) for a, b, number in cells for _time in range(number)]
    return [a for a, _b in pairs], [b for _a, b in pairs]


@pytest.mark.parametrize(
    ("cells", "agree", "value"),
    [
        ((20, 5, 10, 15), 70, 0.4),  # 0.7 observed, 0.5 expected
        ((45, 15, 25, 15), 60, 0.1304),  # the same share, more of it by chance: 0.54 expected
        ((25, 35, 5, 35), 60, 0.2593),
        ((10, 0, 0, 10), 100, 1),
        ((0, 10, 10, 0), 0, -1),
        ((5, 5, 5, 5), 50, 0),
    ],
)
def test_percent_and_kappa(cells, agree, value):
    pair = both(*cells)
    assert percent(*pair) == pytest.approx(agree)
    assert kappa(*pair) == pytest.approx(value, abs=1e-4)
    assert kappa(*reversed(pair)) == pytest.approx(value, abs=1e-4)


def test_kappa_has_no_value_where_chance_agrees_always():
    assert kappa(*both(0, 0, 0, 7)) is None
    assert kappa(*both(7, 0, 0, 0)) is None
    assert kappa([], []) is None
    assert percent([], []) == 0


def test_only_answers_that_both_have_coded_are_compared():
    one = {"a": frozenset({1}), "b": frozenset({2}), "c": frozenset()}
    other = {"b": frozenset({1, 2}), "c": frozenset(), "d": frozenset({1})}
    assert decisions(one, other, [1, 2]) == ([False, True, False, False], [True, True, False, False])
    (found,) = agreements({"x": one, "y": other, "z": {}}, [1, 2])
    assert (found.first, found.second, found.number, found.percent) == ("x", "y", 2, 75)


def test_the_majority_of_those_who_coded_an_answer_decides():
    coders = [{"a": frozenset({1, 2}), "b": frozenset({3})}, {"a": frozenset({1})}, {"a": frozenset({1, 3})}]
    assert majority(coders) == {"a": {1}, "b": {3}}
    assert majority([{"a": frozenset({1})}, {"a": frozenset()}]) == {"a": frozenset()}
