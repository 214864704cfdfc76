# SPDX-License-Identifier: EUPL-1.2
"""The job that forgets identities may empty, and only empty, the notes and questions of meetings and the wishes of desk
reviews whom to meet, in the history too."""

from django.db import migrations

from isopolity.core.wall import job

JOB = job("purge_identities")
FIELDS = {"visits_session": "notes", "visits_prepareditem": "questions", "reviews_desknote": "meet"}


def _policies(table: str, field: str, *, insert: bool) -> tuple[str, str]:
    empty = f"({JOB}) AND {field} = ''"
    forms = {"select": f"FOR SELECT USING ({JOB})", "update": f"FOR UPDATE USING ({JOB}) WITH CHECK ({empty})"}
    if insert:  # emptying a row leaves an event of its own
        forms["insert"] = f"FOR INSERT WITH CHECK ({empty})"
    on = "".join(f"CREATE POLICY {table}_forget_{verb} ON {table} {form};\n" for verb, form in forms.items())
    off = "".join(f"DROP POLICY {table}_forget_{verb} ON {table};\n" for verb in forms)
    return on, off


class Migration(migrations.Migration):
    dependencies = [("visits", "0005_forget_words"), ("reviews", "0003_host_outside")]
    operations = [
        migrations.RunSQL(sql=on, reverse_sql=off)
        for table, field in FIELDS.items()
        for on, off in (_policies(table, field, insert=False), _policies(f"{table}event", field, insert=True))
    ]
