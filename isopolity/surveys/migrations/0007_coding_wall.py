# SPDX-License-Identifier: EUPL-1.2
"""The wall around codes: each coder's own, and the secretariat's. Coders read the answers that were handed in."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from isopolity.core.wall import job, wall

FUNCTIONS = RunSQL(
    sql="""
    CREATE FUNCTION surveys_run_respondents() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
      SELECT r.id FROM surveys_respondent r JOIN surveys_wave w ON w.id = r.wave_id
        JOIN networks_projectrole p ON p.project_id = w.project_id
        WHERE p.person_id = isopolity_person() AND p.kind = 'secretariat' $$;
    CREATE FUNCTION surveys_coded_respondents() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
      SELECT r.id FROM surveys_respondent r JOIN surveys_coder c ON c.wave_id = r.wave_id
        WHERE c.person_id = isopolity_person() $$;
    """,
    reverse_sql="DROP FUNCTION surveys_coded_respondents(); DROP FUNCTION surveys_run_respondents();",
)
OWN = "respondent_id = ANY (ARRAY(SELECT surveys_own_respondents()))"
SHARED = "submitted_at IS NOT NULL AND respondent_id = ANY (ARRAY(SELECT surveys_shared_respondents()))"
CODED = "submitted_at IS NOT NULL AND respondent_id = ANY (ARRAY(SELECT surveys_coded_respondents()))"
BEFORE = f"{OWN} OR ({SHARED}) OR {job('survey-clock')} OR {job('survey-results')} OR (false)"
READ = "ALTER POLICY surveys_response_select ON surveys_response USING ({0})"
SEEN = "coder_id = isopolity_person() OR respondent_id = ANY (ARRAY(SELECT surveys_run_respondents()))"


class Migration(migrations.Migration):
    dependencies = [("surveys", "0006_coding"), ("core", "0001_functions")]
    operations = [
        FUNCTIONS,
        RunSQL(sql=READ.format(f"{BEFORE} OR ({CODED})"), reverse_sql=READ.format(BEFORE)),
        wall("surveys_coding", read=SEEN, write="coder_id = isopolity_person()", history=SEEN),
    ]
