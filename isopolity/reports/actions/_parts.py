# SPDX-License-Identifier: EUPL-1.2
"""What the actions of this app share: the locked report, its signatures, usable findings, the frozen numbers."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Manager, Max, Model
from django.utils.translation import gettext as _

from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.web import refusal_of
from isopolity.evidence.queries import states
from isopolity.reports.models import Finding, Headline, Paragraph, Recommendation, Report, ReportState, SignOffSubject
from isopolity.reports.queries import usable
from isopolity.reports.snapshot import snapshot
from isopolity.reviews.models import Review, TeamMember

M = TypeVar("M", bound=Model)


def _locked(report: Report) -> Report:
    """The report as it is now; whoever signs, writes or hands over waits for the other."""
    return (
        Report.objects.select_for_update(of=("self",))
        .select_related("review__project", "review__city")
        .get(pk=report.pk)
    )


def _report_of(review: Review) -> Report:
    report, _made = Report.objects.get_or_create(review=review)
    return _locked(report)


def _valid(row: M) -> M:
    """The row when its fields hold; else refused, with the fault of each field."""
    try:
        row.full_clean(validate_constraints=False)
    except ValidationError as error:
        raise refusal_of(error, _("Something is missing or not right.")) from error
    return row


def _required(text: str, name: str, fault: str) -> None:
    if not text.strip():
        raise Refused(fault, fields={name: fault})


def _check_usable(review: Review, findings: Sequence[Finding], *, required: bool) -> None:
    """Refuse what does not rest on usable findings; ``required``: at least one there must be."""
    if any(finding.review_id != review.pk for finding in findings):
        raise NotAllowed("finding.write")
    good = usable(findings, states(review)) if findings else []
    if required and not good:
        text = _("It needs at least one usable finding: corroborated, or overridden by the facilitator.")
        raise Refused(text, fields={"findings": text})
    weak = sorted(finding.item.code for finding in findings if finding not in good)
    if weak:
        text = _("These findings are not usable yet: %s.") % ", ".join(weak)
        raise Refused(text, fields={"findings": text})


def _check_headlines_rest(review: Review) -> None:
    """Every headline finding still rests on usable findings."""
    good = {finding.pk for finding in usable(review.findings.all(), states(review))}
    for headline in Headline.objects.filter(review=review).prefetch_related("findings"):
        held = {finding.pk for finding in headline.findings.all()}
        if not held or held - good:
            raise Refused(_("A headline finding rests on a finding that is not usable any more: %s") % headline.text)


def _check_report_rests(report: Report) -> None:
    """Nothing in the report rests on a finding that stopped being usable; every recommendation has one."""
    review = report.review
    good = {finding.pk for finding in usable(review.findings.all(), states(review))}
    for row in Recommendation.objects.filter(report=report).prefetch_related("findings"):
        held = {finding.pk for finding in row.findings.all()}
        if not held or held - good:
            raise Refused(_("A recommendation rests on a finding that is not usable any more: %s") % row.text[:120])
    for part in Paragraph.objects.filter(section__report=report).prefetch_related("findings"):
        if {finding.pk for finding in part.findings.all()} - good:
            raise Refused(_("A paragraph rests on a finding that is not usable any more: %s") % part.text[:120])


def _unsign(report: Report, subject: str) -> None:
    """A changed text has to be agreed anew."""
    report.sign_offs.filter(subject=subject).delete()


def _missing_sign_offs(report: Report, subject: str) -> list[str]:
    """The functions of the members who have not signed yet."""
    signed = report.sign_offs.filter(subject=subject).values_list("member_id", flat=True)
    members = TeamMember.objects.inside().filter(review=report.review_id).exclude(pk__in=signed)
    return [str(member.person) for member in members.select_related("person")]


def _freeze(report: Report) -> None:
    """Keep the numbers and levels that readers outside the team see: later changes elsewhere do not move them."""
    report.snapshot = snapshot(report.review)


def _is_written(report: Report) -> bool:
    """The team may still change the text and what is under it."""
    return report.state in (ReportState.DRAFTING, ReportState.FACT_CHECK)


def _take_back_for(finding: Finding, *, level_changed: bool) -> None:
    """A finding that changed takes back the signatures of what shows it: its level stands in the report's map."""
    report = Report.objects.filter(review=finding.review_id).first()
    if report is None:
        return
    if report.headlines_shown_at is None and finding.headlines.exists():
        _unsign(report, SignOffSubject.HEADLINES)
    if level_changed or finding.paragraphs.exists() or finding.recommendations.exists():
        _unsign(report, SignOffSubject.REPORT)


def _next_position(rows: Manager[Any]) -> int:
    last = rows.aggregate(Max("position"))["position__max"]
    return 0 if last is None else last + 1


def _move(row: M, rows: Manager[Any], *, up: bool) -> M:
    """Change places with the neighbour; at the end nothing happens. Positions are renumbered on the way."""
    ordered = list(rows.all())
    here = next(number for number, other in enumerate(ordered) if other.pk == row.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(ordered):
        ordered[here], ordered[there] = ordered[there], ordered[here]
    for number, other in enumerate(ordered):
        if other.position != number:
            other.position = number
            other.save(update_fields=["position"])
    return next(other for other in ordered if other.pk == row.pk)
