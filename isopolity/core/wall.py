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


def wall(table: str, *, read: str, write: str | None = None, purge: str | None = None) -> RunSQL:
    """Close ``table``: ``read`` and ``write`` are SQL conditions on a row; ``purge`` lets a named job delete rows."""
    write = write or read
    sql = f"""
    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY {table}_read ON {table} FOR SELECT USING ({read});
    CREATE POLICY {table}_insert ON {table} FOR INSERT WITH CHECK ({write});
    CREATE POLICY {table}_update ON {table} FOR UPDATE USING ({write}) WITH CHECK ({write});
    CREATE POLICY {table}_delete ON {table} FOR DELETE USING ({write});
    """
    undo = "".join(f"DROP POLICY {table}_{verb} ON {table};" for verb in ("read", "insert", "update", "delete"))
    if purge:
        sql += f"""
        CREATE POLICY {table}_purge_read ON {table} FOR SELECT USING ({purge});
        CREATE POLICY {table}_purge ON {table} FOR DELETE USING ({purge});
        """
        undo = f"DROP POLICY {table}_purge_read ON {table}; DROP POLICY {table}_purge ON {table};" + undo
    return RunSQL(
        sql=sql,
        reverse_sql=undo + f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;"
        f" ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )
