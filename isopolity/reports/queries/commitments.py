# SPDX-License-Identifier: EUPL-1.2
"""Commitments and published reports."""

from django.db.models import Count, QuerySet

from isopolity.reports.models import Commitment, Report


def commitments_of(report: Report) -> list[Commitment]:
    """All commitments of a report with their recommendation and progress. Two queries."""
    rows = Commitment.objects.filter(recommendation__report=report)
    return list(rows.select_related("recommendation").prefetch_related("progress"))


def published() -> QuerySet[Report]:
    """Published reports, newest first, with what a line of the list shows."""
    return (
        Report.objects.filter(published_at__isnull=False)
        .select_related("review__city", "review__project", "review__adoption__version")
        .annotate(advice=Count("recommendations", distinct=True))
        .annotate(promises=Count("recommendations__commitments", distinct=True))
        .order_by("-published_at", "-pk")
    )
