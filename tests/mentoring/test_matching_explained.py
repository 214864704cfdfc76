# SPDX-License-Identifier: EUPL-1.2
"""Why a pair, and what would change if."""

import copy

import pytest

from isopolity.mentoring.matching import Obstacle, match, read_problem, what_if, why
from tests.mentoring import problems
from tests.mentoring.problems import Raw, example, some


def test_a_pair_is_explained_by_items_distance_and_language():
    raw = example()
    raw["mentors"][0]["strengths"]["WP/I/2"] = 1
    del raw["mentors"][0]["context"]["newcomer_share"]
    raw["mentors"][0]["vetoes"] = ["levanto"]
    found = why(read_problem(raw), "levanto", "nordhavn")
    assert [(one.item, one.need, one.strength, one.gain) for one in found.taught] == [
        ("GG/A/1", 3, 2, 6), ("WP/I/2", 1, 1, 1),
    ]  # fmt: skip
    assert found.gain == 7
    assert [(one.feature, one.mentee, one.mentor) for one in found.features] == [
        ("newcomer_share", 0.8, None), ("population_log2", 14.3, 15.1),
    ]  # fmt: skip
    assert [one.distance for one in found.features] == [3.0, pytest.approx(0.8)]
    assert found.distance == pytest.approx(3.8)
    assert (found.languages, found.same_city) == (("en",), False)
    assert found.obstacles == (Obstacle.VETO, Obstacle.DISTANCE)
    assert not found.allowed


def test_a_pair_is_explained_as_allowed_exactly_when_it_is():
    for seed in range(200):
        raw = some(seed)
        problem = read_problem(raw)
        for mentee in raw["mentees"]:
            for mentor in raw["mentors"]:
                expected = problems.is_allowed(mentee, mentor, raw["rules"])
                assert why(problem, mentee["id"], mentor["id"]).allowed == expected, seed


def three() -> Raw:
    """Two mentees that both do best with the same mentor."""
    raw = example() | {"fixed": []}
    raw["mentees"] += [raw["mentees"][0] | {"id": "valmora", "needs": {"GG/A/1": 1}}]
    raw["mentors"] += [raw["mentors"][0] | {"id": "aldersheim", "strengths": {"GG/A/1": 1}}]
    return raw


def test_what_would_change_is_told_part_by_part():
    found = what_if(read_problem(three()), "valmora", "nordhavn")
    assert tuple(found.now.score) == (2, 7, -2.0)
    assert not found.paired_now
    assert found.forced is not None
    assert tuple(found.forced.difference) == (0, -2, 0.0)
    assert found.forced.gone == (("levanto", "nordhavn"), ("valmora", "aldersheim"))
    assert found.forced.come == (("levanto", "aldersheim"), ("valmora", "nordhavn"))
    assert tuple(found.forbidden.difference) == (0, 0, 0.0)
    assert not found.forbidden.gone


def test_without_its_only_mentor_a_pair_is_lost():
    raw = three()
    raw["mentors"].pop()
    found = what_if(read_problem(raw), "levanto", "nordhavn")
    assert found.paired_now
    assert tuple(found.forbidden.difference) == (0, -4, 0.0)
    assert found.forbidden.come == (("valmora", "nordhavn"),)


def test_a_mentor_promised_to_others_cannot_be_forced():
    raw = three() | {"fixed": [["levanto", "nordhavn"]]}
    found = what_if(read_problem(raw), "valmora", "nordhavn")
    assert found.forced is None
    own = what_if(read_problem(raw), "levanto", "aldersheim")
    assert own.forced is not None
    assert ("levanto", "nordhavn") in own.forced.gone
    with pytest.raises(KeyError):
        what_if(read_problem(raw), "levanto", "nobody")


def test_an_agreed_pair_may_be_thought_away():
    raw = three() | {"fixed": [["levanto", "nordhavn"]]}
    found = what_if(read_problem(raw), "levanto", "nordhavn")
    assert found.paired_now
    assert found.forced is not None
    assert not found.forced.come
    assert tuple(found.forbidden.difference) == (0, -2, 0.0)
    assert ("levanto", "nordhavn") in found.forbidden.gone


def test_both_conditions_agree_with_trying_everything():
    """Forced is an agreed pair, forbidden a veto; the better of the two is the present score."""
    tried = 0
    for seed in range(250):
        raw = some(seed, most=4)
        if raw["fixed"] or not match(read_problem(raw)).pairs:
            continue
        mentee, mentor = raw["mentees"][0], raw["mentors"][0]
        found = what_if(read_problem(raw), mentee["id"], mentor["id"])
        without = copy.deepcopy(raw)
        without["mentees"][0]["vetoes"] = [*mentee["vetoes"], mentor["id"]]
        assert tuple(found.forbidden.score) == pytest.approx(problems.best(without), abs=1.1e-6)
        if found.forced is None:
            assert mentor["capacity"] == 0
            continue
        with_it = raw | {"fixed": [[mentee["id"], mentor["id"]]]}
        assert tuple(found.forced.score) == pytest.approx(problems.best(with_it), abs=1.1e-6)
        tried += 1
        if problems.is_allowed(mentee, mentor, raw["rules"]):
            assert found.now.score == max(found.forced.score, found.forbidden.score)
    assert tried > 40


def test_a_reason_is_true():
    """Those who fit are all full when an answer says so; nobody fits when it says that."""
    for seed in range(400):
        raw = some(seed)
        found = match(read_problem(raw))
        teaching = [mentor for _mentee, mentor in found.partners]
        for name, reason in found.unpaired.items():
            mentee = next(city for city in raw["mentees"] if city["id"] == name)
            fit = [city for city in raw["mentors"] if problems.is_allowed(mentee, city, raw["rules"])]
            assert all(teaching.count(city["id"]) == city["capacity"] for city in fit)
            assert set(reason.taken) == {city["id"] for city in fit if city["capacity"]}
            assert reason.counts.get(Obstacle.NO_PLACE, 0) == sum(not city["capacity"] for city in fit)
            gains = [problems.gain(mentee, city) > 0 and city["id"] != name for city in raw["mentors"]]
            assert reason.strong == sum(gains)
            assert str(reason)
