# SPDX-License-Identifier: EUPL-1.2
"""Who owes what to a review by when, seen from the review: for its page and a project's board.

Each function looks at many reviews at once, in a fixed number of queries. Later apps register their own. The words
never tell anything from behind the wall: they name work that is to be done. (``duties`` is the same seen from one
person, over everything.)
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.assessments.models import AssessmentState, Contribution, ContributionState
from isopolity.benchmarks.models import CityApproval
from isopolity.core.links import link
from isopolity.networks.models import Partner, ProjectRole
from isopolity.places.models import CityRole, CityRoleKind
from isopolity.reviews.models import Review, Stage, TeamMember
from isopolity.reviews.queries.times import deadlines_of
from isopolity.reviews.stages import Text, has_reached


@dataclass(frozen=True)
class Owed:
    """One piece of work that one person owes to one review. ``what`` is its short name, for keys."""

    review: Review
    person: Person
    what: str
    text: Text
    page: str
    of: int
    due: date | None = None

    @property
    def url(self) -> str:
        return link(self.page, self.of)


Reviews = Sequence[Review]
Owes = Callable[[Reviews], list[Owed]]
_all: list[Owes] = []


def owes(find: Owes) -> Owes:
    """Register a function that finds what people owe to reviews."""
    _all.append(find)
    return find


def owed(reviews: Iterable[Review]) -> list[Owed]:
    """All that anybody owes to these reviews, nearest deadline first. Fetch the reviews with ``for_pages()``."""
    rows = list(reviews)
    found = [one for find in _all for one in find(rows)] if rows else []
    return sorted(found, key=lambda one: (one.due or date.max, one.review.pk, one.person.pk))


def due_of(review: Review, what: str) -> date | None:
    """The review's deadline of this name (a field of clocks.Deadlines); None without visit dates."""
    days = deadlines_of(review)
    return getattr(days, what) if days else None


def at(reviews: Reviews, *wanted: str) -> list[Review]:
    """Those of the reviews that are in one of these stages."""
    return [review for review in reviews if review.stage in wanted]


def coordinators(cities: Iterable[int]) -> dict[int, list[Person]]:
    """city → its coordinators."""
    found: dict[int, list[Person]] = defaultdict(list)
    for role in CityRole.objects.filter(city__in=set(cities), kind=CityRoleKind.COORDINATOR).select_related("person"):
        found[role.city_id].append(role.person)
    return found


@owes
def approvals(reviews: Reviews) -> list[Owed]:
    """Each city approves the benchmark, once for a project."""
    waiting = at(reviews, Stage.BENCHMARK)
    if not waiting:
        return []
    approved = set(
        CityApproval.objects.filter(adoption__in=[r.adoption_id for r in waiting]).values_list("adoption_id", "city_id")
    )
    partners = Partner.objects.filter(project__in={r.project_id for r in waiting}, city__isnull=False)
    cities: dict[int, set[int]] = defaultdict(set)
    for project, city in partners.values_list("project_id", "city_id"):
        cities[project].add(city)
    people = coordinators(city for many in cities.values() for city in many)
    once = {review.adoption_id: review for review in reversed(waiting)}
    return [
        Owed(review, person, "approval", _("Approve the benchmark for your city"), "adoption", adoption)
        for adoption, review in once.items()
        for city in sorted(cities[review.project_id])
        if (adoption, city) not in approved
        for person in people[city]
    ]


@owes
def places(reviews: Reviews) -> list[Owed]:
    """Members confirm, declare, take part in a training, write their desk review."""
    by_id = {review.pk: review for review in reviews if review.stage != Stage.FOLLOW_UP}
    members = TeamMember.objects.present().filter(review__in=by_id).select_related("person")
    return [one for member in members for one in _of_member(by_id[member.review_id], member)]


