# SPDX-License-Identifier: EUPL-1.2
"""The wall around the reasons of vetoes: the project's secretariat, and whoever wrote the reason."""

from django.db import migrations

from isopolity.core.wall import wall

RUN = "project_id IN (SELECT project_id FROM networks_projectrole WHERE person_id = isopolity_person())"
READ = f"author_id = isopolity_person() OR {RUN}"


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0001_initial"), ("reports", "0002_wall")]
    operations = [
        wall("mentoring_vetoreason", read=READ, write="author_id = isopolity_person()", history=READ)
    ]
