# SPDX-License-Identifier: EUPL-1.2
"""What is missing before a review can leave its first four stages. Later apps register their own."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from isopolity.assessments.actions import unanswered
from isopolity.assessments.models import AssessmentState
from isopolity.benchmarks.actions import approving_cities
from isopolity.reviews.models import MemberKind, Review, TeamMember
from isopolity.reviews.stages import Blocker, Warning, check_before_leaving

Found = list[Blocker | Warning]
PEERS, EXPERTS = 4, (2, 4)


@check_before_leaving("benchmark")
def approvals(review: Review) -> Found:
    """Every city of the project approves the benchmark."""
    approved = set(review.adoption.approvals.values_list("city_id", flat=True))
    here = ("adoption", review.adoption_id)
    return [
        Blocker(_("%s has not approved the benchmark.") % city, _("coordinator of %s") % city, *here)
        for city in approving_cities(review.project)
        if city.pk not in approved
    ]


def _members(review: Review) -> list[TeamMember]:
    return list(TeamMember.objects.present().named().filter(review=review))


@check_before_leaving("training")
def team(review: Review) -> Found:
    """A leader; each member confirmed, trained, conflicts of interest declared."""
    here = ("team", review.pk)
    members = _members(review)
    found: Found = []
    if not any(m.is_leader for m in members):
        found.append(Blocker(_("No team leader is named."), _("secretariat"), *here))
    for member in members:
        found += _of_member(member, here)
    return found + _composition(review, members)


def _of_member(m: TeamMember, here: tuple[str, int]) -> Found:
    found: Found = []
    if m.confirmed_at is None:
        found.append(Blocker(_("%s has not confirmed.") % m.person, m.person.name, *here))
    if m.declared_at is None:
        found.append(Blocker(_("%s has not declared conflicts of interest.") % m.person, m.person.name, *here))
    elif m.has_conflict:
        found.append(Blocker(_("%s has a conflict of interest.") % m.person, _("secretariat"), *here))
    if m.trained_at is None:
        found.append(Blocker(_("%s is not trained.") % m.person, _("facilitator"), *here))
    return found


def composition(review: Review) -> list[Warning]:
    """What the method asks of a team's composition and this one lacks."""
    return _composition(review, _members(review))


def _composition(review: Review, members: list[TeamMember]) -> list[Warning]:
    here = ("team", review.pk)
    peers = {m.city_id for m in members if m.kind == MemberKind.PEER}
    experts = [m for m in members if m.kind == MemberKind.EXPERT]
    found = []
    if len(peers) < PEERS:
        text = _("The method asks for four peers of four other cities. Cities in this team: %d.") % len(peers)
        found.append(Warning(text, *here))
    if not EXPERTS[0] <= len(experts) <= EXPERTS[1]:
        text = _("The method asks for two to four experts besides the peers. Experts in this team: %d.") % len(experts)
        found.append(Warning(text, *here))
    if not any(m.is_facilitator for m in members):
        found.append(Warning(_("The team has no facilitator."), *here))
    if not any(review.working_language in m.languages for m in members if m.languages):
        found.append(Warning(_("Nobody is noted as speaking the working language."), *here))
    if not {tag for m in members for tag in m.languages} & set(review.city.languages):
        found.append(Warning(_("Nobody in the team is noted as speaking a language of the host city."), *here))
    return found


@check_before_leaving("initial_report")
def initial_report(review: Review) -> Found:
    """Every item answered or explained, and submitted."""
    here = ("initial_report", review.pk)
    host = _("coordinator of %s") % review.city
    left = len(unanswered(review.assessment))
    found: Found = []
    if left:
        text = ngettext(
            "%d item is neither answered nor explained.", "%d items are neither answered nor explained.", left
        )
        found.append(Blocker(text % left, host, *here))
    if review.assessment.state == AssessmentState.OPEN:
        found.append(Blocker(_("The initial report is not submitted."), host, *here))
    return found


@check_before_leaving("desk_review")
def desk_reviews(review: Review) -> Found:
    """Every peer submitted."""
    here = ("desk_review", review.pk)
    waiting = TeamMember.objects.present().filter(review=review, does_desk_review=True, desk_submitted_at=None)
    return [
        Blocker(_("%s has not submitted the desk review.") % m.person, m.person.name, *here)
        for m in waiting.select_related("person")
    ]
