# SPDX-License-Identifier: EUPL-1.2
"""The secretariat sets the rules and has the best pairs calculated. Each calculation is kept."""

from typing import Any

from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.errors import Refused
from isopolity.core.jobs import later
from isopolity.core.policy import require
from isopolity.mentoring.matching import Faulty, as_json, match, read_problem
from isopolity.mentoring.models import MatchRules, MatchRun, RunState
from isopolity.mentoring.queries.problem import problem_of
from isopolity.networks.models import Project

RULES = ("population_weight", "newcomer_weight", "urbanisation_weight", "competence_weight", "max_distance",
         "common_language")  # fmt: skip
IN_REQUEST = 2500  # mentees × mentors; more are calculated in the background


@action
def set_match_rules(*, by: Person, project: Project, **rules: Any) -> MatchRules:
    """Weights, the largest distance, and whether a common language is needed."""
    require(by, "mentoring.match", project)
    if unknown := rules.keys() - set(RULES):
        raise Refused(_("There is no such field: %s") % ", ".join(sorted(unknown)))
    row = MatchRules.objects.filter(project=project).first() or MatchRules(project=project)
    for name, value in rules.items():
        setattr(row, name, value)
    checked(row).save()
    return row


@action
def run_matching(*, by: Person, project: Project) -> MatchRun:
    """Calculate the best pairs from the profiles as they stand now; a large problem in the background."""
    require(by, "mentoring.match", project)
    problem = problem_of(project)
    if not problem["mentees"] or not problem["mentors"]:
        raise Refused(_("At least one mentee and one mentor must have handed in their profile."))
    run = MatchRun.objects.create(project=project, made_by=by, problem=problem)
    if len(problem["mentees"]) * len(problem["mentors"]) > IN_REQUEST:
        later("match-mentors", by=by.pk, run=run.pk)
        return run
    return _calculated(run)


@action
def finish_run(*, by: Person, run: MatchRun) -> MatchRun:
    """Calculate a run that waits."""
    require(by, "mentoring.match", run.project)
    run = MatchRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    return _calculated(run) if run.state == RunState.WAITING else run


def _calculated(run: MatchRun) -> MatchRun:
    try:
        matching = match(read_problem(run.problem))
    except Faulty:
        run.state = RunState.FAILED
    else:
        score = matching.score
        run.answer, run.state = as_json(matching), RunState.READY
        run.pairs, run.gain, run.distance = score.pairs, score.gain, -score.minus_distance
    run.save()
    return run
