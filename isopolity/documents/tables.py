# SPDX-License-Identifier: EUPL-1.2
"""The evidence bank and the commitments as spreadsheets."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from isopolity.documents.sheets import workbook
from isopolity.evidence.models import Evidence
from isopolity.evidence.queries import bank, citation
from isopolity.reports.models import Report
from isopolity.reports.queries.commitments import commitments_of
from isopolity.reviews.models import Review


def evidence_sheet(review: Review) -> bytes:
    """Every piece of evidence, one row for each item it speaks to. Team only."""
    columns = [
        (_("Item"), 12), (_("Statement"), 70), (_("Context"), 40), (_("Points to"), 14), (_("Fact or opinion"), 12),
        (_("Source"), 16), (_("Reference"), 24), (_("Initials"), 12), (_("Citation"), 36), (_("Withdrawn because"), 30),
    ]  # fmt: skip
    return workbook(_("Evidence bank of %s") % review.city, columns, _evidence_rows(review))


def _evidence_rows(review: Review) -> Iterator[list[Any]]:
    for row in bank(review).order_by("pk"):
        for link in row.coded:
            yield [link.item.code, *_facts(row), citation(row, link.item), row.withdrawn_reason]


def _facts(row: Evidence) -> list[Any]:
    source = row.session.label if row.session else row.get_kind_display()
    initials = " & ".join(row.initials)
    return [row.text, row.context, row.get_level_display(), row.get_basis_display(), source, row.reference, initials]


def commitments_sheet(report: Report) -> bytes:
    """Every commitment with its recommendation, facts and last progress."""
    columns = [
        (_("Recommendation"), 60), (_("What will be done"), 50), (_("Responsible office"), 28), (_("Decision"), 28),
        (_("Decided on"), 14), (_("Deadline"), 14), (_("Money in euro"), 16), (_("How far"), 14),
        (_("Last word on progress"), 60), (_("Told on"), 14),
    ]  # fmt: skip
    rows = []
    for row in commitments_of(report):
        last = next(iter(row.progress.all()), None)
        rows.append(
            [
                row.recommendation.text,
                row.title,
                row.office,
                row.decision,
                row.decided_on,
                row.due,
                row.amount,
                str(row.get_state_display()),
                last.text if last else "",
                last.told_at.date() if last else None,
            ]
        )
    return workbook(_("Commitments of %s") % report.review.city, columns, rows)
