# SPDX-License-Identifier: EUPL-1.2
"""What is visible, required, offered and wrong; hidden answers do not count; repeats, matrices, circles."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isopolity.surveys.form import Spot, check, form_of, neighbours, sections_of, start, visible_sections
from isopolity.surveys.form.order import ordered
from tests.surveys.made import NOW, definition, q, state


def wrong(given: dict[str, Any]) -> list[str]:
    return [str(fault) for fault in check(given)]


def told(found: Any) -> dict[str, str]:
    return {fault.spot.key: fault.kind for fault in found.faults()}


ONE_HIDES = definition(
    q("one_choice", "goes_on", choices="yes_no", required="true()"),
    q("long_text", "how", relevant="${goes_on} = 'yes'", required="true()"),
    q("integer", "meetings", relevant="${goes_on} = 'yes'", constraint=". >= 0 and . <= 400"),
)


def test_a_question_shows_when_its_condition_holds():
    assert not state(ONE_HIDES).is_visible(Spot("how"))
    assert state(ONE_HIDES, {"goes_on": "yes"}).is_visible(Spot("how"))


def test_answers_to_hidden_questions_do_not_count():
    found = state(ONE_HIDES, {"goes_on": "no", "how": "We meet.", "meetings": -3})
    assert found.counted() == {"goes_on": "no"}
    assert found.faults() == []
    assert found.value(Spot("how")) == ""


def test_all_faults_are_named_at_once():
    found = state(ONE_HIDES, {"goes_on": "yes", "meetings": -3})
    assert told(found) == {"how": "required", "meetings": "constraint"}
    assert [fault.kind for fault in found.faults(checks_required=False)] == ["constraint"]


@pytest.mark.parametrize(
    ("question", "answer", "fault"),
    [
        (q("integer", "a"), "many", "value"),
        (q("integer", "a"), 2.5, "value"),
        (q("integer", "a"), True, "value"),
        (q("integer", "a"), 7, ""),
        (q("decimal", "a"), 2.5, ""),
        (q("decimal", "a"), 1e300, "value"),
        (q("date", "a"), "2026-02-30", "value"),
        (q("date", "a"), "2026-02-28", ""),
        (q("time", "a"), "25:00", "value"),
        (q("datetime", "a"), "2026-02-28T10:00", ""),
        (q("money", "a", currencies=["EUR"]), {"amount": "12.50", "currency": "EUR"}, ""),
        (q("money", "a", currencies=["EUR"]), {"amount": "-1", "currency": "EUR"}, "value"),
        (q("money", "a", currencies=["EUR"]), {"amount": "1", "currency": "USD"}, "value"),
        (q("money", "a", currencies=["EUR"]), {"amount": "NaN", "currency": "EUR"}, "value"),
        (q("money", "a", currencies=["EUR"]), {"amount": "", "currency": "EUR"}, ""),
        (q("one_choice", "a", choices="yes_no"), "perhaps", "value"),
        (q("one_choice", "a", choices="yes_no"), ["yes"], "value"),
        (q("many_choices", "a", choices="colours"), ["red", "blue"], ""),
        (q("many_choices", "a", choices="colours"), ["red", "red"], "value"),
        (q("many_choices", "a", choices="colours"), "red", "value"),
        (q("scale", "a", scale={"low": 1, "high": 5}), 3, ""),
        (q("scale", "a", scale={"low": 1, "high": 5}), 3.5, "value"),
        (q("scale", "a", scale={"low": 1, "high": 5}), 6, "value"),
        (q("matrix", "a", choices="yes_no", rows=[{"name": "r1"}]), {"r1": "yes"}, ""),
        (q("matrix", "a", choices="yes_no", rows=[{"name": "r1"}]), {"r2": "yes"}, "value"),
        (q("matrix", "a", choices="yes_no", rows=[{"name": "r1"}]), "yes", "value"),
        (q("text", "a"), "x" * 2001, "value"),
        (q("text", "a"), 7, "value"),
        (q("acknowledge", "a"), True, ""),
        (q("acknowledge", "a"), "yes", "value"),
        (q("file", "a"), {"name": "plan.pdf"}, ""),
        (q("file", "a"), "plan.pdf", "value"),
    ],
)
def test_each_kind_knows_its_answers(question, answer, fault):
    assert told(state(definition(question), {"a": answer})).get("a", "") == fault


def test_required_can_have_a_condition():
    form = definition(q("integer", "n"), q("text", "why", required="${n} > 3"))
    assert told(state(form, {"n": 3})) == {}
    assert told(state(form, {"n": 4})) == {"why": "required"}


def test_a_filter_narrows_the_choices_and_an_answer_that_fell_out_is_a_fault():
    form = definition(q("integer", "w"), q("one_choice", "c", choices="colours", choice_filter="warm = ${w}"))
    found = state(form, {"w": 1, "c": "blue"})
    assert [one.name for one in found.offered(found.form.by_key["c"])] == ["red", "amber"]
    assert told(found) == {"c": "value"}


def test_calculations_build_on_each_other_and_on_hidden_answers_as_empty():
    form = definition(
        q("integer", "a"),
        q("integer", "b", relevant="${a} > 0"),
        q("calculation", "both", calculation="coalesce(${a}, 0) + coalesce(${b}, 0)"),
        q("calculation", "twice", calculation="${both} * 2"),
    )
    assert state(form, {"a": 1, "b": 2}).counted() == {"a": 1, "b": 2, "both": 3, "twice": 6}
    assert state(form, {"a": 0, "b": 2}).counted() == {"a": 0, "both": 0, "twice": 0}


def test_a_hidden_group_hides_all_in_it():
    form = definition(
        q("one_choice", "x", choices="yes_no"),
        q("group", "g", relevant="${x} = 'yes'", elements=[q("text", "a", required="true()"), q("note", "n")]),
    )
    assert told(state(form, {"x": "no"})) == {}
    assert told(state(form, {"x": "yes"})) == {"a": "required"}
    assert [one.key for one in visible_sections(state(form, {"x": "no"}), sections_of(form_of(form)))] == ["x"]


REPEATS = definition(
    q("repeat", "fund", elements=[
        q("text", "source", required="true()"),
        q("decimal", "amount"),
        q("calculation", "nth", calculation="position(..)"),
        q("text", "why", relevant="${amount} > 100"),
    ]),
    q("calculation", "total", calculation="sum(${amount})"),
    q("calculation", "number", calculation="count(${fund})"),
    q("calculation", "second", calculation="indexed-repeat(${source}, ${fund}, 2)"),
)  # fmt: skip


def test_repeats_see_their_own_copy_from_inside_and_all_copies_from_outside():
    answers = {"fund": [{"source": "ESF", "amount": 50, "why": "x"}, {"source": "ERDF", "amount": 150, "why": "y"}]}
    found = state(REPEATS, answers)
    assert not found.is_visible(Spot("why", (0,)))
    assert found.is_visible(Spot("why", (1,)))
    assert found.counted() == {
        "fund": [
            {"source": "ESF", "amount": 50, "nth": 1},
            {"source": "ERDF", "amount": 150, "nth": 2, "why": "y"},
        ],
        "total": 200, "number": 2, "second": "ERDF",
    }  # fmt: skip


def test_faults_in_repeats_name_their_copy():
    found = state(REPEATS, {"fund": [{"source": "ESF"}, {}]})
    assert [(fault.spot.key, fault.spot.copies) for fault in found.faults()] == [("source", (1,))]


def test_a_repeat_can_have_as_many_copies_as_an_answer_says_but_not_too_many():
    form = definition(q("integer", "n"), q("repeat", "r", count="${n}", elements=[q("text", "t")]))
    for given_number, copies in ((3, 3), (0, 0), (-1, 0), (10**9, 100), ("x", 0)):
        found = state(form, {"n": given_number})
        assert found.copies_of(found.form.by_key["r"]) == copies


def test_nested_repeats():
    form = definition(
        q("repeat", "city", elements=[
            q("text", "name"),
            q("repeat", "plan", elements=[q("integer", "money"), q("text", "of", calculation="${name}")]),
            q("calculation", "sum_here", calculation="sum(${money})"),
        ]),
        q("calculation", "all", calculation="sum(${money})"),
    )  # fmt: skip
    answers = {"city": [{"name": "A", "plan": [{"money": 1}, {"money": 2}]}, {"name": "B", "plan": [{"money": 4}]}]}
    counted = state(form, answers).counted()
    assert [one["sum_here"] for one in counted["city"]] == [3, 4]
    assert counted["all"] == 7
    assert counted["city"][1]["plan"] == [{"money": 4, "of": "B"}]


def test_rows_of_a_matrix_can_be_referred_to():
    form = definition(
        q("matrix", "m", choices="yes_no", required="true()", rows=[{"name": "ideas"}, {"name": "policy"}]),
        q("text", "which", relevant="${ideas} = 'yes'"),
    )
    found = state(form, {"m": {"ideas": "yes"}})
    assert found.is_visible(Spot("which"))
    assert [(fault.spot.key, fault.row) for fault in found.faults()] == [("m", "policy")]


def test_texts_name_answers_and_choices_in_the_readers_language():
    form = definition(
        q("text", "group"),
        q("one_choice", "on", choices="yes_no"),
        q("note", "n", label={"en": "${group}: ${on}", "fr": "${group} : ${on} !"}),
    )
    answers = {"group": "<b>Roma</b>", "on": "yes"}
    found = state(form, answers)
    element = found.form.by_key["n"]
    assert found.text(element.label, element) == "<b>Roma</b>: Yes"
    assert state(form, answers, language="fr").text(element.label, element) == "<b>Roma</b> : Oui !"


def test_sections_skip_what_is_hidden():
    form = definition(
        q("group", "a", elements=[q("one_choice", "x", choices="yes_no")]),
        q("group", "b", relevant="${x} = 'yes'", elements=[q("text", "b1")]),
        q("text", "loose"),
        q("text", "loose2"),
        q("repeat", "r", elements=[q("text", "c1")]),
    )
    sections = sections_of(form_of(form))
    assert [one.key for one in sections] == ["a", "b", "loose", "r"]
    shown = visible_sections(state(form, {"x": "no"}), sections)
    assert neighbours(shown, "a") == ("", "loose")
    assert neighbours(shown, "loose") == ("a", "r")


def test_defaults_fixed_and_worked_out():
    form = definition(
        q("integer", "n", default="3"), q("date", "d", default="= today()"), 
        q("text", "t", default="= concat('n', ${n})"),
        q("repeat", "r", elements=[q("text", "a", default="x")]),
    )  # fmt: skip
    assert start(form_of(form), now=NOW) == {"n": 3, "d": "2026-11-22", "t": "n3", "r": [{"a": "x"}]}


@pytest.mark.parametrize(
    ("elements", "words"),
    [
        ([q("text", "a", relevant="${b} = 1")], "a · relevant: There is no question “b”. (sign 1)"),
        ([q("text", "a"), q("text", "a")], "a · name: This name is used 2 times."),
        ([q("one_choice", "a", choices="none")], "a · choices: The list “none” has no choices."),
        ([q("text", "a", constraint="oops = 1")], "a · constraint: “oops” alone means nothing"),
        ([q("text", "a", constraint="lower(.)")], "a · constraint: The function lower() cannot be run here. (sign 1)"),
        ([q("text", "a", label={"en": "Hi ${b}"})], "a · label: There is no question “b”."),
        (
            [q("text", "a", relevant="${b}"), q("text", "b", relevant="${a}")],
            "depend on each other in a circle: a → b → a",
        ),
        ([q("integer", "a", calculation="${a} + 1")], "circle: a → a"),
        ([q("group", "g", relevant="${a} = 1", elements=[q("text", "a")])], "circle: g → a → g"),
        ([q("scale", "a", scale={"low": 5, "high": 1})], "A scale runs from low to high"),
        ([q("scale", "a", scale={"low": 0, "high": 1, "step": 0.001})], "at most 101 steps"),
        ([q("calculation", "a")], "A calculation needs an expression."),
        ([q("text", "1a")], "does not match"),
        ([q("spell", "a")], "is not one of"),
        ([q("money", "a")], "'currencies' is a required property"),
        ([q("text", "a", colour="red")], "Additional properties are not allowed"),
    ],
)
def test_faults_of_a_definition_name_question_and_place(elements, words):
    assert any(words in fault for fault in wrong(definition(*elements))), wrong(definition(*elements))


def test_names_may_stand_in_two_groups_but_not_be_referred_to():
    form = definition(
        q("group", "g1", elements=[q("text", "note_to_us")]), q("group", "g2", elements=[q("text", "note_to_us")])
    )
    assert wrong(form) == []
    assert {"g1/note_to_us", "g2/note_to_us"} <= set(form_of(form).by_key)
    form["elements"].append(q("text", "x", relevant="${note_to_us} = 1"))
    assert "There are several questions “note_to_us”." in wrong(form)[0]


@pytest.mark.parametrize("nonsense", [None, [], "x", {}, {"format": "isopolity/questionnaire@2"}, 7])
def test_nonsense_is_no_definition(nonsense):
    assert wrong(nonsense)


def test_a_long_row_of_calculations_is_worked_out():
    rows = [q("calculation", "c0", calculation="1")]
    rows += [q("calculation", f"c{n}", calculation=f"${{c{n - 1}}} + 1") for n in range(1, 1400)]
    assert state(definition(*reversed(rows))).counted()["c1399"] == 1400


NAMES = ["a", "b", "c", "d"]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
questions = st.lists(
    st.sampled_from([
        {"kind": "integer"}, {"kind": "text"}, {"kind": "one_choice", "choices": "yes_no"},
        {"kind": "many_choices", "choices": "colours"}, {"kind": "money", "currencies": ["EUR"]}, {"kind": "date"},
        {"kind": "scale", "scale": {"low": 1, "high": 5}}, {"kind": "file"}, {"kind": "acknowledge"},
    ]), min_size=4, max_size=4,
)  # fmt: skip
conditions = st.lists(
    st.sampled_from(["", "${a} = 'yes'", "${b} > 2", "${c} != ''", "not(${d})"]), min_size=4, max_size=4
)


@given(questions, conditions, st.dictionaries(st.sampled_from(NAMES), anything, max_size=4))
def test_no_answers_whatever_they_are_break_a_form(kinds, relevant, answers):
    form = definition(*(
        q("text", name) | kind | {"relevant": condition, "required": "true()"}
        for name, kind, condition in zip(NAMES, kinds, relevant, strict=True)
    ))  # fmt: skip
    if check(form):
        return
    found = state(form, answers)
    assert set(found.counted()) <= {key for key in NAMES if found.is_visible(Spot(key))}
    assert all(found.is_visible(fault.spot) for fault in found.faults())
    assert state(form, found.counted()).counted() == found.counted(), "what counts, counts alone just as well"


@given(conditions)
def test_order_puts_everything_after_what_it_needs(relevant):
    form = form_of(definition(*(q("text", n, relevant=c) for n, c in zip(NAMES, relevant, strict=True))))
    done = [one.key for one in ordered(form)]
    assert len(done) == len(set(done))
