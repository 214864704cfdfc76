# SPDX-License-Identifier: EUPL-1.2
"""One plan: what it is about, its evidence, its settings, its public page, what happened."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.core.autosave import digest
from isopolity.core.components import Line, Stat
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import attempt, autosaved, number, see, tell
from isopolity.groups.models import SupportGroup
from isopolity.plans import actions
from isopolity.plans.forms import EvidenceForm, PlanForm, ShowForm
from isopolity.plans.models import Plan, PlanEvidence
from isopolity.plans.origins import origins_of
from isopolity.plans.queries import plans as queries
from isopolity.plans.queries.money import lines_of, shown, table_of, totals_of
from isopolity.plans.smart import too_many
from isopolity.plans.views.common import done, form_page, page, plan_for, row_for
from isopolity.reports.models import CommitmentState


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Problem, evidence, aims, actions, how far they are."""
    found = plan_for(request, "plan.read", pk)
    rows = queries.actions_of(found)
    writes = may(request.user, "plan.write", found)
    hints = {a.pk: queries.hints_of(a) for a in rows} if writes else {}
    origins, sources = origins_of(request.user, found)
    context: dict[str, Any] = {
        "stats": _stats(rows),
        "rows": [(a, len(hints.get(a.pk, ()))) for a in rows],
        "warning": too_many(len(rows)) if writes else "",
        "evidence": queries.evidence_of(found),
        "headlines": list(queries.headlines_for(found)) if writes else [],
        "links": list(queries.links_of(found)),
        "origins": origins,
        "sources": sources,
        "digests": {name: digest(getattr(found, name)) for name in ("problem", "aims")},
        "is_authority": may(request.user, "plan.indicate", found),
    }
    return page(request, found, "plan.html", "plan", **context)


def _stats(rows: list[Any]) -> list[Stat]:
    women, counted = queries.share_for_women(rows)
    ready = sum(a.state == CommitmentState.DONE for a in rows)
    steps = [step for a in rows for step in a.milestones.all()]
    late = sum(s.is_late for s in steps)
    found = [Stat(ready, _("actions done"), len(rows))]
    found.append(Stat(sum(s.done_on is not None for s in steps), _("milestones done"), len(steps)))
    found.append(Stat(late, _("milestones late")))
    return [*found, Stat(women, _("actions for migrant women and girls; a third or more is a good aim"), counted)]


@require_POST
def plan_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The problem or the aims, saved while somebody types."""
    found = plan_for(request, "plan.write", pk)
    sent: dict[str, Any] = {name: request.POST.get(name, "") for name in ("field", "value")}
    sent["seen"] = request.POST.get("seen")
    return autosaved(lambda: actions.save_plan_text(by=me(request), plan=found, **sent), sent["field"])


def plan_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Title and group; what is public; taking the plan away."""
    found = plan_for(request, "plan.write", pk)
    groups = SupportGroup.objects.filter(city=found.city_id, project=found.project_id)
    start = {"title": found.title, "group": found.group_id}
    form = PlanForm(request.POST or None, initial=start, groups=groups)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_plan(by=me(request), plan=found, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return see("plan_change", pk)
    shows = {name: getattr(found, f"shows_{name}") for name in ("page", "progress", "money", "lines")}
    return page(
        request, found, "settings.html", "plan_change", form=form, show_form=ShowForm(initial=shows),
        publishes=may(request.user, "plan.publish", found), crumbs=(Line(_("Settings")),), page_title=_("Settings"),
        can_remove=not found.actions.exists(), status=422 if form.errors else 200,
    )  # fmt: skip


@require_POST
def plan_show(request: HttpRequest, pk: int) -> HttpResponse:
    """What everybody may see of the plan."""
    found = plan_for(request, "plan.publish", pk)
    form = ShowForm(request.POST)
    if attempt(form, lambda: actions.show_plan(by=me(request), plan=found, **form.cleaned_data)) is not None:
        messages.success(request, _("Saved. Look at the public page to see what everybody sees."))
    return see("plan_change", pk, part="public")


@require_POST
def plan_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan begun by mistake goes."""
    found = plan_for(request, "plan.write", pk)
    try:
        actions.remove_plan(by=me(request), plan=found)
    except Refused as refused:
        tell(request, refused)
        return see("plan_change", pk)
    messages.success(request, _("The plan is taken away."))
    return see("plans", found.project_id) if found.project_id else see("plans_all")


@require_safe
def plan_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who did what when: a part for the plan's page (HTMX), or a page of its own."""
    found = plan_for(request, "plan.write", pk)
    try:
        before = parse_datetime(request.GET.get("before", ""))
    except ValueError:
        before = None
    events, older = queries.history_of(found, before=before if before and before.tzinfo else None)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "reviews/part_history.html", {"events": events})
    return page(
        request, found, "history.html", "plan", events=events, older=older.isoformat() if older else "",
        page_title=_("What happened"), crumbs=(Line(_("What happened")),),
    )  # fmt: skip


def plan_evidence_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Numbers, perceptions or foresight."""
    found = plan_for(request, "plan.write", pk)
    form = EvidenceForm(request.POST or None)
    return form_page(
        request, found, form, lambda: actions.add_evidence(by=me(request), plan=found, **form.cleaned_data),
        lambda made: see("plan", pk, part="evidence"), title=_("Add evidence"), back=reverse("plan", args=[pk]),
    )  # fmt: skip


def plan_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a piece of evidence, or take it out."""
    rows = PlanEvidence.objects.select_related("plan__project", "plan__city", "plan__group")
    row = row_for(request, "plan.write", rows, lambda one: one.plan, pk)
    own = row.plan_id
    if request.POST.get("do") == "remove":
        return done(
            request, lambda: actions.remove_evidence(by=me(request), evidence=row), "plan", own, part="evidence"
        )
    form = EvidenceForm(request.POST or None, instance=PlanEvidence.objects.get(pk=pk))
    return form_page(
        request, row.plan, form, lambda: actions.change_evidence(by=me(request), evidence=row, **form.cleaned_data),
        lambda made: see("plan", own, part="evidence"), title=_("Change evidence"), back=reverse("plan", args=[own]),
        removing=True,
    )  # fmt: skip


@require_POST
def plan_headline(request: HttpRequest, pk: int) -> HttpResponse:
    """A headline finding of the city's published report enters the evidence base."""
    found = plan_for(request, "plan.write", pk)
    headline = queries.headlines_for(found).filter(pk=number(request.POST.get("headline"))).first()
    if headline is None:
        raise Http404
    return done(
        request, lambda: actions.link_headline(by=me(request), plan=found, headline=headline), "plan", pk,
        part="evidence",
    )  # fmt: skip


@login_not_required
@require_safe
def plan_public(request: HttpRequest, pk: int) -> HttpResponse:
    """What the city shows of its plan to everybody."""
    found: Plan = get_for(request.user, "plan.public", queries.PLANS, pk=pk)
    lines = lines_of([found]) if found.shows_money else []
    money = totals_of(lines)
    context = {
        "plan": found, "actions": queries.actions_of(found), "evidence": queries.evidence_of(found),
        "money": money if found.shows_money else None, "table": table_of(money),
        "lines": [shown(one) for one in lines] if found.shows_lines else [],
    }  # fmt: skip
    return render(request, "plans/public.html", context)
