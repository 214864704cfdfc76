# SPDX-License-Identifier: EUPL-1.2
"""The assessment as a whole: started, submitted, returned, accepted, opened again, moved to a newer version."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.assessments.actions import telling
from isopolity.assessments.models import (
    Answer,
    Assessment,
    AssessmentState,
    BackgroundText,
    ContextNote,
    Document,
)
from isopolity.assessments.queries.progress import unanswered
from isopolity.assessments.queries.versions import Difference, difference
from isopolity.benchmarks.models import Adoption, BenchmarkVersion, VersionState
from isopolity.core import cleaning
from isopolity.core.action import action
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.places.models import City


def make_assessment(*, city: City, version: BenchmarkVersion, adoption: Adoption | None, language: str) -> Assessment:
    """An empty assessment; for this app and for reviews, which make one as their initial report."""
    return Assessment.objects.create(city=city, version=version, adoption=adoption, language=language)


@action
def start_assessment(*, by: Person, city: City, version: BenchmarkVersion, title: str = "") -> Assessment:
    """A city begins to measure itself, outside any review."""
    require(by, "assessment.start", city)
    if version.state == VersionState.DRAFT:
        raise Refused(_("This benchmark version is a draft. Choose a published one."))
    title = cleaning.plain(title)
    if len(title) > 150:
        raise Refused(_("The title is too long."), fields={"title": _("At most 150 characters.")})
    return Assessment.objects.create(city=city, version=version, title=title, language=by.language or "en")


@action
def submit(*, by: Person, assessment: Assessment) -> Assessment:
    """Hand the assessment in. Refused while an item is neither answered nor explained (step 3 of the method)."""
    require(by, "assessment.submit", assessment)
    open_items = unanswered(assessment)
    if open_items:
        shown = ", ".join(open_items[:10]) + (" …" if len(open_items) > 10 else "")
        raise Refused(
            _("%(count)d items are neither answered nor explained: %(codes)s")
            % {"count": len(open_items), "codes": shown}
        )
    _move(
        assessment, (AssessmentState.OPEN,), AssessmentState.SUBMITTED, submitted_at=timezone.now(), return_comment=""
    )
    telling.submitted(assessment)
    return assessment


@action
def return_assessment(*, by: Person, assessment: Assessment, comment: str) -> Assessment:
    """Give it back to the host with a comment."""
    require(by, "assessment.return", assessment)
    comment = cleaning.plain(comment)
    if not comment:
        raise Refused(_("Say what is missing."), fields={"comment": _("Say what is missing.")})
    _move(assessment, (AssessmentState.SUBMITTED,), AssessmentState.OPEN, return_comment=comment)
    key = f"returned-{int(timezone.now().timestamp())}"
    telling.decided(assessment, key, lambda: _("The report of %s was returned to you.") % assessment.city)
    return assessment


@action
def accept_assessment(*, by: Person, assessment: Assessment) -> Assessment:
    """The initial report is complete; it does not change any more."""
    require(by, "assessment.accept", assessment)
    _move(assessment, (AssessmentState.SUBMITTED,), AssessmentState.ACCEPTED, accepted_at=timezone.now())
    telling.decided(assessment, "accepted", lambda: _("The report of %s was accepted.") % assessment.city)
    return assessment


@action
def reopen_assessment(*, by: Person, assessment: Assessment) -> Assessment:
    """A city goes on writing an assessment that it made for itself."""
    require(by, "assessment.reopen", assessment)
    _move(assessment, (AssessmentState.SUBMITTED,), AssessmentState.OPEN)
    return assessment


def _move(assessment: Assessment, before: Sequence[str], after: str, **facts: object) -> None:
    """From one state to the next in one statement, so that of two people who click at once only one moves it."""
    rows = Assessment.objects.filter(pk=assessment.pk, state__in=before)
    if not rows.update(state=after, **facts):
        raise Refused(_("Somebody was faster: its state has changed. Load the page again."))
    for name, value in {"state": after, **facts}.items():
        setattr(assessment, name, value)


@action
def move_up(*, by: Person, assessment: Assessment, version: BenchmarkVersion) -> Assessment:
    """Go on with a newer version: a new assessment with the answers of the items that did not change.

    The old one stays as it is. Asked twice, the second answer is the assessment made at first.
    """
    require(by, "assessment.move_up", assessment)
    if version.benchmark_id != assessment.version.benchmark_id or version.pk == assessment.version_id:
        raise Refused(_("Choose another version of the same benchmark."))
    if version.state != VersionState.PUBLISHED:
        raise Refused(_("Only a published version can be used."))
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    if made := assessment.moved_to.filter(version=version).first():
        return made
    copied = {name: getattr(assessment, name) for name in Assessment.PROVENANCE}
    new = Assessment.objects.create(
        city=assessment.city,
        version=version,
        moved_from=assessment,
        title=assessment.title,
        language=assessment.language,
        **copied,
    )
    _copy(assessment, new, difference(assessment.version, version))
    return new


def _copy(old: Assessment, new: Assessment, change: Difference) -> None:
    """Answers of unchanged items, texts of sections and factors that are still there, with their documents."""
    answers = old.answers.filter(item__in=change.items)
    Answer.objects.bulk_create(
        Answer(
            assessment=new,
            item_id=change.items[answer.item_id],
            changed_by_id=answer.changed_by_id,
            changed_at=answer.changed_at,
            **{name: getattr(answer, name) for name in Answer.FIELDS},
        )
        for answer in answers
    )
    BackgroundText.objects.bulk_create(
        BackgroundText(assessment=new, section_id=change.sections[text.section_id], body=text.body)
        for text in old.background_texts.filter(section__in=change.sections)
    )
    ContextNote.objects.bulk_create(
        ContextNote(assessment=new, factor_id=change.factors[note.factor_id], body=note.body)
        for note in old.context_notes.filter(factor__in=change.factors)
    )
    for document in old.documents.all():
        item = change.items.get(document.item_id or 0)
        section = change.sections.get(document.section_id or 0)
        if item or section:
            Document.objects.create(
                assessment=new,
                item_id=item,
                section_id=section,
                file=document.file.name,
                **{name: getattr(document, name) for name in ("name", "content_type", "size", "sha256", "added_by_id")},
            )
