# SPDX-License-Identifier: EUPL-1.2
"""Files that support an answer or a background section."""

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.assessments.models import Assessment, Document
from isopolity.assessments.rules import writes_part
from isopolity.benchmarks.models import BackgroundSection, Item
from isopolity.benchmarks.queries import item_ids
from isopolity.core.action import action
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.files import check_ending, examine
from isopolity.core.policy import may, require

MOST = 30


@action
def add_document(
    *,
    by: Person,
    assessment: Assessment,
    file: UploadedFile,
    item: Item | None = None,
    section: BackgroundSection | None = None,
    title: str = "",
) -> Document:
    """Attach a file to an item or to a background section (exactly one). The same file twice is kept once."""
    require(by, "assessment.write_part", assessment)
    _check_place(by, assessment, item, section)
    found = examine(file, title=title)
    check_ending(file.name or "", found.content_type)
    place = assessment.documents.filter(item=item, section=section)
    if same := place.filter(sha256=found.sha256).first():
        return same
    if place.count() >= MOST:
        raise Refused(_("There are %d documents here already. Remove one first.") % MOST)
    row = Document(
        assessment=assessment,
        item=item,
        section=section,
        name=found.name,
        content_type=found.content_type,
        size=found.size,
        sha256=found.sha256,
        added_by=by,
    )
    row.file.save(found.sha256, file, save=False)
    row.save()
    return row


def _check_place(by: Person, assessment: Assessment, item: Item | None, section: BackgroundSection | None) -> None:
    if (item is None) == (section is None):
        raise Refused(_("A document belongs to one item or to one background section."))
    if item is not None and item.pk not in item_ids(assessment.version, assessment.adoption):
        raise NotAllowed("assessment.write_part")
    if section is not None and section.version_id != assessment.version_id:
        raise NotAllowed("assessment.write_part")
    if not may(by, "assessment.write", assessment) and not writes_part(
        by, assessment, item=item.pk if item else None, section=section.pk if section else None
    ):
        raise NotAllowed("assessment.write_part")


@action
def remove_document(*, by: Person, document: Document) -> None:
    """Take a document away; its file too, unless another assessment still shows it."""
    require(by, "document.remove", document)
    name = document.file.name
    document.delete()
    if name and not Document.objects.filter(file=name).exists():
        transaction.on_commit(lambda: default_storage.delete(name))
