# SPDX-License-Identifier: EUPL-1.2
"""The mentee's action plan beside the goals of the pair."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from isopolity.accounts.me import me
from isopolity.core import web
from isopolity.core.errors import Refused
from isopolity.core.policy import may
from isopolity.mentoring import actions
from isopolity.mentoring.models import Goal, GoalLink, Pair
from isopolity.mentoring.queries.plan import pair_plans, plans_for
from isopolity.mentoring.views.pairs import page, pair_for
from isopolity.plans.models import Plan, PlanAction


def pair_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Goals and the actions they became; a post takes a goal into a plan, or undoes the link."""
    found = pair_for(request, pk)
    if request.method == "POST":
        return _changed(request, found)
    can_create = may(request.user, "plan.create", (found.project, found.mentee))
    context = page(request, found, "pair_plan", told=pair_plans(request.user, found), can_create=can_create)
    return render(request, "mentoring/plan.html", context)


def _changed(request: HttpRequest, found: Pair) -> HttpResponse:
    goal = get_object_or_404(Goal, pair=found, pk=web.number(request.POST.get("goal")))
    goal.pair = found
    try:
        if request.POST.get("do") == "release":
            link = get_object_or_404(GoalLink.objects.select_related("action__plan__city"), goal=goal)
            link.goal = goal
            _writable(request, link.action.plan)
            actions.release_goal(by=me(request), link=link)
            messages.success(request, _("Goal and action go separate ways. Both stay."))
        else:
            plan, planned = _chosen(request, found)
            actions.take_goal(by=me(request), goal=goal, plan=plan, planned=planned)
            messages.success(request, _("The goal stands in the action plan now."))
    except Refused as refused:
        web.tell(request, refused)
    return web.see("pair_plan", found.pk)


def _writable(request: HttpRequest, plan: Plan) -> None:
    if not may(request.user, "plan.write", plan):
        raise Http404


def _chosen(request: HttpRequest, found: Pair) -> tuple[Plan, PlanAction | None]:
    """``into`` is ``plan-3`` for a new action of that plan, or ``action-7``."""
    what, _dash, number = request.POST.get("into", "").partition("-")
    plans = plans_for(found)
    if what == "action":
        planned = get_object_or_404(PlanAction, plan__in=plans.values("pk"), pk=web.number(number))
        plan = plans.get(pk=planned.plan_id)
    else:
        planned, plan = None, get_object_or_404(plans, pk=web.number(number))
    _writable(request, plan)
    return plan, planned
