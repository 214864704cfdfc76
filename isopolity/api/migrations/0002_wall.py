# SPDX-License-Identifier: EUPL-1.2
"""Kept answers can hold what stands behind the wall: only the token's person reads them, a job forgets them."""

from django.db import migrations

MINE = "token_id IN (SELECT t.id FROM accounts_apitoken t WHERE t.person_id = isopolity_person())"
JOB = "isopolity_principal() = 'job:forget-answers'"
ON = f"""
ALTER TABLE api_keptanswer ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_keptanswer FORCE ROW LEVEL SECURITY;
CREATE POLICY api_keptanswer_select ON api_keptanswer FOR SELECT USING (({MINE}) OR {JOB});
CREATE POLICY api_keptanswer_insert ON api_keptanswer FOR INSERT WITH CHECK ({MINE});
CREATE POLICY api_keptanswer_delete ON api_keptanswer FOR DELETE USING ({JOB});
"""
OFF = """
DROP POLICY api_keptanswer_select ON api_keptanswer;
DROP POLICY api_keptanswer_insert ON api_keptanswer;
DROP POLICY api_keptanswer_delete ON api_keptanswer;
ALTER TABLE api_keptanswer NO FORCE ROW LEVEL SECURITY;
ALTER TABLE api_keptanswer DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("api", "0001_initial"), ("core", "0001_functions")]
    operations = [migrations.RunSQL(sql=ON, reverse_sql=OFF)]
