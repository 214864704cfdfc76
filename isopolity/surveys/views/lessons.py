# SPDX-License-Identifier: EUPL-1.2
"""Lessons: the code book and its coders, coding answers in words, how far coders agree, drafts to copy."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from isopolity.accounts.me import me
from isopolity.accounts.models import Person
from isopolity.core.components import Action
from isopolity.core.errors import Refused
from isopolity.core.files import harmless_name
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import attempt, number, see, tell
from isopolity.surveys import actions
from isopolity.surveys.forms_coding import CodersForm, FactorForm
from isopolity.surveys.models import Factor, Respondent, Wave
from isopolity.surveys.queries.lessons import all_drafts, answers_to, lessons_of, open_columns
from isopolity.surveys.views.wave_frame import base, waves

ROWS = 20


def survey_lessons(request: HttpRequest, pk: int) -> HttpResponse:
    """Factors with their drafts, the coders and how far they agree; the secretariat's page."""
    wave = get_for(request.user, "wave.manage", waves(), pk=pk)
    do = request.POST.get("do", "")
    form = FactorForm(request.POST if do == "add" else None)
    coders = CodersForm(request.POST if do == "coders" else None, wave=wave)
    facts: dict[str, Any] = {"by": me(request), "wave": wave}
    if do == "add" and None is not attempt(form, lambda: actions.add_factor(**facts, **form.cleaned_data)):
        messages.success(request, _("Coders look for this factor from now on."))
        return see("survey_lessons", pk)
    if do == "coders" and None is not attempt(coders, lambda: actions.name_coders(**facts, **coders.cleaned_data)):
        messages.success(request, _("Saved."))
        return see("survey_lessons", pk)
    if request.method == "POST" and do not in ("add", "coders"):
        return _remove(request, wave, do)
    return render(request, "surveys/lessons.html", _shown(request, wave, form, coders))


def _remove(request: HttpRequest, wave: Wave, do: str) -> HttpResponse:
    rows = Factor.objects.select_related("wave__project")
    factor = get_object_or_404(rows, pk=number(do.removeprefix("remove:")), wave=wave)
    try:
        actions.remove_factor(by=me(request), factor=factor)
        messages.success(request, _("The factor is out of the code book."))
    except Refused as refused:
        tell(request, refused)
    return see("survey_lessons", wave.pk)


def _shown(request: HttpRequest, wave: Wave, form: FactorForm, coders: CodersForm) -> dict[str, Any]:
    lessons = lessons_of(wave)
    named = Person.objects.filter(pk__in=[*lessons.coded, *wave.coders.values_list("person_id", flat=True)])
    names = dict(named.values_list("pk", "name"))
    buttons = []
    if lessons.rows:
        buttons.append(Action(_("Code answers"), reverse("survey_coding", args=[wave.pk]), "pencil", primary=True))
    if any(one.number for one in lessons.rows):
        buttons.append(Action(_("Drafts as text"), reverse("survey_drafts", args=[wave.pk]), "file-download"))
    return base(request.user, wave, "survey_lessons") | {
        "lessons": [(one, [_pair(pair, names) for pair in one.pairs]) for one in lessons.rows],
        "pairs": [_pair(pair, names) for pair in lessons.pairs],
        "coded": sorted((name, lessons.coded.get(coder, 0)) for coder, name in names.items()),
        "form": form,
        "coders": coders,
        "actions": buttons,
    }


def _pair(pair: Any, names: dict[int, str]) -> dict[str, Any]:
    value = "–" if pair.kappa is None else f"{pair.kappa:.2f}".replace("-", "−")
    who = f"{names.get(pair.first, '–')} · {names.get(pair.second, '–')}"
    return {"who": who, "number": pair.number, "percent": f"{pair.percent:.0f} %", "kappa": value}


def survey_factor(request: HttpRequest, pk: int, factor: int) -> HttpResponse:
    """Other words for a factor."""
    wave = get_for(request.user, "wave.manage", waves(), pk=pk)
    row = get_object_or_404(Factor.objects.select_related("wave__project"), pk=factor, wave=wave)
    form = FactorForm(request.POST or None, initial={"name": row.name, "meaning": row.meaning})
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_factor(by=me(request), factor=row, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return see("survey_lessons", pk)
    context = base(request.user, wave, "survey_lessons") | {"form": form, "title": _("Change the factor")}
    return render(request, "surveys/wave_form.html", context | {"back": reverse("survey_lessons", args=[pk])})


@require_safe
def survey_drafts(request: HttpRequest, pk: int) -> HttpResponse:
    """All drafts as one text file."""
    wave = get_for(request.user, "wave.manage", waves(), pk=pk)
    response = HttpResponse(all_drafts(wave), content_type="text/plain; charset=utf-8")
    name = harmless_name(wave.title, "txt").encode("ascii", "replace").decode().replace("?", "_")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


# --- Coding ---------------------------------------------------------------------------------------------------------
def survey_coding(request: HttpRequest, pk: int) -> HttpResponse:
    """The answers to one question; each coder says alone which factors stand in them."""
    wave = get_for(request.user, "wave.code", waves(), pk=pk)
    columns = {one.key: one for one in open_columns(wave)}
    asked = request.GET.get("question", "")
    column = columns.get(asked) or next(iter(columns.values()), None)
    rows = answers_to(wave, column, request.user) if column else []
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    if request.method == "POST" and column is not None:
        return _code(request, wave, column.key, [one.respondent for one in page])
    context = base(request.user, wave, "survey_coding") | {
        "columns": list(columns.values()),
        "column": column,
        "page": page,
        "factors": list(wave.factors.all()),
        "done": sum(one.found is not None for one in rows),
        "manages": may(request.user, "wave.manage", wave),
    }
    return render(request, "surveys/coding.html", context)


def _code(request: HttpRequest, wave: Wave, key: str, shown: list[int]) -> HttpResponse:
    factors = {str(one.pk): one for one in wave.factors.all()}
    bodies = Respondent.objects.select_related("wave__project", "wave__questionnaire").in_bulk(shown)
    saved = 0
    for pk in shown:
        if f"read-{pk}" not in request.POST:
            continue
        chosen = [factors[one] for one in request.POST.getlist(f"factors-{pk}") if one in factors]
        actions.code_answer(by=me(request), respondent=bodies[pk], key=key, factors=chosen)
        saved += 1
    if saved:
        messages.success(request, ngettext("%d answer is coded.", "%d answers are coded.", saved) % saved)
    else:
        messages.error(request, _("Nothing was changed. Mark the answers that you have read."))
    return see(reverse("survey_coding", args=[wave.pk]) + "?" + request.GET.urlencode())
