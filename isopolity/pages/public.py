# SPDX-License-Identifier: EUPL-1.2
"""Projects as everybody reads them: the list, and each project's public page."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from isopolity.core.components import Action, Line
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.networks import queries
from isopolity.networks.forms import PublicFilter
from isopolity.networks.frame import tabs
from isopolity.networks.models import DocumentKind, Project, ProjectPage, ShelfDocument
from isopolity.reports.queries.commitments import published

NEWS = 20


@login_not_required
@require_safe
def public_projects(request: HttpRequest) -> HttpResponse:
    """All projects with a published page, newest first."""
    form = PublicFilter(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    rows = queries.public_projects(words=given.get("q", ""), kind=given.get("kind", ""))
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    return render(
        request, "pages/public_projects.html", {"rows": page, "filter": form, "is_filtered": any(given.values())}
    )


@login_not_required
@require_safe
def project_about(request: HttpRequest, pk: int) -> HttpResponse:
    """The public page of a project; before it is published, its secretariat looks at it here."""
    found = get_for(request.user, "project.see_page", Project.objects.select_related("network", "page"), pk=pk)
    page = getattr(found, "page", None) or ProjectPage(project=found)
    context = {"project": found, "page": page, **_content(found), **_frame(request, found)}
    return render(request, "pages/about_project.html", context)


def _content(project: Project) -> dict[str, Any]:
    """What everybody may read, and nothing else."""
    places, others, sketch = queries.places_of(list(queries.partners_of(project)))
    documents = queries.shelf_of_page(project)
    reports: dict[int | None, list[ShelfDocument]] = {}
    for one in documents:
        if one.kind == DocumentKind.MAPPING_REPORT and one.partner_id:
            reports.setdefault(one.partner_id, []).append(one)
    mapped = [(place, reports[place.partner.pk]) for place in places if place.partner.pk in reports]
    shown = {one.pk for rows in reports.values() for one in rows}
    return {
        "phases": project.phases.all(),
        "places": places,
        "others": others,
        "sketch": sketch,
        "objectives": queries.objectives_of(project),
        "mapped": mapped,
        "documents": [one for one in documents if one.pk not in shown],
        "news": project.news.filter(published_at__isnull=False)[:NEWS],
        "reports": published().filter(review__project=project)[:50],
    }


def _frame(request: HttpRequest, project: Project) -> dict[str, Any]:
    """Tabs for those inside the project, buttons for its secretariat."""
    can_change = may(request.user, "project.change", project)
    buttons = []
    if can_change:
        buttons.append(Action(_("Write the texts"), reverse("project_about_texts", args=[project.pk]), "pencil"))
    is_inside = request.user.is_authenticated and may(request.user, "project.read", project)
    outer = Line(_("Projects"), reverse("projects")) if is_inside else Line(_("Projects"), reverse("public_projects"))
    return {
        "can_change": can_change,
        "actions": buttons,
        "tabs": tabs(request.user, project, "project_about") if is_inside else [],
        "crumbs": [outer, Line(project.name)],
    }
