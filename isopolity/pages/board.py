# SPDX-License-Identifier: EUPL-1.2
"""A project's board: cities × seven steps, what is late, who owes what. The number of queries does not grow with the
number of reviews, so what is missing is counted here for all of them at once (``reviews.stages.missing`` tells one
review's blockers in full)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from isopolity.assessments.models import Answer, AssessmentState
from isopolity.benchmarks.actions import approving_cities
from isopolity.benchmarks.models import CityApproval
from isopolity.benchmarks.queries import item_ids
from isopolity.core.components import Step
from isopolity.core.levels import Level
from isopolity.core.links import link
from isopolity.core.policy import may
from isopolity.networks.models import Project
from isopolity.networks.rules import projects_joined, projects_run
from isopolity.places.models import City
from isopolity.reports.models import ItemProgress, Recommendation, Report, ReportState
from isopolity.reviews import stages
from isopolity.reviews.models import Review, TeamMember
from isopolity.reviews.queries.times import deadlines_of, today_in
from isopolity.reviews.rules import teams
from isopolity.visits.models import Meeting, MeetingState, Visit


@dataclass
class BoardRow:
    """One city of the project. ``owes``: (who, what) for the present step; empty without a review."""

    city: City
    review: Review | None = None
    url: str = ""
    steps: list[Step] = field(default_factory=list)
    owes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def now(self) -> Step | None:
        """The step the review is in; None when all seven are done, or there is no review."""
        return next((step for step in self.steps if step.state in {"current", "late"}), None)

    @property
    def is_late(self) -> bool:
        return self.now is not None and self.now.state == "late"

    @property
    def due(self) -> date | None:
        return self.now.due if self.now else None


def projects_of(person: Any) -> list[Project]:
    """The projects whose board the person may see."""
    in_teams = Review.objects.filter(pk__in=teams(person)).values("project")
    mine = Q(pk__in=projects_run(person) | projects_joined(person)) | Q(pk__in=in_teams)
    rows = Project.objects.filter(mine).select_related("network").annotate(number=Count("reviews"))
    return list(rows.order_by("-starts", "name"))


def board(person: Any, project: Project) -> list[BoardRow]:
    """Every partner city: those that are late first, then by the nearest deadline, then those without a review."""
    reviews = list(Review.objects.filter(project=project).for_pages())
    owed = _Owed(project, reviews)
    rows = [_row(person, review, owed) for review in reviews]
    reviewed = {review.city_id for review in reviews}
    partners = project.partners.filter(city__isnull=False).exclude(city__in=reviewed).select_related("city")
    rows.sort(key=lambda row: (not row.is_late, row.now is None, row.due or date.max, row.city.name))
    return rows + sorted((BoardRow(p.city) for p in partners if p.city), key=lambda row: row.city.name)


def _row(person: Any, review: Review, owed: "_Owed") -> BoardRow:
    url = link("review", review.pk) if may(person, "review.read", review) else ""
    return BoardRow(review.city, review, url, steps_of(review), owed.of(review))


def steps_of(review: Review) -> list[Step]:
    """The seven steps with their state and due day, without links."""
    now = stages.TABLE[review.stage].number
    due, today = deadlines_of(review), today_in(review.city)
    steps = []
    for row in stages.STEPS:
        day = due.of_stage(row.code) if due else None
        state = "done" if row.number < now else "waiting"
        if row.number == now:
            state = "late" if day and day < today else "current"
        steps.append(Step(row.number, str(row.name), state, day, "", str(row.owner)))
    return steps


class _Owed:
    """What is missing in each review's present step, counted for all reviews of a project together."""

    def __init__(self, project: Project, reviews: list[Review]) -> None:
        self.project = project
        self.by_stage: dict[str, list[Review]] = defaultdict(list)
        for review in reviews:
            self.by_stage[review.stage].append(review)
        self.wanted = {review.adoption_id: set[int]() for review in reviews}
        for review in reviews:
            if not self.wanted[review.adoption_id]:
                self.wanted[review.adoption_id] = item_ids(review.adoption.version, review.adoption)
        self.found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for stage, count in COUNTS.items():
            if self.by_stage[stage]:
                count(self, self.by_stage[stage])

    def of(self, review: Review) -> list[tuple[str, str]]:
        """(who, what) for one review."""
        return self.found[review.pk]

    def note(self, review_id: int, who: str, what: str) -> None:
        """Somebody owes something."""
        self.found[review_id].append((who, what))


def _count_approvals(owed: _Owed, reviews: list[Review]) -> None:
    cities = {city.pk for city in approving_cities(owed.project)}
    approved: dict[int, set[int]] = defaultdict(set)
    pairs = CityApproval.objects.filter(adoption__in={r.adoption_id for r in reviews})
    for adoption, city in pairs.values_list("adoption_id", "city_id"):
        approved[adoption].add(city)
    for review in reviews:
        if left := len(cities - approved[review.adoption_id]):
            what = ngettext("%d city has not approved the benchmark", "%d cities have not approved the benchmark", left)
            owed.note(review.pk, _("cities"), what % left)


