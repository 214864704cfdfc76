# SPDX-License-Identifier: EUPL-1.2
"""The table of Django's database cache. Unlogged: counters of minutes need not survive a crash."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0001_functions")]
    operations = [
        migrations.RunSQL(
            sql="""
            CREATE UNLOGGED TABLE core_counter (
                cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
            );
            CREATE INDEX core_counter_expires ON core_counter (expires);
            """,
            reverse_sql="DROP TABLE core_counter;",
        )
    ]
