# SPDX-License-Identifier: EUPL-1.2
"""Writing: one field of one answer, a background text, a context note, the provenance. Saved field by field."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.assessments.models import Answer, Assessment, BackgroundText, ContextNote, Contribution
from isopolity.assessments.rules import writes_part
from isopolity.benchmarks.models import BackgroundSection, ContextFactor, Item, OverlayItem
from isopolity.core import autosave, cleaning
from isopolity.core.action import action, action_of_one_write
from isopolity.core.errors import NotAllowed, Refused, Stale
from isopolity.core.policy import may, require

TRIES = 4


@dataclass(frozen=True)
class _Place:
    """Where a value goes: the answer's row (0: none yet), what stands in the field, and who wrote it last."""

    answer: int
    current: str
    by: str
    is_asked: bool


@action_of_one_write
def save_answer(
    *, by: Person, assessment: Assessment, item: Item, field: str, value: str, seen: str | None = None
) -> Answer:
    """Save one field of the answer to one item. ``seen`` is the digest of what the writer started from (see autosave).

    Raises Stale when somebody else changed the same field meanwhile. Of ``item`` only the id is used. Costs one query
    on top of the permission's when nobody did, else two: one that reads everything the rules ask, one that writes.
    """
    require(by, "assessment.write_part", assessment)
    if field not in Answer.FIELDS:
        raise Refused(_("There is no such field: %s") % field)
    writes_all = may(by, "assessment.write", assessment)
    value = _checked_level(assessment, value) if field == "level" else cleaning.plain(value)
    _check_line(field, value)
    if writes_all and seen and _written_over(by, assessment, item, field, value=value, seen=seen):
        return Answer(assessment=assessment, item=item, **{field: value})
    for _try in range(TRIES):
        place = _place(by, assessment, item, field, asks=not writes_all)
        if place is None or not (writes_all or place.is_asked):
            raise NotAllowed("assessment.write_part")
        _check(place.current, value, seen, place.by)
        saved = _put(place, by=by, assessment=assessment, item=item, field=field, value=value)
        if saved is not None:
            return saved
    raise Refused(_("Many people change this answer right now. Try again in a moment."))


def _written_over(by: Person, assessment: Assessment, item: Item, field: str, *, value: str, seen: str) -> bool:
    """Write it where the field still says what was ``seen``: what is answered, is measured."""
    rows = Answer.objects.filter(assessment=assessment, item=item.pk).exclude(**{field: value})
    seen_there = rows.alias(mark=autosave.Digest(field)).filter(mark=seen)
    return bool(seen_there.update(**{field: value}, changed_by=by, changed_at=timezone.now()))


def _place(by: Person, assessment: Assessment, item: Item, field: str, *, asks: bool) -> _Place | None:
    """The item if this assessment measures it, with what stands in the field; None if it does not. One query."""
    own = Q(adoption=None)
    row = Item.objects.filter(
        own | Q(adoption=assessment.adoption_id) if assessment.adoption_id else own,
        pk=item.pk,
        version=assessment.version_id,
    )
    if assessment.adoption_id:
        hidden = OverlayItem.objects.filter(adoption=assessment.adoption_id, item=OuterRef("pk"), is_hidden=True)
        row = row.filter(~Exists(hidden))
    if asks:
        part = Contribution.objects.filter(
            assessment=assessment, person=by, items=OuterRef("pk"), state__in=Contribution.WRITABLE
        )
        row = row.annotate(is_asked=Exists(part))
    row = row.annotate(mine=FilteredRelation("answers", condition=Q(answers__assessment=assessment.pk)))
    names = ["mine__id", f"mine__{field}", "mine__changed_by__name"]
    found = row.order_by().values_list(*names, *(["is_asked"] if asks else [])).first()
    if found is None:
        return None
    return _Place(found[0] or 0, found[1] or "", found[2] or "", bool(asks and found[3]))


