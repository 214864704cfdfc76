# SPDX-License-Identifier: EUPL-1.2
"""The wall in the database itself: raw SQL as each of the cast, as nobody, and as jobs."""

from collections.abc import Callable
from typing import Any

import pytest

from isopolity.core.principal import acting
from isopolity.reviews import actions as reviews
from isopolity.visits import actions as visits
from tests.visiting import SECRET, Visiting, note

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

TABLES = [
    "evidence_evidence", "evidence_evidenceitem", "reviews_desknote", "visits_identity", "visits_interviewee",
    "visits_intervieweeitem", "visits_intervieweetime", "visits_interviewer", "visits_participation",
    "visits_prepareditem", "visits_session",
]  # fmt: skip
SHARED_WITH_HOST = {
    "visits_identity": "interviewee_id", "visits_interviewee": "id", "visits_intervieweeitem": "interviewee_id",
    "visits_intervieweetime": "interviewee_id", "visits_participation": "interviewee_id",
}  # fmt: skip
FORGOTTEN = {
    "visits_interviewee": ["reason", "availability"], "visits_session": ["notes"], "visits_prepareditem": ["questions"],
    "reviews_desknote": ["meet"],
}  # fmt: skip
OUTSIDE = [
    "operator", "secretariat", "contributor", "other_peer", "association", "outsider", "removed_peer",
]  # fmt: skip
See = Callable[[Any, str], int]


@pytest.fixture
def filled(visiting: Visiting) -> Visiting:
    """Rows in every walled table, with a secret word wherever somebody writes."""
    cast, leader = visiting.cast, visiting.cast.peer
    type(cast.review).objects.filter(pk=cast.review.pk).update(stage="desk_review")
    cast.review.refresh_from_db()
    note(visiting, 0, f"{SECRET} said", context=f"{SECRET} context")
    with acting(leader):
        for field in ("hypothesis", "questions", "meet"):
            reviews.save_desk_note(
                by=leader, review=cast.review, item=cast.items[0], field=field, value=f"{SECRET} {field}"
            )
        visits.prepare(by=leader, meeting=visiting.meetings[0], item=cast.items[0], questions=f"{SECRET} question")
        visits.save_notes(by=leader, meeting=visiting.meetings[0], value=f"{SECRET} notes")
        row = visiting.slots[0].during
        for who in (visiting.by_host[0], visiting.by_team[0]):
            visits.change_interviewee(by=leader, interviewee=who, times=[(row.lower, row.upper)])
    return visiting


@pytest.fixture
def sees(as_person: Any) -> See:
    """How many rows of a table somebody sees."""

    def count(who: Any, table: str) -> int:
        with as_person(who) as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            return int(cursor.fetchone()[0])

    return count


def with_history(tables: list[str]) -> list[str]:
    return [name for table in tables for name in (table, f"{table}event")]


