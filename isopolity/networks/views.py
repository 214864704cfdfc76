# SPDX-License-Identifier: EUPL-1.2
"""Pages about networks and the settings of a project. A project's board is in ``isopolity.pages``."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.accounts.me import me
from isopolity.core.components import Action, Line, Tab
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.policy import may, require
from isopolity.core.web import attempt, see, tell
from isopolity.networks import actions, queries
from isopolity.networks.accent import dark_twin
from isopolity.networks.forms import NetworkForm, PartnerForm, PhaseForm, ProjectForm, RolesForm
from isopolity.networks.models import Network, Phase, Project, ProjectRole
from isopolity.places.forms import PersonForm


def networks(request: HttpRequest) -> HttpResponse:
    """All networks of the site."""
    require(request.user, "network.read")
    buttons = []
    if may(request.user, "network.create"):
        buttons = [Action(_("Create a network"), reverse("network_add"), "plus", primary=True)]
    return render(request, "networks/networks.html", {"networks": queries.networks(), "actions": buttons})


def network(request: HttpRequest, pk: int) -> HttpResponse:
    """A network and its projects; a link only to those that this person may see."""
    found = get_for(request.user, "network.read", Network, pk=pk)
    rows = [(row, may(request.user, "project.read", row)) for row in queries.projects_of(found)]
    buttons = []
    if may(request.user, "network.change", found):
        buttons.append(Action(_("Change"), reverse("network_change", args=[pk]), "pencil"))
    if may(request.user, "project.create"):
        buttons.append(Action(_("Create a project"), reverse("project_add", args=[pk]), "plus", primary=True))
    crumbs = [Line(_("Networks"), reverse("networks")), Line(found.name)]
    context = {"network": found, "projects": rows, "actions": buttons, "crumbs": crumbs}
    return render(request, "networks/network.html", context)


def _form_page(request: HttpRequest, form: Any, title: str, *crumbs: Line) -> HttpResponse:
    context = {"form": form, "title": title, "crumbs": [*crumbs, Line(title)]}
    return render(request, "networks/form.html", context)


def add_network(request: HttpRequest) -> HttpResponse:
    """A new network."""
    require(request.user, "network.create")
    form = NetworkForm(request.POST or None)
    if request.method == "POST":
        made = attempt(form, lambda: actions.create_network(by=me(request), **form.cleaned_data))
        if made is not None:
            return see("network", made.pk)
    return _form_page(request, form, _("Create a network"), Line(_("Networks"), reverse("networks")))


def change_network(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a network's name and description."""
    found = get_for(request.user, "network.change", Network, pk=pk)
    form = NetworkForm(request.POST or None, initial={"name": found.name, "about": found.about})
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_network(by=me(request), network=found, **form.cleaned_data)
    ):
        return see("network", pk)
    return _form_page(request, form, _("Change %s") % found, Line(_("Networks"), reverse("networks")))


def add_project(request: HttpRequest, pk: int) -> HttpResponse:
    """A new project of the network; whoever makes it is its secretariat."""
    found = get_for(request.user, "network.read", Network, pk=pk)
    require(request.user, "project.create")
    form = ProjectForm(request.POST or None)
    if request.method == "POST":
        made = attempt(form, lambda: actions.create_project(by=me(request), network=found, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("The project is made. You are its secretariat. Now add its partners."))
            return see("project_partners", made.pk)
    return _form_page(request, form, _("Create a project"), Line(found.name, reverse("network", args=[pk])))


# --- A project's settings -------------------------------------------------------------------------------------------
def _settings(request: HttpRequest, pk: int, tab: str, **context: Any) -> HttpResponse:
    project: Project = context["project"]
    words = {
        "project_change": _("Facts and rules"),
        "project_partners": _("Partners"),
        "project_phases": _("Phases"),
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
    return _settings(request, pk, "project_change", project=project, form=form)


def partners(request: HttpRequest, pk: int) -> HttpResponse:
    """Cities and organisations of the project."""
    project = get_for(request.user, "project.change", Project, pk=pk)
    form = PartnerForm(request.POST or None, project=project)
    if request.method == "POST":
        made = attempt(form, lambda: actions.add_partner(by=me(request), project=project, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("%s is a partner now.") % made)
            return see("project_partners", pk)
    return _settings(request, pk, "project_partners", project=project, form=form, partners=queries.partners_of(project))


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
    return _form_page(request, form, str(found), *crumbs)


def phases(request: HttpRequest, pk: int) -> HttpResponse:
    """The project's phases."""
    project = get_for(request.user, "project.change", Project, pk=pk)
    form = PhaseForm(request.POST or None)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.add_phase(by=me(request), project=project, **form.cleaned_data)
    ):
        return see("project_phases", pk)
    return _settings(request, pk, "project_phases", project=project, form=form, phases=project.phases.all())


def phase(request: HttpRequest, pk: int, phase: int) -> HttpResponse:
    """Change one phase, or take it off the list."""
    project = get_for(request.user, "project.change", Project, pk=pk)
    found = Phase.objects.select_related("project").filter(project=project, pk=phase).first()
    if found is None:
        raise Http404
    if "remove" in request.POST:
        actions.remove_phase(by=me(request), phase=found)
        return see("project_phases", pk)
    form = PhaseForm(request.POST or None, instance=found)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_phase(by=me(request), phase=found, **form.cleaned_data)
    ):
        return see("project_phases", pk)
    crumbs = [
        Line(project.name, reverse("project", args=[pk])),
        Line(_("Phases"), reverse("project_phases", args=[pk])),
    ]
    return _form_page(request, form, found.name, *crumbs)


def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who runs the project."""
    project = get_for(request.user, "project.change", Project, pk=pk)
    form = PersonForm(request.POST or None)
    if request.method == "POST":
        role = attempt(form, lambda: actions.invite_to_project(by=me(request), project=project, **form.cleaned_data))
        if role is not None:
            messages.success(request, _("%s belongs to the secretariat now.") % role.person)
            return see("project_people", pk)
    return _settings(
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


def accent(request: HttpRequest, pk: int) -> HttpResponse:
    """The project's own accent as a small style sheet."""
    project = get_for(request.user, "project.read", Project, pk=pk)
    rule = f":root{{--accent:{project.accent};--accent-dark:{dark_twin(project.accent)}}}" if project.accent else ""
    return HttpResponse(rule, content_type="text/css; charset=utf-8")
