# SPDX-License-Identifier: EUPL-1.2
"""The settings of a project: facts and rules, partners, phases, people."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.accounts.me import me
from isopolity.core.components import Line, Tab
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import attempt, see, tell
from isopolity.networks import actions, queries
from isopolity.networks.accent import dark_twin
from isopolity.networks.forms import PartnerForm, PhaseForm, ProjectForm, RolesForm
from isopolity.networks.models import Phase, Project, ProjectRole
from isopolity.networks.views.projects import form_page
from isopolity.places.forms import PersonForm


def settings_page(request: HttpRequest, pk: int, tab: str, **context: Any) -> HttpResponse:
    """A tab of a project's settings."""
    project: Project = context["project"]
    words = {
        "project_change": _("Facts and rules"),
        "project_partners": _("Partners"),
        "project_phases": _("Phases"),
        "project_steps": _("Steps"),
        "project_asked": _("Documents asked for"),
        "project_people": _("People"),
    }
    context["tabs"] = [Tab(text, reverse(name, args=[pk]), name == tab) for name, text in words.items()]
    context["crumbs"] = [
        Line(_("Projects"), reverse("projects")),
        Line(project.name, reverse("project", args=[pk])),
        Line(words[tab]),
    ]
    return render(request, f"networks/{tab}.html", context)


def change_project(request: HttpRequest, pk: int) -> HttpResponse:
    """A project's facts, clocks, corroboration rule and accent."""
    project = get_for(request.user, "project.change", Project, pk=pk)
    form = ProjectForm(request.POST or None, instance=Project.objects.get(pk=pk))
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_project(by=me(request), project=project, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return see("project_change", pk)
    return settings_page(request, pk, "project_change", project=project, form=form)


def partners(request: HttpRequest, pk: int) -> HttpResponse:
    """Cities and organisations of the project."""
    project = get_for(request.user, "project.change", Project, pk=pk)
    form = PartnerForm(request.POST or None, project=project)
    if request.method == "POST":
        made = attempt(form, lambda: actions.add_partner(by=me(request), project=project, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("%s is a partner now.") % made)
            return see("project_partners", pk)
    return settings_page(
        request, pk, "project_partners", project=project, form=form, partners=queries.partners_of(project)
    )


def partner(request: HttpRequest, pk: int, partner: int) -> HttpResponse:
    """What one partner does; or it leaves."""
    project = get_for(request.user, "project.change", Project, pk=pk)
    found = queries.partners_of(project).filter(pk=partner).first()
    if found is None:
        raise Http404
    now = {"roles": found.roles, "beside": found.beside_id, "website": found.website}
    form = RolesForm(
        None if "remove" in request.POST else request.POST or None, initial=now, project=project, partner=found
    )
    if "remove" in request.POST:
        try:
            actions.remove_partner(by=me(request), partner=found)
        except Refused as refused:
            tell(request, refused)
        return see("project_partners", pk)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_partner(by=me(request), partner=found, **form.cleaned_data)
    ):
        return see("project_partners", pk)
    crumbs = [
        Line(project.name, reverse("project", args=[pk])),
        Line(_("Partners"), reverse("project_partners", args=[pk])),
    ]
    return form_page(request, form, str(found), *crumbs)


def phases(request: HttpRequest, pk: int) -> HttpResponse:
    """The project's phases."""
    project = get_for(request.user, "project.change", Project, pk=pk)
    form = PhaseForm(request.POST or None)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.add_phase(by=me(request), project=project, **form.cleaned_data)
    ):
        return see("project_phases", pk)
    return settings_page(request, pk, "project_phases", project=project, form=form, phases=project.phases.all())


def phase(request: HttpRequest, pk: int, phase: int) -> HttpResponse:
    """Change one phase, or take it off the list."""
    project = get_for(request.user, "project.change", Project, pk=pk)
    found = Phase.objects.select_related("project").filter(project=project, pk=phase).first()
    if found is None:
        raise Http404
    if "remove" in request.POST:
        actions.remove_phase(by=me(request), phase=found)
        return see("project_phases", pk)
    form = PhaseForm(request.POST or None, instance=found, initial={"name": str(found)})
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_phase(by=me(request), phase=found, **form.cleaned_data)
    ):
        return see("project_phases", pk)
    crumbs = [
        Line(project.name, reverse("project", args=[pk])),
        Line(_("Phases"), reverse("project_phases", args=[pk])),
    ]
    return form_page(request, form, str(found), *crumbs)


@require_POST
def shape(request: HttpRequest, pk: int) -> HttpResponse:
    """An empty project gets the shape of its kind."""
    project = get_for(request.user, "project.change", Project, pk=pk)
    try:
        actions.bring_shape(by=me(request), project=project)
        messages.success(request, _("Phases, steps and documents asked for are there. Change what is different."))
    except Refused as refused:
        tell(request, refused)
    return see("project_phases", pk)


def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who runs the project."""
    project = get_for(request.user, "project.change", Project, pk=pk)
    form = PersonForm(request.POST or None)
    if request.method == "POST":
        role = attempt(form, lambda: actions.invite_to_project(by=me(request), project=project, **form.cleaned_data))
        if role is not None:
            messages.success(request, _("%s belongs to the secretariat now.") % role.person)
            return see("project_people", pk)
    return settings_page(
        request, pk, "project_people", project=project, form=form, people=queries.secretariat_of(project),
        changes_people=True,
    )  # fmt: skip


@require_POST
def remove_person(request: HttpRequest, pk: int, role: int) -> HttpResponse:
    """The person leaves the secretariat."""
    project = get_for(request.user, "project.change", Project, pk=pk)
    row = ProjectRole.objects.select_related("project", "person").filter(project=project, pk=role).first()
    if row is not None:
        try:
            actions.take_project_role(by=me(request), role=row)
        except Refused as refused:
            tell(request, refused)
    return see("project_people", pk) if may(request.user, "project.change", project) else see("projects")


@login_not_required
def accent(request: HttpRequest, pk: int) -> HttpResponse:
    """The project's own accent as a small style sheet, for those who see one of its pages."""
    project = Project.objects.filter(pk=pk).first()
    if project is None or not any(may(request.user, name, project) for name in ("project.read", "project.see_page")):
        raise Http404
    rule = f":root{{--accent:{project.accent};--accent-dark:{dark_twin(project.accent)}}}" if project.accent else ""
    return HttpResponse(rule, content_type="text/css; charset=utf-8")
