# SPDX-License-Identifier: EUPL-1.2
"""A spreadsheet filled in offline: looked at first, then taken over whole or not at all."""

from collections.abc import Collection
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.assessments.actions.answers import save_answer, save_background
from isopolity.assessments.models import Assessment, SheetDraft
from isopolity.assessments.queries.sheets import changes
from isopolity.assessments.sheets import TEXT
from isopolity.assessments.sheets.read import read_sheet
from isopolity.assessments.sheets.texts import to_html
from isopolity.benchmarks.models import BackgroundSection, Item
from isopolity.core.action import action
from isopolity.core.errors import Refused, Stale
from isopolity.core.files import harmless_name
from isopolity.core.policy import require
from isopolity.core.sheets import check_size


@action
def preview_sheet(*, by: Person, assessment: Assessment, file: UploadedFile) -> SheetDraft:
    """Compare a filled-in spreadsheet with what stands online. Nothing changes yet.

    Refused with ``fields`` by cell when anything in it cannot be read. An earlier preview of this person is replaced.
    """
    require(by, "assessment.write", assessment)
    check_size(file.size or 0)
    found = changes(assessment, read_sheet(file.read()))
    draft, _made = SheetDraft.objects.update_or_create(
        assessment=assessment,
        person=by,
        defaults={"name": harmless_name(file.name or "", "xlsx"), "changes": found, "created_at": timezone.now()},
    )
    return draft


@action
def take_sheet(*, by: Person, draft: SheetDraft, from_file: Collection[str] = ()) -> int:
    """Take all changes of the preview over, all or nothing; the number of changed fields.

    Of the conflicts only those whose cell is in ``from_file``; the others keep the online text.
    """
    require(by, "assessment.write", draft.assessment)
    wanted = [row for row in draft.changes if not row["conflict"] or row["cell"] in from_file]
    for row in wanted:
        try:
            _take(by, draft.assessment, row)
        except Stale as stale:
            message = _("%(code)s was changed online since you looked. Nothing was taken over. Upload the file again.")
            raise Refused(message % {"code": row["code"]}) from stale
    draft.delete()
    return len(wanted)


def _take(by: Person, assessment: Assessment, row: dict[str, Any]) -> None:
    """One change of the preview: an answer's field, or a background text."""
    value, seen = row["new"], row["seen"]
    if row["field"] == TEXT:
        section = BackgroundSection.objects.get(pk=row["item"])
        save_background(by=by, assessment=assessment, section=section, value=to_html(value), seen=seen)
    else:
        item = Item(pk=row["item"])
        save_answer(by=by, assessment=assessment, item=item, field=row["field"], value=value, seen=seen)


@action
def drop_sheet(*, by: Person, draft: SheetDraft) -> None:
    """Forget the preview."""
    require(by, "assessment.write", draft.assessment)
    draft.delete()
