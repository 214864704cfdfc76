# SPDX-License-Identifier: EUPL-1.2
"""Plans of a project, all plans around a person, and beginning a new one."""

from typing import Any

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
from isopolity.core.links import link
from isopolity.core.policy import may
from isopolity.core.web import attempt, see
from isopolity.networks.frame import tabs
from isopolity.networks.models import Project
from isopolity.places.models import City
from isopolity.plans import actions
from isopolity.plans.forms import NewPlanForm, PlanFilter
from isopolity.plans.queries.board import plans_of, rows_of, women_of

PAGE = 50


@require_safe
def plans(request: HttpRequest, pk: int) -> HttpResponse:
    """The board of a project's plans: states, deadlines, money, what waits for whom."""
    project = get_for(request.user, "plan.list", Project, pk=pk)
    buttons = []
    if _cities(request, project):
        buttons.append(Action(_("New action plan"), reverse("plan_new", args=[pk]), "plus", primary=True))
    if may(request.user, "plan_round.open", project):
        buttons.append(Action(_("New progress round"), reverse("plan_round_new", args=[pk]), "refresh"))
    return _board(request, project, buttons, _crumbs(request, project))


@require_safe
def plans_all(request: HttpRequest) -> HttpResponse:
    """Every plan the person may read."""
    buttons = []
    if _cities(request, None):
        buttons.append(Action(_("New plan of my city"), reverse("plan_new_own"), "plus", primary=True))
    return _board(request, None, buttons, [Line(_("Action plans"))])


def _board(request: HttpRequest, project: Project | None, buttons: list[Action], crumbs: list[Line]) -> HttpResponse:
    form = PlanFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = plans_of(
        request.user, project, words=wanted.get("q", ""), state=wanted.get("state", ""), order=wanted.get("order", "")
    )
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "project": project, "page": shown, "rows": rows_of(list(shown.object_list)), "filter": form,
        "is_filtered": bool(wanted.get("q") or wanted.get("state")), "actions": buttons, "crumbs": crumbs,
        "tabs": tabs(request.user, project, "plans") if project is not None else [],
        "women": women_of(request.user, project) if project is not None else None,
    }  # fmt: skip
    return render(request, "plans/plans.html", context)


def _crumbs(request: HttpRequest, project: Project) -> list[Line]:
    readable = may(request.user, "project.read", project)
    own = Line(project.name, link("project", project.pk) if readable else "")
    return [Line(_("Projects"), link("projects")), own, Line(_("Action plans"))]


def _cities(request: HttpRequest, project: Project | None) -> list[City]:
    """Cities for which the person may begin a plan."""
    rows = City.objects.order_by("name")
    rows = rows.filter(roles__person=me(request)) if project is None else rows.filter(partnerships__project=project)
    return [city for city in rows.distinct() if may(request.user, "plan.create", (project, city))]


def plan_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new plan of one of the project's cities."""
    project = get_for(request.user, "plan.list", Project, pk=pk)
    return _new(request, project, reverse("plans", args=[pk]))


def plan_new_own(request: HttpRequest) -> HttpResponse:
    """A new plan of a city, outside any project."""
    return _new(request, None, reverse("plans_all"))


def _new(request: HttpRequest, project: Project | None, back: str) -> HttpResponse:
    cities = _cities(request, project)
    if not cities:
        raise Http404
    form = NewPlanForm(request.POST or None, cities=cities)
    if request.method == "POST":
        made = attempt(form, lambda: actions.create_plan(by=me(request), project=project, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("The plan is begun. Write down the one problem it sets out to improve."))
            return see("plan", made.pk)
    where = [Line(_("Action plans"), back), Line(_("New action plan"))]
    crumbs = where if project is None else [*_crumbs(request, project)[:2], *where]
    return render(
        request, "plans/new.html", {"form": form, "crumbs": crumbs, "back": back}, status=422 if form.errors else 200
    )
