# SPDX-License-Identifier: EUPL-1.2
"""The report: written by the team, read by those it was handed to."""

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.accounts.me import me
from isopolity.core import web
from isopolity.core.components import Action
from isopolity.core.errors import Refused
from isopolity.core.links import link
from isopolity.core.policy import may
from isopolity.reports import actions
from isopolity.reports.forms import TitleForm
from isopolity.reports.models import Paragraph, Recommendation, Report, ReportState, Section, SignOffSubject
from isopolity.reports.queries.charts import by_pillar
from isopolity.reports.queries.document import ReportContent, report_content
from isopolity.reports.queries.factcheck import left_of
from isopolity.reports.views.common import report_for, review_for
from isopolity.reports.views.workshop import workshop
from isopolity.reviews.models import Review
from isopolity.reviews.queries import review_context


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The team's workshop while it is written; afterwards, and for everybody else, the document."""
    review = get_object_or_404(Review.objects.for_frame(), pk=pk)
    row: Report | None = getattr(review, "report", None)
    if row is not None:
        prefetch_related_objects([row], "sections")
    if row is None or not row.sections.all():
        return _not_started(request, review)
    if not may(request.user, "report.read", row):
        raise Http404
    if may(request.user, "report.write", row):
        return render(request, "reports/workshop.html", {**_frame(request, row), **workshop(me(request), row)})
    return _read(request, row)


def _not_started(request: HttpRequest, review: Review) -> HttpResponse:
    """Nothing there yet: the team starts it; others learn nothing."""
    review_for(request, "finding.write", review.pk)
    context = {"page_title": _("Report"), "page_who": _("team only")}
    return render(request, "reports/start.html", {**review_context(me(request), review, tab="report"), **context})


def _frame(request: HttpRequest, row: Report) -> dict[str, Any]:
    names = [("headlines", _("Headline findings"), "flag"), ("commitments", _("Commitments"), "target")]
    person = me(request)
    wanted = [names[0]] if may(person, "headline.read", row) else []
    if row.state in (ReportState.REPLY, ReportState.PUBLISHED):
        wanted = [*wanted, ("reply", _("Reply"), "message"), names[1]]
    actions_ = [Action(text, link(name, row.review_id), icon) for name, text, icon in wanted]
    return {
        **review_context(person, row.review, tab="report"),
        "page_title": row.title or _("Report"),
        "page_subtitle": row.get_state_display(),
        "page_actions": actions_,
        "report": row,
        "printing": row.state != ReportState.DRAFTING or may(person, "report.write", row),
    }


def _read(request: HttpRequest, row: Report) -> HttpResponse:
    """The document; the host ticks facts in it while the fact-check is open."""
    checking = may(request.user, "report.check_facts", row)
    inside = may(request.user, "finding.read", row.review)
    published = row.state == ReportState.PUBLISHED
    excuses = may(request.user, "report.excuse_facts", row)
    knows_reply = published or may(request.user, "reply.read", row)
    content = report_content(row, with_reply=knows_reply, with_checks=checking or inside or excuses)
    return render(
        request,
        "reports/read.html",
        {
            **_frame(request, row),
            "page_who": _("public") if published else _("host, team and secretariat"),
            **drawings(content),
            "checking": checking,
            "checking_or_inside": checking or inside,
            "left": left_of(content) if checking or excuses else [],
            "can_excuse": excuses,
            "can_publish": may(request.user, "report.publish", row) and not published and row.replied_at is not None,
        },
    )


def drawings(content: ReportContent) -> dict[str, Any]:
    """The document with its two maps and its chart."""
    return {
        "content": content,
        "map_city": content.map_of("city"),
        "map_team": content.map_of("team"),
        "chart": by_pillar(content),
    }


@require_POST
def report_start(request: HttpRequest, pk: int) -> HttpResponse:
    """The first step: the usual sections."""
    review = review_for(request, "finding.write", pk)
    actions.start_report(by=me(request), review=review, title=request.POST.get("title", ""))
    messages.success(request, _("The report has its usual sections. Now write."))
    return web.see("report", pk)


