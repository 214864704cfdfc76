# SPDX-License-Identifier: EUPL-1.2
"""Versions: taken in whole, written out the same, frozen once published — also past Django."""

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings

from isopolity.benchmarks.actions import drop_draft, import_version, publish_version
from isopolity.benchmarks.content import content_of
from isopolity.benchmarks.fileformat import canonical, read_file
from isopolity.benchmarks.models import Benchmark, BenchmarkVersion, Group, Item, Prompt, VersionState
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from tests.benchmarks.made import LIBRARY, benchmarks, imported, operator
from tests.cast import person, small_benchmark

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_what_ships_goes_in_and_comes_out_the_same(path, django_assert_max_num_queries):
    content = read_file(path.read_bytes(), path.name)
    by = operator()
    with acting(by), django_assert_max_num_queries(22):
        version = import_version(by=by, content=content)
    with django_assert_max_num_queries(9):
        assert content_of(version) == content


@given(content=benchmarks())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_benchmark_goes_in_and_comes_out_the_same(content):
    with transaction.atomic():
        assert content_of(imported(content)) == canonical(content)
        transaction.set_rollback(True)


def test_import_is_all_or_nothing():
    content = small_benchmark()
    content["items"][3]["group"] = "XX"
    with pytest.raises(Refused, match="There is no group “XX”"):
        imported(content)
    assert not BenchmarkVersion.objects.exists()
    assert not Benchmark.objects.exists()


def test_the_same_number_comes_once_and_only_a_draft_is_replaced():
    first, by = imported(), operator()
    with pytest.raises(Refused, match="A draft of version 1"):
        imported()
    with acting(by):
        second = import_version(by=by, content=small_benchmark(), replace_draft=True)
        publish_version(by=by, version=second)
        with pytest.raises(Refused, match="is published and cannot change"):
            import_version(by=by, content=small_benchmark(), replace_draft=True)
    assert list(BenchmarkVersion.objects.values_list("pk", flat=True)) == [second.pk] != [first.pk]


def test_publishing_supersedes_the_version_before():
    old = imported(published=True)
    new = imported(small_benchmark(version="2"), published=True)
    old.refresh_from_db()
    assert (old.state, new.state) == (VersionState.SUPERSEDED, VersionState.PUBLISHED)
    with acting(operator()), pytest.raises(Refused, match="published already"):
        publish_version(by=operator(), version=new)


def test_a_draft_can_be_dropped_and_a_published_version_cannot():
    draft, by = imported(), operator()
    with acting(by):
        drop_draft(by=by, version=draft)
    assert not Benchmark.objects.exists()
    published = imported(published=True)
    with acting(by), pytest.raises(Refused, match="stays for good"):
        drop_draft(by=by, version=published)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE benchmarks_item SET text = '{}'",
        "UPDATE benchmarks_item SET adoption_id = NULL",
        "DELETE FROM benchmarks_prompt",
        "UPDATE benchmarks_prompt SET text = '{}'",
        "UPDATE benchmarks_group SET weight = 2",
        "UPDATE benchmarks_facet SET position = 9",
        "DELETE FROM benchmarks_backgroundsection",
        "UPDATE benchmarks_contextfactor SET title = '{}'",
        "UPDATE benchmarks_benchmarkversion SET scale = '{}'",
        "UPDATE benchmarks_benchmarkversion SET state = 'draft'",
        "DELETE FROM benchmarks_benchmarkversion",
        "INSERT INTO benchmarks_group (version_id, code, name, standard, weight, position)"
        " SELECT id, 'ZZ', '{}', '{}', 1, 9 FROM benchmarks_benchmarkversion",
        "INSERT INTO benchmarks_prompt (item_id, text, position) SELECT id, '{}', 9 FROM benchmarks_item",
    ],
)
def test_a_published_version_is_frozen_past_django_too(sql):
    imported(published=True)
    with pytest.raises(IntegrityError, match="is published and cannot change"), transaction.atomic():
        connection.cursor().execute(sql)


def test_a_draft_is_not_frozen():
    version = imported()
    assert Item.objects.update(source_ref="p. 1") == 4
    assert Prompt.objects.count() == 8
    assert Group.objects.filter(version=version).update(weight=2) == 2


def test_only_operator_and_secretariat_import_and_publish(cast):
    for name, who in cast.everyone().items():
        content = small_benchmark(urn=f"urn:test:{name.replace('_', '-')}")
        with acting(who):
            if name in {"operator", "secretariat"}:
                publish_version(by=who, version=import_version(by=who, content=content))
            else:
                with pytest.raises(NotAllowed):
                    import_version(by=who, content=content)
    nobody = person("Nobody at all")
    with acting(nobody), pytest.raises(NotAllowed):
        drop_draft(by=nobody, version=cast.version)
