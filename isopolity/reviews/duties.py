# SPDX-License-Identifier: EUPL-1.2
"""What a review's first four steps ask of whom; the stages themselves are moved on by the secretariat."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from isopolity.assessments.models import AssessmentState
from isopolity.core.duties import Duty, duties_of_app
from isopolity.core.policy import remember
from isopolity.networks.rules import projects_run
from isopolity.places.models import CityRoleKind
from isopolity.places.rules import association_follows, city_roles, organisations
from isopolity.reviews import stages
from isopolity.reviews.models import Review, ReviewQuerySet, Stage, TeamMember
from isopolity.reviews.queries.times import deadlines_of
from isopolity.reviews.rules import leads, teams


def reviews_around(person: Any) -> ReviewQuerySet:
    """Reviews the person hosts, runs, is in the team of, or follows as an association's officer."""
    cities = {city for city, kind in city_roles(person) if kind == CityRoleKind.COORDINATOR}
    mine = Q(city__in=cities) | Q(project__in=projects_run(person)) | Q(pk__in=teams(person))
    mine |= Q(city__association__in=organisations(person))
    return Review.objects.filter(mine)


def is_around(person: Any, review: Review) -> bool:
    """The same of one review, from what is remembered (no query)."""
    return (
        hosts_city(person, review)
        or review.project_id in projects_run(person)
        or review.pk in teams(person)
        or association_follows(person, review.city)
    )


def reviews_under_way(person: Any, only: Review | None = None) -> list[Review]:
    """The reviews around the person before their last stage, fetched once a request; or the one, if it is such."""
    if only is not None:
        return [only] if only.stage != Stage.FOLLOW_UP and is_around(person, only) else []
    rows = reviews_around(person).exclude(stage=Stage.FOLLOW_UP).for_pages()
    return remember(person, "reviews_under_way", lambda: list(rows))


def due_of(review: Review) -> date | None:
    """The day by which the review's present stage should be left."""
    days = deadlines_of(review)
    return days.of_stage(review.stage) if days else None


def hosts_city(person: Any, review: Review) -> bool:
    """Coordinator of the reviewed city, from what is remembered (no query)."""
    return (review.city_id, CityRoleKind.COORDINATOR) in city_roles(person)


@duties_of_app
def of_reviews(person: Any, only: Any = None) -> list[Duty]:
    """The present turn of every review around the person, theirs or somebody else's."""
    reviews = reviews_under_way(person, only)
    mine = {m.review_id: m for m in TeamMember.objects.present().filter(person=person, review__in=reviews)}
    found: list[Duty] = []
    for review in reviews:
        member = mine.get(review.pk)
        if member is not None:
            found += _of_member(review, member)
        found += _of_stage(person, review, member)
    return found + _of_secretariat(person, reviews) + _of_leaders(person, reviews)


def _of_secretariat(person: Any, reviews: list[Review]) -> list[Duty]:
    """Dates of the visit and a team leader, in good time before the visit."""
    early = [
        review
        for review in reviews
        if review.project_id in projects_run(person) and not stages.has_reached(review.stage, Stage.VISIT)
    ]
    if not early:
        return []
    led = set(TeamMember.objects.present().filter(review__in=early, is_leader=True).values_list("review_id", flat=True))
    found = []
    for review in early:
        where, of, days = str(review.city), (review.pk,), deadlines_of(review)
        if review.visit_starts is None:
            found.append(Duty(f"dates:{review.pk}", _("Set the dates of the visit"), where, "review_dates", of))
        if review.pk not in led:
            due = days.training if days else None
            found.append(Duty(f"leader:{review.pk}", _("Name a team leader"), where, "team", of, due))
    return found


def _of_leaders(person: Any, reviews: list[Review]) -> list[Duty]:
    """The leader sees the team through the visit, its findings and the report."""
    words = {
        Stage.VISIT: _("Lead the visit: see what is still missing"),
        Stage.ASSESSMENT: _("Lead the findings: see what is still missing"),
        Stage.FEEDBACK: _("Lead the report: see what is still missing"),
    }
    return [
        Duty(f"lead:{review.pk}:{review.stage}", words[Stage(review.stage)], str(review.city), "review", (review.pk,),
             due_of(review))
        for review in reviews
        if review.stage in words and leads(person, review)
    ]  # fmt: skip


def _of_member(review: Review, member: TeamMember) -> list[Duty]:
    """Saying yes to the team, and declaring conflicts of interest before any access."""
    where, found, days = str(review.city), [], deadlines_of(review)
    due = days.training if days else None
    if member.confirmed_at is None:
        text = _("Confirm your place in the team")
        found.append(Duty(f"confirm:{member.pk}", text, where, "declaration", (review.pk,), due))
    if member.declared_at is None:
        text = _("Declare conflicts of interest: only then can you read the review")
        found.append(Duty(f"declare:{member.pk}", text, where, "declaration", (review.pk,), due))
    if member.trained_at is None and not stages.has_reached(review.stage, Stage.VISIT):
        found.append(
            Duty(f"train:{member.pk}", _("Take part in a training"), where, "review_training", (review.pk,), due)
        )
    return found


def _of_stage(person: Any, review: Review, member: TeamMember | None) -> list[Duty]:
    if review.stage == Stage.INITIAL_REPORT:
        return [_initial_report(person, review)]
    if review.stage == Stage.DESK_REVIEW:
        return [_desk_review(review, member)]
    if review.stage in (Stage.BENCHMARK, Stage.TRAINING) and review.project_id in projects_run(person):
        text = _("See what is missing in step %s") % stages.TABLE[review.stage].number
        return [
            Duty(f"stage:{review.pk}:{review.stage}", text, str(review.city), "review", (review.pk,), due_of(review))
        ]
    return []


def _initial_report(person: Any, review: Review) -> Duty:
    where, due, key = str(review.city), due_of(review), f"initial_report:{review.pk}"
    if review.assessment.state == AssessmentState.OPEN:
        if hosts_city(person, review):
            return Duty(key, _("Write the initial report"), where, "assessment", (review.assessment_id,), due)
        waits = _("coordinator of %s") % review.city
        return Duty(key, _("Initial report"), where, "review", (review.pk,), due, waits)
    if review.project_id in projects_run(person) and review.assessment.state == AssessmentState.SUBMITTED:
        return Duty(f"accept:{review.pk}", _("Read the initial report: accept or return it"), where, "initial_report",
                    (review.pk,), due)  # fmt: skip
    return Duty(key, _("Initial report is handed in"), where, "review", (review.pk,), due, _("secretariat"))


def _desk_review(review: Review, member: TeamMember | None) -> Duty:
    where, due, key = str(review.city), due_of(review), f"desk_review:{review.pk}"
    if member is not None and member.is_inside and member.does_desk_review and member.desk_submitted_at is None:
        return Duty(key, _("Write your desk review"), where, "desk_review", (review.pk,), due)
    return Duty(key, _("Desk reviews"), where, "review", (review.pk,), due, _("the peers"))
