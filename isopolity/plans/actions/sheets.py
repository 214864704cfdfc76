# SPDX-License-Identifier: EUPL-1.2
"""The action table changed offline: looked at first, then taken over whole or not at all."""

from collections.abc import Collection
from itertools import groupby
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.autosave import digest
from isopolity.core.errors import Refused
from isopolity.core.files import harmless_name
from isopolity.core.policy import require
from isopolity.core.sheets import check_size
from isopolity.plans.actions.actions import add_action, change_action
from isopolity.plans.actions.plans import locked_plan
from isopolity.plans.models import Plan, PlanAction, PlanSheetDraft
from isopolity.plans.queries.sheets import changes
from isopolity.plans.sheets import meant, written
from isopolity.plans.sheets.read import read_sheet


@action
def preview_plan_sheet(*, by: Person, plan: Plan, file: UploadedFile) -> PlanSheetDraft:
    """Compare a changed spreadsheet with the plan. Nothing changes yet.

    Refused with ``fields`` by cell when anything in it cannot be read. An earlier preview of this person is replaced.
    """
    require(by, "plan.write", plan)
    check_size(file.size or 0)
    found = changes(plan, read_sheet(file.read()))
    draft, _made = PlanSheetDraft.objects.update_or_create(
        plan=plan, person=by,
        defaults={"name": harmless_name(file.name or "", "xlsx"), "changes": found, "created_at": timezone.now()},
    )  # fmt: skip
    return draft


@action
def take_plan_sheet(*, by: Person, draft: PlanSheetDraft, from_file: Collection[str] = ()) -> int:
    """Take all changes of the preview over, all or nothing; the number of changed fields.

    Of the conflicts only those whose cell is in ``from_file``; the others keep the online text.
    """
    require(by, "plan.write", draft.plan)
    plan = locked_plan(draft.plan)
    wanted = [row for row in draft.changes if not row["conflict"] or row["cell"] in from_file]
    known = {row.pk: row for row in PlanAction.objects.select_for_update().filter(plan=plan)}
    for _line, rows in groupby(wanted, key=lambda row: row["line"]):
        _take(by, plan, known, list(rows))
    draft.delete()
    return len(wanted)


def _take(by: Person, plan: Plan, known: dict[int, PlanAction], rows: list[dict[str, Any]]) -> None:
    """The changes of one action, together: its days are checked against each other."""
    facts = {row["field"]: meant(row["field"], row["new"]) for row in rows}
    item = rows[0]["item"]
    if item is None:
        add_action(by=by, plan=plan, **facts)
        return
    planned = known.get(item)
    if planned is None or any(digest(written(getattr(planned, row["field"]))) != row["seen"] for row in rows):
        message = _("“%s” was changed online since you looked. Nothing was taken over. Upload the file again.")
        raise Refused(message % rows[0]["name"])
    planned.plan = plan
    change_action(by=by, planned=planned, **facts)


@action
def drop_plan_sheet(*, by: Person, draft: PlanSheetDraft) -> None:
    """Forget the preview."""
    require(by, "plan.write", draft.plan)
    draft.delete()
