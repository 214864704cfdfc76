# SPDX-License-Identifier: EUPL-1.2
"""The ground that all tests stand on: roles, emptying, acting."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from isopolity.accounts.models import Person
from isopolity.core.principal import acting

pytestmark = pytest.mark.database


def test_the_tests_run_as_a_role_that_the_wall_binds(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone()[1:] == (False, False)
        cursor.execute("SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'accounts_person'")
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize("turn", [1, 2])
def test_a_committed_row_is_gone_in_the_next_test(transactional_db, owner_sql, turn):
    assert owner_sql("SELECT count(*) FROM accounts_person") == [(0,)]
    with acting("job:test"):
        Person.objects.create(email="a@example.org", name="A")
    assert owner_sql("SELECT count(*) FROM accounts_person") == [(1,)]


def test_rows_from_migrations_survive(transactional_db):
    assert ContentType.objects.exists()


@pytest.mark.parametrize("turn", [1, 2])
def test_rows_from_migrations_come_back_after_a_test_deletes_them(transactional_db, turn):
    assert ContentType.objects.filter(model="person").exists()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM auth_permission")
        cursor.execute("DELETE FROM django_content_type")


def test_a_raw_cursor_acts_as_the_person_and_for_that_transaction_only(as_person):
    with acting("job:test"):
        person = Person.objects.create(email="a@example.org", name="A")
    with as_person(person) as cursor:
        assert cursor.execute("SELECT isopolity_person()").fetchone() == (person.pk,)
    with as_person(None) as cursor:
        assert cursor.execute("SELECT isopolity_principal()").fetchone() == (None,)
