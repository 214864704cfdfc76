# SPDX-License-Identifier: EUPL-1.2
"""The budget of a project: lines with their state, what was spent on each."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.accounts.me import me
from isopolity.core.components import Line
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import attempt, see, tell
from isopolity.networks import actions, queries
from isopolity.networks.forms import LineForm, SpendForm
from isopolity.networks.frame import project_frame
from isopolity.networks.models import BudgetLine, Project, Spending
from isopolity.networks.queries.money import BudgetRow, state_of


def _project(request: HttpRequest, pk: int, permission: str = "project.read") -> Project:
    return get_for(request.user, permission, Project, pk=pk)


def _line(project: Project, pk: int) -> BudgetLine:
    return get_object_or_404(BudgetLine.objects.select_related("project"), project=project, pk=pk)


def money(request: HttpRequest, pk: int) -> HttpResponse:
    """The budget with its sums; the secretariat adds lines."""
    project = _project(request, pk, "project.read" if request.method == "GET" else "project.change")
    can_change = may(request.user, "project.change", project)
    form = LineForm(request.POST or None)
    if request.method == "POST":
        made = attempt(form, lambda: actions.add_line(by=me(request), project=project, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("Added."))
            return see("money", pk)
    rows = queries.budget_of(project)
    context = project_frame(request.user, project, "money", Line(_("Money")))
    context |= {"rows": rows, "sums": queries.sums_of(rows), "form": form, "can_change": can_change}
    return render(request, "networks/money.html", context)


def line(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """One line: how it stands, and every amount spent on it."""
    project = _project(request, pk, "project.read" if request.method == "GET" else "project.change")
    found = _line(project, line)
    form = SpendForm(request.POST or None, project=project)
    if request.method == "POST":
        made = attempt(form, lambda: actions.spend(by=me(request), line=found, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("Added."))
            return see("money_line", pk, line)
    crumbs = [Line(_("Money"), reverse("money", args=[pk])), Line(found.name)]
    context = project_frame(request.user, project, "money", *crumbs)
    context |= {
        "row": BudgetRow(found, state_of(found)),
        "spendings": Paginator(queries.spendings_of(found), 50).get_page(request.GET.get("page")),
        "form": form,
        "can_change": may(request.user, "project.change", project),
    }
    return render(request, "networks/money_line.html", context)


def change_line(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Another name, ceiling or minimum; or the line is taken off the budget."""
    project = _project(request, pk, "project.change")
    found = _line(project, line)
    if "remove" in request.POST:
        try:
            actions.remove_line(by=me(request), line=found)
        except Refused as refused:
            tell(request, refused)
            return see("money_line", pk, line)
        return see("money", pk)
    now = {name: getattr(found, name) for name in LineForm.base_fields}
    form = LineForm(request.POST or None, initial=now)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_line(by=me(request), line=found, **form.cleaned_data)
    ):
        return see("money_line", pk, line)
    context = project_frame(
        request.user, project, "money", Line(_("Money"), reverse("money", args=[pk])), Line(found.name)
    )
    return render(
        request, "networks/part_form.html", {**context, "form": form, "title": found.name, "can_remove": True}
    )


@require_POST
def remove_spending(request: HttpRequest, pk: int, spending: int) -> HttpResponse:
    """An entry that should not be there is taken away."""
    project = _project(request, pk, "project.change")
    rows = Spending.objects.select_related("line__project")
    found = get_object_or_404(rows, line__project=project, pk=spending)
    actions.remove_spending(by=me(request), spending=found)
    return see("money_line", pk, found.line_id)
