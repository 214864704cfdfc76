# SPDX-License-Identifier: EUPL-1.2
"""When somebody can be met says who it is: the same wall as around the interviewee."""

from django.db import migrations

from isopolity.core.wall import HOST, TEAM, wall

PROPOSED_BY_HOST = "EXISTS (SELECT 1 FROM visits_interviewee i WHERE i.id = interviewee_id AND i.by_host)"


class Migration(migrations.Migration):
    dependencies = [("visits", "0003_fields")]
    operations = [wall("visits_intervieweetime", read=f"{TEAM} OR ({HOST} AND {PROPOSED_BY_HOST})")]
