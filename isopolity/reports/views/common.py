# SPDX-License-Identifier: EUPL-1.2
"""What the pages of this app share."""

from typing import Any

from django.http import Http404, HttpRequest

from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.reports.models import Report
from isopolity.reviews.models import Review


def review_for(request: HttpRequest, permission: str, pk: int) -> Review:
    """The review, for a person who has the permission on it."""
    return get_for(request.user, permission, Review.objects.for_frame(), pk=pk)


def report_for(request: HttpRequest, permission: str, review_pk: int) -> Report:
    """The report of a review, for a person who has the permission on it."""
    rows = Report.objects.select_related(
        "review__project",
        "review__city",
        "review__adoption__project",
        "review__adoption__version",
        "review__assessment",
    )
    return get_for(request.user, permission, rows, review=review_pk)


def require_page(person: Any, permission: str, thing: Any) -> None:
    """404 unless the person may."""
    if not may(person, permission, thing):
        raise Http404
