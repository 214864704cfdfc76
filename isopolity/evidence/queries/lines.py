# SPDX-License-Identifier: EUPL-1.2
"""The lines of one meeting, in the shape the line editor speaks (static/src/js/lines.js)."""

from datetime import datetime, timedelta
from typing import TypedDict

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.autosave import digest
from isopolity.evidence.models import Evidence
from isopolity.evidence.queries.bank import cite, codes_of, with_codes
from isopolity.visits.models import Session

# A transaction may be seen a little after the time it carries: lines of the last seconds are sent again.
OVERLAP = timedelta(seconds=20)


class Line(TypedDict, total=False):
    """One line as JSON."""

    key: str
    id: int
    text: str
    items: list[str]
    level: str
    basis: str
    context: str
    digest: str
    citation: str
    by: str
    mine: bool


def digest_of(line: Line) -> str:
    """A mark of everything that a writer can change in a line."""
    return digest([line["text"], sorted(line["items"]), line["level"], line["basis"], line["context"]])


def line_of(evidence: Evidence, reader: Person) -> Line:
    """One piece as a line."""
    codes = codes_of(evidence)
    line = Line(text=evidence.text, items=codes, level=evidence.level, basis=evidence.basis, context=evidence.context)
    line["digest"] = digest_of(line)
    line["key"] = str(evidence.key or f"piece-{evidence.pk}")
    line["id"] = evidence.pk
    line["citation"] = cite(evidence, codes)
    line["by"] = str(evidence.written_by or "")
    line["mine"] = evidence.written_by_id == reader.pk and evidence.key is not None
    return line


def _rows(session: Session) -> QuerySet[Evidence]:
    rows = Evidence.objects.filter(review_id=session.review_id, session=session).defer("search")
    return rows.select_related("session__meeting", "written_by").prefetch_related(with_codes()).order_by("pk")


def lines(session: Session, reader: Person) -> list[Line]:
    """All lines of the meeting that were not withdrawn."""
    return [line_of(row, reader) for row in _rows(session).filter(withdrawn_at=None)]


def cursor(session: Session) -> str:
    """Where the feed goes on from."""
    last = _rows(session).order_by("-changed_at").values_list("changed_at", flat=True).first()
    return last.isoformat() if last else ""


def lines_since(session: Session, reader: Person, after: str) -> list[Line]:
    """Lines of others that changed since; a withdrawn one says so."""
    rows = _rows(session).exclude(written_by=reader)
    rows = rows.filter(changed_at__gt=since - OVERLAP) if (since := _moment(after)) else rows.filter(withdrawn_at=None)
    return [_told(row, reader) for row in rows]


def _told(row: Evidence, reader: Person) -> Line:
    line = line_of(row, reader)
    if row.withdrawn_at:
        line["text"] = _("Withdrawn: %s") % line["text"]
    return line


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
