# SPDX-License-Identifier: EUPL-1.2
"""What the tests keep ready for later runs: two runs at a time neither replace nor drop each other's."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.plugins.testdatabase import ReadyDatabase, TestDatabase, _drop, _open

KIND = f"probe{os.getpid()}"  # other workers have their own


@pytest.fixture
def home(test_database: TestDatabase, django_db_blocker: Any) -> Iterator[Any]:
    """A connection to the server's own database; afterwards the probes are gone."""
    with django_db_blocker.unblock(), _open("owner", test_database.home) as connection:
        yield connection
        test_database.choose()
        for name in [*names(connection), f"{test_database.name}_{KIND}"]:
            _drop(connection, name)


def names(connection: Any) -> set[str]:
    query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
    return {name for (name,) in connection.execute(query, [f"test_{KIND}_"])}


def ready(test_database: TestDatabase, sources: str, make: Any) -> ReadyDatabase:
    made = ReadyDatabase(test_database, KIND, make, sources=sources)
    made.ready()
    return made


def test_one_run_builds_while_the_other_waits(test_database, home):
    asked: list[bool] = []

    def make() -> str:
        asked.append(home.execute(f"SELECT pg_try_advisory_lock(hashtext('building {KIND}'))").fetchone()[0])
        return "made"

    first = ready(test_database, "one", make)
    second = ready(test_database, "one", make)
    assert asked == [False]  # nobody else may build meanwhile, and the second found what the first had made
    assert (first.first, first.pickled) == (second.first, second.pickled)
    for one in (first, second):
        one.release()


def test_what_another_run_still_copies_is_not_dropped(test_database, home):
    first, second = (ready(test_database, sources, str) for sources in ("one", "two"))
    assert names(home) == {f"test_{KIND}_one", f"test_{KIND}_two"}
    first.is_fresh = False
    assert first.ready()
    first.release()
    ready(test_database, "three", str).release()
    assert names(home) == {f"test_{KIND}_two", f"test_{KIND}_three"}
    second.release()