@require_POST
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign, or take a signature back."""
    row = report_for(request, "report.sign", pk)
    subject = request.POST.get("subject", "")
    try:
        if request.POST.get("do") == "take_back":
            actions.take_back_sign_off(by=me(request), report=row, subject=subject)
            messages.success(request, _("Your signature is taken back."))
        else:
            actions.sign_off(by=me(request), report=row, subject=subject)
            messages.success(request, _("You have signed."))
    except Refused as refused:
        web.tell(request, refused)
    return web.see("headlines" if subject == SignOffSubject.HEADLINES else "report", pk)


STEPS = {"share": actions.share, "end_fact_check": actions.end_fact_check}


@require_POST
def report_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over to the host; close the fact-check; for the secretariat: let it be closed unfinished."""
    row, do = report_for(request, "report.read", pk), request.POST.get("do", "")
    try:
        if do == "excuse":
            actions.excuse_fact_check(by=me(request), report=row, reason=request.POST.get("reason", ""))
            messages.success(request, _("The team can close the fact-check now. It is told."))
        elif do in STEPS:
            STEPS[do](by=me(request), report=row)
            messages.success(request, _("Done. The host is told."))
        else:
            raise Http404
    except Refused as refused:
        web.tell(request, refused)
    return web.see("report", pk)


def report_title(request: HttpRequest, pk: int, section: int | None = None) -> HttpResponse:
    """A new title for the report or one of its sections; or a new section."""
    row = report_for(request, "report.write", pk)
    part = get_object_or_404(Section, pk=section, report=row) if section else None
    adds = request.resolver_match is not None and request.resolver_match.url_name == "section_new"
    before = "" if adds else (part.title if part else row.title)
    form = TitleForm(request.POST or None, initial={"title": before})
    if request.method == "POST":

        def save() -> Any:
            title = form.cleaned_data["title"]
            if adds:
                return actions.add_section(by=me(request), report=row, title=title)
            if part is not None:
                return actions.rename_section(by=me(request), section=part, title=title)
            return actions.name_report(by=me(request), report=row, title=title)

        if web.attempt(form, save):
            return web.see("report", pk)
    title = _("New section") if adds else _("Change the title")
    context = {"page_title": title, "form": form, "back": "report"}
    return render(request, "reports/edit.html", {**review_context(me(request), row.review, tab="report"), **context})


@require_POST
def report_do(request: HttpRequest, pk: int) -> HttpResponse:
    """Move or delete a section, a paragraph or a recommendation. ``do`` is like "up paragraph 12"."""
    row = report_for(request, "report.write", pk)
    do, what, part = [*request.POST.get("do", "").split(" "), "", ""][:3]
    try:
        thing = _thing(row, what, part)
        if do == "delete":
            DELETE[what](by=me(request), **{what: thing})
            messages.success(request, _("Deleted. The history keeps it."))
            return web.see("report", pk)
        MOVE[what](by=me(request), **{what: thing}, up=do == "up")
    except Refused as refused:
        web.tell(request, refused)
        return web.see("report", pk)
    return web.see("report", pk, part=f"{what}-{thing.pk}")


DELETE: dict[str, Any] = {
    "section": actions.delete_section,
    "paragraph": actions.delete_paragraph,
    "recommendation": actions.delete_recommendation,
}
MOVE: dict[str, Any] = {
    "section": actions.move_section,
    "paragraph": actions.move_paragraph,
    "recommendation": actions.move_recommendation,
}


def _thing(row: Report, what: str, pk: str) -> Any:
    if what not in MOVE:
        raise Http404
    rows: dict[str, Any] = {
        "section": Section.objects.filter(report=row).select_related("report"),
        "paragraph": Paragraph.objects.filter(section__report=row).select_related("section__report"),
        "recommendation": Recommendation.objects.filter(report=row).select_related("report"),
    }
    return get_object_or_404(rows[what], pk=web.number(pk))
