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
from isopolity.core.principal import current, name_of
from isopolity.documents.making import make
from isopolity.documents.models import PrintOrder, PrintState

log = structlog.get_logger(__name__)
KEPT = timedelta(days=1)


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