def _of_member(review: Review, member: TeamMember) -> list[Owed]:
    found, training = [], due_of(review, "training")
    person, pk = member.person, review.pk
    if member.confirmed_at is None:
        found.append(Owed(review, person, "confirm", _("Confirm your place in the team"), "declaration", pk, training))
    if member.declared_at is None:
        text = _("Declare conflicts of interest")
        found.append(Owed(review, person, "declare", text, "declaration", pk, training))
    if member.trained_at is None and not has_reached(review.stage, Stage.VISIT):
        found.append(Owed(review, person, "train", _("Take part in a training"), "review_training", pk, training))
    begun = has_reached(review.stage, Stage.DESK_REVIEW)
    if begun and member.is_inside and member.does_desk_review and member.desk_submitted_at is None:
        due = due_of(review, "desk_review")
        found.append(Owed(review, person, "desk_review", _("Submit your desk review"), "desk_review", pk, due))
    return found


@owes
def initial_reports(reviews: Reviews) -> list[Owed]:
    """The host submits; colleagues hand in their parts."""
    waiting = [
        r for r in reviews if r.assessment.state == AssessmentState.OPEN and has_reached(r.stage, Stage.INITIAL_REPORT)
    ]
    if not waiting:
        return []
    people, found = coordinators(review.city_id for review in waiting), []
    for review in waiting:
        due = due_of(review, "initial_report")
        for person in people[review.city_id]:
            text = _("Submit the initial report")
            found.append(Owed(review, person, "initial_report", text, "initial_report", review.pk, due))
    return found + _contributions(waiting)


def _contributions(reviews: list[Review]) -> list[Owed]:
    by_assessment = {review.assessment_id: review for review in reviews}
    asked = Contribution.objects.filter(
        Q(state=ContributionState.ASKED) | Q(state=ContributionState.RETURNED), assessment__in=by_assessment
    )
    return [
        Owed(
            review := by_assessment[part.assessment_id],
            part.person,
            f"contribution-{part.pk}",
            _("Hand in your part of the initial report"),
            "assessment",
            part.assessment_id,
            part.due or due_of(review, "initial_report"),
        )
        for part in asked.select_related("person")
    ]


@owes
def secretariat(reviews: Reviews) -> list[Owed]:
    """The secretariat sets the visit's dates and names a leader."""
    early = [review for review in reviews if not has_reached(review.stage, Stage.VISIT)]
    led = set(
        TeamMember.objects.present()
        .filter(review__in=[r.pk for r in early], is_leader=True)
        .values_list("review_id", flat=True)
    )
    undated = [review for review in early if review.visit_starts is None]
    unled = [review for review in early if review.pk not in led]
    if not undated and not unled:
        return []
    people: dict[int, list[Person]] = defaultdict(list)
    for role in ProjectRole.objects.filter(project__in={r.project_id for r in early}).select_related("person"):
        people[role.project_id].append(role.person)
    return [
        *(
            Owed(review, person, "dates", _("Set the dates of the visit"), "review_dates", review.pk)
            for review in undated
            for person in people[review.project_id]
        ),
        *(
            Owed(review, person, "leader", _("Name a team leader"), "team", review.pk, due_of(review, "training"))
            for review in unled
            for person in people[review.project_id]
        ),
    ]


@owes
def leaders(reviews: Reviews) -> list[Owed]:
    """The leader sees the team through the visit, its findings and the report."""
    words = {
        Stage.VISIT: ("visit", _("Lead the visit: see what is still missing"), "visit"),
        Stage.ASSESSMENT: ("assessment", _("Lead the findings: see what is still missing"), "assessment"),
        Stage.FEEDBACK: ("report", _("Lead the report: see what is still missing"), "report"),
    }
    waiting = {review.pk: review for review in at(reviews, *words)}
    found = []
    for member in TeamMember.objects.inside().filter(review__in=waiting, is_leader=True).select_related("person"):
        review = waiting[member.review_id]
        what, text, clock = words[Stage(review.stage)]
        found.append(Owed(review, member.person, what, text, "review", review.pk, due_of(review, clock)))
    return found
