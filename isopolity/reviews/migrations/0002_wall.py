# SPDX-License-Identifier: EUPL-1.2
"""The wall: who is inside a team, and blind desk reviews."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from isopolity.core.wall import TEAM, wall

FUNCTIONS = RunSQL(
    sql="""
    CREATE OR REPLACE FUNCTION isopolity_team_reviews() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
      SELECT review_id FROM reviews_teammember
      WHERE person_id = isopolity_person() AND left_at IS NULL AND declared_at IS NOT NULL AND NOT has_conflict $$;
    CREATE OR REPLACE FUNCTION isopolity_hosted_reviews() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
      SELECT r.id FROM reviews_review r JOIN places_cityrole c ON c.city_id = r.city_id
      WHERE c.person_id = isopolity_person() AND c.kind = 'coordinator' $$;
    CREATE OR REPLACE FUNCTION isopolity_my_memberships() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
      SELECT id FROM reviews_teammember
      WHERE person_id = isopolity_person() AND left_at IS NULL AND declared_at IS NOT NULL AND NOT has_conflict $$;
    CREATE OR REPLACE FUNCTION isopolity_open_desk_reviews() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
      SELECT other.id FROM reviews_teammember other JOIN reviews_teammember mine ON mine.review_id = other.review_id
      WHERE other.desk_submitted_at IS NOT NULL AND mine.id IN (SELECT isopolity_my_memberships())
        AND (mine.desk_submitted_at IS NOT NULL OR NOT mine.does_desk_review) $$;
    """,
    reverse_sql="""
    DROP FUNCTION isopolity_open_desk_reviews(); DROP FUNCTION isopolity_my_memberships();
    DROP FUNCTION isopolity_hosted_reviews(); DROP FUNCTION isopolity_team_reviews();
    """,
)
MINE = "member_id = ANY (ARRAY(SELECT isopolity_my_memberships()))"
OPEN = "member_id = ANY (ARRAY(SELECT isopolity_open_desk_reviews()))"


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial"), ("core", "0001_functions")]
    operations = [
        FUNCTIONS,
        wall(
            "reviews_desknote",
            read=f"{TEAM} AND ({MINE} OR {OPEN})",
            write=f"{TEAM} AND {MINE}",
            history=f"{TEAM} AND ({MINE} OR {OPEN})",
        ),
    ]
