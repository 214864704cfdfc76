# SPDX-License-Identifier: EUPL-1.2
"""The stakeholder map: interest × influence, moved with mouse, finger, arrow keys or a form."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.core.components import Line
from isopolity.core.errors import Refused
from isopolity.core.web import attempt, number, see
from isopolity.groups import actions
from isopolity.groups.forms import SCALE, PlaceForm
from isopolity.groups.models import Member, Stake
from isopolity.groups.queries.groups import members_of
from isopolity.groups.stakeholders import quadrant_of, quadrants
from isopolity.groups.views.common import group_for, page


@require_safe
def stakeholder_map(request: HttpRequest, pk: int) -> HttpResponse:
    """The map, and under it the same as a list with a form for each member."""
    return _map(request, pk)


def _map(request: HttpRequest, pk: int, wrong: str = "", status: int = 200) -> HttpResponse:
    group = group_for(request, "group.manage", pk)
    rows = list(members_of(group))
    marks = [(place, row) for place, row in enumerate(rows, start=1)]
    at: dict[tuple[int, int], list[tuple[int, Member]]] = {}
    for mark, row in marks:
        if row.interest and row.influence:
            at.setdefault((row.interest, row.influence), []).append((mark, row))
    context: dict[str, Any] = {
        "quadrants": quadrants(at),
        "unplaced": [(mark, row) for mark, row in marks if not row.interest],
        "lines": [(mark, row, quadrant_of(row.interest, row.influence)) for mark, row in marks],
        "scale": [(code, str(word)) for code, word in SCALE],
        "stakes": Stake.choices,
        "page_title": _("Stakeholder map"),
        "page_who": _("coordinators only"),
        "wrong": wrong,
    }
    crumbs = (Line(_("Stakeholder map")),)
    return page(request, group, "stakeholders.html", "stakeholder_map", crumbs=crumbs, status=status, **context)


@require_POST
def stakeholder_move(request: HttpRequest, pk: int) -> HttpResponse:
    """A member's new place: JSON for the script that moves, a page for the form."""
    group = group_for(request, "group.manage", pk)
    found = Member.objects.filter(group=group, left_on=None, pk=number(request.POST.get("member"))).first()
    if found is None:
        raise Http404
    found.group = group
    form, wants_json = PlaceForm(request.POST), "json" in request.headers.get("Accept", "")
    if wants_json:
        return _moved(request, found, form)
    if attempt(form, lambda: actions.place_member(by=me(request), member=found, **form.cleaned_data)) is None:
        return _map(request, pk, wrong=_fault(form), status=422)
    messages.success(request, _("%s is moved.") % found)
    return see("stakeholder_map", pk, part=f"stake-{found.pk}")


def _moved(request: HttpRequest, member: Member, form: PlaceForm) -> JsonResponse:
    try:
        if not form.is_valid():
            raise Refused(_("Choose from the list."))
        moved = actions.place_member(by=me(request), member=member, **form.cleaned_data)
    except Refused as refused:
        return JsonResponse({"message": str(refused)}, status=400)
    where = quadrant_of(moved.interest, moved.influence)
    words = dict(SCALE)
    facts = {
        "who": str(moved), "interest": words[str(moved.interest or "")], "influence": words[str(moved.influence or "")],
        "quadrant": where,
    }  # fmt: skip
    said = _("%(who)s: interest %(interest)s, influence %(influence)s. %(quadrant)s") % facts
    return JsonResponse({"said": said, "quadrant": where})


def _fault(form: PlaceForm) -> str:
    return " ".join(str(text) for texts in form.errors.values() for text in texts)
