# SPDX-License-Identifier: EUPL-1.2
"""Headline findings: few, balanced, agreed by all members, shown to the host before the team leaves."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core import autosave, cleaning
from isopolity.core.action import action
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.policy import require
from isopolity.reports.actions._parts import (
    _check_headlines_rest,
    _check_usable,
    _locked,
    _missing_sign_offs,
    _move,
    _next_position,
    _report_of,
    _required,
    _unsign,
)
from isopolity.reports.actions._telling import _host_of, _tell
from isopolity.reports.models import Balance, Finding, Headline, Report, SignOffSubject
from isopolity.reviews.models import Review


def _open_report(review: Review) -> Report:
    report = _report_of(review)
    if report.headlines_shown_at:
        raise Refused(_("The headline findings were presented; they do not change any more."))
    return report


@action
def write_headline(
    *,
    by: Person,
    review: Review,
    text: str,
    balance: str,
    findings: Sequence[Finding],
    headline: Headline | None = None,
    seen: str | None = None,
) -> Headline:
    """A headline finding (new, or ``headline`` changed), resting on usable findings. The team agrees to it anew."""
    require(by, "finding.write", review)
    report = _open_report(review)
    _required(text, "text", _("Write the headline finding."))
    if balance not in Balance.values:
        raise Refused(_("Say whether it is praise or criticism."), fields={"balance": _("Choose one of the two.")})
    _check_usable(review, findings, required=True)
    if headline is None:
        headline = Headline(review=review, position=_next_position(review.headlines))
    else:
        found = Headline.objects.select_for_update().filter(pk=headline.pk, review=review).first()
        if found is None:
            raise NotAllowed("finding.write")
        headline = found
        autosave.check(headline.text, cleaning.plain(text), seen)
    headline.text, headline.balance = cleaning.plain(text), balance
    headline.save()
    headline.findings.set(findings)
    _unsign(report, SignOffSubject.HEADLINES)
    return headline


@action
def move_headline(*, by: Person, headline: Headline, up: bool) -> Headline:
    """One place up or down; what was agreed stays agreed, the words are the same."""
    require(by, "finding.write", headline.review)
    _open_report(headline.review)
    return _move(headline, headline.review.headlines, up=up)


@action
def delete_headline(*, by: Person, headline: Headline) -> None:
    """Take a headline finding off the list, before it is presented."""
    require(by, "finding.write", headline.review)
    report = _open_report(headline.review)
    headline.delete()
    _unsign(report, SignOffSubject.HEADLINES)


@action
def show_headlines(*, by: Person, report: Report) -> Report:
    """Present the headline findings to the host; all members agreed to them before (§4.5)."""
    require(by, "headline.show", report)
    report = _locked(report)
    if report.headlines_shown_at:
        raise Refused(_("The headline findings were presented already."))
    if not report.review.headlines.exists():
        raise Refused(_("There is no headline finding yet."))
    missing = _missing_sign_offs(report, SignOffSubject.HEADLINES)
    if missing:
        raise Refused(_("All members agree to the headline findings first. Missing: %s.") % ", ".join(missing))
    _check_headlines_rest(report.review)
    report.headlines_shown_at = timezone.now()
    report.save()
    words = lambda: _("The team presents its headline findings on %s.") % report.review.city  # noqa: E731
    _tell(_host_of(report.review), report, "shown", words, "headlines")
    return report
