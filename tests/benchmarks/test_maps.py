# SPDX-License-Identifier: EUPL-1.2
"""The map: groups × values, one square for each item."""

import pytest

from isopolity.benchmarks.maps import benchmark_map
from isopolity.benchmarks.queries import items_of
from tests.benchmarks.made import imported
from tests.cast import small_benchmark, text

pytestmark = pytest.mark.django_db


def drawn(version, **options):
    options = {"family": "level", "state": lambda item: "meets", "url": lambda item: f"/{item.code}"} | options
    return benchmark_map(version, items_of(version), **options)


def test_rows_are_groups_and_columns_the_values_of_the_first_facet(django_assert_num_queries):
    version = imported(small_benchmark())
    items = items_of(version)
    with django_assert_num_queries(2):
        found = benchmark_map(version, items, family="level", state=lambda i: "meets", url=lambda i: i.code)
    assert [column.code for column in found.columns] == ["A", "L"]
    assert [(group.code, [[d.cell.code for d in cell] for cell in cells]) for group, cells in found.rows] == [
        ("GG", [["GG/A/1"], ["GG/L/1"]]),
        ("WP", [["WP/A/1"], ["WP/L/1"]]),
    ]


def test_a_map_without_facet_values_is_plain_and_loses_nothing():
    content = small_benchmark()
    content["items"][0]["facets"] = {}
    found = drawn(imported(content))
    assert found.columns == []
    assert sum(len(squares) for _group, cells in found.rows for squares in cells) == 4


def test_groups_in_groups_say_their_parent_and_keep_their_place():
    content = small_benchmark()
    inner = {"code": "GG1", "name": text("Plans"), "standard": text("There are plans.")}
    content["groups"][0]["groups"] = [inner]
    content["items"][1]["group"] = "GG1"
    names = [(group.code, group.name) for group in drawn(imported(content)).groups]
    assert names == [
        ("GG", "General governance"),
        ("GG1", "General governance – Plans"),
        ("WP", "Working partnerships"),
    ]


def test_current_note_and_flag_are_drawn():
    version = imported(small_benchmark())
    here = items_of(version)[2]
    found = drawn(version, current=here, note=lambda i: "two peers", flagged=lambda i: i.code == "GG/A/1")
    cells = [cell for group in found.groups for cell in group.cells]
    assert [cell.current for cell in cells] == [False, False, True, False]
    assert [cell.flagged for cell in cells] == [True, False, False, False]
    assert cells[0].note == "two peers"


def test_another_scale_draws_its_own_levels():
    content = small_benchmark()
    content["scale"]["levels"] = [
        {"code": "low", "name": text("low")},
        {"code": "high", "name": text("high")},
        {"code": "unclear", "name": text("unclear"), "neutral": True},
    ]
    found = drawn(imported(content), state=lambda i: "high")
    assert [(state.word, count) for state, count in found.legend][:3] == [("high", 4), ("low", 0), ("unclear", 0)]


def test_the_map_speaks_the_language_asked_for():
    found = drawn(imported(small_benchmark()), language="fr")
    assert found.groups[0].name == "General governance (fr)"
    assert found.columns[0].name == "Ambition (fr)"
