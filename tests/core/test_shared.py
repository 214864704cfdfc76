# SPDX-License-Identifier: EUPL-1.2
"""Counters that all web processes share stand in the database, without anybody's address."""

import pytest
from django.contrib.auth import get_user_model
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.test import RequestFactory

from isopolity.core import shared


@pytest.fixture
def table(db):
    return {"KEY_FUNCTION": "isopolity.core.shared.hidden_key"}


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM core_counter")
        return [key for (key,) in cursor.fetchall()]


def test_two_processes_count_together(table, settings, monkeypatch):
    settings.RATELIMITS_OFF = False
    visitor = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    answers = []
    for _try in range(4):
        monkeypatch.setattr(shared, "cache", DatabaseCache("core_counter", table))  # each with nothing of its own
        answers.append(shared.allows(visitor, "sign-in", most=3, seconds=3600))
    assert answers == [True, True, True, False]
    other = RequestFactory().get("/", REMOTE_ADDR="192.0.2.8")
    assert shared.allows(other, "sign-in", most=3, seconds=3600)


def test_the_table_keeps_no_address(table):
    DatabaseCache("core_counter", table).set("limit:192.0.2.7", 1)
    (key,) = rows()
    assert "192.0.2.7" not in key


def test_counters_have_a_connection_of_their_own(settings):
    settings.DATABASES["counters"] = {}
    try:
        router = shared.SharedCacheRouter()
        assert router.db_for_write(DatabaseCache("core_counter", {}).cache_model_class) == "counters"
        assert router.db_for_read(get_user_model()) is None
    finally:
        del settings.DATABASES["counters"]
