# SPDX-License-Identifier: EUPL-1.2
"""Members sign off; the approved report goes to the host."""

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.policy import require
from isopolity.reports.actions._parts import (
    _check_headlines_rest,
    _check_report_rests,
    _freeze,
    _is_written,
    _locked,
    _missing_sign_offs,
)
from isopolity.reports.actions._telling import _host_of, _tell
from isopolity.reports.models import Paragraph, Report, ReportState, SignOff, SignOffSubject
from isopolity.reviews.models import TeamMember


def _check_signable(report: Report, subject: str) -> None:
    if subject not in SignOffSubject.values:
        raise Refused(_("Choose what you sign: the headline findings or the report."))
    if subject == SignOffSubject.HEADLINES and report.headlines_shown_at:
        raise Refused(_("The headline findings were presented already."))
    if subject == SignOffSubject.REPORT and not _is_written(report):
        raise Refused(_("The report is agreed already."))


@action
def sign_off(*, by: Person, report: Report, subject: str) -> SignOff:
    """A member inside the team agrees to the headline findings or approves the report."""
    require(by, "report.sign", report)
    report = _locked(report)
    _check_signable(report, subject)
    member = TeamMember.objects.inside().filter(review=report.review_id, person=by).first()
    if member is None:
        raise NotAllowed("report.sign")
    if subject == SignOffSubject.HEADLINES:
        if not report.review.headlines.exists():
            raise Refused(_("There is no headline finding yet."))
        _check_headlines_rest(report.review)
    else:
        if not Paragraph.objects.filter(section__report=report).exists():
            raise Refused(_("The report has no text yet."))
        _check_report_rests(report)
    row, _made = SignOff.objects.get_or_create(report=report, member=member, subject=SignOffSubject(subject))
    return row


@action
def take_back_sign_off(*, by: Person, report: Report, subject: str) -> None:
    """A member changes their mind before the text is handed over."""
    require(by, "report.sign", report)
    report = _locked(report)
    _check_signable(report, subject)
    SignOff.objects.filter(report=report, member__person=by, subject=subject).delete()


@action
def share(*, by: Person, report: Report) -> Report:
    """Hand the approved report to the host, who checks its facts."""
    require(by, "report.share", report)
    report = _locked(report)
    if report.state != ReportState.DRAFTING:
        raise Refused(_("The report is with the host already."))
    if not Paragraph.objects.filter(section__report=report).exists():
        raise Refused(_("The report has no text yet."))
    missing = _missing_sign_offs(report, SignOffSubject.REPORT)
    if missing:
        raise Refused(_("Every member approves the report first. Missing: %s.") % ", ".join(missing))
    _check_report_rests(report)
    _freeze(report)
    report.state, report.shared_at = ReportState.FACT_CHECK, timezone.now()
    report.save()
    words = lambda: _("The report on %s is here. Please check its facts.") % report.review.city  # noqa: E731
    _tell(_host_of(report.review), report, "shared", words, "report")
    return report