def test_every_walled_table_and_its_history_is_closed_by_force(filled, owner_sql):
    rows = owner_sql("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    assert set(with_history(TABLES)) <= {row[0] for row in rows}


def test_the_team_sees_what_stands_behind_the_wall(filled, sees):
    for table in with_history(TABLES):
        assert sees(filled.cast.peer, table) > 0, table


def test_with_nobody_acting_there_is_nothing(filled, sees):
    assert {table: sees(None, table) for table in with_history(TABLES)} == dict.fromkeys(with_history(TABLES), 0)


@pytest.mark.parametrize("role", OUTSIDE)
def test_nobody_outside_the_team_sees_a_row(filled, sees, role):
    who = getattr(filled.cast, role)
    assert {table: sees(who, table) for table in with_history(TABLES)} == dict.fromkeys(with_history(TABLES), 0)


def test_somebody_not_signed_in_sees_nothing(filled, sees):
    assert not any(sees("anyone", table) for table in with_history(TABLES))


def test_the_host_sees_only_whom_it_proposed_itself_and_no_history(filled, as_person, sees):
    mine = {who.pk for who in filled.by_host}
    for table in with_history(TABLES):
        if table not in SHARED_WITH_HOST:
            assert sees(filled.cast.host, table) == 0, table
    for table, column in SHARED_WITH_HOST.items():
        with as_person(filled.cast.host) as cursor:
            cursor.execute(f"SELECT {column} FROM {table}")
            seen = {row[0] for row in cursor.fetchall()}
        assert seen, table
        assert seen <= mine, table


@pytest.mark.parametrize("role", ["host", "secretariat", "outsider", "removed_peer", "other_peer"])
def test_nobody_outside_the_team_changes_or_deletes_a_piece_of_evidence(filled, as_person, sees, role):
    with as_person(getattr(filled.cast, role)) as cursor:
        cursor.execute("UPDATE evidence_evidence SET text = 'x'")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM evidence_evidenceitem")
        assert cursor.rowcount == 0
    assert sees(filled.cast.peer, "evidence_evidenceitem") == 1


def test_nobody_outside_the_team_adds_a_piece_of_evidence(filled, as_person):
    import psycopg

    columns = "(review_id, meeting_id, number, notes)"
    insert = f"INSERT INTO visits_session {columns} SELECT review_id, id, 99, '' FROM visits_meeting"
    with pytest.raises(psycopg.errors.InsufficientPrivilege), as_person(filled.cast.host) as cursor:
        cursor.execute(insert)


def test_the_wall_closes_when_a_member_leaves(filled, sees):
    cast = filled.cast
    assert sees(cast.peers[1], "evidence_evidence") == 1
    with acting(cast.secretariat):
        reviews.remove_member(by=cast.secretariat, member=cast.members[cast.peers[1].pk], reason="Left.")
    assert not any(sees(cast.peers[1], table) for table in with_history(TABLES))


def test_jobs_see_nothing_but_the_one_that_forgets_sees_whom_it_forgets(filled, sees):
    for name in ("reminders", "print", "purge"):
        assert not any(sees(f"job:{name}", table) for table in with_history(TABLES))
    seen = {table for table in with_history(TABLES) if sees("job:purge_identities", table)}
    assert seen == set(with_history(["visits_identity", *FORGOTTEN]))


@pytest.mark.parametrize("table", with_history(list(FORGOTTEN)))
def test_the_job_that_forgets_empties_words_and_writes_none(filled, as_person, table):
    import psycopg

    job, fields = "job:purge_identities", FORGOTTEN[table.removesuffix("event")]
    with pytest.raises(psycopg.errors.InsufficientPrivilege), as_person(job) as cursor:
        cursor.execute(f"UPDATE {table} SET {fields[0]} = 'x'")
    with as_person(job) as cursor:
        cursor.execute(f"DELETE FROM {table}")
        assert cursor.rowcount == 0
        cursor.execute(f"UPDATE {table} SET " + ", ".join(f"{field} = ''" for field in fields))
        assert cursor.rowcount > 0


def test_history_is_never_changed_or_removed_by_the_team(filled, as_person):
    for table in with_history(TABLES):
        if table.endswith("event"):
            with as_person(filled.cast.peer) as cursor:
                cursor.execute(f"DELETE FROM {table}")
                assert cursor.rowcount == 0, table
                cursor.execute(f"UPDATE {table} SET review_id = review_id")
                assert cursor.rowcount == 0, table


def test_search_behind_the_wall_uses_the_index_of_the_review(filled, as_person):
    """Row security keeps the plan: by review first, not through every review's rows."""
    with as_person(filled.cast.peer) as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM evidence_evidence WHERE review_id = %s AND search @@ to_tsquery('simple', 'a:*')",
            [filled.cast.review.pk],
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "evidence_by_review" in plan or "evidence_evidence_review_id" in plan, plan
    assert "InitPlan" in plan, plan
