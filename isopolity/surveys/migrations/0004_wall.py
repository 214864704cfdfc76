# SPDX-License-Identifier: EUPL-1.2
"""The wall around answers: the respondent's own body, its link, its interviewer and the secretariat.

Others of the project read answers that were handed in, unless the wave is confidential. Results of a confidential wave
are counted by a job of that name, which hands out numbers only. Contacts are the secretariat's and the interviewer's.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from isopolity.core.wall import job, wall

FUNCTIONS = RunSQL(
    sql="""
    CREATE FUNCTION isopolity_link() RETURNS bigint LANGUAGE sql STABLE AS $$
      SELECT CASE WHEN isopolity_principal() ~ '^link:[0-9]{1,18}$' THEN substr(isopolity_principal(), 6)::bigint END
    $$;
    CREATE FUNCTION surveys_kept_respondents() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
      SELECT r.id FROM surveys_respondent r JOIN surveys_wave w ON w.id = r.wave_id
        JOIN networks_projectrole p ON p.project_id = w.project_id
        WHERE p.person_id = isopolity_person() AND p.kind = 'secretariat'
      UNION SELECT r.id FROM surveys_respondent r WHERE r.interviewer_id = isopolity_person() $$;
    CREATE FUNCTION surveys_own_respondents() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
      SELECT * FROM surveys_kept_respondents()
      UNION SELECT l.respondent_id FROM surveys_personallink l JOIN surveys_respondent r ON r.id = l.respondent_id
        JOIN surveys_wave w ON w.id = r.wave_id
        WHERE l.id = isopolity_link() AND l.revoked_at IS NULL AND w.state = 'open'
      UNION SELECT r.id FROM surveys_respondent r JOIN networks_partner p ON p.id = r.partner_id
        JOIN places_cityrole c ON c.city_id = p.city_id WHERE c.person_id = isopolity_person()
      UNION SELECT r.id FROM surveys_respondent r JOIN networks_partner p ON p.id = r.partner_id
        JOIN places_organisationrole o ON o.organisation_id = p.organisation_id
        WHERE o.person_id = isopolity_person()
      UNION SELECT r.id FROM surveys_respondent r JOIN groups_groupcoordinator g ON g.group_id = r.group_id
        WHERE g.person_id = isopolity_person() $$;
    CREATE FUNCTION surveys_shared_respondents() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
      SELECT r.id FROM surveys_respondent r JOIN surveys_wave w ON w.id = r.wave_id
      WHERE NOT w.is_confidential AND w.project_id IN (
        SELECT p.project_id FROM networks_partner p JOIN places_cityrole c ON c.city_id = p.city_id
          WHERE c.person_id = isopolity_person()
        UNION SELECT p.project_id FROM networks_partner p
          JOIN places_organisationrole o ON o.organisation_id = p.organisation_id
          WHERE o.person_id = isopolity_person()) $$;
    """,
    reverse_sql="""
    DROP FUNCTION surveys_shared_respondents(); DROP FUNCTION surveys_own_respondents();
    DROP FUNCTION surveys_kept_respondents(); DROP FUNCTION isopolity_link();
    """,
)
OWN = "respondent_id = ANY (ARRAY(SELECT surveys_own_respondents()))"
KEPT = "respondent_id = ANY (ARRAY(SELECT surveys_kept_respondents()))"
SHARED = "submitted_at IS NOT NULL AND respondent_id = ANY (ARRAY(SELECT surveys_shared_respondents()))"
OF_OWN = f"EXISTS (SELECT 1 FROM surveys_response r WHERE r.id = response_id AND r.{OWN})"
CLOCK, LETTERS, RESULTS = job("survey-clock"), job("survey-letter"), job("survey-results")


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0003_waves"),
        ("core", "0001_functions"),
        ("groups", "0001_initial"),
        ("places", "0001_initial"),
    ]
    operations = [
        FUNCTIONS,
        wall("surveys_response", read=f"{OWN} OR ({SHARED}) OR {CLOCK} OR {RESULTS}", write=OWN, history=OWN),
        wall("surveys_responsefile", read=OF_OWN, history=OF_OWN),
        wall("surveys_contact", read=f"{KEPT} OR {CLOCK} OR {LETTERS}", write=KEPT, purge=CLOCK, history=KEPT),
    ]
