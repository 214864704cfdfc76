# SPDX-License-Identifier: EUPL-1.2
"""One question: add it, change it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from isopolity.accounts.me import me
from isopolity.core.components import Line
from isopolity.core.getters import get_for
from isopolity.core.web import attempt, see
from isopolity.surveys import actions
from isopolity.surveys.actions.editing import mark_of
from isopolity.surveys.form.editing import find, users_of_list
from isopolity.surveys.forms import ADDABLE, KIND_NAMES, QuestionForm
from isopolity.surveys.models import Questionnaire
from isopolity.surveys.views.frame import base, questionnaires


def question_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new question of the kind and at the place that were chosen."""
    one = get_for(request.user, "questionnaire.write", questionnaires(), pk=pk)
    kind, after = request.GET.get("kind", "text"), request.GET.get("after", "")
    if kind not in ADDABLE:
        raise Http404
    form = QuestionForm(request.POST or None, kind, one.definition)
    if request.method == "POST":
        saved = attempt(form, lambda: actions.add_question(
            by=me(request), questionnaire=one, question=_question(form), after=after, choices=form.choices(),
            seen=request.POST.get("seen", ""),
        ))  # fmt: skip
        if saved is not None:
            messages.success(request, _("The question is added."))
            return see("questionnaire", pk)
    return _page(request, one, form, _("Add: %s") % KIND_NAMES[kind])


def question_change(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Everything about one question."""
    one = get_for(request.user, "questionnaire.write", questionnaires(), pk=pk)
    old = find(one.definition, key)
    if old is None or old["kind"] == "foreign":
        raise Http404
    form = QuestionForm(request.POST or None, old["kind"], one.definition, old)
    if request.method == "POST":
        saved = attempt(form, lambda: actions.change_question(
            by=me(request), questionnaire=one, key=key, question=_question(form), choices=form.choices(),
            seen=request.POST.get("seen", ""),
        ))  # fmt: skip
        if saved is not None:
            messages.success(request, _("Saved."))
            return see("questionnaire", pk)
    others = [name for name in users_of_list(one.definition, old.get("choices", "-")) if name != old["name"]]
    return _page(request, one, form, _("Change: %s") % KIND_NAMES[old["kind"]], others=others)


def _question(form: QuestionForm) -> dict[str, Any]:
    made = form.question()
    return made | {"elements": []} if form.kind in ("group", "repeat") and not form.old else made


def _page(request: HttpRequest, one: Questionnaire, form: QuestionForm, title: str, **more: Any) -> HttpResponse:
    context = base(one, "", Line(title)) | {"form": form, "title": title, "mark": mark_of(one)} | more
    if request.method == "POST":
        context["mark"] = request.POST.get("seen", "")
    return render(request, "surveys/question.html", context)
