# SPDX-License-Identifier: EUPL-1.2
"""The surveys of a project: planned, opened, closed."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from isopolity.accounts.me import me
from isopolity.core.components import Action, Line
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import attempt, see, tell
from isopolity.networks.frame import tabs
from isopolity.networks.models import Project
from isopolity.surveys import actions
from isopolity.surveys.forms_waves import AskMoreForm, WaveForm
from isopolity.surveys.models import Wave, WaveState
from isopolity.surveys.queries.waves import bodies_shown, waves_of
from isopolity.surveys.views.wave_frame import base, waves, waves_crumbs


def surveys(request: HttpRequest, pk: int) -> HttpResponse:
    """All surveys of the project that this person may see."""
    project = get_for(request.user, "wave.list", Project, pk=pk)
    buttons = []
    if may(request.user, "wave.create", project):
        buttons.append(Action(_("New survey"), reverse("survey_new", args=[pk]), "plus", primary=True))
    page = Paginator(waves_of(project, request.user), 30).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "page": page,
        "actions": buttons,
        "crumbs": waves_crumbs(project),
        "tabs": tabs(request.user, project, "surveys"),
    }
    return render(request, "surveys/surveys.html", context)


def survey_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a survey."""
    project = get_for(request.user, "wave.create", Project, pk=pk)
    form = WaveForm(request.POST or None, project=project)
    if request.method == "POST":
        made = attempt(form, lambda: actions.create_wave(by=me(request), project=project, **form.facts()))
        if made is not None:
            messages.success(request, _("The survey is planned. Write down contacts, so that letters find their way."))
            return see("survey", made.pk)
    context = {"form": form, "title": _("New survey"), "back": reverse("surveys", args=[pk]),
               "crumbs": waves_crumbs(project, Line(_("New")))}  # fmt: skip
    return render(request, "surveys/wave_form.html", context)


def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is asked, who has answered, what is next."""
    wave = get_for(request.user, "wave.read", waves(), pk=pk)
    manages = may(request.user, "wave.manage", wave)
    bodies = bodies_shown(wave, request.user, manages=manages)
    handed_in = sum(1 for body in bodies if body.state == "submitted")
    context = base(request.user, wave, "survey") | {
        "bodies": bodies,
        "handed_in": handed_in,
        "is_silent": handed_in < len(bodies),
        "manages": manages,
        "more": AskMoreForm(wave=wave) if manages and wave.state != WaveState.CLOSED else None,
        "actions": _buttons(wave) if manages else [],
    }
    return render(request, "surveys/survey.html", context)


def _buttons(wave: Wave) -> list[Action]:
    return [Action(_("Change"), reverse("survey_change", args=[wave.pk]), "pencil")]


def survey_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other facts."""
    wave = get_for(request.user, "wave.manage", waves(), pk=pk)
    form = WaveForm(request.POST or None, instance=wave, project=wave.project)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_wave(by=me(request), wave=wave, **form.facts())
    ):
        messages.success(request, _("Saved."))
        return see("survey", pk)
    context = base(request.user, wave, "", Line(_("Change"))) | {"form": form, "title": _("Change the survey")}
    return render(request, "surveys/wave_form.html", context | {"back": reverse("survey", args=[pk])})


@require_POST
def survey_do(request: HttpRequest, pk: int) -> HttpResponse:
    """Open, close, remind, ask one more, delete."""
    wave = get_for(request.user, "wave.manage", waves(), pk=pk)
    do = request.POST.get("do", "")
    try:
        if do == "drop":
            actions.drop_wave(by=me(request), wave=wave)
            messages.success(request, _("The survey is deleted."))
            return see("surveys", wave.project_id)
        _do(request, wave, do)
    except Refused as refused:
        tell(request, refused)
    return see("survey", pk)


def _do(request: HttpRequest, wave: Wave, do: str) -> None:
    facts: dict[str, Any] = {"by": me(request), "wave": wave}
    if do == "open":
        actions.open_wave(**facts)
        messages.success(request, _("The survey is open. Letters are on their way."))
    elif do == "close":
        actions.close_wave(**facts)
        messages.success(request, _("The survey is closed. Personal links work no more."))
    elif do == "remind":
        number = actions.remind_everybody(**facts)
        words = ngettext("%d body is reminded.", "%d bodies are reminded.", number)
        messages.success(request, words % number)
    elif do == "ask":
        form = AskMoreForm(request.POST, wave=wave)
        if not form.is_valid():
            raise Refused(_("Choose a partner from the list."))
        actions.ask_partner(**facts, partner=form.cleaned_data["partner"])
        messages.success(request, _("One more body is asked."))
    else:
        raise Refused(_("Choose what to do."))
