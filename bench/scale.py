# SPDX-License-Identifier: EUPL-1.2
"""Large data: copies of the demo's rows, made in SQL as the owner with triggers asleep."""

import psycopg
from django.conf import settings

_TABLES = [
    "networks_project",
    "reviews_review",
    "assessments_assessment",
    "places_city",
    "evidence_evidence",
    "evidence_evidenceitem",
]


def owner() -> "psycopg.Connection[tuple[object, ...]]":
    """A connection past the wall, with triggers and policies that do not hold it up."""
    return psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True)


def count_evidence() -> int:
    """All pieces of evidence there are."""
    with owner() as sql:
        row = sql.execute("SELECT count(*) FROM evidence_evidence").fetchone()
    return int(str(row[0])) if row else 0


def grow(*, reviews: int, evidence: int) -> None:
    """Add reviews of invented cities until there are ``reviews``, each with ``evidence`` pieces on its items."""
    with owner() as sql:
        for table in _TABLES:
            sql.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        with sql.transaction():
            _copy(sql, reviews, evidence)
        for table in _TABLES:
            sql.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        sql.execute("ANALYZE")


def _columns(sql: "psycopg.Connection[tuple[object, ...]]", table: str, replaced: dict[str, str]) -> tuple[str, str]:
    """(column list, select list) that copy a row of the table with some columns replaced."""
    query = """SELECT column_name FROM information_schema.columns
               WHERE table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position"""
    names = [str(row[0]) for row in sql.execute(query, [table])]
    return ", ".join(f'"{n}"' for n in names), ", ".join(replaced.get(n, f't."{n}"') for n in names)


def _insert(sql: "psycopg.Connection[tuple[object, ...]]", table: str, replaced: dict[str, str], source: str) -> None:
    into, select = _columns(sql, table, {"id": f"nextval(pg_get_serial_sequence('{table}', 'id'))", **replaced})
    sql.execute(f"INSERT INTO {table} ({into}) SELECT {select} FROM {source}")


def _copy(sql: "psycopg.Connection[tuple[object, ...]]", reviews: int, evidence: int) -> None:
    sql.execute("""CREATE TEMP TABLE model AS SELECT r.* FROM reviews_review r
                     JOIN places_city c ON c.id = r.city_id WHERE c.name = 'Valmora'""")
    sql.execute(
        """CREATE TEMP TABLE fresh AS SELECT g AS n, nextval(pg_get_serial_sequence('places_city', 'id')) AS city,
           nextval(pg_get_serial_sequence('assessments_assessment', 'id')) AS assessment,
           nextval(pg_get_serial_sequence('reviews_review', 'id')) AS review,
           nextval(pg_get_serial_sequence('networks_project', 'id')) AS project
           FROM generate_series(1, %s - (SELECT count(*)::int FROM reviews_review)) g""",
        [reviews],
    )
    one = "fresh f CROSS JOIN model m JOIN"
    named = {"id": "f.city", "name": "'Invented ' || f.n", "geoname_id": "NULL", "lau_code": "''"}
    _insert(sql, "places_city", named, f"{one} places_city t ON t.id = m.city_id")
    _insert(sql, "networks_project", {"id": "f.project", "name": "'Project ' || f.n"},
            f"{one} networks_project t ON t.id = m.project_id")  # fmt: skip
    _insert(sql, "assessments_assessment", {"id": "f.assessment", "city_id": "f.city"},
            f"{one} assessments_assessment t ON t.id = m.assessment_id")  # fmt: skip
    _insert(sql, "reviews_review",
            {"id": "f.review", "city_id": "f.city", "assessment_id": "f.assessment", "project_id": "f.project"},
            f"{one} reviews_review t ON t.id = m.id")  # fmt: skip
    _evidence(sql, evidence)


def _evidence(sql: "psycopg.Connection[tuple[object, ...]]", evidence: int) -> None:
    sql.execute("""CREATE TEMP TABLE pieces AS SELECT e.*, row_number() OVER () - 1 AS place FROM evidence_evidence e
                     JOIN model m ON m.id = e.review_id""")
    sql.execute(
        """CREATE TEMP TABLE new_pieces AS SELECT f.review, g AS n,
           nextval(pg_get_serial_sequence('evidence_evidence', 'id')) AS id FROM fresh f, generate_series(1, %s) g""",
        [evidence],
    )
    source = """new_pieces n JOIN pieces t ON t.place = n.n %% (SELECT count(*) FROM pieces)""".replace("%%", "%")
    replaced = {"id": "n.id", "review_id": "n.review", "session_id": "NULL", "interviewee_id": "NULL",
                "kind": "'document'", "reference": "'Annual report'", "key": "NULL"}  # fmt: skip
    _insert(sql, "evidence_evidence", replaced, source)
    sql.execute("""CREATE TEMP TABLE item_order AS SELECT i.id, row_number() OVER (ORDER BY i.id) - 1 AS place
                     FROM benchmarks_item i JOIN model m ON true JOIN benchmarks_adoption a ON a.id = m.adoption_id
                     WHERE i.version_id = a.version_id""")
    sql.execute("""INSERT INTO evidence_evidenceitem (review_id, evidence_id, item_id)
                     SELECT n.review, n.id, i.id FROM new_pieces n
                     JOIN item_order i ON i.place = n.n % (SELECT count(*) FROM item_order)""")
