# SPDX-License-Identifier: EUPL-1.2
"""Whoever works for the reviewed city stands outside its team's wall, also when they began there after joining."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

INSIDE = """
CREATE OR REPLACE FUNCTION isopolity_team_reviews() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  SELECT m.review_id FROM reviews_teammember m
  WHERE m.person_id = isopolity_person() AND m.left_at IS NULL AND m.declared_at IS NOT NULL AND NOT m.has_conflict
    {host} $$;
CREATE OR REPLACE FUNCTION isopolity_my_memberships() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  SELECT m.id FROM reviews_teammember m
  WHERE m.person_id = isopolity_person() AND m.left_at IS NULL AND m.declared_at IS NOT NULL AND NOT m.has_conflict
    {host} $$;
"""
NO_HOST = """AND NOT EXISTS (SELECT 1 FROM reviews_review r JOIN places_cityrole c ON c.city_id = r.city_id
                       WHERE r.id = m.review_id AND c.person_id = m.person_id)"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_wall")]
    operations = [RunSQL(sql=INSIDE.format(host=NO_HOST), reverse_sql=INSIDE.format(host=""))]
