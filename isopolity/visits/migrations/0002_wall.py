# SPDX-License-Identifier: EUPL-1.2
"""The wall around the people to meet: the team, and the host for those it proposed itself."""

from django.db import migrations

from isopolity.core.wall import HOST, TEAM, job, wall

PROPOSED_BY_HOST = "EXISTS (SELECT 1 FROM visits_interviewee i WHERE i.id = interviewee_id AND i.by_host)"
SHARED = f"{TEAM} OR ({HOST} AND {PROPOSED_BY_HOST})"


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial"), ("reviews", "0002_wall")]
    operations = [
        wall("visits_interviewee", read=f"{TEAM} OR ({HOST} AND by_host)"),
        wall("visits_intervieweeitem", read=SHARED),
        wall("visits_identity", read=SHARED, purge=job("purge_identities")),
        wall("visits_participation", read=SHARED, write=TEAM),
        wall("visits_interviewer", read=TEAM),
        wall("visits_session", read=TEAM),
        wall("visits_prepareditem", read=TEAM),
    ]
