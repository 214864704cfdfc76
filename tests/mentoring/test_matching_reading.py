# SPDX-License-Identifier: EUPL-1.2
"""A problem file with faults: each is told once, with its place, on one line."""

import json
from collections.abc import Callable

import pytest

from isopolity.mentoring.matching import Faulty, parse, read_problem
from tests.mentoring.problems import Raw, example, some


def faults(raw: object) -> list[str]:
    try:
        read_problem(raw)
    except Faulty as faulty:
        return [str(fault) for fault in faulty.faults]
    return []


def at(path: str, value: object) -> Callable[[Raw], None]:
    """Puts the value at ``mentees/0/needs/X``; a value of DELETE takes it out."""
    *way, last = path.split("/")

    def change(raw: Raw) -> None:
        place = raw
        for step in way:
            place = place[int(step)] if isinstance(place, list) else place[step]
        key = int(last) if isinstance(place, list) else last
        if value is DELETE:
            del place[key]
        else:
            place[key] = value

    return change


DELETE = object()
CASES: list[tuple[str, object, str]] = [
    ("format", "isopolity/matching-problem@2",
     'format: must be "isopolity/matching-problem@1", not "isopolity/matching-problem@2"'),
    ("format", DELETE, 'format: must be "isopolity/matching-problem@1"'),
    ("mentees", DELETE, "mentees: is missing"),
    ("mentors", {}, "mentors: must be a list, not an object"),
    ("mentees/0", "levanto", 'mentees[0]: must be an object, not "levanto"'),
    ("mentees/0/id", DELETE, "mentees[0].id: is missing"),
    ("mentees/0/id", "", "mentees[0].id: is empty"),
    ("mentors/0/id", 7, "mentors[0].id: must be a text, not 7"),
    ("mentees/0/languages", "en", 'mentees[0].languages: must be a list, not "en"'),
    ("mentees/0/languages", ["en", None], "mentees[0].languages[1]: must be a text, not null"),
    ("mentees/0/languages", DELETE, "mentees[0].languages: is missing"),
    ("mentees/0/context", [], "mentees[0].context: must be an object, not a list"),
    ("mentees/0/context/population_log2", "14", 'mentees[0].context.population_log2: must be a number, not "14"'),
    ("mentees/0/context/population_log2", True, "mentees[0].context.population_log2: must be a number, not true"),
    ("mentees/0/context/population_log2", float("nan"),
     "mentees[0].context.population_log2: must be a number, not NaN"),
    ("mentors/0/context/population_log2", float("-inf"),
     "mentors[0].context.population_log2: must be a number, not -Infinity"),
    ("mentors/0/context/population_log2", 10**400,
     f"mentors[0].context.population_log2: is too large: 1{'0' * 58}…"),
    ("mentees/0/needs", DELETE, "mentees[0].needs: is missing"),
    ("mentees/0/needs/GG~1", 0, 'mentees[0].needs["GG~1"]: must be 1, 2 or 3, not 0'),
    ("mentees/0/needs/X", 4, "mentees[0].needs.X: must be 1, 2 or 3, not 4"),
    ("mentees/0/needs/X", 1.5, "mentees[0].needs.X: must be 1, 2 or 3, not 1.5"),
    ("mentees/0/needs/X", True, "mentees[0].needs.X: must be 1, 2 or 3, not true"),
    ("mentees/0/needs/X", "3", 'mentees[0].needs.X: must be 1, 2 or 3, not "3"'),
    ("mentors/0/strengths/X", 3, "mentors[0].strengths.X: must be 1 or 2, not 3"),
    ("mentors/0/strengths", None, "mentors[0].strengths: must be an object, not null"),
    ("mentors/0/capacity", -1, "mentors[0].capacity: must be a whole number, 0 or more, not -1"),
    ("mentors/0/capacity", 1.5, "mentors[0].capacity: must be a whole number, 0 or more, not 1.5"),
    ("mentors/0/capacity", False, "mentors[0].capacity: must be a whole number, 0 or more, not false"),
    ("mentors/0/capacity", DELETE, "mentors[0].capacity: is missing"),
    ("mentors/0/capacity", 0, 'mentors[0].capacity: is 0, but 1 fixed pairs name "nordhavn"'),
    ("mentees/0/vetoes", DELETE, "mentees[0].vetoes: is missing"),
    ("mentees/0/vetoes", ["nordhaven"], 'mentees[0].vetoes: "nordhaven" is no city of this problem'),
    ("mentors/0/vetoes", [["levanto"]], "mentors[0].vetoes[0]: must be a text, not a list"),
    ("rules", DELETE, "rules: is missing"),
    ("rules", [], "rules: must be an object, not a list"),
    ("rules/max_distance", DELETE, "rules.max_distance: is missing"),
    ("rules/max_distance", -0.5, "rules.max_distance: must not be negative, but is -0.5"),
    ("rules/max_distance", float("inf"), "rules.max_distance: must be a number, not Infinity"),
    ("rules/max_distance", None, "rules.max_distance: must be a number, not null"),
    ("rules/common_language", "yes", 'rules.common_language: must be true or false, not "yes"'),
    ("rules/common_language", DELETE, "rules.common_language: is missing"),
    ("rules/context_weights", DELETE, "rules.context_weights: is missing"),
    ("rules/context_weights/share", -1, "rules.context_weights.share: must not be negative, but is -1"),
    ("rules/context_weights/share", None, "rules.context_weights.share: must be a number, not null"),
    ("rules/context_weights/share", float("nan"), "rules.context_weights.share: must be a number, not NaN"),
    ("rules/context_weights/share", 1e13, "rules.context_weights.share: is too large: 10000000000000.0"),
    ("fixed", {}, "fixed: must be a list, not an object"),
    ("fixed/0", ["levanto"], 'fixed[0]: must be two ids: ["mentee", "mentor"]'),
    ("fixed/0", "levanto", 'fixed[0]: must be two ids: ["mentee", "mentor"]'),
    ("fixed/0", ["levanto", 3], 'fixed[0]: must be two ids: ["mentee", "mentor"]'),
    ("fixed/0", ["x\ny", "nordhavn"], 'fixed[0][0]: "x\\ny" is no mentee of this problem'),
    ("fixed/0", ["levanto", "levanto"], 'fixed[0][1]: "levanto" is no mentor of this problem'),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "line"), CASES, ids=[f"{path}={value!s:.20}" for path, value, _ in CASES])
