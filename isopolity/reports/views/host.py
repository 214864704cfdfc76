# SPDX-License-Identifier: EUPL-1.2
"""The host's part: facts, reply, commitments, publication, progress."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.accounts.me import me
from isopolity.core import web
from isopolity.core.errors import Refused
from isopolity.core.policy import may
from isopolity.reports import actions
from isopolity.reports.chain import became
from isopolity.reports.forms import CommitmentForm, ProgressForm, ReplyForm
from isopolity.reports.models import Commitment, Paragraph, Recommendation, Report, ReportState
from isopolity.reports.queries.commitments import commitments_of
from isopolity.reports.queries.document import Advice, report_content
from isopolity.reports.views.common import report_for
from isopolity.reviews.queries import review_context

REPLYING = (ReportState.REPLY, ReportState.PUBLISHED)


@require_POST
def fact_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The host's word on one paragraph or recommendation."""
    report = report_for(request, "report.check_facts", pk)
    try:
        thing, part = _checked_thing(request, report)
        actions.check_facts(
            by=me(request),
            report=report,
            is_correct=request.POST.get("is_correct") == "yes",
            comment=request.POST.get("comment", ""),
            **thing,
        )
    except Refused as refused:
        web.tell(request, refused)
        return web.see("report", pk)
    return web.see("report", pk, part=part)


def _checked_thing(request: HttpRequest, report: Report) -> tuple[dict[str, Any], str]:
    for kind, rows in (
        ("paragraph", Paragraph.objects.filter(section__report=report).select_related("section")),
        ("recommendation", Recommendation.objects.filter(report=report)),
    ):
        if key := web.number(request.POST.get(kind)):
            return {kind: get_object_or_404(rows, pk=key)}, f"{kind}-{key}"
    raise Http404


def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Every recommendation with the city's answer and commitments; the host writes, others read what is handed in."""
    report = report_for(request, "reply.read", pk)
    if report.state not in REPLYING:
        raise Http404
    can_write = may(request.user, "report.finish_reply", report) and report.replied_at is None
    if request.method == "POST":
        return _answer(request, report)
    return _reply_page(request, report, can_write=can_write)


def _reply_page(
    request: HttpRequest, report: Report, *, can_write: bool, typed: tuple[int, ReplyForm] | None = None
) -> HttpResponse:
    content = report_content(report)
    left = sum(one.reply is None for one in content.advice)
    bare = sum(bool(one.reply and one.reply.answer != "decline" and not one.commitments) for one in content.advice)
    return render(
        request,
        "reports/reply.html",
        {
            **review_context(me(request), report.review, tab="report"),
            "page_title": _("Reply of %s") % report.review.city,
            "page_who": _("host only until handed in, then public")
            if report.state != ReportState.PUBLISHED
            else _("public"),
            "report": report,
            "rows": [(one, _reply_form(one, typed) if can_write else None) for one in content.advice],
            "can_write": can_write,
            "can_reopen": may(request.user, "report.finish_reply", report) and report.replied_at is not None,
            "can_publish": may(request.user, "report.publish", report) and report.state == ReportState.REPLY,
            "left": left,
            "bare": bare,
            "finish": {"do": "finish"},
        },
        status=400 if typed else 200,
    )


def _reply_form(one: Advice, typed: tuple[int, ReplyForm] | None) -> ReplyForm:
    if typed and typed[0] == one.recommendation.pk:
        return typed[1]
    initial = {"answer": one.reply.answer, "reason": one.reply.reason} if one.reply else {}
    return ReplyForm(initial=initial, prefix=f"r{one.recommendation.pk}")


def _answer(request: HttpRequest, report: Report) -> HttpResponse:
    rows = Recommendation.objects.filter(report=report).select_related("report__review__city")
    row = get_object_or_404(rows, pk=web.number(request.POST.get("recommendation")))
    form = ReplyForm(request.POST, prefix=f"r{row.pk}")
    done = web.attempt(form, lambda: actions.reply(by=me(request), recommendation=row, **form.cleaned_data))
    if done:
        messages.success(request, _("Your answer is saved."))
        return web.see("reply", report.review_id, part=f"recommendation-{row.pk}")
    return _reply_page(request, report, can_write=True, typed=(row.pk, form))


