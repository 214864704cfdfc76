# SPDX-License-Identifier: EUPL-1.2
"""Row level security as migration operations: the wall of the method, held by the database itself.

Policies read the acting principal of the transaction (see ``principal``). Without one, no row is visible.
"""

from django.db.migrations.operations import RunSQL

FUNCTIONS = RunSQL(
    sql="""
    CREATE OR REPLACE FUNCTION isopolity_principal() RETURNS text LANGUAGE sql STABLE AS
    $$ SELECT NULLIF(current_setting('isopolity.principal', true), '') $$;
    CREATE OR REPLACE FUNCTION isopolity_person() RETURNS bigint LANGUAGE sql STABLE AS
    $$ SELECT CASE WHEN isopolity_principal() ~ '^person:[0-9]+$' THEN substr(isopolity_principal(), 8)::bigint END $$;
    """,
    reverse_sql="DROP FUNCTION isopolity_person(); DROP FUNCTION isopolity_principal();",
)

TEAM = "review_id = ANY (ARRAY(SELECT isopolity_team_reviews()))"
HOST = "review_id = ANY (ARRAY(SELECT isopolity_hosted_reviews()))"


def job(name: str) -> str:
    """The condition that the acting principal is this named job."""
    return f"isopolity_principal() = 'job:{name}'"


def _policies(table: str, conditions: dict[str, str]) -> tuple[str, str]:
    forms = {
        "select": "FOR SELECT USING ({0})",
        "insert": "FOR INSERT WITH CHECK ({0})",
        "update": "FOR UPDATE USING ({0}) WITH CHECK ({0})",
        "delete": "FOR DELETE USING ({0})",
    }
    on = f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY;\n"
    off = ""
    for verb, condition in conditions.items():
        on += f"CREATE POLICY {table}_{verb} ON {table} {forms[verb].format(condition)};\n"
        off += f"DROP POLICY {table}_{verb} ON {table};\n"
    return on, off + f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"


def wall(table: str, *, read: str, write: str | None = None, purge: str = "false", history: str = TEAM) -> RunSQL:
    """Close ``table`` and its history.

    ``read`` and ``write`` are SQL conditions on a row; ``purge`` is the condition under which rows of both may be
    deleted for good; ``history`` says who reads the past versions. History is only ever added to, except by a purge.
    """
    write = write or read
    rows = {
        "select": f"({read}) OR ({purge})",
        "insert": write,
        "update": write,
        "delete": f"({write}) OR ({purge})",
    }
    past = {"select": f"({history}) OR ({purge})", "insert": f"({write}) OR ({purge})", "delete": purge}
    on, off = _policies(table, rows)
    past_on, past_off = _policies(f"{table}event", past)
    return RunSQL(sql=on + past_on, reverse_sql=past_off + off)
