# SPDX-License-Identifier: EUPL-1.2
"""What the pages of one plan share: fetching it, its tabs, its frame, a form on a page of its own."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.core.components import Line, Tab
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.links import link
from isopolity.core.policy import may
from isopolity.core.web import attempt, see, tell
from isopolity.plans.models import Plan, PlanAction
from isopolity.plans.queries.plans import ACTIONS, PLANS

R = TypeVar("R")


def plan_for(request: HttpRequest, permission: str, pk: int) -> Plan:
    """The plan, for a person who has the permission on it."""
    return get_for(request.user, permission, PLANS, pk=pk)


def action_for(request: HttpRequest, permission: str, pk: int) -> PlanAction:
    """An action, for a person who has the permission on its plan."""
    found = ACTIONS.filter(pk=pk).first()
    if found is None or not may(request.user, permission, found.plan):
        raise Http404
    return found


def row_for(request: HttpRequest, permission: str, rows: Any, plan: Callable[[Any], Plan], pk: int) -> Any:
    """A row of a plan, for a person who has the permission on the plan."""
    found = rows.filter(pk=pk).first()
    if found is None or not may(request.user, permission, plan(found)):
        raise Http404
    return found


def board_crumbs(person: Any, plan: Plan) -> list[Line]:
    """Project and its plans, each a link only to those who may open it; or all plans."""
    project = plan.project
    if project is None:
        return [Line(_("Action plans"), link("plans_all"))]
    found = [Line(_("Projects"), link("projects")), Line(project.name)]
    if may(person, "project.read", project):
        found[1] = Line(project.name, link("project", project.pk))
    listed = may(person, "plan.list", project)
    return [*found, Line(_("Action plans"), link("plans", project.pk) if listed else "")]


TABS = (
    ("plan", "plan.read", lambda: _("Plan")),
    ("plan_schedule", "plan.read", lambda: _("Schedule")),
    ("plan_money", "plan.read", lambda: _("Money")),
    ("plan_progress", "plan.read", lambda: _("Progress")),
    ("plan_endorsements", "plan.read", lambda: _("Endorsements")),
    ("plan_commitments", "plan.write", lambda: _("Commitments")),
    ("plan_change", "plan.write", lambda: _("Settings")),
)


def frame(request: HttpRequest, plan: Plan, tab: str, *crumbs: Line) -> dict[str, Any]:
    """What every page of a plan needs."""
    granted = {name: may(request.user, name, plan) for name in {right for _n, right, _w in TABS}}
    tabs = [Tab(str(word()), link(name, plan.pk), name == tab) for name, right, word in TABS if granted[right]]
    own = Line(plan.title, link("plan", plan.pk) if crumbs or tab != "plan" else "")
    return {
        "plan": plan,
        "tabs": tabs,
        "writes": granted["plan.write"],
        "crumbs": [*board_crumbs(request.user, plan), own, *crumbs],
        "pretitle": _("Action plan of %s") % plan.city,
    }


def page(request: HttpRequest, plan: Plan, template: str, tab: str, **context: Any) -> HttpResponse:
    """A page of the plan under its tabs. ``crumbs`` are those behind the plan's own."""
    crumbs = context.pop("crumbs", ())
    status = context.pop("status", 200)
    return render(request, f"plans/{template}", {**frame(request, plan, tab, *crumbs), **context}, status=status)


def form_page(
    request: HttpRequest, plan: Plan, form: Any, do: Callable[[], R | None], to: Callable[[R], HttpResponse],
    *, title: str, back: str, tab: str = "plan", **context: Any
) -> HttpResponse:  # fmt: skip
    """A form on a page of its own. A post does it and goes on; what is refused is told on the form."""
    status = 200
    if request.method == "POST":
        made = attempt(form, do)
        if made is not None:
            return to(made)
        status = 422
    return page(
        request, plan, "form.html", tab, form=form, page_title=title, back=back, crumbs=(Line(title),), status=status,
        **context,
    )  # fmt: skip


def done(request: HttpRequest, do: Callable[[], Any], to: str, *args: Any, part: str = "") -> HttpResponse:
    """A button's post: do it, or tell why not; then look there."""
    try:
        do()
    except Refused as refused:
        tell(request, refused)
    return see(reverse(to, args=args), part=part)


def true(result: Any) -> bool:
    """For actions that answer nothing: they were done."""
    return True
