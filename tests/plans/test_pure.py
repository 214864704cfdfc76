# SPDX-License-Identifier: EUPL-1.2
"""Hints, schedule, money: calculated, with properties."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isopolity.plans.gantt import gantt
from isopolity.plans.money import STATES, Line, counted, furthest, totals, wrong_step
from isopolity.plans.schedule import Task, circle, columns, critical, faults, order
from isopolity.plans.smart import Described, hints, is_measurable, too_many

EUROS = st.decimals(0, 10**9, places=2)
LINES = st.builds(
    Line,
    st.sampled_from(["esf", "amif", "local"]),
    st.dictionaries(st.sampled_from(STATES), EUROS),
    is_own=st.booleans(),
    is_refused=st.booleans(),
)


@given(st.lists(LINES))
def test_the_totals_are_the_sum_of_the_lines_and_nothing_is_twice(lines):
    found = totals(lines)
    apart = sum(found.own.values(), Decimal(0))
    assert found.total + apart == sum((sum(counted(one).values()) for one in lines), Decimal(0))
    assert found.total == sum(found.by_state.values())


@given(LINES)
def test_a_line_counts_once_in_its_furthest_state(line):
    sums, state = counted(line), furthest(line)
    assert all(amount >= 0 for amount in sums.values())
    if state and not line.is_refused:
        assert sums[state] == line.amounts[state]
        spent_rest = {"spent", "secured"} if state == "spent" else {state}
        assert not any(sums[other] for other in STATES if other not in spent_rest)
    if state == "spent" and not line.is_refused and line.amounts.get("secured", -1) >= line.amounts["spent"]:
        assert sum(sums.values()) == line.amounts["secured"]


@given(LINES)
def test_an_own_contribution_is_in_no_source(line):
    found = totals([line])
    assert (not found.by_source) if line.is_own else not any(found.own.values())


@given(st.lists(st.tuples(st.sampled_from(STATES), EUROS)))
def test_spent_is_never_more_than_secured(steps):
    taken: dict[str, Decimal] = {}
    for state, amount in steps:
        if not wrong_step(taken, state, amount):
            taken[state] = amount
    assert taken.get("spent", Decimal(0)) <= taken.get("secured", Decimal(0))


DAYS = st.dates(date(2026, 1, 1), date(2030, 1, 1))


@st.composite
def chains(draw):
    """Tasks that need only earlier ones."""
    found = []
    for key in range(draw(st.integers(1, 7))):
        starts = draw(DAYS)
        needs = frozenset(draw(st.sets(st.integers(0, key - 1)))) if key else frozenset()
        found.append(Task(key, str(key), starts, starts + timedelta(days=draw(st.integers(0, 400))), needs))
    return found


@given(chains())
def test_every_action_comes_after_what_it_needs(tasks):
    found = order(tasks)
    assert sorted(found) == [task.key for task in tasks]
    for task in tasks:
        assert all(found.index(need) < found.index(task.key) for need in task.needs)


@given(chains())
def test_the_critical_chain_is_a_chain(tasks):
    known, found = {task.key: task for task in tasks}, critical(tasks)
    assert all(one in known[other].needs for one, other in itertools.pairwise(found))
    assert bool(found) == any(task.needs for task in tasks)


@given(chains())
def test_the_drawing_holds_every_bar(tasks):
    found = gantt(tasks, {}, {task.key: [(task.ends, True)] for task in tasks}, date(2027, 1, 1))
    assert len(found.bars) == len(tasks)
    for bar in found.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= found.width + 6
        assert bar.y + 18 <= found.height


@given(chains())
def test_on_paper_the_drawing_fits(tasks):
    found = gantt(tasks, {}, {}, date(2027, 1, 1), room=760)
    assert found.width <= 760
    assert all(bar.x + bar.width <= found.width + 6 for bar in found.bars)


@given(DAYS, st.integers(0, 900))
def test_columns_cover_the_days_without_a_gap(first, days):
    found = columns(first, first + timedelta(days=days))
    assert found[0].first <= first < found[0].after
    assert found[-1].first <= first + timedelta(days=days) < found[-1].after
    assert all(one.after == other.first for one, other in itertools.pairwise(found))


def test_a_circle_is_found():
    assert not circle({1: [2], 2: [3]})
    assert sorted(circle({1: [2], 2: [3], 3: [1], 4: [1]})) == [1, 2, 3]


def test_an_action_that_starts_before_what_it_needs_ends():
    one = Task(1, "a", date(2026, 1, 1), date(2026, 3, 1))
    other = Task(2, "b", date(2026, 3, 1), date(2026, 4, 1), frozenset({1}))
    assert [(found.kind, found.task, found.other) for found in faults([one, other])] == [("starts_too_early", 2, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "60 women find work", "Half of them", "The council adopts the strategy", "A desk opens",
        "30 pairs by June 2027",
        "60 femmes trouvent un travail", "La moitié des familles", "Le conseil adopte la stratégie avant juin 2027",
        "Le guichet est ouvert", "60 Frauen finden Arbeit", "Zwei Drittel der Familien", "Dreißig Plätze",
        "Der Rat beschließt das Programm bis 30. Juni 2027", "Die Stadt stellt eine Beraterin ein",
    ],
)  # fmt: skip
def test_a_number_or_an_event_can_be_measured(text):
    assert is_measurable(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "Better integration", "Raise awareness among employers", "Better housing by 30 June 2027",
        "Mieux accueillir avant le 1er juin 2027", "Un accueil public de qualité", "Bessere Beratung bis 30.06.2027",
        "Die Beratung ein Stück verbessern", "Better in Q3 2027",
    ],
)  # fmt: skip
def test_wishes_cannot_be_measured(text):
    assert not is_measurable(text)


def test_hints_say_what_is_missing():
    empty = Described("", "", "", has_start=False, has_end=False, beneficiaries="", milestones=0, risks=0)
    assert [hint.field for hint in hints(empty)] == [
        "objective", "target", "lead", "beneficiaries", "ends", "starts", "milestones", "risks"
    ]  # fmt: skip
    whole = Described(
        "Women who arrived in the last two years learn the language in the evening", "60 pass by June", "Office",
        has_start=True, has_end=True, beneficiaries="Women", milestones=1, risks=1,
    )  # fmt: skip
    assert hints(whole) == []


def test_more_than_three_actions_bring_a_warning_in_words():
    assert too_many(3) == ""
    assert "4" in too_many(4)
