# SPDX-License-Identifier: EUPL-1.2
"""Making one document: in the name and the language of the person who asked, or as anybody would read it."""

from django.contrib.auth.models import AnonymousUser
from django.utils import translation
from django.utils.text import slugify

from isopolity.core.errors import NotAllowed
from isopolity.documents.models import PrintOrder, PublicPrint
from isopolity.documents.printers import kinds


def make(order: PrintOrder) -> tuple[str, bytes]:
    """(file name, content). The permission is asked again: roles may have changed since the order."""
    kind = kinds()[order.what]
    with translation.override(order.language):
        thing = kind.find(order.person, order.object_id)
        if thing is None:
            raise NotAllowed(kind.permission)
        content = kind.make[order.format](thing)
        return f"{slugify(kind.name(thing))[:100] or order.what}.{order.format}", content


def make_public(row: PublicPrint) -> tuple[str, bytes]:
    """(file name, content) of a published report."""
    kind = kinds()["public_report"]
    with translation.override(row.language):
        report = kind.find(AnonymousUser(), row.report_id)
        if report is None:
            raise NotAllowed(kind.permission)
        content = kind.make[row.format](report)
        return f"{slugify(kind.name(report))[:100] or 'report'}.{row.format}", content
