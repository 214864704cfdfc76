# SPDX-License-Identifier: EUPL-1.2
"""Writing the report: sections, paragraphs that know their findings, recommendations."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core import autosave, cleaning
from isopolity.core.action import action
from isopolity.core.errors import NotAllowed, Refused, Stale
from isopolity.core.policy import require
from isopolity.reports.actions._parts import (
    _check_usable,
    _is_written,
    _locked,
    _move,
    _next_position,
    _report_of,
    _required,
    _unsign,
    _valid,
)
from isopolity.reports.models import (
    FactCheck,
    FactCheckState,
    Finding,
    Paragraph,
    Recommendation,
    Report,
    Section,
    SectionKind,
    SignOffSubject,
)
from isopolity.reviews.models import Review


def _changed(report: Report) -> None:
    """Every approval of the report is asked anew."""
    _unsign(report, SignOffSubject.REPORT)


def _recheck(**of: Paragraph | Recommendation) -> None:
    """The host said "right" about another text; it is asked again. What it found wrong stays open."""
    FactCheck.objects.filter(state=FactCheckState.CORRECT, **of).delete()


@action
def start_report(*, by: Person, review: Review, title: str = "") -> Report:
    """The report with its usual sections; a second call finds the first. A title is given to a new report only."""
    require(by, "finding.write", review)
    report = _report_of(review)
    if not report.sections.exists() and _is_written(report):
        report.title = cleaning.plain(title)[:200] or _("Peer review of %s") % review.city
        report.save()
        kinds = [
            SectionKind.SUMMARY, SectionKind.STRENGTHS, SectionKind.IMPROVE, SectionKind.PRACTICES, SectionKind.METHOD,
        ]  # fmt: skip
        Section.objects.bulk_create(
            Section(report=report, kind=kind, title=str(kind.label), position=position)
            for position, kind in enumerate(kinds)
        )
    return report


@action
def name_report(*, by: Person, report: Report, title: str) -> Report:
    """A new title; every approval is asked anew."""
    report = _locked(report)
    require(by, "report.write", report)
    _required(title, "title", _("Write the title."))
    report.title = cleaning.plain(title)
    _valid(report).save()
    _changed(report)
    return report


@action
def add_section(*, by: Person, report: Report, title: str) -> Section:
    """A section of the team's own at the end of the report."""
    report = _locked(report)
    require(by, "report.write", report)
    _required(title, "title", _("Write the title."))
    section = Section(
        report=report, kind=SectionKind.OTHER, title=cleaning.plain(title), position=_next_position(report.sections)
    )
    _valid(section).save()
    _changed(report)
    return section


@action
def rename_section(*, by: Person, section: Section, title: str) -> Section:
    """A new heading."""
    report = _locked(section.report)
    require(by, "report.write", report)
    _required(title, "title", _("Write the title."))
    section.title = cleaning.plain(title)
    _valid(section).save()
    _changed(report)
    return section


@action
def move_section(*, by: Person, section: Section, up: bool) -> Section:
    """One place up or down."""
    report = _locked(section.report)
    require(by, "report.write", report)
    return _move(section, report.sections, up=up)


@action
def delete_section(*, by: Person, section: Section) -> None:
    """Take an empty section out."""
    report = _locked(section.report)
    require(by, "report.write", report)
    if section.paragraphs.exists():
        raise Refused(_("The section has paragraphs. Move or delete them first."))
    section.delete()
    _changed(report)


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
    report = _locked(section.report)
    require(by, "report.write", report)
    _required(text, "text", _("Write the paragraph."))
    _check_usable(report.review, findings, required=False)
    text = cleaning.plain(text)
    if paragraph is None:
        paragraph = Paragraph(section=section, position=_next_position(section.paragraphs))
    else:
        found = Paragraph.objects.select_for_update().filter(pk=paragraph.pk, section=section).first()
        if found is None:
            raise NotAllowed("report.write")
        paragraph = found
        _check_seen(paragraph.text, text, seen, paragraph.changed_by)
        _recheck(paragraph=paragraph)
    paragraph.text, paragraph.changed_by, paragraph.changed_at = text, by, timezone.now()
    paragraph.save()
    paragraph.findings.set(findings)
    _changed(report)
    return paragraph


def _check_seen(now: str, text: str, seen: str | None, who: Person | None) -> None:
    try:
        autosave.check(now, text, seen)
    except Stale as stale:
        stale.by = str(who or "")
        raise


@action
def move_paragraph(*, by: Person, paragraph: Paragraph, up: bool) -> Paragraph:
    """One place up or down inside its section."""
    report = _locked(paragraph.section.report)
    require(by, "report.write", report)
    return _move(paragraph, paragraph.section.paragraphs, up=up)


@action
def delete_paragraph(*, by: Person, paragraph: Paragraph) -> None:
    """Take a paragraph out; the history keeps it."""
    report = _locked(paragraph.section.report)
    require(by, "report.write", report)
    paragraph.delete()
    _changed(report)


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
    seen: str | None = None,
) -> Recommendation:
    """A recommendation (new or changed), addressed to a function, refused without a usable finding (§4.5)."""
    report = _locked(report)
    require(by, "report.write", report)
    _check_usable(report.review, findings, required=True)
    if recommendation is None:
        recommendation = Recommendation(report=report, position=_next_position(report.recommendations))
    else:
        found = Recommendation.objects.select_for_update().filter(pk=recommendation.pk, report=report).first()
        if found is None:
            raise NotAllowed("report.write")
        recommendation = found
        _check_seen(recommendation.text, cleaning.plain(text), seen, None)
        _recheck(recommendation=recommendation)
    recommendation.text, recommendation.addressee = cleaning.plain(text), cleaning.plain(addressee)
    recommendation.horizon = horizon
    _valid(recommendation).save()
    recommendation.findings.set(findings)
    _changed(report)
    return recommendation


@action
def move_recommendation(*, by: Person, recommendation: Recommendation, up: bool) -> Recommendation:
    """One place up or down."""
    report = _locked(recommendation.report)
    require(by, "report.write", report)
    return _move(recommendation, report.recommendations, up=up)


@action
def delete_recommendation(*, by: Person, recommendation: Recommendation) -> None:
    """Take a recommendation out; the history keeps it."""
    report = _locked(recommendation.report)
    require(by, "report.write", report)
    recommendation.delete()
    _changed(report)
