# SPDX-License-Identifier: EUPL-1.2
"""Fixtures that every test may use. The cast and the factories live beside this file."""

import json
import pickle
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import hypothesis
import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from isopolity.core.principal import name_of
from tests.plugins.testdatabase import TestDatabase

# The same examples every time, and no judgement on a busy machine's speed.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.load_profile("steady")

_wants: dict[str, Any] = {"what": ""}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that wants the cast, or the demo, runs in the database where it stands already.

    Each begins in the site's own language and time zone, not in those of the last request before it.
    """
    translation.deactivate()
    timezone.deactivate()
    names = getattr(item, "fixturenames", [])
    _wants["what"] = next((what for what in ("demo", "cast") if what in names), "")
    if "database" in _wants:
        with _wants["blocker"].unblock():
            _wants["database"].choose(_wants["what"])


@pytest.fixture(scope="session")
def test_database(django_test_environment: None, django_db_blocker: Any) -> Iterator[TestDatabase]:
    """This worker's database; wanted by every test that uses one."""
    database = TestDatabase()
    with django_db_blocker.unblock():
        database.make()
        database.choose(_wants["what"])
    _wants.update(database=database, blocker=django_db_blocker)
    yield database
    with django_db_blocker.unblock():
        database.drop()


@pytest.fixture(scope="session")
def django_db_setup(test_database: TestDatabase) -> Iterator[None]:
    """Instead of pytest-django's own: the application's role may not create tables, nor flush as Django does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: test_database.empty())
        yield


@pytest.fixture
def owner_sql(db: None, test_database: TestDatabase) -> Callable[..., list[tuple[Any, ...]]]:
    """Run SQL as the owner, past the wall. Sees what is committed only: use it with ``transactional_db``."""

    def run(query: str, params: Any = None) -> list[tuple[Any, ...]]:
        cursor = test_database.owner.execute(query, params)
        return cursor.fetchall() if cursor.description else []

    return run


@pytest.fixture
def run_jobs(db: None) -> Callable[[], int]:
    """Run every job that waits and is due, in this test's own transaction; the number that ran."""

    def run() -> int:
        ran = 0
        while row := _next_job():
            number, name, arguments = row
            app.tasks[name].func(**arguments)
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [number])
            ran += 1
        return ran

    return run


def _next_job() -> tuple[int, str, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, task_name, args::text FROM procrastinate_jobs WHERE status = 'todo'"
            " AND (scheduled_at IS NULL OR scheduled_at <= now()) ORDER BY id LIMIT 1"
        )
        row = cursor.fetchone()
    return (row[0], row[1], json.loads(row[2])) if row else None


@pytest.fixture
def as_person(transactional_db: None, test_database: TestDatabase) -> Callable[[Any], AbstractContextManager[Any]]:
    """``with as_person(person) as cursor:`` raw SQL in a real transaction as that person; None: nobody acts."""

    def enter(who: Any) -> AbstractContextManager[Any]:
        return test_database.acting_on("" if who is None else name_of(who))

    return enter


@pytest.fixture
def cast(db: None, test_database: TestDatabase) -> Any:
    """The fixed cast (tests/cast.py), as it was made, for each test."""
    return pickle.loads(test_database.with_cast.pickled)


@pytest.fixture
def demo(db: None, test_database: TestDatabase) -> Any:
    """The whole demo (tests/demodata.py), as it was built. Mark such tests ``xdist_group("demo")``."""
    return pickle.loads(test_database.with_demo.pickled)


@pytest.fixture
def client_factory(db: None) -> Any:
    """More browsers than one: ``client_factory()``."""
    from django.test import Client

    return Client


@pytest.fixture
def queries_of(client: Any) -> Callable[[str], int]:
    """The number of queries that a page takes for whoever is signed in on ``client``."""
    from django.test.utils import CaptureQueriesContext

    def count(path: str) -> int:
        assert client.get(path).status_code == 200
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        return len(seen)

    return count