def _count_team(owed: _Owed, reviews: list[Review]) -> None:
    members = TeamMember.objects.present().filter(review__in=reviews)
    counts = members.values("review_id").annotate(
        leaders=Count("pk", filter=Q(is_leader=True)),
        unconfirmed=Count("pk", filter=Q(confirmed_at=None)),
        undeclared=Count("pk", filter=Q(declared_at=None)),
        untrained=Count("pk", filter=Q(trained_at=None)),
    )
    by_review = {row["review_id"]: row for row in counts}
    for review in reviews:
        row = by_review.get(review.pk, {"leaders": 0, "unconfirmed": 0, "undeclared": 0, "untrained": 0})
        if not row["leaders"]:
            owed.note(review.pk, _("secretariat"), _("names a team leader"))
        if number := row["unconfirmed"]:
            owed.note(review.pk, _("team"), ngettext("%d member confirms", "%d members confirm", number) % number)
        if number := row["undeclared"]:
            what = ngettext(
                "%d member declares conflicts of interest", "%d members declare conflicts of interest", number
            )
            owed.note(review.pk, _("team"), what % number)
        if number := row["untrained"]:
            what = ngettext("%d member is not trained", "%d members are not trained", number)
            owed.note(review.pk, _("facilitator"), what % number)


def _count_answers(owed: _Owed, reviews: list[Review]) -> None:
    done: dict[int, set[int]] = defaultdict(set)
    rows = Answer.objects.filter(assessment__in=[r.assessment_id for r in reviews]).filter(_IS_DONE)
    for assessment, item in rows.values_list("assessment_id", "item_id"):
        done[assessment].add(item)
    for review in reviews:
        who = _("coordinator of %s") % review.city
        if left := len(owed.wanted[review.adoption_id] - done[review.assessment_id]):
            owed.note(review.pk, who, ngettext("answers %d item", "answers %d items", left) % left)
        elif review.assessment.state == AssessmentState.OPEN:
            owed.note(review.pk, who, _("submits the initial report"))


# ``Answer.is_done`` as SQL; texts are stored without outer space.
_IS_DONE = ~Q(explanation="") | (~Q(level__in=["", Level.INCONCLUSIVE]) & ~Q(achieved=""))


def _count_desk_reviews(owed: _Owed, reviews: list[Review]) -> None:
    waiting = TeamMember.objects.present().filter(review__in=reviews, does_desk_review=True, desk_submitted_at=None)
    for review, number in waiting.values_list("review_id").annotate(number=Count("pk")):
        what = ngettext("%d desk review is not submitted", "%d desk reviews are not submitted", number)
        owed.note(review, _("peers"), what % number)


def _count_meetings(owed: _Owed, reviews: list[Review]) -> None:
    released = set(Visit.objects.filter(review__in=reviews, released_at__isnull=False).values_list("review", flat=True))
    planned = Meeting.objects.filter(review__in=reviews, state=MeetingState.PLANNED).values_list("review_id")
    left = dict(planned.annotate(number=Count("pk")))
    for review in reviews:
        if review.pk not in released:
            owed.note(review.pk, _("team"), _("releases the timetable"))
        if number := left.get(review.pk):
            owed.note(review.pk, _("team"), ngettext("holds %d meeting", "holds %d meetings", number) % number)


def _count_findings(owed: _Owed, reviews: list[Review]) -> None:
    rows = ItemProgress.objects.filter(review__in=reviews).values("review_id")
    counts = rows.annotate(
        settled=Count("pk", filter=Q(is_settled=True)), checked=Count("pk", filter=Q(is_checked=True))
    )
    by_review = {row["review_id"]: row for row in counts}
    for review in reviews:
        row, wanted = by_review.get(review.pk, {"settled": 0, "checked": 0}), len(owed.wanted[review.adoption_id])
        if (left := wanted - row["settled"]) > 0:
            owed.note(review.pk, _("team"), ngettext("finds on %d item", "finds on %d items", left) % left)
        if (left := wanted - row["checked"]) > 0:
            what = ngettext(
                "compares %d item with the initial report", "compares %d items with the initial report", left
            )
            owed.note(review.pk, _("team"), what % left)


def _count_report(owed: _Owed, reviews: list[Review]) -> None:
    states = dict(Report.objects.filter(review__in=reviews).values_list("review_id", "state"))
    unanswered = Recommendation.objects.filter(report__review__in=reviews, reply=None)
    left = dict(unanswered.values_list("report__review").annotate(number=Count("pk")))
    for review in reviews:
        state, host = states.get(review.pk), _("coordinator of %s") % review.city
        if state in {None, ReportState.DRAFTING}:
            owed.note(review.pk, _("team"), _("writes the report"))
        elif state == ReportState.FACT_CHECK:
            owed.note(review.pk, host, _("checks the facts of the report"))
        elif state == ReportState.REPLY and (number := left.get(review.pk)):
            what = ngettext("replies to %d recommendation", "replies to %d recommendations", number)
            owed.note(review.pk, host, what % number)
        elif state != ReportState.PUBLISHED:
            owed.note(review.pk, host, _("hands in the reply and publishes"))


COUNTS = {
    "benchmark": _count_approvals,
    "training": _count_team,
    "initial_report": _count_answers,
    "desk_review": _count_desk_reviews,
    "visit": _count_meetings,
    "assessment": _count_findings,
    "feedback": _count_report,
}
