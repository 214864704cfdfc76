# SPDX-License-Identifier: EUPL-1.2
"""Progress rounds: all of a plan, answering one, opening one."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.accounts.me import me
from isopolity.core.components import Line
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import attempt, number, see
from isopolity.networks.models import Project
from isopolity.plans import actions
from isopolity.plans.forms import PlanProgressForm, ProgressForm, RoundForm
from isopolity.plans.models import Plan, PlanAction, PlanProgress, ProgressRound
from isopolity.plans.queries.rounds import Told, rounds_of, table_of_rounds, told_in
from isopolity.plans.views.common import done, page, plan_for


def plan_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """All rounds of the plan; a post opens one of its own."""
    plan = plan_for(request, "plan.read", pk)
    writes = may(request.user, "plan.write", plan)
    if request.method == "POST" and not writes:
        raise Http404
    form = RoundForm(request.POST or None)
    if request.method == "POST":
        made = attempt(form, lambda: actions.open_own_round(by=me(request), plan=plan, **form.cleaned_data))
        if made is not None:
            return see("plan_round", pk, made.pk)
    title = _("Progress")
    return page(
        request, plan, "progress.html", "plan_progress", page_title=title, crumbs=(Line(title),),
        rounds=table_of_rounds(plan), form=form if writes else None, status=422 if form.errors else 200,
    )  # fmt: skip


def plan_round(request: HttpRequest, pk: int, found: int) -> HttpResponse:
    """One round: what was told of each action. Whoever writes the plan answers here."""
    plan = plan_for(request, "plan.read", pk)
    asked = _round(plan, found)
    form = None
    if request.method == "POST":
        if not may(request.user, "plan.write", plan):
            raise Http404
        form = _answer(request, plan, asked)
        if form is None:
            messages.success(request, _("It is kept."))
            return see("plan_round", pk, found)
    rows, own = told_in(plan, asked)
    plan_form = form if isinstance(form, PlanProgressForm) else _unplanned(own)
    title = asked.name
    return page(
        request, plan, "round.html", "plan_progress", page_title=title, round=asked, rows=rows, own=own,
        form=form, form_for=request.POST.get("action", ""),
        crumbs=(Line(_("Progress"), reverse("plan_progress", args=[pk])), Line(title)),
        forms=[(row, _form_of(row)) for row in rows] if may(request.user, "plan.write", plan) else [],
        plan_form=plan_form, is_refused=plan_form is form, removable=_may_remove(request, plan, asked, rows, own),
        status=422 if form is not None else 200,
    )  # fmt: skip


def _may_remove(
    request: HttpRequest, plan: Plan, asked: ProgressRound, rows: list[Told], own: PlanProgress | None
) -> bool:
    """Nothing is told here, and it is one's own round: a project's round is the secretariat's."""
    if own or any(row.progress for row in rows):
        return False
    if asked.project is None:
        return may(request.user, "plan.write", plan)
    return may(request.user, "plan_round.open", asked.project)


def _unplanned(own: PlanProgress | None) -> PlanProgressForm:
    return PlanProgressForm(initial=model_to_dict(own) if own else {})


def _form_of(row: Told) -> ProgressForm:
    told, planned = row.progress, row.action
    names = ("light", "text", "transfer", "sustainability")
    start = {name: getattr(told, name) for name in names} if told else {}
    return ProgressForm(initial=start, auto_id=f"id_{planned.pk}_%s")


def _answer(request: HttpRequest, plan: Plan, found: ProgressRound) -> ProgressForm | PlanProgressForm | None:
    """None when it was kept; else the form with what was refused."""
    if request.POST.get("action"):
        planned = PlanAction.objects.filter(plan=plan, pk=number(request.POST["action"])).first()
        if planned is None:
            raise Http404
        planned.plan = plan
        form = ProgressForm(request.POST, auto_id=f"id_{planned.pk}_%s")
        tell = {"by": me(request), "round": found, "planned": planned}
        kept = attempt(form, lambda: actions.tell_action_progress(**tell, **form.cleaned_data))  # type: ignore[arg-type]
        return None if kept is not None else form
    own = PlanProgressForm(request.POST)
    kept_own = attempt(
        own, lambda: actions.tell_plan_progress(by=me(request), round=found, plan=plan, **own.cleaned_data)
    )
    return None if kept_own is not None else own


def _round(plan: Plan, pk: int) -> ProgressRound:
    found = rounds_of(plan).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_POST
def plan_round_remove(request: HttpRequest, pk: int, found: int) -> HttpResponse:
    """A round opened by mistake."""
    plan = plan_for(request, "plan.write", pk)
    asked = _round(plan, found)
    if asked.project is not None and not may(request.user, "plan_round.open", asked.project):
        raise Http404
    return done(request, lambda: actions.remove_round(by=me(request), round=asked), "plan_progress", pk)


def plan_round_new(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat asks all plans of the project."""
    project = get_for(request.user, "plan_round.open", Project, pk=pk)
    form = RoundForm(request.POST or None)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.open_round(by=me(request), project=project, **form.cleaned_data)
    ):
        messages.success(request, _("The round is open. Every city finds it among its duties."))
        return see("plans", pk)
    crumbs = [Line(project.name, reverse("project", args=[pk])), Line(_("Action plans"), reverse("plans", args=[pk])),
              Line(_("New progress round"))]  # fmt: skip
    context = {"form": form, "crumbs": crumbs, "back": reverse("plans", args=[pk])}
    return render(request, "plans/round_new.html", context, status=422 if form.errors else 200)
