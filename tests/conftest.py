# SPDX-License-Identifier: EUPL-1.2
"""Fixtures that every test may use. The cast and the factories live beside this file."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import TransactionTestCase

from isopolity.core.principal import name_of
from tests.plugins.testdatabase import TestDatabase


@pytest.fixture(scope="session")
def test_database(django_test_environment: None, django_db_blocker: Any) -> Iterator[TestDatabase]:
    """This worker's database; wanted by every test that uses one."""
    database = TestDatabase()
    with django_db_blocker.unblock():
        database.make()
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
def as_person(transactional_db: None, test_database: TestDatabase) -> Callable[[Any], AbstractContextManager[Any]]:
    """``with as_person(person) as cursor:`` raw SQL in a real transaction as that person; None: nobody acts."""

    def enter(who: Any) -> AbstractContextManager[Any]:
        return test_database.acting_on("" if who is None else name_of(who))

    return enter
