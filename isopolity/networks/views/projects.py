# SPDX-License-Identifier: EUPL-1.2
"""Pages about networks and new projects. A project's board is in ``isopolity.pages``."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.accounts.me import me
from isopolity.core.components import Action, Line
from isopolity.core.getters import get_for
from isopolity.core.policy import may, require
from isopolity.core.web import attempt, see
from isopolity.networks import actions, queries
from isopolity.networks.forms import NetworkForm, ProjectForm
from isopolity.networks.models import Network, ProjectKind
from isopolity.networks.shapes import SHAPES


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


def form_page(request: HttpRequest, form: Any, title: str, *crumbs: Line) -> HttpResponse:
    """A page that is one form."""
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
    return form_page(request, form, _("Create a network"), Line(_("Networks"), reverse("networks")))


def change_network(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a network's name and description."""
    found = get_for(request.user, "network.change", Network, pk=pk)
    form = NetworkForm(request.POST or None, initial={"name": found.name, "about": found.about})
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_network(by=me(request), network=found, **form.cleaned_data)
    ):
        return see("network", pk)
    return form_page(request, form, _("Change %s") % found, Line(_("Networks"), reverse("networks")))


def add_project(request: HttpRequest, pk: int) -> HttpResponse:
    """A new project of the network, after its kind is chosen; whoever makes it is its secretariat."""
    found = get_for(request.user, "network.read", Network, pk=pk)
    require(request.user, "project.create")
    kind = request.POST.get("kind") or request.GET.get("kind") or ""
    crumbs = [Line(found.name, reverse("network", args=[pk])), Line(_("Create a project"))]
    context = {"network": found, "crumbs": crumbs, "title": _("Create a project")}
    if kind not in SHAPES:
        shapes = [(shape, ProjectKind(shape.kind).label) for shape in SHAPES.values()]
        return render(request, "networks/project_kinds.html", {**context, "shapes": shapes})
    form = ProjectForm(request.POST or None, kind=kind, initial=dict(SHAPES[kind].clocks))
    if request.method == "POST":
        made = attempt(
            form, lambda: actions.create_project(by=me(request), network=found, kind=kind, **form.cleaned_data)
        )
        if made is not None:
            messages.success(request, _("The project is made. You are its secretariat. Now add its partners."))
            return see("project_partners", made.pk)
    context |= {"form": form, "shape": SHAPES[kind], "kind_name": ProjectKind(kind).label}
    return render(request, "networks/project_add.html", context)
