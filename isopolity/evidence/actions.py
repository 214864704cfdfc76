# SPDX-License-Identifier: EUPL-1.2
"""What changes the evidence bank. Nothing is ever removed: a piece is withdrawn or merged, with a reason."""

from typing import Any
from uuid import UUID

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
from isopolity.evidence.models import Basis, Evidence, EvidenceItem, SourceKind
from isopolity.reviews.models import Review, TeamMember
from isopolity.visits.models import Session


@action
def note_evidence(
    *,
    by: Person,
    review: Review,
    text: str,
    items: list[Item],
    level: str,
    basis: str,
    session: Session | None = None,
    key: UUID | None = None,
    **facts: Any,
) -> Evidence:
    """One piece of evidence from a meeting's ``session``, or (with ``kind``) from a document, the initial report, a
    survey. The same ``key`` twice gives the first piece back: a line sent again is kept once."""
    require(by, "evidence.write", review)
    if key is not None and (known := Evidence.objects.filter(review=review, key=key).first()):
        return known
    text = _checked(text, items, level, basis)
    if session is not None:
        if session.review_id != review.pk:
            raise NotAllowed("evidence.write")
        facts.update(_of_session(session, facts.pop("interviewee", None), by))
    elif facts.get("kind") not in (SourceKind.DOCUMENT, SourceKind.INITIAL_REPORT, SourceKind.SURVEY):
        raise Refused(_("Say which meeting or document this comes from."))
    evidence = Evidence.objects.create(
        review=review, text=text, level=level, basis=basis, session=session, key=key, written_by=by, **facts
    )
    _set_items(evidence, items)
    return evidence


def _checked(text: str, items: list[Item], level: str, basis: str) -> str:
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


def _of_session(session: Session, interviewee: Any, by: Person) -> dict[str, Any]:
    """Kind, speaker and the interviewers' initials of a piece that comes from a meeting."""
    meeting = session.meeting
    people = [p.interviewee for p in meeting.participations.select_related("interviewee")]
    if interviewee is not None and interviewee not in people:
        raise Refused(_("This person was not in the meeting."))
    if meeting.kind == "interview" and interviewee is None and people:
        interviewee = people[0]
    initials = [row.member.initials for row in meeting.interviewers.select_related("member").order_by("pk")]
    if not initials:
        initials = list(
            TeamMember.objects.present().filter(review=session.review, person=by).values_list("initials", flat=True)
        )
    return {"kind": meeting.kind, "interviewee": interviewee, "initials": initials}


def _set_items(evidence: Evidence, items: list[Item]) -> None:
    allowed = item_ids(evidence.review.adoption.version, evidence.review.adoption)
    if {item.pk for item in items} - allowed:
        raise Refused(_("This item is not in the review's benchmark."), fields={"items": _("Unknown item.")})
    before, after = set(evidence.item_links.values_list("item_id", flat=True)), {item.pk for item in items}
    evidence.item_links.filter(item__in=before - after).delete()
    EvidenceItem.objects.bulk_create(
        EvidenceItem(review=evidence.review, evidence=evidence, item_id=pk) for pk in sorted(after - before)
    )


@action
def change_evidence(*, by: Person, evidence: Evidence, seen: str | None = None, **changes: Any) -> Evidence:
    """New text, context, reference, level, basis or items. ``seen`` is the digest of the text it started from."""
    require(by, "evidence.change", evidence)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.withdrawn_at:
        raise Refused(_("This piece was withdrawn. Restore it before you change it."))
    items = changes.pop("items", None)
    unknown = changes.keys() - {"text", "context", "reference", "level", "basis"}
    if unknown:
        raise Refused(_("There is no such field: %s") % ", ".join(sorted(unknown)))
    if "text" in changes:
        autosave.check(evidence.text, cleaning.plain(changes["text"]), seen)
    for name, value in changes.items():
        setattr(evidence, name, cleaning.plain(value))
    kept = items if items is not None else [link.item for link in evidence.item_links.select_related("item")]
    _checked(evidence.text, kept, evidence.level, evidence.basis)
    evidence.changed_at = timezone.now()
    evidence.save()
    if items is not None:
        _set_items(evidence, items)
    return evidence


@action
def withdraw_evidence(*, by: Person, evidence: Evidence, reason: str) -> Evidence:
    """The piece no longer counts, for this reason; it stays readable in the history."""
    require(by, "evidence.change", evidence)
    if not reason.strip():
        raise Refused(_("Say why it is withdrawn."), fields={"reason": _("Say why it is withdrawn.")})
    evidence.withdrawn_at, evidence.withdrawn_by = timezone.now(), by
    evidence.withdrawn_reason = cleaning.plain(reason)
    evidence.save()
    return evidence
