# SPDX-License-Identifier: EUPL-1.2
"""Endorsements of a plan: asked, given, declined, recorded; versions and what changed since."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.core.autosave import digest
from isopolity.core.components import Line
from isopolity.core.files import handed_out
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.principal import acting
from isopolity.core.web import attempt, see
from isopolity.plans import actions
from isopolity.plans.forms import AskForm, DeclineForm, EndorseForm, ResolutionForm
from isopolity.plans.letters import unseal
from isopolity.plans.models import Endorsement, EndorsementState, Plan, PlanVersion
from isopolity.plans.queries.versions import changes_since, content_of, endorsements_of, words
from isopolity.plans.views.common import done, form_page, page, plan_for, row_for

ROWS = Endorsement.objects.select_related("plan__project", "plan__city", "plan__group")
JOB = "job:plan-endorse"


def plan_endorsements(request: HttpRequest, pk: int) -> HttpResponse:
    """Who stands behind the plan; a post asks one more organisation."""
    plan = plan_for(request, "plan.read", pk)
    writes = may(request.user, "plan.write", plan)
    if request.method == "POST" and not writes:
        raise Http404
    form = AskForm(request.POST or None)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.ask_endorsement(by=me(request), plan=plan, **form.cleaned_data)
    ):
        messages.success(request, _("A letter with a personal link is on its way."))
        return see("plan_endorsements", pk)
    last = PlanVersion.objects.filter(plan=plan).first()
    context: dict[str, Any] = {
        "rows": endorsements_of(plan), "form": form if writes else None, "version": last,
        "versions": PlanVersion.objects.filter(plan=plan).defer("content"),
        "changes": changes_since(last, content_of(plan)) if last else [],
    }  # fmt: skip
    title = _("Endorsements")
    return page(
        request, plan, "endorsements.html", "plan_endorsements", page_title=title, crumbs=(Line(title),),
        status=422 if form.errors else 200, **context,
    )  # fmt: skip


def endorsement_record(request: HttpRequest, pk: int) -> HttpResponse:
    """A resolution on paper."""
    plan = plan_for(request, "plan.write", pk)
    form = ResolutionForm(request.POST or None, request.FILES or None)
    return form_page(
        request, plan, form, lambda: actions.record_endorsement(by=me(request), plan=plan, **form.cleaned_data),
        lambda made: see("plan_endorsements", pk), title=_("Record a resolution"),
        back=reverse("plan_endorsements", args=[pk]), tab="plan_endorsements", takes_files=True,
        intro=_("The plan as it is now is kept as the version that was endorsed."),
    )  # fmt: skip


@require_POST
def endorsement_do(request: HttpRequest, pk: int) -> HttpResponse:
    """Write once more, or take the question back."""
    row = row_for(request, "plan.write", ROWS, lambda one: one.plan, pk)
    do = {"remind": actions.remind_endorsement, "withdraw": actions.withdraw_endorsement}.get(
        request.POST.get("do", "")
    )
    if do is None:
        raise Http404
    return done(request, lambda: do(by=me(request), endorsement=row), "plan_endorsements", row.plan_id)


@require_safe
def endorsement_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The scanned resolution."""
    row = row_for(request, "plan.read", ROWS.exclude(file=""), lambda one: one.plan, pk)
    try:
        return handed_out(row.file, name=row.file_name, content_type=row.content_type)
    except FileNotFoundError as error:
        raise Http404 from error


@require_safe
def plan_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The plan as it was endorsed, and what changed since."""
    plan = plan_for(request, "plan.read", pk)
    version = PlanVersion.objects.filter(plan=plan, number=number).first()
    if version is None:
        raise Http404
    title = _("Version %d") % number
    return page(
        request, plan, "version.html", "plan_endorsements", page_title=title, version=version,
        changes=changes_since(version, content_of(plan)), content=version.content, words=words(),
        crumbs=(Line(_("Endorsements"), reverse("plan_endorsements", args=[pk])), Line(title)),
    )  # fmt: skip


def endorsement(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer of somebody who signed in and may speak for the organisation."""
    row = get_for(request.user, "endorsement.give", ROWS, pk=pk)
    return _answer(request, row, me(request), actions.endorse, actions.decline_endorsement)


@login_not_required
@never_cache
def endorse(request: HttpRequest, word: str) -> HttpResponse:
    """The same through the personal link in a letter, without an account."""
    row = unseal(word)
    if row is None:
        return render(request, "plans/endorse.html", {}, status=404)
    with acting(JOB):
        return _answer(request, row, JOB, actions.endorse_by_link, actions.decline_by_link)


def _answer(request: HttpRequest, row: Endorsement, by: Any, give: Any, refuse: Any) -> HttpResponse:
    plan: Plan = row.plan
    content = content_of(plan)
    is_no = request.POST.get("do") == "decline"
    form = EndorseForm(None if is_no else request.POST or None, initial={"seen": digest(content)})
    no_form = DeclineForm(request.POST if is_no else None)
    if request.method == "POST" and row.state == EndorsementState.ASKED:
        ask, do = (no_form, refuse) if is_no else (form, give)
        answered = attempt(ask, lambda: do(by=by, endorsement=row, **ask.cleaned_data))
        row = answered or row
    wrong = bool(form.errors or no_form.errors)
    if form.errors:  # the reader sees the plan of now, so the mark is that of now
        sent = request.POST.copy()
        sent["seen"] = digest(content)
        form.data = sent
    context = {
        "row": row, "plan": plan, "content": content, "form": form, "no_form": no_form,
        "is_open": row.state == EndorsementState.ASKED,
    }  # fmt: skip
    return render(request, "plans/endorse.html", context, status=422 if wrong else 200)
