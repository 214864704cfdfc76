# SPDX-License-Identifier: EUPL-1.2
"""Money of a plan: totals, lines and their steps, talks with managing authorities."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.core.components import Line
from isopolity.core.policy import may
from isopolity.core.web import attempt, see
from isopolity.networks.models import PartnerRole
from isopolity.places.models import Organisation
from isopolity.places.rules import organisations
from isopolity.plans import actions
from isopolity.plans.forms import ContactForm, IndicationForm, LineForm, RefusalForm, StepForm
from isopolity.plans.models import AuthorityContact, FundingLine, FundingState, Plan
from isopolity.plans.money import STATES, furthest
from isopolity.plans.queries.money import as_line, lines_of, shown, table_of, totals_of
from isopolity.plans.queries.plans import contacts_of
from isopolity.plans.views.common import action_for, done, form_page, page, plan_for, row_for, true

LINES = FundingLine.objects.select_related("action__plan__project", "action__plan__city", "action__plan__group")


@require_safe
def plan_money(request: HttpRequest, pk: int) -> HttpResponse:
    """What is requested, indicated, secured, spent: by source, by action; whom the city talked with."""
    return _money(request, plan_for(request, "plan.read", pk))


def _money(request: HttpRequest, plan: Plan, **context: Any) -> HttpResponse:
    lines = lines_of([plan])
    found = totals_of(lines)
    told = contacts_of(plan)
    if not may(request.user, "plan.contacts", plan):
        told = contacts_of(plan, bodies=organisations(request.user))
    indicates = may(request.user, "plan.indicate", plan)
    base = {
        "states": [FundingState(state).label for state in STATES], "table": table_of(found),
        "sums": [found.by_state[state] for state in STATES], "total": found.total,
        "own": [found.own[state] for state in STATES], "own_total": sum(found.own.values()),
        "lines": [shown(line) for line in lines], "contacts": list(told), "indicates": indicates,
        "indication_form": IndicationForm() if indicates else None, "page_title": _("Money"),
        "planned_actions": list(plan.actions.all()),
    }  # fmt: skip
    return page(request, plan, "money.html", "plan_money", crumbs=(Line(_("Money")),), **{**base, **context})


def funding_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A funding line with its first step."""
    found = action_for(request, "plan.write", pk)
    line, step = LineForm(request.POST or None), StepForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if line.is_valid() and attempt(step, lambda: actions.add_funding_line(
            by=me(request), planned=found, **line.cleaned_data, **step.cleaned_data
        )) is not None:  # fmt: skip
            messages.success(request, _("The funding line is noted."))
            return see("plan_money", found.plan_id, part="lines")
    title = _("New funding line")
    return page(
        request, found.plan, "funding_new.html", "plan_money", line_form=line, form=step, page_title=title,
        action=found, crumbs=(Line(_("Money"), reverse("plan_money", args=[found.plan_id])), Line(title)),
        status=status, back=reverse("plan_money", args=[found.plan_id]),
    )  # fmt: skip


def funding(request: HttpRequest, pk: int) -> HttpResponse:
    """One line with its steps; a post takes the next one."""
    line: FundingLine = row_for(request, "plan.read", LINES, lambda one: one.action.plan, pk)
    plan = line.action.plan
    if request.method == "POST" and not may(request.user, "plan.write", plan):
        raise Http404
    form = StepForm(request.POST or None, initial={"state": _following(line)})
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.take_funding_step(by=me(request), line=line, **form.cleaned_data)
    ):
        messages.success(request, _("The step is noted."))
        return see("funding", pk)
    return _funding(request, line, form=form, status=422 if form.errors else 200)


def _following(line: FundingLine) -> str:
    now = furthest(as_line(line))
    return STATES[min(STATES.index(now) + 1, len(STATES) - 1)] if now else STATES[0]


def _funding(request: HttpRequest, line: FundingLine, **context: Any) -> HttpResponse:
    plan, title = line.action.plan, str(line)
    base = {
        "line": line, "one": shown(line), "steps": list(line.steps.all()), "page_title": title,
        "refusal_form": RefusalForm(), "crumbs": (Line(_("Money"), reverse("plan_money", args=[plan.pk])), Line(title)),
    }  # fmt: skip
    return page(request, plan, "funding.html", "plan_money", **{**base, **context})


def funding_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Source and name of a line."""
    line = row_for(request, "plan.write", LINES, lambda one: one.action.plan, pk)
    form = LineForm(request.POST or None, instance=FundingLine.objects.get(pk=pk))
    return form_page(
        request, line.action.plan, form,
        lambda: true(actions.change_funding_line(by=me(request), line=line, **form.cleaned_data)),
        lambda made: see("funding", pk), title=_("Change the line"), back=reverse("funding", args=[pk]),
        tab="plan_money",
    )  # fmt: skip


@require_POST
def funding_do(request: HttpRequest, pk: int) -> HttpResponse:
    """It was refused, or noted by mistake."""
    line = row_for(request, "plan.write", LINES, lambda one: one.action.plan, pk)
    if request.POST.get("do") == "remove":
        return done(request, lambda: actions.remove_funding_line(by=me(request), line=line), "plan_money",
                    line.action.plan_id)  # fmt: skip
    form = RefusalForm(request.POST)
    if attempt(form, lambda: actions.refuse_funding(by=me(request), line=line, **form.cleaned_data)) is None:
        return _funding(request, line, form=StepForm(), refusal_form=form, status=422)
    return see("funding", pk)


def contact_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A talk with a managing authority."""
    plan = plan_for(request, "plan.write", pk)
    bodies = Organisation.objects.filter(
        partnerships__project=plan.project_id, partnerships__roles__contains=[PartnerRole.AUTHORITY]
    )
    form = ContactForm(request.POST or None, bodies=bodies.distinct())
    return form_page(
        request, plan, form, lambda: actions.note_contact(by=me(request), plan=plan, **form.cleaned_data),
        lambda made: see("plan_money", pk, part="contacts"), title=_("Note a talk with a managing authority"),
        back=reverse("plan_money", args=[pk]), tab="plan_money",
    )  # fmt: skip


@require_POST
def contact_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Noted by mistake."""
    rows = AuthorityContact.objects.select_related("plan__project", "plan__city", "plan__group")
    row = row_for(request, "plan.write", rows, lambda one: one.plan, pk)
    return done(request, lambda: actions.remove_contact(by=me(request), contact=row), "plan_money", row.plan_id,
                part="contacts")  # fmt: skip


@require_POST
def plan_indicate(request: HttpRequest, pk: int) -> HttpResponse:
    """The managing authority tells what it may pay for."""
    plan = plan_for(request, "plan.indicate", pk)
    form = IndicationForm(request.POST)
    if attempt(form, lambda: actions.indicate(by=me(request), plan=plan, **form.cleaned_data)) is None:
        return _money(request, plan, indication_form=form, status=422)
    messages.success(request, _("Thank you. The city reads it now."))
    return see("plan_money", pk, part="contacts")