STEPS: dict[str, Any] = {"finish": actions.finish_reply, "reopen": actions.reopen_reply}


@require_POST
def reply_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the reply in, or take it back before publication."""
    report = report_for(request, "report.finish_reply", pk)
    step = STEPS.get(request.POST.get("do", ""))
    if step is None:
        raise Http404
    try:
        step(by=me(request), report=report)
        messages.success(request, _("Done."))
    except Refused as refused:
        web.tell(request, refused)
    return web.see("reply", pk)


@require_POST
def report_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Report and reply become public."""
    report = report_for(request, "report.publish", pk)
    try:
        actions.publish(by=me(request), report=report)
        messages.success(request, _("Report and reply are public now."))
    except Refused as refused:
        web.tell(request, refused)
        return web.see("report", pk)
    return web.see("published_report", report.pk)


def commitment_edit(
    request: HttpRequest, pk: int, recommendation: int | None = None, commitment: int | None = None
) -> HttpResponse:
    """A commitment to a recommendation, or new facts about one."""
    report = report_for(request, "reply.read", pk)
    rows = Recommendation.objects.select_related("report__review__city").filter(report=report)
    kept = Commitment.objects.select_related("recommendation__report__review__city")
    row = get_object_or_404(kept, pk=commitment, recommendation__report=report) if commitment else None
    advice = row.recommendation if row else get_object_or_404(rows, pk=recommendation)
    if not may(request.user, "reply.write", advice):
        raise Http404
    form = CommitmentForm(request.POST or None, instance=_copy(row))
    if request.method == "POST":

        def save() -> Commitment:
            facts = {name: form.cleaned_data[name] for name in form.Meta.fields}
            if row is None:
                return actions.commit(by=me(request), recommendation=advice, **facts)
            return actions.change_commitment(by=me(request), commitment=row, **facts)

        if saved := web.attempt(form, save):
            messages.success(request, _("The commitment is saved."))
            return web.see("commitments", pk, part=f"commitment-{saved.pk}")
    context = {
        "page_title": _("Commitment"),
        "page_subtitle": advice.text[:200],
        "page_who": _("public after publication"),
        "form": form,
        "back": "commitments",
    }
    return render(request, "reports/edit.html", {**review_context(me(request), report.review, tab="report"), **context})


def _copy(row: Commitment | None) -> Commitment | None:
    """The form writes into a copy; only the action writes the row."""
    return Commitment.objects.get(pk=row.pk) if row else None


def commitments(request: HttpRequest, pk: int) -> HttpResponse:
    """What the city promised and how it fares."""
    report = report_for(request, "reply.read", pk)
    if report.state not in REPLYING:
        raise Http404
    writes = may(request.user, "report.commit", report)
    rows = commitments_of(report)
    chain = became(request.user, rows)
    return render(
        request,
        "reports/commitments.html",
        {
            **review_context(me(request), report.review, tab="report"),
            "page_title": _("Commitments"),
            "page_who": _("public after publication") if report.state == ReportState.REPLY else _("public"),
            "report": report,
            "rows": [(row, chain.get(row.pk, ())) for row in rows],
            "can_write": writes,
            "is_published": report.state == ReportState.PUBLISHED,
            "progress_form": ProgressForm(),
        },
    )


@require_POST
def commitment_do(request: HttpRequest, pk: int, commitment: int) -> HttpResponse:
    """Tell progress, or take a commitment back before the reply is handed in."""
    report = report_for(request, "reply.read", pk)
    rows = Commitment.objects.select_related("recommendation__report__review__city")
    row = get_object_or_404(rows, pk=commitment, recommendation__report=report)
    try:
        if request.POST.get("do") == "remove":
            actions.remove_commitment(by=me(request), commitment=row)
            messages.success(request, _("The commitment is taken back. The history keeps it."))
        else:
            state, text = request.POST.get("state", ""), request.POST.get("text", "")
            actions.tell_progress(by=me(request), commitment=row, state=state, text=text)
            messages.success(request, _("Thank you. The progress is noted."))
    except Refused as refused:
        web.tell(request, refused)
    return web.see("commitments", pk, part=f"commitment-{row.pk}")
