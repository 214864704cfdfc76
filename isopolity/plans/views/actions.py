# SPDX-License-Identifier: EUPL-1.2
"""Actions of a plan: their page, texts, milestones, risks, what they wait for; schedule; commitments."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.core.autosave import digest
from isopolity.core.components import Line
from isopolity.core.web import autosaved, number, see
from isopolity.plans import actions
from isopolity.plans.forms import ActionForm, MilestoneForm, RiskForm
from isopolity.plans.gantt import gantt
from isopolity.plans.models import ActionNeed, CommitmentLink, Milestone, PlanAction, Risk
from isopolity.plans.origins import origins_of
from isopolity.plans.queries import plans as queries
from isopolity.plans.queries.money import lines_of, shown
from isopolity.plans.schedule import critical, faults
from isopolity.plans.views.common import action_for, done, form_page, page, plan_for, row_for

INSIDE = ("action__plan__project", "action__plan__city", "action__plan__group")


def texts() -> list[tuple[str, str, str]]:
    """(field, its name, what to write), in the order of the page."""
    return [
        ("objective", _("Objective"), _("What changes, for whom, where.")),
        ("target", _("Target"), _("A number or an event, and by when: 60 women find a first job by June 2028.")),
        ("partners", _("Partners"), _("Organisations that carry it with the lead office.")),
        ("beneficiaries", _("Beneficiaries"), _("Who gains from it. Say how they take part.")),
        ("transfer", _("Transfer and mainstreaming"), _("How others take it up, how it becomes normal practice.")),
        ("sustainability", _("After the funding ends"), _("What stays, and who pays for it.")),
    ]


@require_safe
def plan_action(request: HttpRequest, pk: int) -> HttpResponse:
    """All about one action."""
    found = action_for(request, "plan.read", pk)
    rows = queries.actions_of(found.plan)
    own = next(row for row in rows if row.pk == pk)
    known = {row.pk: row for row in rows}
    needs = [(need, known[need.needed_id]) for need in own.needs.all()]
    taken = {need.needed_id for need in own.needs.all()} | {pk}
    lines = [line for line in lines_of([found.plan]) if line.action_id == pk]
    place = [row.pk for row in rows].index(pk)
    context: dict[str, Any] = {
        "action": own,
        "place": place + 1,
        "is_first": place == 0,
        "is_last": place == len(rows) - 1,
        "texts": [(name, label, text, getattr(own, name), digest(getattr(own, name))) for name, label, text in texts()],
        "hints": queries.hints_of(own),
        "needs": needs,
        "waiting": [row for row in rows if any(need.needed_id == pk for need in row.needs.all())],
        "others": [row for row in rows if row.pk not in taken],
        "commitments": [one for one in queries.links_of(found.plan) if one.action_id == pk],
        "origins": [one for one in origins_of(request.user, found.plan)[0] if one.action == pk],
        "lines": [shown(one) for one in lines],
        "page_title": own.title,
        "crumbs": (Line(own.title),),
    }
    return page(request, found.plan, "action.html", "plan", **context)


def plan_action_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new action; its long texts come afterwards, on its page."""
    found = plan_for(request, "plan.write", pk)
    form = ActionForm(request.POST or None)
    return form_page(
        request, found, form, lambda: actions.add_action(by=me(request), plan=found, **form.cleaned_data),
        lambda made: see("plan_action", made.pk), title=_("New action"), back=reverse("plan", args=[pk]),
    )  # fmt: skip


def plan_action_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, office, dates, state."""
    found = action_for(request, "plan.write", pk)
    form = ActionForm(request.POST or None, instance=PlanAction.objects.get(pk=pk))
    return form_page(
        request, found.plan, form,
        lambda: actions.change_action(by=me(request), planned=found, **form.cleaned_data),
        lambda made: see("plan_action", pk), title=_("Change the action"), back=reverse("plan_action", args=[pk]),
    )  # fmt: skip


@require_POST
def plan_action_text(request: HttpRequest, pk: int) -> HttpResponse:
    """One long text, saved while somebody types."""
    found = action_for(request, "plan.write", pk)
    sent: dict[str, Any] = {name: request.POST.get(name, "") for name in ("field", "value")}
    sent["seen"] = request.POST.get("seen")
    return autosaved(lambda: actions.save_action_text(by=me(request), planned=found, **sent), sent["field"])


@require_POST
def plan_action_do(request: HttpRequest, pk: int) -> HttpResponse:
    """Up, down, or out of the plan."""
    found = action_for(request, "plan.write", pk)
    do = request.POST.get("do")
    if do == "remove":
        return done(request, lambda: actions.remove_action(by=me(request), planned=found), "plan", found.plan_id,
                    part="actions")  # fmt: skip
    if do not in ("up", "down"):
        raise Http404
    return done(request, lambda: actions.move_action(by=me(request), planned=found, up=do == "up"), "plan",
                found.plan_id, part="actions")  # fmt: skip


def milestone_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A step on the way."""
    found = action_for(request, "plan.write", pk)
    form = MilestoneForm(request.POST or None)
    return form_page(
        request, found.plan, form,
        lambda: actions.add_milestone(by=me(request), planned=found, **form.cleaned_data),
        lambda made: see("plan_action", pk, part="milestones"), title=_("New milestone"),
        back=reverse("plan_action", args=[pk]),
    )  # fmt: skip


