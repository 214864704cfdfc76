# SPDX-License-Identifier: EUPL-1.2
"""The document shelf of a project."""

from datetime import date

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.files import check_ending, examine
from isopolity.core.policy import require
from isopolity.networks.actions._parts import check_of_project
from isopolity.networks.models import Partner, Phase, Project, ShelfDocument

MOST = 2000


@action
def add_shelf_document(
    *, by: Person, project: Project, file: UploadedFile, kind: str, title: str, partner: Partner | None = None,
    phase: Phase | None = None, language: str = "en", dated: date | None = None, is_public: bool = False,
) -> ShelfDocument:  # fmt: skip
    """Put a file on the shelf. A partner's coordinator does so for the own partner, the secretariat for everybody."""
    row = ShelfDocument(project=project, partner=partner, added_by=by, is_public=is_public)
    check_of_project(project, partner=partner)
    require(by, "shelf.change", row)
    found = examine(file, title=title)
    check_ending(file.name or "", found.content_type)
    if project.documents.count() >= MOST:
        raise Refused(_("There are %d documents here already. Remove one first.") % MOST)
    row.name, row.content_type, row.size, row.sha256 = found.name, found.content_type, found.size, found.sha256
    _keep_facts(row, (kind, title, language), phase, dated or timezone.localdate())
    row.file = file
    checked(row)
    row.file.save(found.sha256, file, save=False)
    row.save()
    return row


def _keep_facts(row: ShelfDocument, facts: tuple[str, str, str], phase: Phase | None, dated: date) -> None:
    check_of_project(row.project, phase=phase)
    row.kind, row.title, row.language = facts[0], plain(facts[1]), plain(facts[2])
    row.phase, row.dated = phase, dated
    if not row.title:
        raise Refused(_("The document needs a title."), fields={"title": _("Write a title.")})


@action
def change_shelf_document(
    *, by: Person, document: ShelfDocument, kind: str, title: str, partner: Partner | None = None,
    phase: Phase | None = None, language: str = "en", dated: date | None = None, is_public: bool = False,
) -> ShelfDocument:  # fmt: skip
    """Other facts about a document; the file stays. Whoever hands it to another partner must act for that one too."""
    require(by, "shelf.change", document)
    check_of_project(document.project, partner=partner)
    document.partner, document.is_public = partner, is_public
    require(by, "shelf.change", document)
    _keep_facts(document, (kind, title, language), phase, dated or document.dated)
    checked(document).save()
    return document


@action
def remove_shelf_document(*, by: Person, document: ShelfDocument) -> None:
    """Take a document off the shelf, its file too; refused while it proves an objective."""
    require(by, "shelf.change", document)
    if document.proves.exists():
        raise Refused(_("“%s” proves an objective. Open the objective again first.") % document.title)
    name = document.file.name
    document.delete()
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))
