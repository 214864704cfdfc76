# SPDX-License-Identifier: EUPL-1.2
"""Writing one paragraph or one recommendation, with the findings it rests on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.accounts.me import me
from isopolity.core import web
from isopolity.core.autosave import digest
from isopolity.core.errors import Refused, Stale
from isopolity.reports import actions
from isopolity.reports.forms import RecommendationForm, RestsOnFindings
from isopolity.reports.models import FactCheck, Paragraph, Recommendation, Report, Section
from isopolity.reports.queries.findings import usable_findings
from isopolity.reports.queries.sources import SmallGroups
from isopolity.reports.views.common import report_for
from isopolity.reports.views.headlines import show_both
from isopolity.reviews.queries import review_context


def _initial(row: Any, *fields: str) -> dict[str, Any]:
    if row is None:
        return {}
    return {name: getattr(row, name) for name in ("text", *fields)} | {
        "findings": row.findings.all(),
        "seen": digest(row.text),
    }


def _save(form: RestsOnFindings, act: Callable[[dict[str, Any]], Any]) -> Any:
    def run() -> Any:
        told = form.cleaned_data
        return act({**told, "findings": list(told["findings"]), "seen": told["seen"] or None})

    try:
        return web.attempt(form, run)
    except Stale as stale:
        show_both(form, stale)
    return None


def _page(request: HttpRequest, report: Report, title: str, form: RestsOnFindings) -> HttpResponse:
    chosen = form.initial.get("findings") or []
    return render(
        request,
        "reports/edit.html",
        {
            **review_context(me(request), report.review, tab="report"),
            "page_title": title,
            "page_who": _("team, then host and public"),
            "form": form,
            "back": "report",
            "warnings": SmallGroups(report.review).warnings(chosen) if chosen else [],
        },
    )


def paragraph_edit(request: HttpRequest, pk: int, section: int, paragraph: int | None = None) -> HttpResponse:
    """A new paragraph of a section, or one changed."""
    report = report_for(request, "report.write", pk)
    part = get_object_or_404(Section.objects.select_related("report"), pk=section, report=report)
    row = get_object_or_404(Paragraph, pk=paragraph, section=part) if paragraph else None
    form = RestsOnFindings(
        request.POST or None, initial=_initial(row), usable=usable_findings(report.review), required=False
    )
    if request.method == "POST":
        saved = _save(form, lambda told: actions.write_paragraph(by=me(request), section=part, paragraph=row, **told))
        if saved:
            messages.success(request, _("Saved. All members are asked to approve the report again."))
            return web.see("report", pk, part=f"paragraph-{saved.pk}")
    title = _("Change the paragraph") if row else _("New paragraph in “%s”") % part.title
    return _page(request, report, title, form)


def recommendation_edit(request: HttpRequest, pk: int, recommendation: int | None = None) -> HttpResponse:
    """A new recommendation, or one changed."""
    report = report_for(request, "report.write", pk)
    row = get_object_or_404(Recommendation, pk=recommendation, report=report) if recommendation else None
    form = RecommendationForm(
        request.POST or None, initial=_initial(row, "horizon", "addressee"), usable=usable_findings(report.review)
    )
    if request.method == "POST":
        saved = _save(
            form,
            lambda told: actions.write_recommendation(by=me(request), report=report, recommendation=row, **told),
        )
        if saved:
            messages.success(request, _("Saved. All members are asked to approve the report again."))
            return web.see("report", pk, part=f"recommendation-{saved.pk}")
    return _page(request, report, _("Change the recommendation") if row else _("New recommendation"), form)


@require_POST
def fact_answer(request: HttpRequest, pk: int, check: int) -> HttpResponse:
    """The team says what it did about a fact that the host found wrong."""
    report = report_for(request, "report.answer_facts", pk)
    row = get_object_or_404(FactCheck.objects.select_related("report__review"), pk=check, report=report)
    try:
        actions.answer_fact_check(by=me(request), fact_check=row, answer=request.POST.get("answer", ""))
        messages.success(request, _("Answered. The host reads it beside the text."))
    except Refused as refused:
        web.tell(request, refused)
    return web.see("report", pk)