def milestone(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a milestone; it is done or not; it goes."""
    row = row_for(request, "plan.write", Milestone.objects.select_related(*INSIDE), lambda one: one.action.plan, pk)
    own, do = row.action_id, request.POST.get("do")
    if do in ("done", "open"):
        return done(request, lambda: actions.finish_milestone(by=me(request), milestone=row, is_done=do == "done"),
                    "plan_action", own, part="milestones")  # fmt: skip
    if do == "remove":
        return done(request, lambda: actions.remove_milestone(by=me(request), milestone=row), "plan_action", own,
                    part="milestones")  # fmt: skip
    form = MilestoneForm(request.POST or None, initial={"name": row.name, "due": row.due})
    return form_page(
        request, row.action.plan, form,
        lambda: actions.change_milestone(by=me(request), milestone=row, **form.cleaned_data),
        lambda made: see("plan_action", own, part="milestones"), title=_("Change the milestone"),
        back=reverse("plan_action", args=[own]), removing=True,
    )  # fmt: skip


def risk_new(request: HttpRequest, pk: int) -> HttpResponse:
    """What may go wrong."""
    found = action_for(request, "plan.write", pk)
    form = RiskForm(request.POST or None)
    return form_page(
        request, found.plan, form, lambda: actions.add_risk(by=me(request), planned=found, **form.cleaned_data),
        lambda made: see("plan_action", pk, part="risks"), title=_("New risk"),
        back=reverse("plan_action", args=[pk]),
        intro=_("Think of political change too: an election, another majority, a new person in office."),
    )  # fmt: skip


def risk(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a risk, or take it out."""
    row = row_for(request, "plan.write", Risk.objects.select_related(*INSIDE), lambda one: one.action.plan, pk)
    own = row.action_id
    if request.POST.get("do") == "remove":
        return done(request, lambda: actions.remove_risk(by=me(request), risk=row), "plan_action", own, part="risks")
    form = RiskForm(request.POST or None, instance=Risk.objects.get(pk=pk))
    return form_page(
        request, row.action.plan, form, lambda: actions.change_risk(by=me(request), risk=row, **form.cleaned_data),
        lambda made: see("plan_action", own, part="risks"), title=_("Change the risk"),
        back=reverse("plan_action", args=[own]), removing=True,
    )  # fmt: skip


@require_POST
def need_add(request: HttpRequest, pk: int) -> HttpResponse:
    """The action waits for another one."""
    found = action_for(request, "plan.write", pk)
    other = PlanAction.objects.filter(plan=found.plan_id, pk=number(request.POST.get("needed"))).first()
    if other is None:
        messages.error(request, _("Choose another action of this plan."))
        return see("plan_action", pk, part="needs")
    return done(request, lambda: actions.add_need(by=me(request), planned=found, needed=other), "plan_action", pk,
                part="needs")  # fmt: skip


@require_POST
def need_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """It waits no longer."""
    row = row_for(request, "plan.write", ActionNeed.objects.select_related(*INSIDE), lambda one: one.action.plan, pk)
    return done(request, lambda: actions.remove_need(by=me(request), need=row), "plan_action", row.action_id,
                part="needs")  # fmt: skip


@require_safe
def plan_schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """The calendar of the actions, drawn and as a table; what cannot be."""
    found = plan_for(request, "plan.read", pk)
    rows = queries.actions_of(found)
    tasks, titles = queries.tasks_of(rows), {row.pk: row.title for row in rows}
    steps = {row.pk: [(step.due, step.done_on is not None) for step in row.milestones.all()] for row in rows}
    chain = critical(tasks)
    drawing = gantt(tasks, {row.pk: row.state for row in rows}, steps, timezone.localdate())
    return page(
        request, found, "schedule.html", "plan_schedule", page_title=_("Schedule"), crumbs=(Line(_("Schedule")),),
        rows=[(row, [titles[need.needed_id] for need in row.needs.all()]) for row in rows], drawing=drawing,
        faults=[(one.kind, titles[one.task], titles.get(one.other or 0, "")) for one in faults(tasks)],
        chain=[titles[key] for key in chain],
    )  # fmt: skip


def plan_commitments(request: HttpRequest, pk: int) -> HttpResponse:
    """Commitments of the city's reviews: which are actions of this plan, which could become one."""
    found = plan_for(request, "plan.write", pk)
    if request.method == "POST":
        commitment = queries.open_commitments(found).filter(pk=number(request.POST.get("commitment"))).first()
        planned = PlanAction.objects.filter(plan=found, pk=number(request.POST.get("action"))).first()
        if commitment is None:
            raise Http404
        return done(
            request,
            lambda: actions.take_commitment(by=me(request), plan=found, commitment=commitment, planned=planned),
            "plan_commitments", pk,
        )  # fmt: skip
    return page(
        request, found, "commitments.html", "plan_commitments", page_title=_("Commitments"),
        crumbs=(Line(_("Commitments")),), links=list(queries.links_of(found)),
        open=list(queries.open_commitments(found)), choices=PlanAction.objects.filter(plan=found),
    )  # fmt: skip


@require_POST
def commitment_release(request: HttpRequest, pk: int) -> HttpResponse:
    """A commitment and an action go separate ways."""
    rows = CommitmentLink.objects.select_related(*INSIDE)
    row = row_for(request, "plan.write", rows, lambda one: one.action.plan, pk)
    return done(request, lambda: actions.release_commitment(by=me(request), link=row), "plan_commitments",
                row.action.plan_id)  # fmt: skip
