# SPDX-License-Identifier: EUPL-1.2
"""What findings, report, reply and commitments ask of whom."""

from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from isopolity.core.duties import Duty, duties_of_app
from isopolity.places.models import CityRoleKind
from isopolity.places.rules import city_roles
from isopolity.reports.models import (
    Commitment,
    CommitmentState,
    ItemProgress,
    Report,
    ReportState,
    SignOff,
    SignOffSubject,
)
from isopolity.reviews.duties import due_of, hosts_city, reviews_under_way
from isopolity.reviews.models import Review, Stage
from isopolity.reviews.queries.times import deadlines_of
from isopolity.reviews.rules import inside_team, teams


@duties_of_app
def of_reports(person: Any, only: Any = None) -> list[Duty]:
    """The present turn between team and host, from findings to publication."""
    reviews = reviews_under_way(person, only)
    agreed = [review for review in reviews if review.stage == Stage.ASSESSMENT]
    settled = _settled(agreed)
    found = [_findings(person, review, settled.get(review.pk, 0)) for review in agreed]
    late = [review for review in reviews if review.stage == Stage.FEEDBACK]
    if not late:
        return found
    reports = {row.review_id: row for row in Report.objects.filter(review__in=late).defer("snapshot")}
    members = [place.member for place in teams(person).values()]
    signed = set(SignOff.objects.filter(member__in=members).values_list("report_id", "subject"))
    return found + [duty for review in late for duty in _feedback(person, review, reports.get(review.pk), signed)]


def _settled(reviews: list[Review]) -> dict[int, int]:
    """review → items whose finding is settled."""
    rows = ItemProgress.objects.filter(review__in=reviews, is_settled=True).values_list("review_id")
    return dict(rows.annotate(count=Count("pk"))) if reviews else {}


def _findings(person: Any, review: Review, settled: int) -> Duty:
    page, waits = ("findings", "") if inside_team(person, review) else ("review", _("the team"))
    text = _("Agree a finding on every item (%d are there)") % settled
    return Duty(f"findings:{review.pk}", text, str(review.city), page, (review.pk,), due_of(review), waits)


def _feedback(person: Any, review: Review, report: Report | None, signed: set[tuple[int, str]]) -> list[Duty]:
    if report is None or report.state == ReportState.DRAFTING:
        return _drafting(person, review, report, signed)
    if report.state == ReportState.PUBLISHED:
        return []
    days = deadlines_of(review)
    due, key, of = (days.reply if days else None), f"report:{review.pk}", (review.pk,)
    checking = report.state == ReportState.FACT_CHECK
    if not hosts_city(person, review):
        text = _("Fact-check of the report") if checking else _("Reply to the recommendations")
        return [Duty(key, text, str(review.city), "review", of, due, _("coordinator of %s") % review.city)]
    if checking:
        return [Duty(key, _("Check the facts of the report"), str(review.city), "report", of, due)]
    if report.replied_at is None:
        return [Duty(key, _("Reply to each recommendation"), str(review.city), "reply", of, due)]
    return [Duty(key, _("Publish report and reply"), str(review.city), "report", of, due)]


def _drafting(person: Any, review: Review, report: Report | None, signed: set[tuple[int, str]]) -> list[Duty]:
    """The team writes, and agrees to its headline findings; others wait."""
    days = deadlines_of(review)
    due, key, of, where = (days.report if days else None), f"report:{review.pk}", (review.pk,), str(review.city)
    if not inside_team(person, review):
        return [Duty(key, _("Written report"), where, "review", of, due, _("the team"))]
    found = [Duty(key, _("Write the report together"), where, "report", of, due)]
    shown = report is not None and report.headlines_shown_at is not None
    if report is not None and not shown and (report.pk, SignOffSubject.HEADLINES) not in signed:
        found.append(Duty(f"headlines:{review.pk}", _("Agree to the headline findings"), where, "headlines", of))
    return found


@duties_of_app
def of_commitments(person: Any, only: Any = None) -> list[Duty]:
    """Commitments of the person's cities whose deadline has come: tell how they fare."""
    cities = {city for city, kind in city_roles(person) if kind == CityRoleKind.COORDINATOR}
    if not cities:
        return []
    rows = (
        Commitment.objects.filter(
            recommendation__report__review__city__in=cities,
            state__in=[CommitmentState.PLANNED, CommitmentState.UNDER_WAY],
            recommendation__report__state=ReportState.PUBLISHED,
            due__lte=timezone.localdate() + timedelta(days=60),
        )
        .values("recommendation__report__review", "recommendation__report__review__city__name")
        .annotate(count=Count("pk"))
    )
    if only:
        rows = rows.filter(recommendation__report__review=only.pk)
    found = []
    for row in rows:
        text = ngettext("Tell how %(count)d commitment fares", "Tell how %(count)d commitments fare", row["count"])
        review = row["recommendation__report__review"]
        found.append(Duty(f"progress:{review}", text % row, row["recommendation__report__review__city__name"],
                          "commitments", (review,)))  # fmt: skip
    return found
