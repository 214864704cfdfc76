# SPDX-License-Identifier: EUPL-1.2
"""The corroboration rule: every case of its contract, and what must hold for any evidence."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isopolity.evidence.corroboration import Corroboration, Fact, State, corroborate

# How fast a busy machine is says nothing about the rule.
calmly = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CONTRACT = Path(__file__).with_name("corroboration.md").read_text()
ROW = re.compile(r"^\| (\d+) \| (.*?) \| (\w+) \| (\S+) \| (\d+) \|$", re.MULTILINE)
KINDS = {"I": "interview", "W": "workshop", "D": "document", "S": "survey"}
LEVELS = {"fs": "falls_short", "me": "meets", "su": "surpasses", "in": "inconclusive"}
CASES = ROW.findall(CONTRACT)


def fact(words: str) -> Fact:
    """``I1 schools staff F fs (withdrawn)`` as a piece of evidence."""
    parts = words.replace("(withdrawn)", "").split()
    source, basis, level = parts[0], parts[-2], parts[-1]
    organisation, group = parts[1:-2] if len(parts) == 5 else ("", "")
    return Fact(
        kind=KINDS[source[0]], session=source, organisation="" if organisation == "–" else organisation,
        source_group=group, basis={"F": "fact", "O": "opinion"}[basis], level=LEVELS[level],
        withdrawn="(withdrawn)" in words,
    )  # fmt: skip


def test_the_contract_has_all_its_cases():
    assert [int(case[0]) for case in CASES] == list(range(1, 27))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"case {case[0]}")
def test_case_of_the_contract(case):
    _number, evidence, state, level, sources = case
    needed = 2
    if match := re.match(r"rule (\d): (.*)", evidence):
        needed, evidence = int(match[1]), match[2]
    facts = [] if evidence == "(none)" else [fact(words) for words in evidence.split(" · ")]
    expected = Corroboration(State(state), None if level == "–" else level, int(sources))
    assert corroborate(facts, interviews=needed) == expected


facts = st.builds(
    Fact,
    kind=st.sampled_from(["interview", "workshop", "document", "survey", "initial_report"]),
    session=st.sampled_from(["1", "2", "3", "4"]),
    organisation=st.sampled_from(["", "schools", "housing"]),
    source_group=st.sampled_from(["staff", "politician", "partner", "migrants", "users"]),
    basis=st.sampled_from(["fact", "opinion"]),
    level=st.sampled_from(list(LEVELS.values())),
    withdrawn=st.booleans(),
)
banks = st.lists(facts, max_size=12)
rules = st.integers(1, 5)
FIRMNESS = [State.NO_EVIDENCE, State.LEAD, State.SINGLE_SOURCE, State.CORROBORATED]


@calmly
@given(banks, rules, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(bank, needed, chance):
    mixed = list(bank)
    chance.shuffle(mixed)
    assert corroborate(mixed, interviews=needed) == corroborate(bank, interviews=needed)


@calmly
@given(banks, facts, rules)
def test_withdrawn_evidence_changes_nothing(bank, more, needed):
    added = [*bank, replace(more, withdrawn=True)]
    assert corroborate(added, interviews=needed) == corroborate(bank, interviews=needed)


def unmoved(before: Corroboration, after: Corroboration) -> bool:
    """The same, or: there was nothing, and now there is a lead."""
    return after == before or (before.state, after.state) == (State.NO_EVIDENCE, State.LEAD)


@calmly
@given(banks, facts, rules)
def test_an_opinion_makes_a_lead_at_most(bank, more, needed):
    opinion = replace(more, basis="opinion", withdrawn=False)
    assert unmoved(corroborate(bank, interviews=needed), corroborate([*bank, opinion], interviews=needed))


@calmly
@given(banks, facts, rules, st.sampled_from(["document", "survey", "initial_report"]))
def test_a_document_or_survey_makes_a_lead_at_most(bank, more, needed, kind):
    paper = replace(more, kind=kind, withdrawn=False)
    assert unmoved(corroborate(bank, interviews=needed), corroborate([*bank, paper], interviews=needed))


@calmly
@given(banks, rules, st.data())
def test_the_same_source_again_changes_nothing(bank, needed, data):
    if not bank:
        return
    again = data.draw(st.sampled_from(bank))
    assert corroborate([*bank, again], interviews=needed) == corroborate(bank, interviews=needed)


@calmly
@given(banks, rules)
def test_a_stricter_rule_never_makes_a_finding_firmer(bank, needed):
    mild, strict = corroborate(bank, interviews=needed), corroborate(bank, interviews=needed + 1)
    if State.CONTESTED in (mild.state, strict.state):
        assert mild == strict
    else:
        assert FIRMNESS.index(strict.state) <= FIRMNESS.index(mild.state)
        assert strict.sources == mild.sources


@calmly
@given(st.lists(facts.map(lambda f: replace(f, kind="workshop")), max_size=8))
def test_a_workshop_is_one_source(bank):
    one_room = [replace(f, session="1") for f in bank]
    assert corroborate(one_room).sources <= 1
