# SPDX-License-Identifier: EUPL-1.2
"""A large matching is calculated in the background, as the person who asked for it."""

from isopolity.accounts.models import Person
from isopolity.core.jobs import job
from isopolity.core.principal import current, name_of
from isopolity.mentoring import actions
from isopolity.mentoring.models import MatchRun


@job("match-mentors", tries=1)
def match_mentors(run: int) -> None:
    """Finish one run."""
    row = MatchRun.objects.select_related("project", "made_by").filter(pk=run).first()
    if row is None or not isinstance(row.made_by, Person) or name_of(row.made_by) != current():
        return
    actions.finish_run(by=row.made_by, run=row)
