# SPDX-License-Identifier: EUPL-1.2
"""Matching, for the secretariat: rules, calculations, proposals with their reasons, what would change if."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.core import web
from isopolity.core.components import Line
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.mentoring import actions
from isopolity.mentoring.forms import PairForm, RulesForm
from isopolity.mentoring.frame import mentoring_frame
from isopolity.mentoring.models import MatchRun, Pair, Veto
from isopolity.mentoring.queries.board import city_lines
from isopolity.mentoring.queries.problem import rules_of
from isopolity.mentoring.queries.results import Result, result_of
from isopolity.networks.models import PartnerRole, Project
from isopolity.places.models import City

RUNS = 20


def _project(request: HttpRequest, pk: int) -> Project:
    return get_for(request.user, "mentoring.match", Project.objects.select_related("network"), pk=pk)


def _crumb(project: Project) -> Line:
    return Line(_("Matching"), reverse("matching", args=[project.pk]))


def matching(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is ready, by which rules, and what was calculated so far; calculate anew."""
    project = _project(request, pk)
    if request.method == "POST":
        try:
            run = actions.run_matching(by=me(request), project=project)
            return web.see("match_run", pk, run.pk)
        except Refused as refused:
            web.tell(request, refused)
        return web.see("matching", pk)
    vetoes = Veto.objects.filter(project=pk, withdrawn_at=None).select_related("city", "other", "reason")
    context = {
        **mentoring_frame(request.user, project, "matching", Line(_("Matching"))),
        "rules": rules_of(project),
        "cities": city_lines(request.user, project),
        "runs": MatchRun.objects.filter(project=pk).select_related("made_by").defer("problem", "answer")[:RUNS],
        "vetoes": vetoes,
    }
    return render(request, "mentoring/matching.html", context)


def match_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """Weights, the largest distance, the common language."""
    project = _project(request, pk)
    form = RulesForm(request.POST or None, instance=rules_of(project))
    if request.method == "POST" and None is not web.attempt(
        form, lambda: actions.set_match_rules(by=me(request), project=project, **form.cleaned_data)
    ):
        messages.success(request, _("The next calculation follows these rules."))
        return web.see("matching", pk)
    frame = mentoring_frame(request.user, project, "matching", _crumb(project), Line(_("Rules")))
    return render(request, "mentoring/form.html", {**frame, "form": form, "title": _("Rules of the matching")})


def _run(request: HttpRequest, pk: int, run: int) -> MatchRun:
    project = _project(request, pk)
    found = get_object_or_404(MatchRun.objects.select_related("made_by"), pk=run, project=pk)
    found.project = project
    return found


def match_run(request: HttpRequest, pk: int, run: int) -> HttpResponse:
    """One calculation: pairs with their reasons, cities without a mentor; make it the proposal."""
    found = _run(request, pk, run)
    if request.method == "POST":
        try:
            actions.propose_run(by=me(request), run=found)
            messages.success(request, _("The pairs are proposed. Cities and associations see them now."))
            return web.see("mentoring", pk)
        except Refused as refused:
            web.tell(request, refused)
        return web.see("match_run", pk, run)
    result = result_of(found)
    context: dict[str, Any] = {"run": found, "result": result}
    if result is not None:
        context |= {"pairs": result.pairs(), "unpaired": result.unpaired(), **_asked(request, result)}
    title = Line(_("Calculation of %s") % found.made_at.strftime("%Y-%m-%d"))
    frame = mentoring_frame(request.user, found.project, "matching", _crumb(found.project), title)
    return render(request, "mentoring/run.html", {**frame, **context})


def _asked(request: HttpRequest, result: Result) -> dict[str, Any]:
    """The question "what if these two", asked in the address."""
    mentees, mentors = _keys(result)
    chosen = {"mentee": request.GET.get("mentee", ""), "mentor": request.GET.get("mentor", "")}
    known = chosen["mentee"] in mentees and chosen["mentor"] in mentors
    answer = None
    if result.can_ask and known and chosen["mentee"] != chosen["mentor"]:
        answer = result.what_if(chosen["mentee"], chosen["mentor"])
    named = [[(key, result.names[key]) for key in keys] for keys in (mentees, mentors)]
    return {"mentees": named[0], "mentors": named[1], "chosen": chosen, "answer": answer}


def _keys(result: Result) -> tuple[list[str], list[str]]:
    return [one.id for one in result.problem.mentees], [one.id for one in result.problem.mentors]


@require_safe
def match_problem(request: HttpRequest, pk: int, run: int) -> JsonResponse:
    """The problem as a file for ``isopolity match-mentors``."""
    found = _run(request, pk, run)
    answer = JsonResponse(found.problem, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="matching-problem-{found.pk}.json"'
    return answer


def pair_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a pair by hand."""
    project = _project(request, pk)
    cities = City.objects.filter(partnerships__project=pk).distinct()
    form = PairForm(
        request.POST or None,
        mentees=cities.filter(partnerships__project=pk, partnerships__roles__contains=[PartnerRole.MENTEE]),
        mentors=cities.filter(partnerships__project=pk, partnerships__roles__contains=[PartnerRole.MENTOR]),
        initial={name: web.number(request.GET.get(name)) or None for name in ("mentee", "mentor")},
    )
    if request.method == "POST" and None is not web.attempt(
        form, lambda: actions.propose_pair(by=me(request), project=project, **form.cleaned_data)
    ):
        messages.success(request, _("The pair is proposed. Both cities and their associations see it now."))
        return web.see("mentoring", pk)
    frame = mentoring_frame(request.user, project, "mentoring", Line(_("A pair by hand")))
    return render(request, "mentoring/form.html", {**frame, "form": form, "title": _("Propose a pair by hand"),
                                                   "button": _("Propose")})  # fmt: skip


@require_POST
def pair_do(request: HttpRequest, pk: int) -> HttpResponse:
    """Fix a proposed pair, or end one."""
    pair = get_object_or_404(Pair.objects.select_related("project", "mentee", "mentor"), pk=pk)
    get_for(request.user, "mentoring.match", Project, pk=pair.project_id)
    do = {"agree": actions.agree_pair, "end": actions.end_pair}.get(request.POST.get("do", ""))
    if do is None:
        raise Http404
    try:
        do(by=me(request), pair=pair)
        messages.success(request, _("Done."))
    except Refused as refused:
        web.tell(request, refused)
    return web.see("mentoring", pair.project_id)
