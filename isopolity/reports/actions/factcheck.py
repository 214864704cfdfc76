# SPDX-License-Identifier: EUPL-1.2
"""The host checks the facts; the team answers, approves again and closes the fact-check."""

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core import cleaning
from isopolity.core.action import action
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.policy import require
from isopolity.reports.actions._parts import (
    _check_report_rests,
    _freeze,
    _locked,
    _missing_sign_offs,
    _required,
)
from isopolity.reports.actions._telling import _host_of, _team_of, _tell
from isopolity.reports.models import (
    FactCheck,
    FactCheckState,
    Paragraph,
    Recommendation,
    Report,
    ReportState,
    SignOffSubject,
)
from isopolity.reports.queries.factcheck import parts_left, told


@action
def check_facts(
    *,
    by: Person,
    report: Report,
    paragraph: Paragraph | None = None,
    recommendation: Recommendation | None = None,
    is_correct: bool,
    comment: str = "",
) -> FactCheck:
    """The host's word on the facts of one paragraph or recommendation; what is wrong needs a comment."""
    report = _locked(report)
    require(by, "report.check_facts", report)
    if not is_correct:
        _required(comment, "comment", _("Say what is wrong."))
    inside = (paragraph and paragraph.section.report_id == report.pk) or (
        recommendation and recommendation.report_id == report.pk
    )
    if not inside or (paragraph and recommendation):
        raise NotAllowed("report.check_facts")
    state = FactCheckState.CORRECT if is_correct else FactCheckState.WRONG
    row, _made = FactCheck.objects.update_or_create(
        report=report,
        paragraph=paragraph,
        recommendation=recommendation,
        defaults={
            "state": state,
            "comment": "" if is_correct else cleaning.plain(comment),
            "answer": "",
            "changed_at": timezone.now(),
        },
    )
    if not is_correct:
        words = lambda: _("The host of %s says that a fact in the report is wrong.") % report.review.city  # noqa: E731
        _tell(_team_of(report.review), report, f"wrong-{row.pk}", words, "report")
    return row


@action
def answer_fact_check(*, by: Person, fact_check: FactCheck, answer: str) -> FactCheck:
    """The team settles what the host found wrong: it corrected the text, or says why it stands."""
    require(by, "report.answer_facts", fact_check.report)
    fact_check = FactCheck.objects.select_for_update().get(pk=fact_check.pk)
    if fact_check.state == FactCheckState.CORRECT:
        raise Refused(_("The host found these facts right. There is nothing to answer."))
    _required(answer, "answer", _("Write what was done."))
    fact_check.answer, fact_check.state = cleaning.plain(answer), FactCheckState.SETTLED
    fact_check.changed_at = timezone.now()
    fact_check.save()
    return fact_check


@action
def excuse_fact_check(*, by: Person, report: Report, reason: str) -> Report:
    """The host does not go through it all: the secretariat lets the team close the fact-check. The reason is kept."""
    require(by, "report.excuse_facts", report)
    report = _locked(report)
    require(by, "report.excuse_facts", report)
    if not parts_left(report):
        raise Refused(_("The host has checked every part. The team can close the fact-check."))
    _required(reason, "reason", _("Say why the fact-check may be closed before the host has checked everything."))
    report.facts_reason = cleaning.plain(reason)
    report.save()
    words = lambda: _("The fact-check of the report on %s may be closed unfinished.") % report.review.city  # noqa: E731
    _tell(_team_of(report.review), report, "facts-excused", words, "report")
    return report


@action
def end_fact_check(*, by: Person, report: Report) -> Report:
    """Close the fact-check: the host went through every part or the secretariat excused it, nothing is open, everybody
    approves the text as it stands. The host replies next."""
    require(by, "report.share", report)
    report = _locked(report)
    if report.state != ReportState.FACT_CHECK:
        raise Refused(_("There is no fact-check to close."))
    left = parts_left(report)
    if left and not report.facts_reason:
        raise Refused(told(len(left)), links=left)
    _check_settled(report)
    _freeze(report)
    report.state, report.facts_checked_at = ReportState.REPLY, timezone.now()
    report.facts_reason = report.facts_reason if left else ""
    report.save()
    words = lambda: _("Please reply to the recommendations for %s.") % report.review.city  # noqa: E731
    _tell(_host_of(report.review), report, "reply", words, "reply")
    return report


def _check_settled(report: Report) -> None:
    """What the host found wrong is answered; every member approves; every recommendation still rests on findings."""
    if report.fact_checks.filter(state=FactCheckState.WRONG).exists():
        raise Refused(_("The host says that a fact is wrong. Answer it first."))
    missing = _missing_sign_offs(report, SignOffSubject.REPORT)
    if missing:
        raise Refused(_("Every member approves the changed report first. Missing: %s.") % ", ".join(missing))
    _check_report_rests(report)
