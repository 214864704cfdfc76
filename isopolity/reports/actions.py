# SPDX-License-Identifier: EUPL-1.2
"""What changes findings, headline findings, the report, the reply and the commitments."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import item_ids
from isopolity.core import autosave, cleaning
from isopolity.core.action import action
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.levels import Level
from isopolity.core.policy import require
from isopolity.evidence.queries import states
from isopolity.reports.models import (
    Balance,
    Commitment,
    CommitmentState,
    FactCheck,
    FactCheckState,
    Finding,
    Headline,
    ItemProgress,
    Paragraph,
    Progress,
    Recommendation,
    Reply,
    ReplyAnswer,
    Report,
    ReportState,
    Section,
    SectionKind,
    SignOff,
    SignOffSubject,
)
from isopolity.reports.queries import usable
from isopolity.reviews.models import Review, TeamMember


def _finding(review: Review, item: Item) -> Finding:
    if item.pk not in item_ids(review.adoption.version, review.adoption):
        raise NotAllowed("finding.write")
    return Finding.objects.select_for_update().filter(review=review, item=item).first() or Finding(
        review=review, item=item
    )


def _keep(finding: Finding, by: Person) -> Finding:
    """Save, and tell the progress outside the wall how far the item is, without a word of what is held."""
    finding.changed_by, finding.changed_at = by, timezone.now()
    finding.save()
    settled = bool(finding.not_examined or finding.withdrawn_reason or (finding.level and finding.text))
    ItemProgress.objects.update_or_create(
        review=finding.review,
        item=finding.item,
        defaults={"is_settled": settled, "is_checked": finding.checked_at is not None or bool(finding.not_examined)},
    )
    return finding


@action
def save_finding(
    *, by: Person, review: Review, item: Item, field: str, value: str, seen: str | None = None
) -> Finding:
    """Save one field of the finding on an item: level, text, barriers or the note of the comparison (autosaved)."""
    require(by, "finding.write", review)
    finding = _finding(review, item)
    if field not in ("level", "text", "barriers", "checked_note"):
        raise Refused(_("There is no such field: %s") % field)
    if field == "level" and value and value not in Level.values:
        raise Refused(_("Choose a level of the list."))
    value = cleaning.plain(value)
    autosave.check(getattr(finding, field), value, seen)
    setattr(finding, field, value)
    return _keep(finding, by)


@action
def mark_practice(*, by: Person, review: Review, item: Item, is_practice: bool) -> Finding:
    """What was found here is worth passing on to other cities, or not."""
    require(by, "finding.write", review)
    finding = _finding(review, item)
    finding.is_practice = is_practice
    return _keep(finding, by)


@action
def compare(*, by: Person, review: Review, item: Item, is_checked: bool) -> Finding:
    """The evidence on this item was compared with the initial report."""
    require(by, "finding.write", review)
    finding = _finding(review, item)
    finding.checked_at = timezone.now() if is_checked else None
    return _keep(finding, by)


@action
def leave_out(*, by: Person, review: Review, item: Item, reason: str) -> Finding:
    """Declare the item not examined, with a reason; an empty reason takes it back."""
    require(by, "finding.write", review)
    finding = _finding(review, item)
    finding.not_examined = cleaning.plain(reason)
    return _keep(finding, by)


@action
def withdraw_finding(*, by: Person, finding: Finding, reason: str) -> Finding:
    """The team no longer holds this, for this reason; an empty reason takes it back."""
    require(by, "finding.write", finding.review)
    finding.withdrawn_reason = cleaning.plain(reason)
    return _keep(finding, by)


@action
def override(*, by: Person, finding: Finding, reason: str) -> Finding:
    """The facilitator makes an uncorroborated finding usable; the report prints the reason. Empty takes it back."""
    require(by, "finding.override", finding.review)
    finding.override_reason = cleaning.plain(reason)
    finding.overridden_by = by if finding.override_reason else None
    return _keep(finding, by)


def _report_of(review: Review) -> Report:
    report, _made = Report.objects.get_or_create(review=review)
    return report


def _check_usable(review: Review, findings: Sequence[Finding], *, required: bool) -> None:
    if any(finding.review_id != review.pk for finding in findings):
        raise NotAllowed("finding.write")
    good = usable(findings, states(review))
    if required and not good:
        text = _("It needs at least one usable finding: corroborated, or overridden by the facilitator.")
        raise Refused(text, fields={"findings": text})
    weak = [finding.item.code for finding in findings if finding not in good]
    if weak:
        text = _("These findings are not usable yet: %s.") % ", ".join(weak)
        raise Refused(text, fields={"findings": text})


def _unsign(report: Report, subject: str) -> None:
    """A changed text has to be agreed anew."""
    report.sign_offs.filter(subject=subject).delete()


@action
def start_report(*, by: Person, review: Review, title: str = "") -> Report:
    """The report with its usual sections; a second call finds the first."""
    require(by, "finding.write", review)
    report = _report_of(review)
    if title:
        report.title = cleaning.plain(title)
        report.save()
    if not report.sections.exists():
        kinds = [SectionKind.SUMMARY, SectionKind.STRENGTHS, SectionKind.IMPROVE, SectionKind.PRACTICES, SectionKind.METHOD]
        Section.objects.bulk_create(
            Section(report=report, kind=kind, title=str(kind.label), position=position)
            for position, kind in enumerate(kinds)
        )
    return report


@action
def write_headline(
    *, by: Person, review: Review, text: str, balance: str, findings: Sequence[Finding], headline: Headline | None = None
) -> Headline:
    """A headline finding (new, or ``headline`` changed), resting on usable findings. The team agrees to it anew."""
    require(by, "finding.write", review)
    report = _report_of(review)
    if report.headlines_shown_at:
        raise Refused(_("The headline findings were presented; they do not change any more."))
    _check_usable(review, findings, required=True)
    if balance not in Balance.values or not text.strip():
        raise Refused(_("Write the headline finding and say whether it is praise or criticism."))
    if headline is None:
        headline = Headline(review=review, position=review.headlines.count() + 1)  # type: ignore[attr-defined]
    elif headline.review_id != review.pk:
        raise NotAllowed("finding.write")
    headline.text, headline.balance = cleaning.plain(text), balance
    headline.save()
    headline.findings.set(findings)
    _unsign(report, SignOffSubject.HEADLINES)
    return headline


@action
def delete_headline(*, by: Person, headline: Headline) -> None:
    """Take a headline finding off the list, before it is presented."""
    require(by, "finding.write", headline.review)
    report = _report_of(headline.review)
    if report.headlines_shown_at:
        raise Refused(_("The headline findings were presented; they do not change any more."))
    headline.delete()
    _unsign(report, SignOffSubject.HEADLINES)


@action
def sign_off(*, by: Person, report: Report, subject: str) -> SignOff:
    """A member agrees to the headline findings or approves the report."""
    require(by, "report.sign", report)
    member = TeamMember.objects.inside().get(review=report.review, person=by)
    if subject == SignOffSubject.HEADLINES and not report.review.headlines.exists():
        raise Refused(_("There is no headline finding yet."))
    if subject == SignOffSubject.REPORT and not Paragraph.objects.filter(section__report=report).exists():
        raise Refused(_("The report has no text yet."))
    row, _made = SignOff.objects.get_or_create(report=report, member=member, subject=SignOffSubject(subject))
    return row


def _missing_sign_offs(report: Report, subject: str) -> list[str]:
    signed = report.sign_offs.filter(subject=subject).values_list("member_id", flat=True)
    members = TeamMember.objects.inside().filter(review=report.review).exclude(pk__in=signed)
    return list(members.values_list("initials", flat=True))


@action
def show_headlines(*, by: Person, report: Report) -> Report:
    """Present the headline findings to the host; all members agreed to them before (§4.5)."""
    require(by, "headline.show", report)
    missing = _missing_sign_offs(report, SignOffSubject.HEADLINES)
    if missing or not report.review.headlines.exists():
        raise Refused(_("All members agree to the headline findings first. Missing: %s.") % ", ".join(missing))
    report.headlines_shown_at = timezone.now()
    report.save()
    return report


@action
def write_paragraph(
    *,
    by: Person,
    section: Section,
    text: str,
    findings: Sequence[Finding] = (),
    paragraph: Paragraph | None = None,
    seen: str | None = None,
) -> Paragraph:
    """A paragraph at the end of the section, or ``paragraph`` changed; every approval of the report is asked anew."""
    require(by, "report.write", section.report)
    _check_usable(section.report.review, findings, required=False)
    text = cleaning.plain(text)
    if not text:
        raise Refused(_("Write the paragraph."), fields={"text": _("Write the paragraph.")})
    if paragraph is None:
        last = section.paragraphs.aggregate(Max("position"))["position__max"]
        paragraph = Paragraph(section=section, position=0 if last is None else last + 1)
    else:
        paragraph = Paragraph.objects.select_for_update().get(pk=paragraph.pk, section=section)
        autosave.check(paragraph.text, text, seen)
    paragraph.text, paragraph.changed_by, paragraph.changed_at = text, by, timezone.now()
    paragraph.save()
    paragraph.findings.set(findings)
    _unsign(section.report, SignOffSubject.REPORT)
    return paragraph


@action
def delete_paragraph(*, by: Person, paragraph: Paragraph) -> None:
    """Take a paragraph out; the history keeps it."""
    report = paragraph.section.report
    require(by, "report.write", report)
    paragraph.delete()
    _unsign(report, SignOffSubject.REPORT)


@action
def write_recommendation(
    *,
    by: Person,
    report: Report,
    text: str,
    horizon: str,
    addressee: str,
    findings: Sequence[Finding],
    recommendation: Recommendation | None = None,
) -> Recommendation:
    """A recommendation (new or changed), addressed to a function, refused without a usable finding (§4.5)."""
    require(by, "report.write", report)
    _check_usable(report.review, findings, required=True)
    if recommendation is None:
        recommendation = Recommendation(report=report, position=report.recommendations.count() + 1)
    elif recommendation.report_id != report.pk:
        raise NotAllowed("report.write")
    recommendation.text, recommendation.addressee = cleaning.plain(text), cleaning.plain(addressee)
    recommendation.horizon = horizon
    recommendation.full_clean()
    recommendation.save()
    recommendation.findings.set(findings)
    _unsign(report, SignOffSubject.REPORT)
    return recommendation


@action
def delete_recommendation(*, by: Person, recommendation: Recommendation) -> None:
    """Take a recommendation out; the history keeps it."""
    require(by, "report.write", recommendation.report)
    recommendation.delete()
    _unsign(recommendation.report, SignOffSubject.REPORT)


@action
def share(*, by: Person, report: Report) -> Report:
    """Hand the approved report to the host, who checks its facts."""
    require(by, "report.share", report)
    if report.state != ReportState.DRAFTING:
        raise Refused(_("The report is with the host already."))
    missing = _missing_sign_offs(report, SignOffSubject.REPORT)
    if missing:
        raise Refused(_("Every member approves the report first. Missing: %s.") % ", ".join(missing))
    report.state, report.shared_at = ReportState.FACT_CHECK, timezone.now()
    report.save()
    return report


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
    """The host says whether the facts of one paragraph or recommendation are right."""
    require(by, "report.check_facts", report)
    if not is_correct and not comment.strip():
        raise Refused(_("Say what is wrong."), fields={"comment": _("Say what is wrong.")})
    inside = (paragraph and paragraph.section.report_id == report.pk) or (
        recommendation and recommendation.report_id == report.pk
    )
    if not inside:
        raise NotAllowed("report.check_facts")
    state = FactCheckState.CORRECT if is_correct else FactCheckState.WRONG
    row, _made = FactCheck.objects.update_or_create(
        report=report,
        paragraph=paragraph,
        recommendation=recommendation,
        defaults={"state": state, "comment": cleaning.plain(comment), "changed_at": timezone.now()},
    )
    return row


@action
def answer_fact_check(*, by: Person, fact_check: FactCheck, answer: str) -> FactCheck:
    """The team settles what the host found wrong: it corrected the text, or says why it stands."""
    require(by, "report.answer_facts", fact_check.report)
    if not answer.strip():
        raise Refused(_("Write what was done."), fields={"answer": _("Write what was done.")})
    fact_check.answer, fact_check.state = cleaning.plain(answer), FactCheckState.SETTLED
    fact_check.changed_at = timezone.now()
    fact_check.save()
    return fact_check


@action
def end_fact_check(*, by: Person, report: Report) -> Report:
    """The team closes the fact-check: nothing is open, everybody approves the text as it stands; the host replies."""
    require(by, "report.share", report)
    if report.state != ReportState.FACT_CHECK:
        raise Refused(_("There is no fact-check to close."))
    if report.fact_checks.filter(state=FactCheckState.WRONG).exists():
        raise Refused(_("The host says that a fact is wrong. Answer it first."))
    missing = _missing_sign_offs(report, SignOffSubject.REPORT)
    if missing:
        raise Refused(_("Every member approves the changed report first. Missing: %s.") % ", ".join(missing))
    report.state, report.facts_checked_at = ReportState.REPLY, timezone.now()
    report.save()
    return report


@action
def reply(*, by: Person, recommendation: Recommendation, answer: str, reason: str = "") -> Reply:
    """The host accepts, accepts in part, or declines, with a reason."""
    require(by, "reply.write", recommendation)
    if recommendation.report.state != ReportState.REPLY:
        raise Refused(_("The reply is handed in; it does not change any more."))
    if answer not in ReplyAnswer.values:
        raise Refused(_("Choose an answer."), fields={"answer": _("Choose an answer.")})
    if answer != ReplyAnswer.ACCEPT and not reason.strip():
        raise Refused(_("Give the reason."), fields={"reason": _("Give the reason.")})
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
    """What the city will do about an accepted recommendation."""
    require(by, "reply.write", recommendation)
    answer = Reply.objects.filter(recommendation=recommendation).first()
    if answer is None or answer.answer == ReplyAnswer.DECLINE:
        raise Refused(_("Only an accepted recommendation becomes a commitment."))
    commitment = Commitment(
        recommendation=recommendation,
        title=cleaning.plain(title),
        office=cleaning.plain(office),
        decision=cleaning.plain(decision),
        decided_on=decided_on,
        due=due,
        amount=amount,
    )
    commitment.full_clean()
    commitment.save()
    return commitment


@action
def change_commitment(*, by: Person, commitment: Commitment, **facts: Any) -> Commitment:
    """New facts about a commitment; the history keeps the old ones."""
    require(by, "commitment.change", commitment)
    for name, value in facts.items():
        setattr(commitment, name, value)
    commitment.full_clean()
    commitment.save()
    return commitment


@action
def finish_reply(*, by: Person, report: Report) -> Report:
    """The host hands its reply in: every recommendation has one."""
    require(by, "report.finish_reply", report)
    left = report.recommendations.filter(reply=None).count()
    if left:
        raise Refused(_("%d recommendations have no reply yet.") % left)
    report.replied_at = timezone.now()
    report.save()
    return report


@action
def publish(*, by: Person, report: Report) -> Report:
    """Report and reply become public."""
    require(by, "report.publish", report)
    if report.state != ReportState.REPLY or report.replied_at is None:
        raise Refused(_("The host hands in its reply first."))
    report.state, report.published_at = ReportState.PUBLISHED, timezone.now()
    report.save()
    return report


@action
def tell_progress(*, by: Person, commitment: Commitment, state: str, text: str) -> Progress:
    """A dated word on how a commitment fares."""
    require(by, "commitment.change", commitment)
    if state not in CommitmentState.values or not text.strip():
        raise Refused(_("Choose how far it is and write what happened."))
    commitment.state = state
    commitment.save()
    return Progress.objects.create(commitment=commitment, state=state, text=cleaning.plain(text), told_by=by)
