# SPDX-License-Identifier: EUPL-1.2
"""The wall around findings and headlines: the team, then the host it was shown to, then everybody once published."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from isopolity.core.wall import TEAM, wall

FUNCTIONS = RunSQL(
    sql="""
    CREATE OR REPLACE FUNCTION isopolity_shared_findings() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
      SELECT review_id FROM reports_report WHERE published_at IS NOT NULL
      UNION SELECT review_id FROM reports_report
      WHERE shared_at IS NOT NULL AND review_id IN (SELECT isopolity_hosted_reviews()) $$;
    CREATE OR REPLACE FUNCTION isopolity_shown_headlines() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
      SELECT isopolity_shared_findings()
      UNION SELECT review_id FROM reports_report
      WHERE headlines_shown_at IS NOT NULL AND review_id IN (SELECT isopolity_hosted_reviews()) $$;
    """,
    reverse_sql="DROP FUNCTION isopolity_shown_headlines(); DROP FUNCTION isopolity_shared_findings();",
)


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("visits", "0002_wall")]
    operations = [
        FUNCTIONS,
        wall(
            "reports_finding",
            read=f"{TEAM} OR review_id = ANY (ARRAY(SELECT isopolity_shared_findings()))",
            write=TEAM,
        ),
        wall(
            "reports_headline",
            read=f"{TEAM} OR review_id = ANY (ARRAY(SELECT isopolity_shown_headlines()))",
            write=TEAM,
        ),
    ]
