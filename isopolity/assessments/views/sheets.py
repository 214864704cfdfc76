# SPDX-License-Identifier: EUPL-1.2
"""The assessment as a spreadsheet: download, upload, preview of the differences, decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from isopolity.assessments import actions
from isopolity.assessments.forms import UploadForm
from isopolity.assessments.models import Assessment, SheetDraft
from isopolity.assessments.queries.report import labels, report_content
from isopolity.assessments.queries.sheets import level_words
from isopolity.assessments.sheets import TEXT
from isopolity.assessments.sheets.write import workbook
from isopolity.assessments.views.frame import assessments, base, fetch_whole, me, title_of
from isopolity.core.components import Line
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.sheets import as_file
from isopolity.core.web import put_on, see


@require_safe
def assessment_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The answers as a spreadsheet."""
    one = get_for(me(request), "assessment.read", assessments(), pk=pk)
    language = get_language() or "en"
    book = workbook(report_content(one, language), level_words(one.version, language))
    return as_file(book, title_of(one))


def assessment_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """How to work offline; upload a filled-in file."""
    person = me(request)
    one = fetch_whole(person, pk)
    form, faults = UploadForm(request.POST or None, request.FILES or None), {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.preview_sheet(by=person, assessment=one, file=form.cleaned_data["file"])
            return see("assessment_sheet_preview", one.pk)
        except Refused as refused:
            put_on(form, Refused(refused.message))
            faults = refused.fields
    context = base(person, one, "assessment_sheet") | {"form": form, "faults": faults}
    context |= {"locked": one.state != "open", "has_draft": one.sheet_drafts.filter(person=person).exists()}
    return render(request, "assessments/sheet.html", context, status=422 if form.errors else 200)


def assessment_sheet_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would change; take it or drop it."""
    person = me(request)
    one = fetch_whole(person, pk, "assessment.write")
    draft = SheetDraft.objects.select_related("assessment__city", "assessment__version").filter(
        assessment=one, person=person
    )
    found = draft.first()
    if found is None:
        raise Http404
    if request.method == "POST":
        return _decide(request, one, found)
    return _preview(request, one, found)


def _decide(request: HttpRequest, one: Assessment, draft: SheetDraft) -> HttpResponse:
    person = me(request)
    if request.POST.get("decision") == "drop":
        actions.drop_sheet(by=person, draft=draft)
        messages.info(request, _("The file was dropped. Nothing was changed."))
        return see("assessment_sheet", one.pk)
    from_file = {name.removeprefix("take-") for name, value in request.POST.items() if value == "file"}
    try:
        number = actions.take_sheet(by=person, draft=draft, from_file=from_file)
    except Refused as refused:
        return _preview(request, one, draft, str(refused.message))
    words = ngettext("%d field was taken over.", "%d fields were taken over.", number)
    messages.success(request, words % number)
    return see("assessment", one.pk)


def _preview(
    request: HttpRequest, one: Assessment, draft: SheetDraft, fault: str = "", status: int = 200
) -> HttpResponse:
    person = me(request)
    words = {"level": _("Level"), TEXT: _("Background"), **labels()}
    levels = level_words(one.version, get_language() or "en")

    def shown(row: dict[str, Any]) -> dict[str, Any]:
        plain = levels if row["field"] == "level" else {}
        old, new = (plain.get(row[name], row[name]) for name in ("old", "new"))
        return row | {"label": words[row["field"]], "old": old, "new": new}

    rows = [shown(row) for row in draft.changes]
    context = base(person, one, "assessment_sheet", Line(_("What the file changes"))) | {
        "draft": draft,
        "changes": [row for row in rows if not row["conflict"]],
        "conflicts": [row for row in rows if row["conflict"]],
        "fault": fault,
    }
    return render(request, "assessments/sheet_preview.html", context, status=409 if fault else 200)