def _put(place: _Place, *, by: Person, assessment: Assessment, item: Item, field: str, value: str) -> Answer | None:
    """Write it over exactly what was read; None when somebody was faster."""
    now = timezone.now()
    if not place.answer:
        answer = Answer(assessment=assessment, item=item, changed_by=by, changed_at=now, **{field: value})
        if not value:
            return answer
        try:
            with transaction.atomic():
                answer.save(force_insert=True)
        except IntegrityError:
            return None
        return answer
    if place.current != value:
        row = Answer.objects.filter(pk=place.answer, **{field: place.current})
        if not row.update(**{field: value}, changed_by=by, changed_at=now):
            return None
    return Answer.from_db(
        "default", ["id", "assessment_id", "item_id", field], [place.answer, assessment.pk, item.pk, value]
    )


def _check(current: str, yours: str, seen: str | None, by: str) -> None:
    try:
        autosave.check(current, yours, seen)
    except Stale as stale:
        stale.by = by
        raise


def _checked_level(assessment: Assessment, value: str) -> str:
    if value and value not in {level["code"] for level in assessment.version.scale["levels"]}:
        raise Refused(
            _("This benchmark has no level “%s”.") % value, fields={"level": _("Choose a level of the list.")}
        )
    return value


def _check_line(field: str, value: str) -> None:
    longest = Answer.longest(field)
    if longest and len(value) > longest:
        raise Refused(_("At most %(most)d characters; this has %(has)d.") % {"most": longest, "has": len(value)})


@action
def save_provenance(
    *, by: Person, assessment: Assessment, field: str, value: str, seen: str | None = None
) -> Assessment:
    """Save the title, who drafted the report, how, or how far politicians were involved."""
    require(by, "assessment.write", assessment)
    if field not in ("title", *Assessment.PROVENANCE):
        raise Refused(_("There is no such field: %s") % field)
    assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    value = cleaning.plain(value)
    if field == "title" and len(value) > 150:
        raise Refused(_("At most %(most)d characters; this has %(has)d.") % {"most": 150, "has": len(value)})
    autosave.check(getattr(assessment, field), value, seen)
    setattr(assessment, field, value)
    assessment.save(update_fields=[field])
    return assessment


@action
def save_background(
    *, by: Person, assessment: Assessment, section: BackgroundSection, value: str, seen: str | None = None
) -> BackgroundText:
    """Save the text of one background section; the HTML is cleaned."""
    if not may(by, "assessment.write", assessment):
        require(by, "assessment.write_part", assessment)
        if not writes_part(by, assessment, section=section.pk):
            raise NotAllowed("assessment.write_part")
    if section.version_id != assessment.version_id:
        raise NotAllowed("assessment.write")
    return _save_text(BackgroundText, by, cleaning.rich(value), seen, assessment=assessment, section=section)


@action
def save_context_note(
    *, by: Person, assessment: Assessment, factor: ContextFactor, value: str, seen: str | None = None
) -> ContextNote:
    """Note how a context factor shapes this city's answers. It explains a distance, it never replaces an answer."""
    require(by, "assessment.write", assessment)
    if factor.version_id != assessment.version_id:
        raise NotAllowed("assessment.write")
    return _save_text(ContextNote, by, cleaning.plain(value), seen, assessment=assessment, factor=factor)


def _save_text(model: Any, by: Person, value: str, seen: str | None, **of: Any) -> Any:
    """Write a text that stands alone in its row. The row is made empty first, so that two first writers meet in it."""
    row = model.objects.select_for_update(of=("self",)).filter(**of).annotate(writer=F("changed_by__name")).first()
    if row is None:
        model.objects.bulk_create([model(**of, changed_by=by)], ignore_conflicts=True)
        row = model.objects.select_for_update(of=("self",)).annotate(writer=F("changed_by__name")).get(**of)
    _check(row.body, value, seen, row.writer or "")
    if row.body != value:
        row.body, row.changed_by, row.changed_at = value, by, timezone.now()
        row.save()
    return row
