# SPDX-License-Identifier: EUPL-1.2
"""The document shelf of a project: list with filters, what is missing, adding, handing out."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from isopolity.accounts.me import me
from isopolity.core.components import Action, Line
from isopolity.core.errors import Refused
from isopolity.core.files import handed_out
from isopolity.core.getters import get_for
from isopolity.core.web import attempt, see, tell
from isopolity.networks import actions, queries
from isopolity.networks.forms import ShelfChangeForm, ShelfFilter, ShelfForm
from isopolity.networks.frame import project_frame
from isopolity.networks.models import Partner, Project, ShelfDocument
from isopolity.networks.queries.shelf import AHEAD, Missing
from isopolity.networks.rules import runs
from isopolity.places.models import CityRoleKind
from isopolity.places.rules import city_roles, organisations


def _rows() -> QuerySet[ShelfDocument]:
    return ShelfDocument.objects.select_related("project", "partner__city", "partner__organisation", "phase")


def partners_acted_for(person: Any, project: Project) -> list[int]:
    """Partners of the project for which the person may add documents, besides a secretariat that may for all."""
    cities = {city for city, kind in city_roles(person) if kind == CityRoleKind.COORDINATOR}
    rows = Partner.objects.filter(project=project)
    mine = rows.filter(city__in=cities) | rows.filter(organisation__in=organisations(person))
    return list(mine.values_list("pk", flat=True))


def _own(person: Any, project: Project) -> list[int] | None:
    """None: every partner and the project itself."""
    return None if runs(person, project) else partners_acted_for(person, project)


@require_safe
def shelf(request: HttpRequest, pk: int) -> HttpResponse:
    """The documents of the project, and what partners still owe."""
    project = get_for(request.user, "project.read", Project, pk=pk)
    own = _own(request.user, project)
    form = ShelfFilter(request.GET or None, project=project)
    given = form.cleaned_data if form.is_valid() else {}
    rows = queries.shelf(
        project,
        kind=given.get("kind", ""),
        partner=given.get("partner"),
        phase_id=given["phase"].pk if given.get("phase") else None,
        words=given.get("q", ""),
    )
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    buttons = []
    if own is None or own:
        buttons = [Action(_("Add a document"), reverse("shelf_add", args=[pk]), "plus", primary=True)]
    context = project_frame(request.user, project, "shelf", Line(_("Documents")))
    context |= {"rows": page, "filter": form, "actions": buttons, **_missing(project, own), "own": own}
    context |= {"today": timezone.localdate(), "is_filtered": any(given.values())}
    return render(request, "networks/shelf.html", context)


def _missing(project: Project, own: list[int] | None) -> dict[str, list[tuple[Missing, bool]]]:
    """What is missing, nearest day first, each with whether this person may add it; what is due far ahead apart."""
    rows = queries.missing_of([project.pk])
    rows.sort(key=lambda row: (row.due is None, row.due or timezone.localdate(), str(row.partner)))
    far = timezone.localdate() + AHEAD
    found: dict[str, list[tuple[Missing, bool]]] = {"missing": [], "later": []}
    for row in rows:
        is_later = row.due is not None and row.due > far
        found["later" if is_later else "missing"].append((row, own is None or row.partner.pk in own))
    return found


@login_not_required
@require_safe
def document(request: HttpRequest, pk: int, document: int) -> FileResponse:
    """The file itself. Nothing in it runs; only pictures are shown in the page."""
    row = get_for(request.user, "shelf.read", _rows(), pk=document, project=pk)
    try:
        return handed_out(row.file, name=row.name, content_type=row.content_type)
    except FileNotFoundError as error:
        raise Http404 from error


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a document on the shelf."""
    project = get_for(request.user, "project.read", Project, pk=pk)
    own = _own(request.user, project)
    if own is not None and not own:
        raise Http404
    asked = {name: request.GET[name] for name in ("kind", "partner", "phase") if name in request.GET}
    initial = {"language": project.working_language, **asked}
    form = ShelfForm(request.POST or None, request.FILES or None, project=project, own=own, initial=initial)
    if request.method == "POST":
        made = attempt(form, lambda: actions.add_shelf_document(by=me(request), project=project, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("“%s” is on the shelf.") % made.title)
            return see("shelf", pk)
    crumbs = [Line(_("Documents"), reverse("shelf", args=[pk])), Line(_("Add a document"))]
    context = project_frame(request.user, project, "shelf", *crumbs)
    context |= {
        "form": form,
        "title": _("Add a document"),
        "button": _("Add"),
        "upload_limit": settings.UPLOAD_LIMIT_MIB,
    }
    return render(request, "networks/part_form.html", context)


def change(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """Other facts about a document, or it leaves the shelf."""
    row = get_for(me(request), "shelf.change", _rows(), pk=document, project=pk)
    if "remove" in request.POST:
        return _remove(request, row)
    now = {name: getattr(row, name) for name in ShelfChangeForm.base_fields}
    now |= {"partner": row.partner_id, "phase": row.phase_id}
    form = ShelfChangeForm(request.POST or None, project=row.project, own=_own(request.user, row.project), initial=now)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_shelf_document(by=me(request), document=row, **form.cleaned_data)
    ):
        return see("shelf", pk)
    crumbs = [Line(_("Documents"), reverse("shelf", args=[pk])), Line(row.title)]
    context = project_frame(request.user, row.project, "shelf", *crumbs)
    return render(request, "networks/part_form.html", {**context, "form": form, "title": row.title, "can_remove": True})


def _remove(request: HttpRequest, row: ShelfDocument) -> HttpResponse:
    title = row.title
    try:
        actions.remove_shelf_document(by=me(request), document=row)
        messages.success(request, _("“%s” is removed.") % title)
    except Refused as refused:
        tell(request, refused)
    return see("shelf", row.project_id)
