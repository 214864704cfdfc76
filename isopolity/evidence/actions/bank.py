# SPDX-License-Identifier: EUPL-1.2
"""One piece of evidence: noted, changed, withdrawn, restored, merged."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.assessments.models import Document
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import item_ids
from isopolity.core import autosave, cleaning
from isopolity.core.action import action
from isopolity.core.errors import NotAllowed, Refused, Stale
from isopolity.core.levels import Level
from isopolity.core.policy import require
from isopolity.core.web import refusal_of
from isopolity.evidence.models import Basis, Evidence, EvidenceItem, SourceKind
from isopolity.reviews.models import Review, TeamMember
from isopolity.visits.models import Interviewee, Session

PAPERS = (SourceKind.DOCUMENT, SourceKind.INITIAL_REPORT, SourceKind.SURVEY)


@action
def note_evidence(
    *,
    by: Person,
    review: Review,
    text: str,
    items: Sequence[Item],
    level: str,
    basis: str,
    session: Session | None = None,
    interviewee: Interviewee | None = None,
    kind: str = "",
    document: Document | None = None,
    reference: str = "",
    context: str = "",
    key: UUID | None = None,
) -> Evidence:
    """One piece of evidence from a meeting's ``session``, or (with ``kind``) from a document, the initial report, a
    survey. The same ``key`` twice gives the first piece back: a line sent again is kept once."""
    require(by, "evidence.write", review)
    if key is not None and (known := Evidence.objects.filter(review=review, key=key).first()):
        return known
    text = checked(text, items, level, basis)
    row = Evidence(
        review=review, text=text, level=level, basis=basis, key=key, written_by=by, changed_by=by,
        context=cleaning.plain(context), reference=cleaning.plain(reference),
    )  # fmt: skip
    if session is not None:
        _from_session(row, session, interviewee, by)
    else:
        _from_paper(row, kind, document)
    row.changed_at = row.written_at
    return _kept_once(row, items)


def _kept_once(row: Evidence, items: Sequence[Item]) -> Evidence:
    """Save it; when the same line arrives twice at the same moment, the second finds the first."""
    try:
        row.clean_fields(exclude=["review", "search"])
    except ValidationError as error:
        raise refusal_of(error, _("This piece of evidence is not complete.")) from error
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        known = Evidence.objects.filter(review=row.review, key=row.key).first() if row.key else None
        if known is None:
            raise Refused(_("This piece could not be kept. Load the page again.")) from error
        return known
    _set_items(row, items)
    return row


def checked(text: str, items: Sequence[Item], level: str, basis: str) -> str:
    """The clean text; refused while something is missing."""
    text = cleaning.plain(text)
    faults = {}
    if not text:
        faults["text"] = _("Write the statement.")
    if not items:
        faults["items"] = _("Choose at least one item.")
    if level not in Level.values:
        faults["level"] = _("Choose a level.")
    if basis not in Basis.values:
        faults["basis"] = _("Say whether it is a fact or an opinion.")
    if faults:
        raise Refused(_("This piece of evidence is not complete."), fields=faults)
    return text


def _from_session(row: Evidence, session: Session, interviewee: Interviewee | None, by: Person) -> None:
    """Kind, speaker and the interviewers' initials of a piece that comes from a meeting."""
    if session.review_id != row.review_id:
        raise NotAllowed("evidence.write")
    meeting = session.meeting
    people = [p.interviewee for p in meeting.participations.select_related("interviewee").order_by("pk")]
    if interviewee is not None and interviewee not in people:
        raise Refused(_("This person was not in the meeting."))
    if meeting.kind == "interview" and interviewee is None and people:
        interviewee = people[0]
    row.session, row.kind, row.interviewee = session, meeting.kind, interviewee
    row.initials = [one.member.initials for one in meeting.interviewers.select_related("member").order_by("pk")]
    if not row.initials:
        mine = TeamMember.objects.present().filter(review=row.review, person=by)
        row.initials = list(mine.values_list("initials", flat=True))


def _from_paper(row: Evidence, kind: str, document: Document | None) -> None:
    if kind not in PAPERS:
        message = _("Say which meeting or document this comes from.")
        raise Refused(message, fields={"kind": message})
    if document is not None and document.assessment_id != row.review.assessment_id:
        raise NotAllowed("evidence.write")
    row.kind, row.document = kind, document
    row.reference = row.reference or (document.name if document else "")


