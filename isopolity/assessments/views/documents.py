# SPDX-License-Identifier: EUPL-1.2
"""Attached documents: added, handed out to those who may read them, removed."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from isopolity.assessments import actions
from isopolity.assessments.forms import UploadForm
from isopolity.assessments.models import Assessment, Document
from isopolity.assessments.views.frame import base, fetch, me
from isopolity.benchmarks.models import BackgroundSection, Item
from isopolity.core.components import Line
from isopolity.core.files import handed_out
from isopolity.core.getters import get_for
from isopolity.core.web import attempt, see


def _rows() -> QuerySet[Document]:
    return Document.objects.select_related("assessment__city", "assessment__version", "item", "section")


@require_safe
def assessment_document(request: HttpRequest, pk: int) -> FileResponse:
    """The file itself. Nothing in it runs; only pictures are shown in the page."""
    row = get_for(me(request), "document.read", _rows(), pk=pk)
    try:
        return handed_out(row.file, name=row.name, content_type=row.content_type)
    except FileNotFoundError as error:
        raise Http404 from error


def item_document_add(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Attach a file to an item."""
    one, part = fetch(me(request), pk, "assessment.write_part")
    if not part.opens_item(item):
        raise Http404
    found = get_object_or_404(Item.objects.select_related("version"), pk=item, version=one.version_id)
    return _add(request, one, reverse("answer", args=[pk, item]), found.code, item=found)


def section_document_add(request: HttpRequest, pk: int, section: int) -> HttpResponse:
    """Attach a file, for example the organisation chart, to a background section."""
    one, part = fetch(me(request), pk, "assessment.write_part")
    if not part.opens_section(section):
        raise Http404
    found = get_object_or_404(BackgroundSection, pk=section, version=one.version_id)
    return _add(request, one, reverse("background", args=[pk, section]), found.code, section=found)


def _add(
    request: HttpRequest, one: Assessment, back: str, code: str, *,
    item: Item | None = None, section: BackgroundSection | None = None,
) -> HttpResponse:  # fmt: skip
    person = me(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        made = attempt(
            form,
            lambda: actions.add_document(
                by=person, assessment=one, file=form.cleaned_data["file"], item=item, section=section
            ),
        )
        if made:
            messages.success(request, _("“%s” is attached.") % made.name)
            return see(back, part="documents")
    context = base(person, one, "", Line(code, back), Line(_("Attach a document"))) | {"form": form, "back": back}
    context |= {"upload_limit": settings.UPLOAD_LIMIT_MIB}
    return render(request, "assessments/upload.html", context, status=422 if form.errors else 200)


def assessment_document_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask back, then remove."""
    person = me(request)
    row = get_for(person, "document.remove", _rows(), pk=pk)
    one = row.assessment
    name, of = ("answer", row.item_id) if row.item_id else ("background", row.section_id)
    back = reverse(name, args=[one.pk, of])
    form = forms.Form(request.POST) if request.method == "POST" else forms.Form()
    if request.method == "POST":
        attempt(form, lambda: actions.remove_document(by=person, document=row))
        if not form.errors:
            messages.success(request, _("“%s” is removed.") % row.name)
            return see(back, part="documents")
    question = _("Remove “%s”? It cannot be brought back.") % row.name
    context = base(person, one, "", Line(_("Remove a document")))
    context |= {"form": form, "question": question, "button": _("Remove"), "back": back}
    return render(request, "assessments/decide.html", context, status=409 if form.errors else 200)
