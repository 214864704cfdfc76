# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire filled in to try it: conditions are worked out on the server, nothing is kept."""

import json
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from isopolity.core.components import Line
from isopolity.core.files import harmless_name
from isopolity.core.getters import get_for
from isopolity.surveys.filling import Filling, filling
from isopolity.surveys.form import Form, form_of
from isopolity.surveys.form.xlsform.languages import name_of
from isopolity.surveys.views.frame import base, questionnaires

LONGEST = 500_000


def questionnaire_try(request: HttpRequest, pk: int) -> HttpResponse:
    """Page by page as a reader sees it; the answers travel with the page and are gone when it is closed."""
    one = get_for(request.user, "questionnaire.read", questionnaires(), pk=pk)
    form = form_of(one.definition)
    language = _language(request, form)
    page = _filled(request, form, language)
    context = base(one, "questionnaire_try") | {
        "filling": page,
        "kept": json.dumps(page.answers) if page else "",
        "language": language,
        "languages": [Line(name_of(tag), tag) for tag in form.languages],
    }
    return render(request, "surveys/_fill.html" if request.htmx else "surveys/try.html", context)  # type: ignore[attr-defined]


def _language(request: HttpRequest, form: Form) -> str:
    asked = request.POST.get("language") or request.GET.get("language") or (get_language() or "en").split("-")[0]
    return asked if asked in form.languages else form.languages[0]


def _filled(request: HttpRequest, form: Form, language: str) -> Filling | None:
    sent = request.POST if request.method == "POST" else None
    kept = _kept(request.POST.get("kept", "")) if sent is not None else None
    now = timezone.localtime()
    return filling(form, kept, sent=sent, files=_names(request), now=now, language=language)


def _kept(text: str) -> dict[str, Any] | None:
    try:
        kept = json.loads(text) if text and len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        return None
    return kept if isinstance(kept, dict) else None


def _names(request: HttpRequest) -> dict[str, Any]:
    """Only the names of files: what was attached is not kept."""
    return {
        field: {"name": harmless_name(upload.name or "", "file")}
        for field, upload in request.FILES.items()
        if isinstance(upload, UploadedFile)
    }
