# SPDX-License-Identifier: EUPL-1.2
"""Pairs are proposed by the secretariat, from a calculation or by hand; agreed ones stay in every later matching."""

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.mentoring.models import MatchRun, Pair, PairState, Profile, RunState, Veto
from isopolity.mentoring.models.matching import LIVE
from isopolity.mentoring.queries.problem import city_number
from isopolity.mentoring.queries.profiles import is_mentee, is_mentor, partners_to_pair
from isopolity.networks.models import Project
from isopolity.places.models import City


@action
def propose_run(*, by: Person, run: MatchRun) -> list[Pair]:
    """The run's pairs become proposals, which cities and associations see. Older proposals give way, agreed stay."""
    require(by, "mentoring.match", run.project)
    if run.state != RunState.READY:
        raise Refused(_("There is no result to propose yet."))
    found = [(city_number(pair["mentee"]), city_number(pair["mentor"])) for pair in run.answer["pairs"]]
    vetoed = _vetoed(run.project)
    if any({mentee, mentor} in vetoed for mentee, mentor in found if not _is_agreed(run.project, mentee, mentor)):
        raise Refused(_("Somebody has said no since this was calculated. Calculate anew."))
    live = list(Pair.objects.select_for_update().filter(project=run.project, state__in=LIVE))
    agreed = {pair.mentee_id: pair.mentor_id for pair in live if pair.state == PairState.AGREED}
    if any(agreed.get(mentee, mentor) != mentor for mentee, mentor in found):
        raise Refused(_("A pair was agreed since this was calculated. Calculate anew."))
    for pair in live:
        if pair.state == PairState.PROPOSED and (pair.mentee_id, pair.mentor_id) not in found:
            _move(pair, PairState.ENDED)
    there = {(pair.mentee_id, pair.mentor_id) for pair in live}
    run.proposed_at = timezone.now()
    run.save(update_fields=["proposed_at"])
    return Pair.objects.bulk_create(
        Pair(project=run.project, mentee_id=mentee, mentor_id=mentor, run=run)
        for mentee, mentor in found
        if (mentee, mentor) not in there
    )


def _is_agreed(project: Project, mentee: int, mentor: int) -> bool:
    return Pair.objects.filter(project=project, mentee=mentee, mentor=mentor, state=PairState.AGREED).exists()


def _vetoed(project: Project) -> list[set[int]]:
    rows = Veto.objects.filter(project=project, withdrawn_at=None)
    return [{city, other} for city, other in rows.values_list("city_id", "other_id")]


@action
def propose_pair(*, by: Person, project: Project, mentee: City, mentor: City) -> Pair:
    """A pair by hand, whatever the calculation says; refused when somebody said no."""
    require(by, "mentoring.match", project)
    partners = {one.city_id: one for one in partners_to_pair(project)}
    one, other = partners.get(mentee.pk), partners.get(mentor.pk)
    if one is None or other is None or mentee.pk == mentor.pk or not is_mentee(one) or not is_mentor(other):
        words = _("Choose a mentee and a mentor of this project.")
        raise Refused(words, fields={"mentor": words})
    if {mentee.pk, mentor.pk} in _vetoed(project):
        words = _("A veto stands between the two.")
        raise Refused(words, fields={"mentor": words})
    live = Pair.objects.select_for_update().filter(project=project, mentee=mentee, state__in=LIVE).first()
    if live is not None and live.mentor_id == mentor.pk:
        return live
    if live is not None and live.state == PairState.AGREED:
        words = _("%(mentee)s has agreed with %(mentor)s. End that pair first.") % {
            "mentee": mentee, "mentor": live.mentor,
        }  # fmt: skip
        raise Refused(words, fields={"mentee": words})
    if live is not None:
        _move(live, PairState.ENDED)
    return Pair.objects.create(project=project, mentee=mentee, mentor=mentor)


@action
def agree_pair(*, by: Person, pair: Pair) -> Pair:
    """The secretariat fixes the pair: every later matching keeps it."""
    require(by, "mentoring.match", pair.project)
    pair = _locked(pair)
    if pair.state != PairState.PROPOSED:
        raise Refused(_("Only a proposed pair can be fixed."))
    handed_in = Profile.objects.filter(
        project=pair.project, city__in=[pair.mentee_id, pair.mentor_id], handed_in_at__isnull=False
    )
    if handed_in.count() < 2:
        raise Refused(_("Both cities must have handed in their profile first."))
    return _move(pair, PairState.AGREED)


@action
def end_pair(*, by: Person, pair: Pair) -> Pair:
    """The pair does not go on; what it has written stays."""
    require(by, "mentoring.match", pair.project)
    pair = _locked(pair)
    if not pair.is_live:
        raise Refused(_("This pair has ended already."))
    return _move(pair, PairState.ENDED)


def _locked(pair: Pair) -> Pair:
    rows = Pair.objects.select_for_update(of=("self",)).select_related("project", "mentee", "mentor")
    return rows.get(pk=pair.pk)


def _move(pair: Pair, state: PairState) -> Pair:
    pair.state, pair.changed_at = state, timezone.now()
    pair.save(update_fields=["state", "changed_at"])
    return pair
