# SPDX-License-Identifier: EUPL-1.2
"""What is missing before a review can leave its first four stages. Later apps register their own."""

from django.utils.translation import gettext as _

from isopolity.assessments.actions import unanswered
from isopolity.assessments.models import AssessmentState
from isopolity.benchmarks.actions import approving_cities
from isopolity.reviews.models import MemberKind, Review
from isopolity.reviews.stages import Blocker, Warning, check_before_leaving

Found = list[Blocker | Warning]


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


@check_before_leaving("training")
def team(review: Review) -> Found:
    """A leader; each member confirmed, trained, conflicts of interest declared; about four peers."""
    here = ("team", review.pk)
    members = list(review.members.present().select_related("person"))  # type: ignore[attr-defined]
    found: Found = []
    if not any(m.is_leader for m in members):
        found.append(Blocker(_("No team leader is named."), _("secretariat"), *here))
    for m in members:
        if m.confirmed_at is None:
            found.append(Blocker(_("%s has not confirmed.") % m.person, m.person.name, *here))
        if m.declared_at is None:
            found.append(Blocker(_("%s has not declared conflicts of interest.") % m.person, m.person.name, *here))
        elif m.has_conflict:
            found.append(Blocker(_("%s has a conflict of interest.") % m.person, _("secretariat"), *here))
        if m.trained_at is None:
            found.append(Blocker(_("%s is not trained.") % m.person, _("facilitator"), *here))
    cities = {m.city_id for m in members if m.kind == MemberKind.PEER}
    if len(cities) < 4:
        found.append(
            Warning(_("The method asks for four peers of four other cities; there are %d.") % len(cities), *here)
        )
    if not any(m.is_facilitator for m in members):
        found.append(Warning(_("The team has no facilitator."), *here))
    return found


@check_before_leaving("initial_report")
def initial_report(review: Review) -> Found:
    """Every item answered or explained, and submitted."""
    here = ("initial_report", review.pk)
    host = _("coordinator of %s") % review.city
    left = len(unanswered(review.assessment))
    found: Found = []
    if left:
        found.append(Blocker(_("%d items are neither answered nor explained.") % left, host, *here))
    if review.assessment.state == AssessmentState.OPEN:
        found.append(Blocker(_("The initial report is not submitted."), host, *here))
    return found


@check_before_leaving("desk_review")
def desk_reviews(review: Review) -> Found:
    """Every peer submitted."""
    here = ("desk_review", review.pk)
    waiting = review.members.present().filter(does_desk_review=True, desk_submitted_at=None)  # type: ignore[attr-defined]
    return [
        Blocker(_("%s has not submitted the desk review.") % m.person, m.person.name, *here)
        for m in waiting.select_related("person")
    ]
