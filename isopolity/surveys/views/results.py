# SPDX-License-Identifier: EUPL-1.2
"""Results of a survey: headline outcomes, question by question, the matrix on screen and as a workbook."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from isopolity.accounts.me import me
from isopolity.core.components import Action, Line
from isopolity.core.errors import Refused
from isopolity.core.files import harmless_name
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import attempt, number, see, tell
from isopolity.surveys import actions, shipped
from isopolity.surveys.form.table import cell
from isopolity.surveys.forms_waves import OutcomeForm
from isopolity.surveys.models import HeadlineOutcome, Quote
from isopolity.surveys.queries.matrix import columns_for, is_large, matrix_rows, matrix_workbook
from isopolity.surveys.queries.results import names_of, outcomes_of, results_of, summaries
from isopolity.surveys.views.frame import questionnaires
from isopolity.surveys.views.one import XLSX
from isopolity.surveys.views.wave_frame import base, waves

ROWS = 50


def survey_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Headline outcomes, then the questions of one section."""
    wave = get_for(request.user, "wave.results", waves(), pk=pk)
    if request.method == "POST":
        return _quote(request, pk)
    results = results_of(wave, request.user)
    sections = list(dict.fromkeys(column.section for column in results.columns))
    asked = request.GET.get("section", "")
    section = asked if asked in sections else next(iter(sections), "")
    manages = may(request.user, "wave.manage", wave)
    context = base(request.user, wave, "survey_results") | {
        "results": results,
        "number": len(results.rows),
        "outcomes": outcomes_of(results),
        "sections": sections,
        "section": section,
        "summaries": [] if results.is_few else summaries(results, section),
        "manages": manages,
        "chart_columns": [_("Answer"), _("Count"), _("Share")],
        "actions": _buttons(request, wave, manages=manages),
    }
    return render(request, "surveys/results.html", context)


def _buttons(request: HttpRequest, wave: Any, *, manages: bool) -> list[Action]:
    buttons = []
    if may(request.user, "wave.see_each", wave) and not is_large(wave):
        buttons.append(
            Action(_("Download as a workbook"), reverse("survey_matrix_xlsx", args=[wave.pk]), "file-download")
        )
    if manages:
        buttons.append(Action(_("Headline outcomes"), reverse("outcomes", args=[wave.questionnaire_id]), "pencil"))
    return buttons


def _quote(request: HttpRequest, pk: int) -> HttpResponse:
    wave = get_for(request.user, "wave.manage", waves(), pk=pk)
    try:
        if request.POST.get("do") == "withdraw":
            quote = get_object_or_404(
                Quote.objects.select_related("wave__project"), pk=number(request.POST.get("id")), wave=wave
            )
            actions.withdraw_quote(by=me(request), quote=quote)
            messages.success(request, _("The quote is not shown any more."))
        else:
            facts = {name: request.POST.get(name, "") for name in ("key", "text")}
            actions.release_quote(by=me(request), wave=wave, **facts)
            messages.success(request, _("The quote is shown to all partners, without a name."))
    except Refused as refused:
        tell(request, refused)
    return see(reverse("survey_results", args=[pk]) + "?" + request.GET.urlencode())


@require_safe
def survey_matrix(request: HttpRequest, pk: int) -> HttpResponse:
    """Bodies down, questions across."""
    wave = get_for(request.user, "wave.see_each", waves(), pk=pk)
    every = columns_for(wave)
    sections = list(dict.fromkeys(column.section for column in every))
    section = request.GET.get("section", "")
    columns = [one for one in every if section not in sections or one.section == section]
    page = Paginator(matrix_rows(wave), ROWS).get_page(request.GET.get("page"))
    names = names_of([body for body, _counted in page])
    lines = [(body, names.get(body, ""), [cell(one, counted or {}) for one in columns]) for body, counted in page]
    context = base(request.user, wave, "survey_matrix") | {
        "page": page, "columns": columns, "lines": lines, "sections": sections, "section": section,
        "actions": _buttons(request, wave, manages=False), "by_job": is_large(wave),
    }  # fmt: skip
    return render(request, "surveys/matrix.html", context)


@require_safe
def survey_matrix_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The matrix and the headline outcomes as a workbook; many answers are written by a job (see documents)."""
    wave = get_for(request.user, "wave.see_each", waves(), pk=pk)
    if is_large(wave):
        messages.info(request, _("There are many answers. Order the workbook here; it takes some seconds."))
        return see("survey_matrix", pk)
    response = HttpResponse(matrix_workbook(wave), content_type=XLSX)
    name = harmless_name(wave.title, "xlsx").encode("ascii", "replace").decode().replace("?", "_")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def outcomes(request: HttpRequest, pk: int) -> HttpResponse:
    """The headline outcomes of a questionnaire: add, take those of the library, remove."""
    one = get_for(request.user, "outcome.manage", questionnaires(), pk=pk)
    do = request.POST.get("do", "")
    form = OutcomeForm(request.POST if do == "add" else None)
    language = (get_language() or "en").split("-")[0]
    facts: dict[str, Any] = {"by": me(request), "questionnaire": one}
    if do == "add":
        if attempt(form, lambda: actions.add_outcome(**facts, **form.facts(language))):
            messages.success(request, _("The statement is counted in every survey with this questionnaire."))
            return see("outcomes", pk)
    elif request.method == "POST":
        if do == "library":
            actions.add_shipped_outcomes(**facts)
        else:
            rows = HeadlineOutcome.objects.filter(project=one.project_id, series=one.series)
            outcome = get_object_or_404(rows, pk=number(do.removeprefix("remove:")))
            actions.remove_outcome(**facts, outcome=outcome)
        messages.success(request, _("Saved."))
        return see("outcomes", pk)
    context = {
        "questionnaire": one,
        "form": form,
        "rows": HeadlineOutcome.objects.filter(project=one.project_id, series=one.series),
        "has_library": bool(shipped.outcomes(one.origin.removeprefix("library:"))),
        "crumbs": [Line(one.project.name, reverse("surveys", args=[one.project_id])),
                   Line(str(one), reverse("questionnaire", args=[pk])), Line(_("Headline outcomes"))],
    }  # fmt: skip
    return render(request, "surveys/outcomes.html", context)
