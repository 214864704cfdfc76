# SPDX-License-Identifier: EUPL-1.2
"""Independent interviews are counted as the corroboration rule counts sources."""

from dataclasses import replace

from isopolity.visits.coverage import Covered, Hearing, coverage

ONE = Hearing(1, 10, "interview", "schools", "staff", is_held=True)


def test_two_organisations_are_two_sources():
    other = replace(ONE, meeting=11, organisation="housing", is_held=False)
    assert coverage([ONE, other]) == {1: Covered(held=1, planned=2)}


def test_the_same_organisation_and_group_is_one_source_in_any_number_of_interviews():
    assert coverage([ONE, replace(ONE, meeting=11)]) == {1: Covered(1, 1)}
    assert coverage([ONE, replace(ONE, meeting=11, source_group="politician")]) == {1: Covered(2, 2)}


def test_who_represents_no_organisation_counts_as_their_own():
    alone = replace(ONE, organisation="")
    assert coverage([alone, replace(alone, meeting=11)]) == {1: Covered(2, 2)}


def test_a_workshop_is_one_source():
    room = replace(ONE, kind="workshop")
    assert coverage([room, replace(room, organisation="housing")]) == {1: Covered(1, 1)}


def test_an_item_can_reach_what_the_project_asks_for():
    assert Covered(0, 2).can_reach(2)
    assert not Covered(1, 1).can_reach(2)