def test_each_fault_is_told_with_its_place(path, value, line):
    raw = example()
    at(path, value)(raw)
    found = faults(raw)
    assert line in found
    assert all("\n" not in one for one in found)
    if path.partition("/")[0] not in ("mentees", "mentors") or path.endswith(("needs/X", "capacity", "strengths/X")):
        assert found == [line]


def test_a_good_problem_has_no_fault():
    assert not faults(example())
    assert not faults(example() | {"fixed": None})
    assert not faults({key: value for key, value in example().items() if key != "fixed"})
    assert not [seed for seed in range(300) if faults(some(seed))]


def test_two_cities_of_one_id_are_told():
    raw = example()
    raw["mentees"] += [dict(raw["mentees"][0]), dict(raw["mentees"][0])]
    raw["mentors"] += [dict(raw["mentors"][0])]
    assert faults(raw) == [
        'mentees[1].id: "levanto" is already the id of mentees[0]',
        'mentees[2].id: "levanto" is already the id of mentees[0]',
        'mentors[1].id: "nordhavn" is already the id of mentors[0]',
    ]


def test_a_mentee_has_one_agreed_mentor():
    raw = example()
    raw["mentors"] += [raw["mentors"][0] | {"id": "aldersheim"}]
    raw["fixed"] += [["levanto", "aldersheim"]]
    assert faults(raw) == ['fixed[1][0]: "levanto" has a mentor already, in fixed[0]']


def test_agreed_pairs_fit_into_the_places_of_a_mentor():
    raw = example()
    raw["mentees"] += [raw["mentees"][0] | {"id": "aldersheim"}]
    raw["fixed"] += [["aldersheim", "nordhavn"]]
    assert faults(raw) == ['mentors[0].capacity: is 1, but 2 fixed pairs name "nordhavn"']


def test_all_faults_are_told_at_once():
    raw = example()
    raw["mentees"][0]["needs"] = {"A": 9, "B": 0}
    raw["mentors"].insert(0, None)
    raw["mentors"][1]["capacity"] = "two"
    raw["rules"]["max_distance"] = -1
    assert faults(raw) == [
        "mentees[0].needs.A: must be 1, 2 or 3, not 9",
        "mentees[0].needs.B: must be 1, 2 or 3, not 0",
        "mentors[0]: must be an object, not null",
        'mentors[1].capacity: must be a whole number, 0 or more, not "two"',
        "rules.max_distance: must not be negative, but is -1",
    ]


def test_a_value_that_is_not_known_may_be_null():
    raw = example()
    raw["mentees"][0]["context"]["newcomer_share"] = None
    assert "newcomer_share" not in read_problem(raw).mentees[0].context


@pytest.mark.parametrize("raw", [None, [], "text", 3, True])
def test_what_is_no_object_is_refused(raw):
    assert len(faults(raw)) == 1
    assert faults(raw)[0].startswith("the file: must be an object, not ")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "line 1, column 1: is not JSON: Expecting value"),
        (b'{"format": \n oops}', "line 2, column 2: is not JSON: Expecting value"),
        (b"\xff\xfe{}", "is not UTF-8 text (byte 1)"),
        (b"[" * 200_000, "is not a problem: its lists are nested too deep"),
        (b'{"format": ' + b"9" * 5000 + b"}", "has a number with too many digits"),
    ],
)
def test_unreadable_content_is_told_on_one_line(content, line):
    with pytest.raises(Faulty) as caught:
        parse(content)
    assert [str(fault) for fault in caught.value.faults] == [line]


def test_a_name_that_stands_twice_is_told():
    text = (
        json.dumps(example())
        .replace('"WP/I/2": 1', '"GG/A/1": 1')
        .replace('"capacity": 1', '"capacity": 1, "capacity": 2')
    )
    assert faults(parse(text.encode())) == [
        'mentees[0].needs["GG/A/1"]: is given twice',
        "mentors[0].capacity: is given twice",
    ]


def test_a_mark_at_the_start_of_the_file_does_no_harm():
    assert not faults(parse(b"\xef\xbb\xbf" + json.dumps(example()).encode()))
