# SPDX-License-Identifier: EUPL-1.2
"""One's assessments: those of one's city, and the parts one was asked for."""

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from isopolity.accounts.models import Person
from isopolity.assessments import actions
from isopolity.assessments.forms import ListFilter, StartForm
from isopolity.assessments.models import Assessment
from isopolity.assessments.queries.parts import asked_of
from isopolity.assessments.queries.progress import with_progress
from isopolity.assessments.views.frame import me
from isopolity.core.components import Action, Line
from isopolity.core.web import attempt, see
from isopolity.places.models import CityRoleKind
from isopolity.places.rules import city_roles

PAGE = 20


def coordinated(person: Person) -> list[int]:
    """The cities for which the person writes."""
    return sorted(city for city, kind in city_roles(person) if kind == CityRoleKind.COORDINATOR)


def _filtered(rows: QuerySet[Assessment], chosen: ListFilter) -> QuerySet[Assessment]:
    if not chosen.is_valid():
        return rows
    if words := chosen.cleaned_data["q"].strip():
        rows = rows.filter(
            Q(title__icontains=words) | Q(city__name__icontains=words) | Q(version__title__icontains=words)
        )
    if state := chosen.cleaned_data["state"]:
        rows = rows.filter(state=state)
    return rows


@require_safe
def assessments(request: HttpRequest) -> HttpResponse:
    """The list, with a filter in its address."""
    person = me(request)
    cities = coordinated(person)
    chosen = ListFilter(request.GET or None)
    rows = _filtered(Assessment.objects.filter(city__in=cities), chosen).select_related("city", "version")
    start = Action(_("Start an assessment"), "start/", "plus", primary=True)
    return render(
        request,
        "assessments/assessments.html",
        {
            "page": Paginator(with_progress(rows), PAGE).get_page(request.GET.get("page")),
            "asked": asked_of(person),
            "filter": chosen,
            "is_filtered": bool(request.GET),
            "coordinates": bool(cities),
            "actions": [start] if cities else [],
            "start": start,
        },
    )


def assessment_start(request: HttpRequest) -> HttpResponse:
    """Choose city and benchmark, then begin."""
    person = me(request)
    form = StartForm(request.POST or None, cities=coordinated(person))
    if request.method == "POST":
        made = attempt(form, lambda: actions.start_assessment(by=person, **form.cleaned_data))
        if made:
            return see("assessment", made.pk)
    crumbs = [Line(_("Assessments"), "/assessments/"), Line(_("Start an assessment"))]
    return render(
        request, "assessments/start.html", {"form": form, "crumbs": crumbs}, status=422 if form.errors else 200
    )
