# SPDX-License-Identifier: EUPL-1.2
"""Headline findings: written, agreed, presented."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.accounts.me import me
from isopolity.core import web
from isopolity.core.autosave import digest
from isopolity.core.errors import Refused, Stale
from isopolity.core.policy import may
from isopolity.reports import actions
from isopolity.reports.forms import HeadlineForm
from isopolity.reports.models import Balance, Headline, Report, SignOffSubject
from isopolity.reports.queries.findings import usable_findings
from isopolity.reports.queries.signing import signatures
from isopolity.reports.queries.sources import SmallGroups
from isopolity.reports.views.common import report_for, review_for
from isopolity.reviews.models import Review
from isopolity.reviews.queries import review_context

MANY = 8


def _balance(rows: list[Headline]) -> str:
    praise = sum(row.balance == Balance.PRAISE for row in rows)
    return _("Praise: %(praise)d. Criticism: %(criticism)d.") % {"praise": praise, "criticism": len(rows) - praise}


def _advice(rows: list[Headline]) -> str:
    """What is missing for few and balanced headlines; empty when nothing is."""
    kinds = {row.balance for row in rows}
    if len(rows) > MANY:
        return _("These are many. People remember few: can two become one?")
    if len(rows) > 1 and kinds == {Balance.CRITICISM}:
        return _("There is no praise yet. What does this city do well?")
    if len(rows) > 1 and kinds == {Balance.PRAISE}:
        return _("There is no criticism yet. What would a critical friend say?")
    return ""


def headlines(request: HttpRequest, pk: int) -> HttpResponse:
    """The list with its balance, the signatures, and for the host what was presented."""
    review = review_for_reader(request, pk)
    rows = list(review.headlines.prefetch_related("findings__item"))
    report = Report.objects.filter(review=review).select_related("review").first()
    inside = may(request.user, "finding.write", review)
    shown = bool(report and report.headlines_shown_at)
    small = SmallGroups(review) if inside else None
    return render(
        request,
        "reports/headlines.html",
        {
            **review_context(me(request), review, tab="headlines"),
            "page_title": _("Headline findings"),
            "page_who": _("team only") if not shown else _("host and team"),
            "rows": [(row, small.warnings(row.findings.all()) if small else []) for row in rows],
            "balance": _balance(rows),
            "advice": _advice(rows) if inside and not shown else "",
            "report": report,
            "inside": inside,
            "can_write": inside and not shown,
            "signatures": signatures(report, review, SignOffSubject.HEADLINES, request.user) if inside else None,
            "can_show": bool(report) and not shown and may(request.user, "headline.show", report),
        },
    )


def review_for_reader(request: HttpRequest, pk: int) -> Review:
    """The team reads always; the host once they were presented; 404 for everybody else."""
    review = get_object_or_404(Review.objects.for_frame(), pk=pk)
    report = Report.objects.filter(review=review).first()
    if report is not None:
        report.review = review
    if may(request.user, "finding.read", review) or (report and may(request.user, "headline.read", report)):
        return review
    raise Http404


def headline_edit(request: HttpRequest, pk: int, headline: int | None = None) -> HttpResponse:
    """Write a headline finding or change one."""
    review = review_for(request, "finding.write", pk)
    row = get_object_or_404(Headline, pk=headline, review=review) if headline else None
    initial: dict[str, Any] = {}
    if row is not None:
        initial = {"text": row.text, "balance": row.balance, "findings": row.findings.all(), "seen": digest(row.text)}
    form = HeadlineForm(request.POST or None, initial=initial, usable=usable_findings(review))
    if request.method == "POST" and (saved := _write(request, review, form, row)):
        messages.success(request, _("Saved. All members are asked to agree to the headline findings again."))
        return web.see("headlines", review.pk, part=f"headline-{saved.pk}")
    title = _("Change the headline finding") if row else _("New headline finding")
    context = {"page_title": title, "page_who": _("team, then host and public"), "form": form, "back": "headlines"}
    return render(request, "reports/edit.html", {**review_context(me(request), review, tab="headlines"), **context})


def _write(request: HttpRequest, review: Review, form: HeadlineForm, row: Headline | None) -> Headline | None:
    try:
        return web.attempt(
            form,
            lambda: actions.write_headline(
                by=me(request),
                review=review,
                headline=row,
                text=form.cleaned_data["text"],
                balance=form.cleaned_data["balance"],
                findings=list(form.cleaned_data["findings"]),
                seen=form.cleaned_data["seen"] or None,
            ),
        )
    except Stale as stale:
        show_both(form, stale)
    return None


def show_both(form: Any, stale: Stale) -> None:
    """Somebody changed the text meanwhile: theirs is shown, yours stays in the field; saving again keeps yours."""
    form.data = form.data.copy()
    form.data["seen"] = stale.digest
    form.theirs = stale.theirs
    form.add_error(
        "text", _("Somebody changed this text while you wrote. Their text stands above. Save again to keep yours.")
    )


@require_POST
def headline_do(request: HttpRequest, pk: int, headline: int) -> HttpResponse:
    """Move up or down, delete."""
    review = review_for(request, "finding.write", pk)
    row = get_object_or_404(Headline.objects.select_related("review"), pk=headline, review=review)
    do = request.POST.get("do")
    try:
        if do == "delete":
            actions.delete_headline(by=me(request), headline=row)
            messages.success(request, _("Deleted. The history keeps it."))
            return web.see("headlines", pk)
        actions.move_headline(by=me(request), headline=row, up=do == "up")
    except Refused as refused:
        web.tell(request, refused)
    return web.see("headlines", pk, part=f"headline-{headline}")


@require_POST
def headlines_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Present them to the host."""
    report = report_for(request, "headline.show", pk)
    try:
        actions.show_headlines(by=me(request), report=report)
        messages.success(request, _("The host sees the headline findings now."))
    except Refused as refused:
        web.tell(request, refused)
    return web.see("headlines", pk)


def headlines_present(request: HttpRequest, pk: int) -> HttpResponse:
    """One headline finding at a time, in large type, for the feedback meeting. Prints one to a page."""
    review = review_for_reader(request, pk)
    rows = list(review.headlines.all())
    return render(request, "reports/present.html", {"review": review, "rows": rows})