def _set_items(evidence: Evidence, items: Sequence[Item]) -> None:
    """The items it speaks to, and no others."""
    allowed = item_ids(evidence.review.adoption.version, evidence.review.adoption)
    if {item.pk for item in items} - allowed:
        raise Refused(_("This item is not in the review's benchmark."), fields={"items": _("Unknown item.")})
    before, after = set(evidence.item_links.values_list("item_id", flat=True)), {item.pk for item in items}
    if before - after:
        evidence.item_links.filter(item__in=before - after).delete()
    EvidenceItem.objects.bulk_create(
        EvidenceItem(review=evidence.review, evidence=evidence, item_id=pk) for pk in sorted(after - before)
    )


@action
def change_evidence(
    *,
    by: Person,
    evidence: Evidence,
    seen: str | None = None,
    text: str | None = None,
    context: str | None = None,
    reference: str | None = None,
    level: str | None = None,
    basis: str | None = None,
    items: Sequence[Item] | None = None,
) -> Evidence:
    """New content; None leaves a field as it is. ``seen`` is the digest of the text that the change started from."""
    require(by, "evidence.change", evidence)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    _check_present(evidence)
    if text is not None:
        _check_seen(evidence, cleaning.plain(text), seen)
    given = {"text": text, "context": context, "reference": reference, "level": level, "basis": basis}
    for name, value in given.items():
        if value is not None:
            setattr(evidence, name, cleaning.plain(value))
    kept = list(items) if items is not None else list(Item.objects.filter(pk__in=_item_ids(evidence)))
    checked(evidence.text, kept, evidence.level, evidence.basis)
    _save(evidence, by)
    if items is not None:
        _set_items(evidence, items)
    return evidence


def _item_ids(evidence: Evidence) -> list[int]:
    return list(evidence.item_links.values_list("item_id", flat=True))


def _check_present(evidence: Evidence) -> None:
    if evidence.withdrawn_at:
        raise Refused(_("This piece was withdrawn. Restore it before you change it."))


def _check_seen(evidence: Evidence, yours: str, seen: str | None) -> None:
    try:
        autosave.check(evidence.text, yours, seen)
    except Stale as stale:
        stale.by = str(evidence.changed_by or "")
        raise


def _save(evidence: Evidence, by: Person, **facts: Any) -> Evidence:
    for name, value in facts.items():
        setattr(evidence, name, value)
    evidence.changed_at, evidence.changed_by = timezone.now(), by
    evidence.save()
    return evidence


@action
def withdraw_evidence(*, by: Person, evidence: Evidence, reason: str) -> Evidence:
    """The piece no longer counts, for this reason; it stays readable in the history."""
    require(by, "evidence.change", evidence)
    if not reason.strip():
        raise Refused(_("Say why it is withdrawn."), fields={"reason": _("Say why it is withdrawn.")})
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.withdrawn_at:
        return evidence
    return _save(evidence, by, withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_reason=cleaning.plain(reason))


@action
def restore_evidence(*, by: Person, evidence: Evidence) -> Evidence:
    """A withdrawn or merged piece counts again."""
    require(by, "evidence.change", evidence)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    return _save(evidence, by, withdrawn_at=None, withdrawn_by=None, withdrawn_reason="", merged_into=None)


@action
def merge_evidence(*, by: Person, evidence: Evidence, into: Evidence, text: str | None = None) -> Evidence:
    """Two pieces of one source become one: ``into`` takes the items (and the new ``text``), the other is withdrawn.

    Pieces of two sources are never merged: they corroborate each other, one of the two would be lost.
    """
    require(by, "evidence.change", evidence)
    require(by, "evidence.change", into)
    pair = Evidence.objects.select_for_update().filter(pk__in=[evidence.pk, into.pk]).order_by("pk")
    rows = {row.pk: row for row in pair}
    if len(rows) < 2 or evidence.review_id != into.review_id:
        raise Refused(_("Choose another piece of the same review."))
    gone, kept = rows[evidence.pk], rows[into.pk]
    for row in (gone, kept):
        _check_present(row)
    if (gone.kind, gone.session_id, gone.interviewee_id) != (kept.kind, kept.session_id, kept.interviewee_id):
        raise Refused(_("These two come from different sources. They corroborate each other; keep both."))
    _set_items(kept, list(Item.objects.filter(pk__in={*_item_ids(gone), *_item_ids(kept)})))
    _save(kept, by, text=cleaning.plain(text) if text and text.strip() else kept.text)
    reason = _("Merged into another piece of the same source.")
    _save(gone, by, withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_reason=reason, merged_into=kept)
    return kept
