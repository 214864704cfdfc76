# SPDX-License-Identifier: EUPL-1.2
"""Published reports as files for everybody: which file is still true to what is published."""

import hashlib
from typing import Any

from isopolity.documents.models import PublicPrint, WordTemplate
from isopolity.reports.models import Report
from isopolity.reports.queries.commitments import commitments_of

FORMATS = ("pdf", "docx")


def fingerprint(report: Report) -> str:
    """Changes whenever a print of the published report would: commitments go on, the Word template is replaced."""
    facts: list[Any] = [report.published_at, report.title]
    for row in commitments_of(report):
        facts += [row.pk, row.decision, row.decided_on, row.due, row.amount, row.state]
        facts += [(one.pk, one.state, one.told_at) for one in row.progress.all()]
    template = WordTemplate.objects.filter(project=report.review.project_id).first()
    facts.append(template.added_at if template else None)
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def kept(report: Report, format: str, language: str) -> PublicPrint | None:
    """The file, in the making or ready, if it shows what is published now."""
    rows = PublicPrint.objects.filter(report=report, format=format, language=language)
    return rows.filter(fingerprint=fingerprint(report)).first()
