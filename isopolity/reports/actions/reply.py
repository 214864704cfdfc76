# SPDX-License-Identifier: EUPL-1.2
"""The host's reply to each recommendation, its commitments, publication, progress.

After publication nothing that was published changes. The city may add the decision that a commitment still lacked,
new commitments, and dated words on progress.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import NoticeKind, Person
from isopolity.core import cleaning
from isopolity.core.action import action
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.reports.actions._parts import _locked, _required, _valid
from isopolity.reports.actions._telling import _host_of, _secretariat_of, _team_of, _tell
from isopolity.reports.models import (
    Commitment,
    CommitmentState,
    Progress,
    Recommendation,
    Reply,
    ReplyAnswer,
    Report,
    ReportState,
)

FACTS = ("title", "office", "decision", "decided_on", "due", "amount")
LATER = ("decision", "decided_on")


def _check_not_handed_in(report: Report) -> None:
    if report.state != ReportState.REPLY or report.replied_at is not None:
        raise Refused(_("The reply is handed in; it does not change any more."))


@action
def reply(*, by: Person, recommendation: Recommendation, answer: str, reason: str = "") -> Reply:
    """The host accepts, accepts in part, or declines, with a reason."""
    require(by, "reply.write", recommendation)
    _check_not_handed_in(_locked(recommendation.report))
    if answer not in ReplyAnswer.values:
        raise Refused(_("Choose an answer."), fields={"answer": _("Choose an answer.")})
    if answer != ReplyAnswer.ACCEPT:
        _required(reason, "reason", _("Give the reason."))
    if answer == ReplyAnswer.DECLINE and recommendation.commitments.exists():
        raise Refused(_("There are commitments on this recommendation. Remove them before you decline it."))
    row, _made = Reply.objects.update_or_create(
        recommendation=recommendation,
        defaults={
            "answer": answer,
            "reason": cleaning.plain(reason),
            "replied_by": by,
            "replied_at": timezone.now(),
        },
    )
    return row


def _check_accepted(recommendation: Recommendation) -> None:
    answer = Reply.objects.filter(recommendation=recommendation).first()
    if answer is None or answer.answer == ReplyAnswer.DECLINE:
        raise Refused(_("Only an accepted recommendation becomes a commitment."))


@action
def commit(
    *,
    by: Person,
    recommendation: Recommendation,
    title: str,
    office: str,
    decision: str = "",
    decided_on: date | None = None,
    due: date | None = None,
    amount: Decimal | None = None,
) -> Commitment:
    """What the city will do about an accepted recommendation; also one more after publication."""
    require(by, "reply.write", recommendation)
    report = _locked(recommendation.report)
    if report.state != ReportState.PUBLISHED:
        _check_not_handed_in(report)
    _check_accepted(recommendation)
    commitment = Commitment(
        recommendation=recommendation,
        title=cleaning.plain(title),
        office=cleaning.plain(office),
        decision=cleaning.plain(decision),
        decided_on=decided_on,
        due=due,
        amount=amount,
    )
    _checked_money(commitment).save()
    return commitment


def _checked_money(commitment: Commitment) -> Commitment:
    if commitment.amount is not None and commitment.amount < 0:
        raise Refused(_("Money cannot be less than nothing."), fields={"amount": _("Write 0 or more.")})
    return _valid(commitment)


@action
def change_commitment(*, by: Person, commitment: Commitment, **facts: Any) -> Commitment:
    """New facts about a commitment: title, office, decision, decided_on, due, amount; the history keeps the old ones.

    After publication only a decision that was still missing can be added; all else is told as progress.
    """
    require(by, "commitment.change", commitment)
    report = _locked(commitment.recommendation.report)
    commitment = Commitment.objects.select_for_update().get(pk=commitment.pk)
    unknown = facts.keys() - set(FACTS)
    if unknown:
        raise Refused(_("There is no such field: %s") % ", ".join(sorted(unknown)))
    clean = {name: cleaning.plain(value) if isinstance(value, str) else value for name, value in facts.items()}
    changed = {name: value for name, value in clean.items() if getattr(commitment, name) != value}
    if report.state == ReportState.PUBLISHED:
        _check_only_adds(commitment, changed)
    else:
        _check_not_handed_in(report)
    for name, value in changed.items():
        setattr(commitment, name, value)
    _checked_money(commitment).save()
    return commitment


def _check_only_adds(commitment: Commitment, changed: dict[str, Any]) -> None:
    fixed = [name for name in changed if name not in LATER or getattr(commitment, name)]
    if fixed:
        text = _("It is published and does not change any more. Tell what is new as progress.")
        raise Refused(text, fields=dict.fromkeys(fixed, text))


@action
def remove_commitment(*, by: Person, commitment: Commitment) -> None:
    """Take a commitment back before the reply is handed in."""
    require(by, "commitment.change", commitment)
    _check_not_handed_in(_locked(commitment.recommendation.report))
    commitment.delete()


@action
def finish_reply(*, by: Person, report: Report) -> Report:
    """The host hands its reply in: every recommendation has one."""
    report = _locked(report)
    require(by, "report.finish_reply", report)
    _check_not_handed_in(report)
    left = report.recommendations.filter(reply=None).count()
    if left:
        raise Refused(_("%d recommendations have no reply yet.") % left)
    report.replied_at = timezone.now()
    report.save()
    people = [*_team_of(report.review), *_secretariat_of(report.review)]
    words = lambda: _("%s has replied to the recommendations.") % report.review.city  # noqa: E731
    _tell(people, report, "replied", words, "reply", kind=NoticeKind.DECISION)
    return report


@action
def reopen_reply(*, by: Person, report: Report) -> Report:
    """The host takes its reply back to change it, before publication."""
    report = _locked(report)
    require(by, "report.finish_reply", report)
    if report.replied_at is None:
        raise Refused(_("The reply is not handed in."))
    report.replied_at = None
    report.save()
    return report


@action
def publish(*, by: Person, report: Report) -> Report:
    """Report and reply become public."""
    report = _locked(report)
    require(by, "report.publish", report)
    if report.state != ReportState.REPLY or report.replied_at is None:
        raise Refused(_("The host hands in its reply first."))
    if report.recommendations.filter(reply=None).exists():
        raise Refused(_("Every recommendation has a reply before the report is published."))
    report.state, report.published_at = ReportState.PUBLISHED, timezone.now()
    report.save()
    review = report.review
    people = [*_team_of(review), *_secretariat_of(review), *_host_of(review)]
    words = lambda: _("The report on %s is published.") % review.city  # noqa: E731
    _tell(people, report, "published", words, "published_report", kind=NoticeKind.PUBLISHED)
    return report


@action
def tell_progress(*, by: Person, commitment: Commitment, state: str, text: str) -> Progress:
    """A dated word on how a commitment fares."""
    require(by, "commitment.change", commitment)
    if state not in CommitmentState.values:
        raise Refused(_("Choose how far it is."), fields={"state": _("Choose how far it is.")})
    _required(text, "text", _("Write what happened."))
    commitment = Commitment.objects.select_for_update().get(pk=commitment.pk)
    commitment.state = state
    commitment.save()
    return Progress.objects.create(commitment=commitment, state=state, text=cleaning.plain(text), told_by=by)
