# SPDX-License-Identifier: EUPL-1.2
"""Steps of a project and the documents that its partners are asked for: two tabs of its settings."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.accounts.me import me
from isopolity.core.components import Line
from isopolity.core.getters import get_for
from isopolity.core.web import attempt, see
from isopolity.networks import actions, queries
from isopolity.networks.forms import RequestForm, StepForm
from isopolity.networks.models import DocumentRequest, PartnerRole, Project, ProjectStep, Timed
from isopolity.networks.views.projects import form_page
from isopolity.networks.views.settings import settings_page


def _project(request: HttpRequest, pk: int) -> Project:
    return get_for(request.user, "project.change", Project, pk=pk)


def _crumbs(project: Project, page: str, words: str) -> list[Line]:
    return [
        Line(project.name, reverse("project", args=[project.pk])),
        Line(words, reverse(page, args=[project.pk])),
    ]


def _time(row: Timed) -> dict[str, object]:
    return {"phase": row.phase_id, "due_months": row.due_months, "due_from": row.due_from, "due_on": row.due_on}


def steps(request: HttpRequest, pk: int) -> HttpResponse:
    """The steps, phase by phase, and a form for one of the secretariat's own."""
    project = _project(request, pk)
    form = StepForm(request.POST or None, project=project)
    if request.method == "POST":
        made = attempt(form, lambda: actions.add_step(by=me(request), project=project, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("Added."))
            return see("project_steps", pk)
    rows = queries.phases_with_steps(project)
    return settings_page(request, pk, "project_steps", project=project, form=form, phases=rows)


def step(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """Change one step, move it, or take it off the list."""
    project = _project(request, pk)
    found = ProjectStep.objects.select_related("project", "phase").filter(project=project, pk=step).first()
    if found is None:
        raise Http404
    if "remove" in request.POST:
        actions.remove_step(by=me(request), step=found)
        return see("project_steps", pk)
    if request.POST.get("move") in ("up", "down"):
        actions.move_step(by=me(request), step=found, up=request.POST["move"] == "up")
        return see("project_steps", pk, part=f"step-{found.pk}")
    now = {"name": str(found), "scope": found.scope, **_time(found)}
    form = StepForm(request.POST or None, initial=now, project=project, is_computed=found.is_computed)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_step(by=me(request), step=found, **form.cleaned_data)
    ):
        return see("project_steps", pk)
    return form_page(request, form, str(found), *_crumbs(project, "project_steps", _("Steps")))


def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """The documents that partners are asked for, and a form to ask for more."""
    project = _project(request, pk)
    form = RequestForm(request.POST or None, project=project)
    if request.method == "POST":
        made = attempt(form, lambda: actions.ask_document(by=me(request), project=project, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("Added."))
            return see("project_asked", pk)
    rows = [(row, PartnerRole(row.from_role).label) for row in queries.requests_of(project)]
    return settings_page(request, pk, "project_asked", project=project, form=form, asked=rows)


def asked_one(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """Ask otherwise, or no longer."""
    project = _project(request, pk)
    found = DocumentRequest.objects.select_related("project", "phase").filter(project=project, pk=asked).first()
    if found is None:
        raise Http404
    if "remove" in request.POST:
        actions.withdraw_request(by=me(request), asked=found)
        return see("project_asked", pk)
    now = {"kind": found.kind, "from_role": found.from_role, "note": found.note, **_time(found)}
    form = RequestForm(request.POST or None, initial=now, project=project)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_request(by=me(request), asked=found, **form.cleaned_data)
    ):
        return see("project_asked", pk)
    return form_page(request, form, str(found), *_crumbs(project, "project_asked", _("Documents asked for")))
