# SPDX-License-Identifier: EUPL-1.2
"""Parts given to colleagues: the coordinator asks, returns, accepts; the contributor hands in."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.assessments import actions
from isopolity.assessments.forms import AskForm, ReturnForm
from isopolity.assessments.models import Assessment, Contribution
from isopolity.assessments.queries.parts import parts_of
from isopolity.assessments.rules import writes
from isopolity.assessments.views.frame import base, fetch_whole, me
from isopolity.benchmarks.queries import items_of
from isopolity.core.components import Line
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import attempt, see


def contributors(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was asked for what; ask somebody."""
    person = me(request)
    one = fetch_whole(person, pk)
    items = items_of(one.version, one.adoption)
    sections = list(one.version.background_sections.all())
    form = AskForm(request.POST or None, items=items, sections=sections)
    if request.method == "POST":
        made = attempt(form, lambda: actions.ask_by_email(by=person, assessment=one, **form.cleaned_data))
        if made:
            messages.success(request, _("%s was asked and gets a mail.") % made.person.name)
            return see("contributors", one.pk)
    context = base(person, one, "contributors") | {
        "form": form,
        "parts": list(parts_of(one)),
        "may_ask": may(person, "assessment.ask", one),
    }
    return render(request, "assessments/contributors.html", context, status=422 if form.errors else 200)


def _rows() -> Any:
    return Contribution.objects.select_related("assessment__city", "assessment__version", "person")


def _settle(
    request: HttpRequest, pk: int, permission: str, do: Callable[..., Any], *, question: str, button: str, done: str
) -> HttpResponse:
    """Ask back (GET, for pages without scripts), then do it (POST)."""
    person = me(request)
    part = get_for(person, permission, _rows(), pk=pk)
    form = forms.Form(request.POST) if request.method == "POST" else forms.Form()
    if request.method == "POST":
        attempt(form, lambda: do(by=person, contribution=part))
        if not form.errors:
            messages.success(request, done)
            return see(_home(person, part.assessment))
    context = base(person, part.assessment, "contributors", Line(button)) | {"form": form, "button": button}
    context |= {"question": question, "tabs": []}
    return render(request, "assessments/decide.html", context, status=409 if form.errors else 200)


def _home(person: Any, assessment: Assessment) -> str:
    """The coordinator goes back to the list of contributors, a contributor to the own part."""
    return reverse("contributors" if writes(person, assessment) else "assessment", args=[assessment.pk])


def contribution_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """The contributor hands in."""
    return _settle(
        request, pk, "contribution.submit", actions.submit_contribution,
        question=_("Hand in your part? After this you can read it, but not change it, unless it is returned to you."),
        button=_("Hand in my part"), done=_("Thank you. The coordinator has your part now."),
    )  # fmt: skip


def contribution_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The coordinator takes the part over."""
    return _settle(
        request, pk, "contribution.settle", actions.accept_contribution,
        question=_("Accept this part?"), button=_("Accept"), done=_("Accepted."),
    )  # fmt: skip


def contribution_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The coordinator asks no longer."""
    return _settle(
        request, pk, "contribution.settle", actions.withdraw_contribution,
        question=_("Stop asking this person? What was written stays in the report."),
        button=_("Stop asking"), done=_("This person is not asked any more."),
    )  # fmt: skip


def contribution_return(request: HttpRequest, pk: int) -> HttpResponse:
    """The coordinator gives the part back with a comment."""
    person = me(request)
    part = get_for(person, "contribution.settle", _rows(), pk=pk)
    form = ReturnForm(request.POST or None)
    if request.method == "POST":
        attempt(form, lambda: actions.return_contribution(by=person, contribution=part, **form.cleaned_data))
        if not form.errors:
            messages.success(request, _("Returned to %s.") % part.person.name)
            return see("contributors", part.assessment_id)
    context = base(person, part.assessment, "contributors", Line(_("Return with a comment")))
    context |= {"form": form, "button": _("Return with a comment")}
    return render(request, "assessments/decide.html", context, status=422 if form.errors else 200)
