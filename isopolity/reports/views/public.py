# SPDX-License-Identifier: EUPL-1.2
"""What everybody reads: published reports with replies, commitments and progress."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from isopolity.core.getters import get_for
from isopolity.reports.models import Report
from isopolity.reports.queries.commitments import published
from isopolity.reports.queries.document import report_content
from isopolity.reports.views.report import drawings


@login_not_required
def published_reports(request: HttpRequest) -> HttpResponse:
    """All published reports, newest first, by word if one is given."""
    words = request.GET.get("q", "").strip()[:100]
    rows = published()
    if words:
        rows = rows.filter(review__city__name__icontains=words) | rows.filter(title__icontains=words)
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    return render(request, "reports/published.html", {"rows": page, "q": words})


@login_not_required
def published_report(request: HttpRequest, pk: int) -> HttpResponse:
    """One published report as a document."""
    rows = Report.objects.filter(published_at__isnull=False).select_related(
        "review__city", "review__project", "review__adoption__version"
    )
    report = get_for(request.user, "report.public", rows, pk=pk)
    return render(request, "reports/public.html", {"report": report, **drawings(report_content(report))})
