# SPDX-License-Identifier: EUPL-1.2
"""What a pair does together is kept in parts of one kind each: goals, visits, lessons, academies, products, results."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.actions import flag_item
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.files import examine
from isopolity.core.policy import require
from isopolity.mentoring import telling
from isopolity.mentoring.models import Goal, LearningEntry, Pair, Product, StepTick, StudyVisit
from isopolity.mentoring.parts import OF_VISIT, PARTS
from isopolity.mentoring.queries.profiles import project_items
from isopolity.networks.models import ProjectStep, StepScope

MOST = 500


def _kind(part: str) -> tuple[type[Model], tuple[str, ...]]:
    if part not in PARTS:
        raise Refused(_("There is no such field: %s") % part)
    return PARTS[part].model, PARTS[part].fields


def _set(row: Any, pair: Pair, fields: tuple[str, ...], facts: dict[str, Any]) -> None:
    if unknown := facts.keys() - set(fields):
        raise Refused(_("There is no such field: %s") % ", ".join(sorted(unknown)))
    for name, value in facts.items():
        if name != "file":
            setattr(row, name, plain(value) if isinstance(value, str) else value)
    if isinstance(row, Goal | LearningEntry) and row.item_id not in {
        None,
        *(item.pk for item in project_items(pair.project)),
    }:
        text = _("Choose an item of this project’s benchmark.")
        raise Refused(text, fields={"item": text})
    if isinstance(row, LearningEntry) and row.visit is not None and row.visit.pair_id != pair.pk:
        text = _("Choose a visit of this pair.")
        raise Refused(text, fields={"visit": text})


def _keep_file(row: Product, file: UploadedFile | None) -> None:
    if file is not None:
        found = examine(file)
        row.name, row.content_type, row.size, row.sha256 = found.name, found.content_type, found.size, found.sha256
        row.file.save(found.sha256, file, save=False)
    if not row.link and not row.file:
        text = _("Give a link or a file.")
        raise Refused(text, fields={"link": text})


@action
def add_part(*, by: Person, pair: Pair, part: str, facts: dict[str, Any], visit: StudyVisit | None = None) -> Any:
    """A new part of the kind ``part``; a session and a guest belong to a visit of the pair."""
    require(by, "pair.write", pair)
    model, fields = _kind(part)
    if part in OF_VISIT:
        if visit is None or visit.pair_id != pair.pk:
            raise Refused(_("Choose a visit of this pair."))
        row: Any = model(visit=visit)
    else:
        row = model(pair=pair)
    if model._default_manager.filter(**{"visit" if part in OF_VISIT else "pair": visit or pair}).count() >= MOST:
        raise Refused(_("There are %d here already.") % MOST)
    if isinstance(row, LearningEntry):
        row.author = by
    return _kept(by, row, pair, fields, facts)


def _kept(by: Person, row: Any, pair: Pair, fields: tuple[str, ...], facts: dict[str, Any]) -> Any:
    before = _when_and_where(row)
    _set(row, pair, fields, facts)
    if isinstance(row, Product):
        _keep_file(row, facts.get("file") or None)
    checked(row).save()
    if _when_and_where(row) != before and row.starts_on and not row.is_held:
        row.pair = pair
        telling.visit_set(row, by, is_new=not (before and before[0]))
    return row


def _when_and_where(row: Any) -> tuple[Any, ...] | None:
    """What both cities must know of a visit; None for any other part."""
    if not isinstance(row, StudyVisit):
        return None
    return (row.starts_on, row.ends_on, row.is_online, row.place, row.host)


@action
def change_part(*, by: Person, pair: Pair, part: str, row: Any, facts: dict[str, Any]) -> Any:
    """New values for some fields of a part."""
    require(by, "pair.write", pair)
    _model, fields = _kind(part)
    _check_belongs(row, pair)
    return _kept(by, row, pair, fields, facts)


@action
def remove_part(*, by: Person, pair: Pair, row: Any) -> None:
    """Take a part out; the history keeps it."""
    require(by, "pair.write", pair)
    _check_belongs(row, pair)
    if isinstance(row, StudyVisit) and row.starts_on and not row.is_held:
        telling.visit_gone(row, pair, by)
    try:
        row.delete()
    except ProtectedError as error:
        raise Refused(_("Something else rests on it. Remove that first.")) from error


def _check_belongs(row: Any, pair: Pair) -> None:
    owner = row.visit.pair_id if hasattr(row, "comes_from") or hasattr(row, "room") else row.pair_id
    if owner != pair.pk:
        raise Refused(_("This belongs to another pair."))


@action
def pass_on_lesson(*, by: Person, entry: LearningEntry) -> LearningEntry:
    """What was learnt on an item is told to the people who keep the benchmark, as a flag on the item."""
    require(by, "pair.write", entry.pair)
    if entry.item is None:
        raise Refused(_("Name the benchmark item first."))
    if entry.flag_id is not None:
        raise Refused(_("This lesson was passed on already."))
    heads = ((_("Tried"), entry.tried), (_("Worked"), entry.worked), (_("Failed"), entry.failed), (_("Why"), entry.why))
    words = "\n".join(f"{head}: {text}" for head, text in heads if text)
    entry.flag = flag_item(by=by, item=entry.item, comment=words, project=entry.pair.project)
    entry.save(update_fields=["flag"])
    return entry


@action
def tick_step(*, by: Person, pair: Pair, step: ProjectStep, is_done: bool) -> None:
    """A step that the secretariat added by hand is done for this pair, or not done after all."""
    require(by, "pair.write", pair)
    if step.project_id != pair.project_id or step.scope != StepScope.PAIR or step.is_computed:
        raise Refused(_("Only steps of the project’s own, for each pair, are ticked by hand."))
    if is_done:
        StepTick.objects.get_or_create(pair=pair, step=step, defaults={"ticked_by": by})
    else:
        StepTick.objects.filter(pair=pair, step=step).delete()
