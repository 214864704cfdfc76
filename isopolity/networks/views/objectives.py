# SPDX-License-Identifier: EUPL-1.2
"""Objectives of a project: read by its partners, ticked off by its secretariat."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.accounts.me import me
from isopolity.core.components import Line
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import attempt, see, tell
from isopolity.networks import actions, queries
from isopolity.networks.forms import ObjectiveForm, ReasonForm, TickForm
from isopolity.networks.frame import project_frame
from isopolity.networks.models import Objective, Project


def objectives(request: HttpRequest, pk: int) -> HttpResponse:
    """What the project has set out to reach, and what is proven."""
    permission = "project.read" if request.method == "GET" else "project.change"
    project = get_for(request.user, permission, Project, pk=pk)
    form = ObjectiveForm(request.POST or None, project=project)
    if request.method == "POST":
        made = attempt(form, lambda: actions.add_objective(by=me(request), project=project, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("Added."))
            return see("objectives", pk)
    context = project_frame(request.user, project, "objectives", Line(_("Objectives")))
    context |= {
        "objectives": queries.objectives_of(project),
        "form": form,
        "can_change": may(request.user, "project.change", project),
    }
    return render(request, "networks/objectives.html", context)


def _one(request: HttpRequest, pk: int, objective: int) -> Objective:
    project = get_for(request.user, "project.change", Project, pk=pk)
    rows = Objective.objects.select_related("project", "phase", "proof_document")
    return get_object_or_404(rows, project=project, pk=objective)


def objective(request: HttpRequest, pk: int, objective: int) -> HttpResponse:
    """Other words for an objective, or it is taken off the list."""
    found = _one(request, pk, objective)
    if "remove" in request.POST:
        try:
            actions.remove_objective(by=me(request), objective=found)
        except Refused as refused:
            tell(request, refused)
        return see("objectives", pk)
    now = {"text": str(found), "phase": found.phase_id}
    form = ObjectiveForm(request.POST or None, initial=now, project=found.project)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_objective(by=me(request), objective=found, **form.cleaned_data)
    ):
        return see("objectives", pk)
    crumbs = [Line(_("Objectives"), reverse("objectives", args=[pk])), Line(_("Change"))]
    context = project_frame(request.user, found.project, "objectives", *crumbs)
    context |= {"form": form, "title": str(found), "can_remove": True}
    return render(request, "networks/part_form.html", context)


def tick(request: HttpRequest, pk: int, objective: int) -> HttpResponse:
    """The objective is done, with proof; or it is open again, with a reason."""
    found = _one(request, pk, objective)
    form: TickForm | ReasonForm
    if found.done_on:
        form = ReasonForm(request.POST or None)
        done = lambda: actions.untick_objective(by=me(request), objective=found, **form.cleaned_data)  # noqa: E731
    else:
        form = TickForm(request.POST or None, project=found.project)
        done = lambda: actions.tick_objective(by=me(request), objective=found, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and attempt(form, done) is not None:
        return see("objectives", pk, part=f"objective-{found.pk}")
    crumbs = [Line(_("Objectives"), reverse("objectives", args=[pk])), Line(str(found))]
    context = project_frame(request.user, found.project, "objectives", *crumbs)
    button = _("Open again") if found.done_on else _("Tick off")
    return render(request, "networks/part_form.html", {**context, "form": form, "title": str(found), "button": button})
