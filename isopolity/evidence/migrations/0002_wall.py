# SPDX-License-Identifier: EUPL-1.2
"""The wall around the evidence bank: the team only."""

from django.db import migrations

from isopolity.core.wall import TEAM, wall


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial"), ("visits", "0002_wall")]
    operations = [wall("evidence_evidence", read=TEAM), wall("evidence_evidenceitem", read=TEAM)]
