# SPDX-License-Identifier: EUPL-1.2
"""What a changed spreadsheet would change, cell by cell, compared with the plan as it is now."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from isopolity.core.autosave import digest
from isopolity.core.errors import Refused
from isopolity.core.sheets import is_conflict, refuse_faults
from isopolity.plans.models import Plan, PlanAction
from isopolity.plans.sheets import DAYS, FIELDS, NO, YES, written
from isopolity.plans.sheets.read import Line, Sheet, day_of
from isopolity.reports.models import CommitmentState


@dataclass(frozen=True)
class SheetChange:
    """One cell: old → new. ``item`` is the action, None for a new one, whose cells share a ``line``."""

    cell: str
    line: int
    item: int | None
    name: str
    field: str
    old: str
    new: str
    seen: str
    conflict: bool


def changes(plan: Plan, sheet: Sheet) -> list[dict[str, object]]:
    """What would change. Refused with every fault by its cell when the file has any."""
    if sheet.plan and sheet.plan != str(plan.pk):
        raise Refused(_("This spreadsheet belongs to another plan. Download the one of this plan."))
    actions = {str(action.pk): action for action in PlanAction.objects.filter(plan=plan)}
    faults, found, meanings = dict(sheet.faults), [], _meanings()
    for line in sheet.lines:
        if line.key and line.key not in actions:
            faults.setdefault(line.key_place, _("There is no action %s in this plan.") % line.key)
            continue
        action = actions.get(line.key)
        values = {name: _value(name, line, meanings, faults) for name in FIELDS}
        rows = _line(line, action, values, sheet.seen)
        _check_whole(line, action, values, rows, faults)
        found += [asdict(row) for row in rows]
    refuse_faults(faults)
    return found


def _line(
    line: Line, action: PlanAction | None, values: Mapping[str, str], seen: Mapping[tuple[str, str], str]
) -> list[SheetChange]:
    pk, called = (action.pk, action.title) if action else (None, values["title"])
    rows = []
    for name in FIELDS:
        old = written(getattr(action, name)) if action else _EMPTY.get(name, "")
        conflict = is_conflict(old, values[name], seen.get((line.key, name)) if action else digest(old))
        if conflict is not None:
            place = line.places[name]
            rows.append(
                SheetChange(place, line.number, pk, called, name, old, values[name], digest(old), conflict)
            )  # fmt: skip
    return rows


_EMPTY = {"for_women": NO, "state": CommitmentState.PLANNED.value}


def _value(name: str, line: Line, meanings: Mapping[str, Mapping[str, str]], faults: dict[str, str]) -> str:
    """The cell's value as it is kept; a fault when it means nothing."""
    text, place = line.values[name], line.places[name]
    if name in meanings:
        known = meanings[name].get(text.casefold(), None if text else _EMPTY[name])
        if known is None:
            faults.setdefault(place, _("There is no word “%s” for this column.") % text[:50])
        return known or ""
    if name in DAYS and text:
        day = day_of(text)
        if day is None:
            faults.setdefault(place, _("“%s” is no day. Write it as 2027-06-30.") % text[:50])
        return day.isoformat() if day else ""
    longest = PlanAction._meta.get_field(name).max_length  # type: ignore[union-attr]
    if longest and len(text) > longest:
        faults.setdefault(
            place, _("At most %(most)d characters; this has %(has)d.") % {"most": longest, "has": len(text)}
        )
    return text


def _check_whole(
    line: Line, action: PlanAction | None, values: Mapping[str, str], rows: list[SheetChange], faults: dict[str, str]
) -> None:
    """What an action needs as a whole: a title; an end after its start."""
    if not values["title"]:
        faults.setdefault(line.places["title"], _("An action needs a title."))
    changed = {row.field: row.new for row in rows}
    starts, ends = (changed.get(name, written(getattr(action, name, None))) for name in DAYS)
    if starts and ends and ends < starts and {"starts", "ends"} & changed.keys():
        faults.setdefault(line.places["ends"], _("The end is before the start."))


def _meanings() -> dict[str, dict[str, str]]:
    """field → every way to write its value, in any language of the pages → the value."""
    answers = {YES: YES, NO: NO, "true": YES, "false": NO, "1": YES, "0": NO, "x": YES}
    states = {state.value: state.value for state in CommitmentState}
    for language, _name in settings.LANGUAGES:
        with override(language):
            answers |= {_("yes").casefold(): YES, _("no").casefold(): NO}
            states |= {str(state.label).casefold(): state.value for state in CommitmentState}
    return {"for_women": answers, "state": states}
