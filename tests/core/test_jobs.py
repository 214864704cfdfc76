# SPDX-License-Identifier: EUPL-1.2
"""Jobs act as somebody, carry ids only, and share the fate of the transaction that asked for them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

from isopolity.core.jobs import Job, job

pytestmark = pytest.mark.database

seen: list[tuple[str, int]] = []


def principal_in_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT isopolity_principal()")
        return str(cursor.fetchone()[0])


@pytest.fixture
def note() -> Iterator[Job]:
    @job("test-note")
    def note_number(number: int) -> None:
        seen.append((principal_in_database(), number))

    seen.clear()
    yield note_number
    del app.tasks["test-note"]


def test_a_job_acts_as_itself_or_as_the_person_given(db, note, run_jobs):
    note.later(number=1)
    note.later(by=7, number=2)
    assert seen == []
    assert run_jobs() == 2
    assert seen == [("job:test-note", 1), ("person:7", 2)]


def test_a_job_of_a_rolled_back_transaction_never_runs(transactional_db, note, run_jobs):
    with transaction.atomic():
        note.later(number=1)
        transaction.set_rollback(True)
    assert run_jobs() == 0


def test_a_job_with_the_same_mark_waits_once(db, note, run_jobs):
    assert note.later(once="review-1", number=1)
    assert not note.later(once="review-1", number=1)
    assert run_jobs() == 1


def test_a_later_job_waits_for_its_time(db, note, run_jobs):
    note.later(after=timedelta(hours=1), number=1)
    assert run_jobs() == 0


def test_a_job_carries_no_content(db, note):
    with pytest.raises(TypeError, match="id or a short word"):
        note.later(number="long " * 50)
