# SPDX-License-Identifier: EUPL-1.2
"""Ordering a document, waiting for it, fetching it; a project's Word template."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.core import web
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.shared import allows
from isopolity.documents import actions
from isopolity.documents.models import PrintOrder, PrintState, PublicPrint, WordTemplate
from isopolity.documents.printers import kinds
from isopolity.documents.printing import TYPES
from isopolity.documents.public import FORMATS, kept
from isopolity.documents.word import DEFAULT_TEMPLATE
from isopolity.networks.models import Project
from isopolity.reports.models import Report

LARGEST = 5 * 1024 * 1024
FETCHED, MADE = 600, 20  # an hour, from one address: asking again while one waits counts too


def _back(request: HttpRequest) -> str:
    back = request.POST.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/") else "/"


@require_POST
def print_order(request: HttpRequest) -> HttpResponse:
    """Order a document and go to the page where it will be."""
    try:
        order = actions.order_print(
            by=me(request),
            what=request.POST.get("what", ""),
            object_id=web.number(request.POST.get("of")),
            format=request.POST.get("format", ""),
            language=get_language() or "en",
        )
    except Refused as refused:
        web.tell(request, refused)
        return web.see(_back(request))
    request.session["print_back"] = _back(request)
    return web.see("print_wait", order.pk)


def print_wait(request: HttpRequest, pk: int) -> HttpResponse:
    """The document in the making; the page asks again until it is ready."""
    order = get_for(request.user, "print.fetch", PrintOrder, pk=pk)
    kind = kinds().get(order.what)
    context = {
        "order": order,
        "title": kind.title if kind else _("Document"),
        "is_open": order.state in (PrintState.WAITING, PrintState.WORKING),
        "back": request.session.get("print_back", "/"),
    }
    return render(request, "documents/_state.html" if request.htmx else "documents/wait.html", context)  # type: ignore[attr-defined]


def print_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, for the person who ordered it and may still read what it shows."""
    order = get_for(request.user, "print.fetch", PrintOrder, pk=pk)
    kind = kinds().get(order.what)
    if order.state != PrintState.READY or kind is None or kind.find(request.user, order.object_id) is None:
        raise Http404
    response = FileResponse(
        order.file.open("rb"), as_attachment=True, filename=order.name, content_type=TYPES[order.format]
    )
    response["Cache-Control"] = "private, no-store"
    return response


@login_not_required
@require_safe
def published_print(request: HttpRequest, pk: int, format: str) -> HttpResponseBase:
    """A published report as a file, for everybody: fetched, or being made while the visitor waits."""
    rows = Report.objects.filter(published_at__isnull=False).select_related("review__city", "review__project")
    report = get_for(request.user, "report.public", rows, pk=pk)
    if format not in FORMATS:
        raise Http404
    if not allows(request, "published-print", most=FETCHED, seconds=3600):
        return _too_many(request)
    language = get_language() or "en"
    row = kept(report, format, language)
    if row is not None and row.state == PrintState.READY and not request.htmx:  # type: ignore[attr-defined]
        return _public_file(row)
    message = ""
    if row is None or not row.is_open:
        if row is None and not allows(request, "published-make", most=MADE, seconds=3600):
            return _too_many(request)
        row, message = _ordered(request, report, format, language)
    context = {"report": report, "format": format, "order": row, "message": message}
    return render(request, "documents/_public_state.html" if request.htmx else "documents/public.html", context)  # type: ignore[attr-defined]


def _ordered(request: HttpRequest, report: Report, format: str, language: str) -> tuple[PublicPrint | None, str]:
    try:
        by = request.user  # perhaps nobody who is signed in
        row = actions.order_public_print(by=by, report=report, format=format, language=language)  # type: ignore[arg-type]
    except Refused as refused:
        return None, str(refused)
    return row, row.message


def _public_file(row: PublicPrint) -> FileResponse:
    response = FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name, content_type=TYPES[row.format])
    response["Cache-Control"] = "no-cache"
    return response


def _too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response["Retry-After"] = "600"
    return response


class TemplateForm(forms.Form):
    """An uploaded Word template."""

    file = forms.FileField(label=_("Word template (.docx)"))

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The template is larger than 5 MiB."))
        return file


def word_template(request: HttpRequest, pk: int) -> HttpResponse:
    """The project's Word template: which one is used, fetch it, replace it, go back to ours."""
    project = get_for(request.user, "word_template.change", Project, pk=pk)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and request.POST.get("do") == "remove":
        actions.remove_word_template(by=me(request), project=project)
        messages.success(request, _("Reports use the template of Isopolity again."))
        return web.see("word_template", pk)
    if request.method == "POST":
        saved = web.attempt(
            form,
            lambda: actions.set_word_template(
                by=me(request), project=project, content=form.cleaned_data["file"].read()
            ),
        )
        if saved:
            messages.success(request, _("The project's reports use this template now."))
            return web.see("word_template", pk)
    own = WordTemplate.objects.filter(project=project).first()
    return render(request, "documents/template.html", {"project": project, "form": form, "own": own})


def word_template_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The template in use, to start from."""
    project = get_for(request.user, "word_template.change", Project, pk=pk)
    own = WordTemplate.objects.filter(project=project).first()
    stream = own.file.open("rb") if own else DEFAULT_TEMPLATE.open("rb")
    return FileResponse(stream, as_attachment=True, filename="report-template.docx", content_type=TYPES["docx"])
