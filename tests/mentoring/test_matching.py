# SPDX-License-Identifier: EUPL-1.2
"""Matching: the rules of a pair, and that no better matching exists."""

import copy
import json
import random
import subprocess
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from bench.matching import problem as invented
from isopolity.mentoring.matching import as_json, match, parse, read_problem, transport
from isopolity.mentoring.matching.pairing import Mentors, allowed
from isopolity.mentoring.matching.problem import distance, gain
from tests.mentoring import problems
from tests.mentoring.problems import Raw, example, shuffled, some

ROOT = Path(__file__).resolve().parents[2]
SMALL = 3000


def answer(raw: Raw) -> Raw:
    return as_json(match(read_problem(raw)))


def judge() -> ModuleType | None:
    """The judge that was agreed with the format, where it lies beside the repository."""
    done = subprocess.run(
        ["git", "rev-parse", "--path-format=absolute", "--git-common-dir"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    path = Path(done.stdout.strip()).parent.parent / "shared" / "tools" / "check_matching.py"
    if done.returncode or not path.is_file():
        return None
    found = ModuleType("check_matching")
    exec(compile(path.read_text(), path.name, "exec"), found.__dict__)
    return found


# --- The contract -----------------------------------------------------------------------------------------------------
def test_the_example_of_the_format():
    assert answer(example()) == {
        "format": "isopolity/matching@1",
        "status": "optimal",
        "pairs": [{"mentee": "levanto", "mentor": "nordhavn", "gain": 6, "distance": 1.0, "items": ["GG/A/1"]}],
        "unpaired": [],
    }


def free() -> Raw:
    """The example without an agreed pair."""
    return example() | {"fixed": []}


def same_city(raw: Raw) -> None:
    raw["mentors"][0]["id"] = "levanto"


def mentee_refuses(raw: Raw) -> None:
    raw["mentees"][0]["vetoes"] = ["nordhavn"]


def mentor_refuses(raw: Raw) -> None:
    raw["mentors"][0]["vetoes"] = ["levanto"]


def no_language(raw: Raw) -> None:
    raw["mentors"][0]["languages"] = ["de"]


def far(raw: Raw) -> None:
    raw["rules"]["max_distance"] = 0.999


def unknown_feature(raw: Raw) -> None:
    del raw["mentees"][0]["context"]["newcomer_share"]  # counts 3.0, and 0.8 is there already


def no_gain(raw: Raw) -> None:
    raw["mentors"][0]["strengths"] = {"GG/A/2": 2}


def no_place(raw: Raw) -> None:
    raw["mentors"][0]["capacity"] = 0


def no_need(raw: Raw) -> None:
    raw["mentees"][0]["needs"] = {}


def no_mentor(raw: Raw) -> None:
    raw["mentors"] = []


BROKEN = {
    same_city: "there is no other city that teaches",
    mentee_refuses: "a veto rules out every mentor that is strong where this city needs it",
    mentor_refuses: "a veto rules out every mentor that is strong where this city needs it",
    no_language: "no mentor that is strong where this city needs it shares a language with it",
    far: "no mentor within reach is strong where this city needs it",
    unknown_feature: "no mentor within reach is strong where this city needs it",
    no_gain: "no mentor is strong where this city needs it",
    no_place: "no mentor that fits has a place to give",
    no_need: "this city names nothing that it wants to learn",
    no_mentor: "there is no other city that teaches",
}


@pytest.mark.parametrize("breaks", BROKEN, ids=lambda breaks: breaks.__name__)
def test_each_rule_alone_prevents_a_pair_and_says_so(breaks):
    raw = free()
    assert len(answer(raw)["pairs"]) == 1
    breaks(raw)
    found = answer(raw)
    assert (found["pairs"], found["unpaired"]) == ([], [{"mentee": "levanto", "reason": BROKEN[breaks]}])


@pytest.mark.parametrize("breaks", [mentee_refuses, mentor_refuses, no_language, far, no_gain, no_need])
def test_an_agreed_pair_is_kept_against_the_rules(breaks):
    raw = example()
    breaks(raw)
    assert [row["mentor"] for row in answer(raw)["pairs"]] == ["nordhavn"]


def test_a_city_may_learn_and_teach_but_not_from_itself():
    raw = free()
    both = raw["mentees"][0] | {"strengths": {"GG/A/1": 2, "WP/I/2": 2}, "capacity": 1}
    raw["mentors"].append(both)
    raw["mentees"].append(raw["mentors"][0] | {"needs": {"WP/I/2": 1}})
    assert [(row["mentee"], row["mentor"]) for row in answer(raw)["pairs"]] == [
        ("levanto", "nordhavn"), ("nordhavn", "levanto"),
    ]  # fmt: skip


def test_rounding_shuts_nobody_out():
    raw = free()
    raw["rules"] = {"context_weights": {"a": 1, "b": 1, "c": 1}, "max_distance": 0.6, "common_language": False}
    raw["mentees"][0]["context"] = {"a": 0, "b": 0, "c": 0}
    raw["mentors"][0]["context"] = {"a": 0.1, "b": 0.2, "c": 0.3}
    assert 0.1 + 0.2 + 0.3 > 0.6
    assert len(answer(raw)["pairs"]) == 1


def test_a_taken_mentor_is_named():
    raw = free()
    raw["mentees"] += [raw["mentees"][0] | {"id": "aldersheim", "needs": {"GG/A/1": 1}}]
    raw["mentors"] += [raw["mentors"][0] | {"id": "stumm", "languages": ["nl"]}]
    assert answer(raw)["unpaired"] == [
        {
            "mentee": "aldersheim",
            "reason": "the only mentor that fits (nordhavn) is taken by other cities;"
            " of the other strong ones: 1 shares no language",
        }
    ]


def test_several_obstacles_are_counted():
    raw = free()
    model = raw["mentors"].pop()
    raw["mentors"] = [
        model | {"id": "a", "vetoes": ["levanto"]},
        model | {"id": "b", "languages": ["nl"]},
        model | {"id": "c", "languages": ["nl"]},
        model | {"id": "d", "context": {"population_log2": 22.0, "newcomer_share": 0.8}},
        model | {"id": "e", "capacity": 0},
        model | {"id": "f", "strengths": {}},
    ]
    assert answer(raw)["unpaired"][0]["reason"] == (
        "none of the 5 mentors that are strong where this city needs it is free for it:"
        " 1 ruled out by a veto, 2 share no language, 1 is too far, 1 has no place to give"
    )


# --- No better one exists ---------------------------------------------------------------------------------------------
def test_every_small_problem_has_the_score_that_trying_everything_finds():
    judging = judge()
    for seed in range(SMALL):
        raw = some(seed)
        found, value = answer(raw), problems.best(raw)
        assert not problems.broken(raw, found), seed
        pairs = found["pairs"]
        assert (len(pairs), sum(row["gain"] for row in pairs)) == value[:2], seed
        assert sum(row["distance"] for row in pairs) == pytest.approx(-value[2], abs=1e-7), seed
        if judging:
            faults, score = judging.check(raw, found)
            assert not faults, (seed, faults)
            assert score == pytest.approx([value[0], value[1], value[2]], abs=1.1e-6), seed
            assert tuple(score) == pytest.approx(tuple(match(read_problem(raw)).score), abs=1e-9), seed


def test_the_small_problems_have_everything_in_them():
    """Otherwise the test above would show little."""
    made = [(some(seed), answer(some(seed))) for seed in range(300)]
    assert any(row["gain"] == 0 for _raw, found in made for row in found["pairs"])
    assert any(len({row["mentor"] for row in found["pairs"]}) < len(found["pairs"]) for _raw, found in made)
    assert any({city["id"] for city in raw["mentees"]} & {city["id"] for city in raw["mentors"]} for raw, _ in made)
    reasons = {row["reason"].split(" (")[0] for _raw, found in made for row in found["unpaired"]}
    assert len(reasons) > 8
    assert sum(len(found["pairs"]) > 2 for _raw, found in made) > 30


@pytest.mark.parametrize("bits", [24, 28])
def test_costs_too_large_for_one_step_are_compared_in_two(monkeypatch, bits):
    """With little room for costs the distance is compared coarsely first, then finely: nothing is lost."""
    calls: list[int] = []
    whole = transport.cheapest
    monkeypatch.setattr(transport, "LARGEST_BITS", bits)
    monkeypatch.setattr(transport, "cheapest", lambda *given: calls.append(seed) or whole(*given))
    for seed in range(500):
        raw = some(seed)
        score, value = match(read_problem(raw)).score, problems.best(raw)
        assert tuple(score[:2]) == value[:2], seed
        assert score.minus_distance == pytest.approx(value[2], abs=1.1e-6), seed
    assert sum(calls.count(seed) == 3 for seed in set(calls)) > 40


def alike(seed: int) -> Raw:
    """Four mentees and four mentors, all allowed, whose distances differ by less than a coarse step only."""
    rng, raw = random.Random(seed), free()
    mentee, mentor = raw["mentees"][0], raw["mentors"][0]
    raw["mentees"] = [mentee | {"id": f"a{n}", "context": {"x": rng.random() * 1e-4}} for n in range(4)]
    raw["mentors"] = [mentor | {"id": f"b{n}", "context": {"x": rng.random() * 1e-4}} for n in range(4)]
    raw["rules"] = {"context_weights": {"x": 1.0}, "max_distance": 1.0, "common_language": False}
    for mentee in raw["mentees"]:
        mentee["context"] |= {f"only {n}": rng.random() * 1e-4 for n in range(4)}
    for number, mentor in enumerate(raw["mentors"]):
        mentor["context"] |= {f"only {n}": rng.random() * 1e-4 * (n == number) for n in range(4)}
    raw["rules"]["context_weights"] |= {f"only {n}": 1.0 for n in range(4)}
    return raw


def test_the_second_step_mends_what_the_first_rounded_away(monkeypatch):
    monkeypatch.setattr(transport, "LARGEST_BITS", 20)
    for seed in range(100):
        raw = alike(seed)
        found = match(read_problem(raw))
        far = sum(distance_of(raw, pair.mentee, pair.mentor) for pair in found.pairs)
        assert far == pytest.approx(-problems.best(raw)[2], abs=5e-8), seed


def distance_of(raw: Raw, mentee: str, mentor: str) -> float:
    one = next(city for city in raw["mentees"] if city["id"] == mentee)
    return problems.distance(one, next(city for city in raw["mentors"] if city["id"] == mentor), raw["rules"])


def quarters(cities: int, seed: int) -> Raw:
    """An invented problem whose distances are whole quarters, so that one whole number can hold gain and distance."""
    raw = invented(cities, each=8, seed=seed)
    raw["rules"]["context_weights"] = {"population_log2": 1.0, "newcomer_share": 0.5}
    for city in raw["mentees"] + raw["mentors"]:
        city["context"] = {name: round(value * 2) / 2 for name, value in city["context"].items()}
    return raw


@pytest.mark.parametrize("seed", range(4))
def test_one_cost_for_all_gives_the_same_score_as_one_after_the_other(seed):
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    problem = read_problem(quarters(60, seed))
    arcs, cities = allowed(problem, Mentors(problem)), 60
    steps, heavy = np.rint(arcs.distance * 4).astype(np.int64), 4 * 4 * 60 + 1
    assert np.array_equal(steps / 4, arcs.distance)
    solver = SimpleMinCostFlow()
    for one, other, cost in zip(arcs.mentee, arcs.mentor, steps - heavy * arcs.gain, strict=True):
        solver.add_arc_with_capacity_and_unit_cost(int(one), cities + int(other), 1, int(cost))
    source, sink = 2 * cities, 2 * cities + 1
    for number in range(cities):
        solver.add_arc_with_capacity_and_unit_cost(source, number, 1, 0)
        solver.add_arc_with_capacity_and_unit_cost(cities + number, sink, 1, 0)
    solver.set_node_supply(source, cities)
    solver.set_node_supply(sink, -cities)
    assert solver.solve_max_flow_with_min_cost() == SimpleMinCostFlow.OPTIMAL
    score = match(problem).score
    assert score.pairs == solver.maximum_flow() > 40
    assert -4 * score.minus_distance - heavy * score.gain == solver.optimal_cost()


def test_an_answer_that_can_be_made_better_is_no_answer():
    net = transport.network(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), 2, np.array([1, 1]))
    arcs, cost = np.arange(9), np.array([5, 1, 1, 1, 0, 0, 0, 0, 0])
    worse = np.array([1, 0, 0, 1, 0, 0, 0, 0, 2])
    with pytest.raises(transport.NotProven):
        transport._reduced(net, arcs, cost, worse)
    better = np.array([0, 1, 1, 0, 0, 0, 0, 0, 2])
    assert transport._reduced(net, arcs, cost + np.array([0] * 4 + [9] * 4 + [0]), better).min() == 0


# --- The same problem, the same file ----------------------------------------------------------------------------------
def test_the_order_of_lists_changes_nothing():
    for seed in range(200):
        raw = some(seed)
        assert json.dumps(answer(shuffled(raw, seed))) == json.dumps(answer(raw)), seed
    large = invented(120)
    assert answer(shuffled(large, 1)) == answer(large)


def test_nothing_of_the_problem_is_changed():
    raw = some(7)
    before = copy.deepcopy(raw)
    answer(raw)
    assert raw == before


def test_columns_calculate_as_single_pairs_do():
    for seed in range(100):
        problem = read_problem(some(seed))
        arcs = allowed(problem, Mentors(problem))
        for one, other, gained, apart in zip(arcs.mentee, arcs.mentor, arcs.gain, arcs.distance, strict=True):
            mentee, mentor = problem.mentees[one], problem.mentors[other]
            assert (gain(mentee, mentor), distance(mentee, mentor, problem.rules)) == (gained, apart)


def test_five_hundred_cities_with_everything_judged():
    raw = invented(500)
    found = json.loads(json.dumps(answer(parse(json.dumps(raw).encode()))))
    assert not problems.broken(raw, found)
    assert len(found["pairs"]) > 480
