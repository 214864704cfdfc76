# SPDX-License-Identifier: EUPL-1.2
"""Answering: with an account, by telephone, or by a personal link without an account."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from isopolity.accounts.me import me
from isopolity.core.components import Line
from isopolity.core.errors import Refused, Stale
from isopolity.core.files import handed_out
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.principal import acting
from isopolity.core.web import typed
from isopolity.surveys import actions
from isopolity.surveys.form.xlsform.languages import name_of
from isopolity.surveys.links import link_of
from isopolity.surveys.models import Respondent, Response, ResponseFile
from isopolity.surveys.queries.filled import sheet
from isopolity.surveys.rules import LINK, speaks_for
from isopolity.surveys.views.step import Step
from isopolity.surveys.views.wave_frame import base, bodies, waves_crumbs


# --- With an account ------------------------------------------------------------------------------------------------
@never_cache
def response(request: HttpRequest, pk: int) -> HttpResponse:
    """The body's questionnaire, for its people, its interviewer and the secretariat."""
    body = get_for(request.user, "response.answer", bodies(), pk=pk)
    context = {
        "crumbs": waves_crumbs(body.wave.project, Line(body.wave.title, reverse("survey", args=[body.wave_id])),
                               Line(str(body))),
        "by_telephone": not speaks_for(request.user, body),
        "print_url": reverse("response_print", args=[pk]),
        "base_template": "base.html",
    }  # fmt: skip
    return _answer(request, me(request), body, context)


@require_safe
def response_print(request: HttpRequest, pk: int) -> HttpResponse:
    """All answers of the body on one page."""
    body = get_for(request.user, "response.read", bodies(), pk=pk)
    own = may(request.user, "response.answer", body) or speaks_for(request.user, body)
    found = _written(body)
    if found is None or not (own or found.is_submitted):
        raise Http404
    context = base(request.user, body.wave, "", Line(str(body))) | {
        "sheet": sheet(body, found, _language(request, body)), "body": body, "response": found,
        "base_template": "base.html",
    }  # fmt: skip
    return render(request, "surveys/filled.html", context)


@require_safe
def response_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file that answers a question."""
    rows = ResponseFile.objects.select_related("response__respondent__wave__project", "response__respondent__partner")
    found = get_for(request.user, "response.file", rows, pk=pk)
    return handed_out(found.file, name=found.name, content_type=found.content_type)


# --- By a personal link ---------------------------------------------------------------------------------------------
@login_not_required
@never_cache
@sensitive_variables("secret")
def survey_answer(request: HttpRequest, secret: str) -> HttpResponse:
    """The questionnaire behind a personal link. The link acts, and may do nothing else."""
    link = link_of(request, secret)
    if link is None:
        return render(request, "surveys/link_gone.html", status=404)
    principal = f"{LINK}{link.pk}"
    body = bodies().get(pk=link.respondent_id)
    with acting(principal):
        return _answer(request, principal, body, {
            "print_url": reverse("survey_answer_print", args=[secret]), "by_link": True,
            "base_template": "base_plain.html",
        })  # fmt: skip


@login_not_required
@never_cache
@require_safe
@sensitive_variables("secret")
def survey_answer_print(request: HttpRequest, secret: str) -> HttpResponse:
    """What was answered by this link's body, to print."""
    link = link_of(request, secret)
    if link is None:
        return render(request, "surveys/link_gone.html", status=404)
    body = bodies().get(pk=link.respondent_id)
    with acting(f"{LINK}{link.pk}"):
        found = _written(body)
        context = {"body": body, "response": found, "wave": body.wave, "by_link": True,
                   "base_template": "base_plain.html",
                   "back": reverse("survey_answer", args=[secret]),
                   "sheet": sheet(body, found, _language(request, body)) if found else []}  # fmt: skip
        return render(request, "surveys/filled.html", context)


# --- What both do ---------------------------------------------------------------------------------------------------
def _written(body: Respondent) -> Response | None:
    return Response.objects.filter(respondent=body).first()


def _language(request: HttpRequest, body: Respondent, written: Response | None = None) -> str:
    offered = body.wave.questionnaire.languages
    asked = request.POST.get("language") or request.GET.get("language") or ""
    wishes = [asked, written.language if written else "", body.language, (get_language() or "en").split("-")[0]]
    return next((one for one in wishes if one in offered), offered[0])


def _answer(request: HttpRequest, by: Any, body: Respondent, context: dict[str, Any]) -> HttpResponse:
    written = _written(body)
    language = _language(request, body, written)
    context |= {"body": body, "wave": body.wave, "language": language, "response": written,
                "languages": [Line(name_of(tag), tag) for tag in body.wave.questionnaire.languages]}  # fmt: skip
    if written is not None and written.is_submitted:
        return render(request, "surveys/answered.html", context)
    if body.wave.consent and (written is None or written.consented_at is None):
        if request.POST.get("do") != "agree":
            return render(request, "surveys/consent.html", context)
        written = actions.give_consent(by=by, respondent=body, language=language)
        return _shown(request, Step(body, written, language), context)
    step = Step(body, written, language)
    if request.method == "POST" and request.POST.get("do") == "submit":
        return _submit(request, by, step, context)
    if request.method == "POST" and "section" in request.POST:
        return _save(request, by, step, context)
    if request.method == "POST":
        context |= {"wrong": _("The page did not arrive whole. Nothing was changed.")}
    return _shown(request, step, context, status=422 if request.method == "POST" else 200)


def _save(request: HttpRequest, by: Any, step: Step, context: dict[str, Any]) -> HttpResponse:
    try:
        files = _files(request, by, step.body)
        changes, seen = step.take(request.POST, files)
        saved = actions.save_answers(by=by, respondent=step.body, changes=changes, seen=seen, language=step.language)
    except (Stale, Refused) as wrong:
        context |= {"wrong": str(wrong), "typed": typed(request.POST)}
        return _shown(request, step.back_at(request.POST), context, status=409)
    return _shown(request, step.after(saved, request.POST), context | {"response": saved})


def _files(request: HttpRequest, by: Any, body: Respondent) -> dict[str, Any]:
    return {
        field: actions.attach_file(by=by, respondent=body, key=field.partition("@")[2], file=upload)
        for field, upload in request.FILES.items()
        if isinstance(upload, UploadedFile)
    }


def _submit(request: HttpRequest, by: Any, step: Step, context: dict[str, Any]) -> HttpResponse:
    try:
        done = actions.submit_response(by=by, respondent=step.body)
    except Refused as refused:
        return _shown(request, step.at_end(), context | {"wrong": str(refused)}, status=422)
    return render(request, "surveys/answered.html", context | {"response": done})


def _shown(request: HttpRequest, step: Step, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    is_part = bool(request.htmx)  # type: ignore[attr-defined]
    context |= {"filling": step.filling, "seen": step.seen, "submits": True, "took": request.POST.get("nonce", "")}
    template = "surveys/_fill.html" if is_part else "surveys/response.html"
    return render(request, template, context, status=200 if is_part else status)
