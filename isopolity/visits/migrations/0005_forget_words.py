# SPDX-License-Identifier: EUPL-1.2
"""The job that forgets identities may empty, and only empty, the free words about an interviewee, in the history too."""

from django.db import migrations

from isopolity.core.wall import job

JOB = job("purge_identities")
EMPTY = f"({JOB}) AND availability = '' AND reason = ''"


def _policies(table: str, *, insert: bool) -> tuple[str, str]:
    forms = {"select": f"FOR SELECT USING ({JOB})", "update": f"FOR UPDATE USING ({JOB}) WITH CHECK ({EMPTY})"}
    if insert:  # emptying a row leaves an event of its own
        forms["insert"] = f"FOR INSERT WITH CHECK ({EMPTY})"
    on = "".join(f"CREATE POLICY {table}_forget_{verb} ON {table} {form};\n" for verb, form in forms.items())
    off = "".join(f"DROP POLICY {table}_forget_{verb} ON {table};\n" for verb in forms)
    return on, off


ROWS = _policies("visits_interviewee", insert=False)
PAST = _policies("visits_intervieweeevent", insert=True)


class Migration(migrations.Migration):
    dependencies = [("visits", "0004_wall_of_times")]
    operations = [migrations.RunSQL(sql=ROWS[0] + PAST[0], reverse_sql=PAST[1] + ROWS[1])]
