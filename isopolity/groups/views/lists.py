# SPDX-License-Identifier: EUPL-1.2
"""All groups of a project, and making a new one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from isopolity.accounts.me import me
from isopolity.core.components import Action, Line
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import attempt, see
from isopolity.groups import actions
from isopolity.groups.forms import GroupFilter, NewGroupForm
from isopolity.groups.queries.lists import groups_of, lines
from isopolity.groups.views.common import board_crumbs
from isopolity.networks.frame import tabs
from isopolity.networks.models import Project
from isopolity.places.models import City

PAGE = 50


@require_safe
def groups(request: HttpRequest, pk: int) -> HttpResponse:
    """The project's groups with state, size, last meeting and open advice."""
    project = get_for(request.user, "group.list", Project, pk=pk)
    form = GroupFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = groups_of(
        request.user, project, words=wanted.get("q", ""), life=wanted.get("life", ""), order=wanted.get("order", "")
    )
    shown = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    found = lines(request.user, project, list(shown.object_list))
    buttons = []
    if _cities(request, project):
        buttons.append(Action(_("New support group"), reverse("group_new", args=[pk]), "plus", primary=True))
    context = {
        "project": project,
        "page": shown,
        "rows": found,
        "shows_advice": any(row.open_advice is not None for row in found),
        "filter": form,
        "is_filtered": bool(wanted.get("q") or wanted.get("life")),
        "actions": buttons,
        "crumbs": board_crumbs(request.user, project),
        "tabs": tabs(request.user, project, "groups"),
    }
    return render(request, "groups/groups.html", context)


def _cities(request: HttpRequest, project: Project) -> list[City]:
    """Partner cities for which the person may make a group."""
    cities = City.objects.filter(partnerships__project=project).order_by("name")
    return [city for city in cities if may(request.user, "group.create", (project, city))]


def group_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new group of one of the project's cities."""
    project = get_for(request.user, "group.list", Project, pk=pk)
    cities = _cities(request, project)
    if not cities:
        raise Http404
    form = NewGroupForm(request.POST or None, cities=cities)
    if request.method == "POST":
        made = attempt(form, lambda: actions.create_group(by=me(request), project=project, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("The group is made. Now add its members."))
            return see("group_members", made.pk)
    crumbs = [*board_crumbs(request.user, project), Line(_("New support group"))]
    return render(request, "groups/new.html", {"form": form, "crumbs": crumbs})
