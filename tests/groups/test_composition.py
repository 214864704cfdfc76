# SPDX-License-Identifier: EUPL-1.2
"""What a support group's composition lacks (domain §8)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isopolity.groups.composition import FacetSeen, Who, advice

BODIES = ["City office", "Women's centre", "Job centre", "Chamber", "Library", "School", "Union"]
SECTORS = ["public", "third", "public", "private", "public", "third", "third"]


def good() -> list[Who]:
    """A core of seven, mixed and connected, and a wider network with a politician."""
    core = [
        Who(n, body, "core", sector, "key" if n else "primary", body)
        for n, (body, sector) in enumerate(zip(BODIES, SECTORS, strict=True))
    ]
    return [*core, Who(90, "Councillor", "wider", "public", "secondary", "Council", is_politician=True)]


GENDER = FacetSeen(5, "gender", [("women", 4), ("men", 4)], 0)


def codes(members: list[Who], *facets: FacetSeen) -> set[str]:
    return {one.code for one in advice(members, facets or (GENDER,))}


def test_a_good_composition_needs_no_advice():
    assert codes(good()) == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda m: m[2:], "core_small"),
        (lambda m: [*m, replace(m[0], pk=20, organisation="A"), replace(m[0], pk=21, organisation="B")], "core_large"),
        (lambda m: [replace(one, sector="third") for one in m], "no_public"),
        (lambda m: [replace(one, sector="public") for one in m], "no_third"),
        (lambda m: [replace(one, sector="public") for one in m], "no_private"),
        (lambda m: [replace(m[0], is_connected=False), *m[1:]], "theme"),
        (lambda m: m[:-1], "no_politician"),
        (lambda m: [*m[:-2], replace(m[-2], is_politician=True)], "politician_in_core"),
        (lambda m: [replace(m[0], stake="key"), *m[1:]], "no_primary"),
        (lambda m: [*m, replace(m[1], pk=30, tier="wider")], "key_outside"),
        (lambda m: [replace(m[0], interest=4, influence=3), *m[1:]], "key_by_map"),
        (lambda m: [replace(one, organisation="City office ") for one in m[:4]] + m[4:], "one_organisation"),
    ],
)
def test_each_fault_has_its_advice(change, code):
    assert code in codes(change(good()))


def test_half_of_the_core_from_one_organisation_is_allowed():
    six = good()[:6]
    half = [replace(one, organisation="City office") for one in six[:3]] + six[3:]
    assert "one_organisation" not in codes([*half, good()[-1]])


def test_without_facets_the_group_is_asked_to_choose():
    assert "no_facets" in {one.code for one in advice(good())}


@pytest.mark.parametrize(
    ("facet", "code"),
    [
        (FacetSeen(5, "gender", [("women", 7), ("men", 1)], 0), "balance:5"),
        (FacetSeen(5, "gender", [("women", 2), ("men", 1)], 5), "untold:5"),
    ],
)
def test_balance_over_the_chosen_facets(facet, code):
    assert codes(good(), facet) == {code}


@pytest.mark.parametrize(
    "facet",
    [
        FacetSeen(5, "gender", [("women", 9), ("men", None)], 0),
        FacetSeen(5, "gender", [("women", 9), ("men", 0)], None),
    ],
)
def test_advice_never_tells_a_hidden_number(facet):
    assert codes(good(), facet) == set()


MEMBERS = st.lists(
    st.builds(
        Who, pk=st.integers(1, 99), label=st.just("Somebody"), tier=st.sampled_from(["core", "wider"]),
        sector=st.sampled_from(["public", "third", "private"]), stake=st.sampled_from(["key", "primary", "secondary"]),
        organisation=st.sampled_from(["", "A", "B"]), is_connected=st.booleans(), is_politician=st.booleans(),
        interest=st.sampled_from([None, 1, 4]), influence=st.sampled_from([None, 1, 4]),
    ),
    max_size=14,
)  # fmt: skip


@given(MEMBERS)
def test_each_advice_comes_once_and_says_why_and_what_to_do(members):
    found = advice(members)
    assert len({one.code for one in found}) == len(found)
    assert all(one.says and one.why and one.source and one.do for one in found)
    assert {one.pk for line in found for one in line.about} <= {one.pk for one in members}


@given(MEMBERS)
def test_advice_does_not_depend_on_the_order_of_members(members):
    assert {one.code for one in advice(members)} == {one.code for one in advice(members[::-1])}
