# SPDX-License-Identifier: EUPL-1.2
"""What changes print orders and a project's Word template."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.jobs import later
from isopolity.core.policy import require
from isopolity.documents.models import PrintOrder, PrintState, PublicPrint, WordTemplate
from isopolity.documents.printers import kinds
from isopolity.documents.printing import missing_for
from isopolity.documents.public import FORMATS, fingerprint
from isopolity.documents.word import check_template
from isopolity.networks.models import Project
from isopolity.reports.models import Report

AT_ONCE = 5
AT_ONCE_FOR_ALL = 20
AGAIN_AFTER = timedelta(minutes=10)


@action
def order_print(*, by: Person, what: str, object_id: int, format: str, language: str) -> PrintOrder:
    """Ask for a document of something one may read; a job makes it in the person's name."""
    require(by, "print.order")
    kind = kinds().get(what)
    if kind is None or kind.find(by, object_id) is None:
        raise NotAllowed("print.order")
    if format not in kind.make:
        raise Refused(_("This document does not come in this format."))
    if missing := missing_for(format):
        raise Refused(missing)
    waiting = PrintOrder.objects.filter(person=by, state=PrintState.WAITING)
    if waiting.count() >= AT_ONCE:
        raise Refused(_("Several of your documents are being made. Wait until one is ready."))
    order = PrintOrder.objects.create(person=by, what=what, object_id=object_id, format=format, language=language[:12])
    later("print-document", by=by.pk, order=order.pk)
    return order


@action
def order_public_print(*, by: Person, report: Report, format: str, language: str) -> PublicPrint:
    """Have a published report made as a file for everybody, unless it is being made already.

    What failed is tried again after ten minutes. A job makes it as somebody without an account.
    """
    require(by, "report.public", report)
    if format not in FORMATS:
        raise Refused(_("This document does not come in this format."))
    if missing := missing_for(format):
        raise Refused(missing)
    row, is_new = PublicPrint.objects.select_for_update().get_or_create(
        report=report, format=format, language=language[:12], defaults={"fingerprint": ""}
    )
    now, shows = timezone.now(), fingerprint(report)
    if not is_new and row.fingerprint == shows and (row.file or row.asked_at > now - AGAIN_AFTER):
        return row
    if PublicPrint.objects.filter(state=PrintState.WAITING, asked_at__gt=now - AGAIN_AFTER).count() >= AT_ONCE_FOR_ALL:
        raise Refused(_("Many documents are being made just now. Try again in some minutes."))
    if row.file:
        row.file.delete(save=False)
    row.fingerprint, row.state, row.message = shows, PrintState.WAITING, ""
    row.asked_at, row.finished_at = now, None
    row.save()
    later("print-public", row=row.pk)
    return row


@action
def set_word_template(*, by: Person, project: Project, content: bytes) -> WordTemplate:
    """The project's own Word template for its reports, after a trial print with sample content."""
    require(by, "word_template.change", project)
    check_template(content)
    row = WordTemplate.objects.select_for_update().filter(project=project).first() or WordTemplate(project=project)
    if row.file:
        row.file.delete(save=False)
    row.added_by, row.added_at = by, timezone.now()
    row.file.save("template.docx", ContentFile(content), save=False)
    row.save()
    return row


@action
def remove_word_template(*, by: Person, project: Project) -> None:
    """Back to the template that comes with Isopolity."""
    require(by, "word_template.change", project)
    for row in WordTemplate.objects.filter(project=project):
        row.file.delete(save=False)
        row.delete()
