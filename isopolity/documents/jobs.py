# SPDX-License-Identifier: EUPL-1.2
"""Documents are made in the background and forgotten after a day."""

from datetime import timedelta

import structlog
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.jobs import job
from isopolity.core.principal import acting, current, name_of
from isopolity.documents.making import make, make_public
from isopolity.documents.models import PrintOrder, PrintState, PublicPrint

log = structlog.get_logger(__name__)
KEPT = timedelta(days=1)
KEPT_FOR_ALL = timedelta(days=30)


@job("print-document", tries=1)
def print_document(order: int) -> None:
    """Make one document as the person who ordered it: the wall holds for the job as for the page."""
    row = PrintOrder.objects.select_for_update(of=("self",)).select_related("person").filter(pk=order).first()
    if row is None or row.state != PrintState.WAITING or name_of(row.person) != current():
        return
    try:
        with transaction.atomic():
            row.name, content = make(row)
        row.file.save(row.name, ContentFile(content), save=False)
        row.state = PrintState.READY
    except Exception as error:  # whatever goes wrong, the person who waits is told
        row.state, row.message = PrintState.FAILED, _told(error, row.language)
        log.warning("print_failed", what=row.what, format=row.format, error=type(error).__name__, exc_info=True)
    row.finished_at = timezone.now()
    row.save()


def _told(error: Exception, language: str) -> str:
    with override(language):
        if isinstance(error, Refused):
            return str(error)[:300]
        if isinstance(error, NotAllowed):
            return gettext("You may not read this any more.")
        return gettext("The document could not be made. The people who run this site can see why in its log.")


@job("forget-prints", cron="17 * * * *")
def forget_prints() -> None:
    """Delete documents a day after they were ordered, file and row."""
    for row in PrintOrder.objects.filter(created_at__lt=timezone.now() - KEPT):
        if row.file:
            row.file.delete(save=False)
        row.delete()


@job("print-public", tries=1)
def print_public(row: int) -> None:
    """Make a published report as somebody without an account would read it: nothing walled can be in it."""
    found = PublicPrint.objects.select_for_update().filter(pk=row, state=PrintState.WAITING).first()
    if found is None:
        return
    try:
        with acting("anyone"):
            found.name, content = make_public(found)
        found.file.save(found.name, ContentFile(content), save=False)
        found.state = PrintState.READY
    except Exception as error:  # whatever goes wrong, the visitor who waits is told
        found.state, found.message = PrintState.FAILED, _told(error, found.language)
        log.warning("public_print_failed", format=found.format, error=type(error).__name__, exc_info=True)
    found.finished_at = timezone.now()
    found.save()


@job("forget-public-prints", cron="37 3 * * *")
def forget_public_prints() -> None:
    """Delete files of published reports a month after they were asked for; they are made again when wanted."""
    for row in PublicPrint.objects.filter(asked_at__lt=timezone.now() - KEPT_FOR_ALL):
        if row.file:
            row.file.delete(save=False)
        row.delete()
