# SPDX-License-Identifier: EUPL-1.2
"""Findings: the map and list, and the page of one item."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from isopolity.accounts.me import me
from isopolity.benchmarks.models import Item
from isopolity.core import web
from isopolity.core.autosave import digest
from isopolity.core.components import Stat
from isopolity.core.errors import Refused
from isopolity.core.policy import may
from isopolity.core.texts import read
from isopolity.reports import actions
from isopolity.reports.forms import FindingFilter
from isopolity.reports.models import Finding, Report, ReportState
from isopolity.reports.queries.findings import Row, evidence_on, map_of, next_open, rows_of, voices_on
from isopolity.reports.queries.sources import SmallGroups
from isopolity.reports.views.common import review_for
from isopolity.reviews.models import Review
from isopolity.reviews.queries import review_context

SHOWS: dict[str, Callable[[Row], bool]] = {
    "open": lambda row: not row.is_settled,
    "unchecked": lambda row: not row.is_checked,
    "differ": lambda row: row.differs,
    "practice": lambda row: bool(row.finding and row.finding.is_practice),
    "overridden": lambda row: row.is_overridden,
}


def _matches(row: Row, wanted: dict[str, Any]) -> bool:
    words = wanted.get("q", "").casefold()
    text = f"{row.item.code} {read(row.item.title)} {row.finding.text if row.finding else ''}".casefold()
    return (
        words in text
        and wanted.get("state") in ("", None, row.state)
        and wanted.get("level") in ("", None, row.level)
        and SHOWS.get(wanted.get("show", ""), lambda _row: True)(row)
    )


def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """The map of finding states and the list with filters."""
    review = review_for(request, "finding.read", pk)
    rows = rows_of(review)
    form = FindingFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = Paginator([row for row in rows if _matches(row, wanted)], 25).get_page(request.GET.get("page"))
    settled, checked = sum(row.is_settled for row in rows), sum(row.is_checked for row in rows)
    return render(
        request,
        "reports/findings.html",
        {
            **review_context(me(request), review, tab="findings"),
            "page_title": _("Findings"),
            "page_who": _("team only"),
            "map": map_of(review, rows),
            "rows": page,
            "filter": form,
            "next": next_open(rows),
            "stats": [
                Stat(settled, _("items settled"), len(rows), url="?show=open"),
                Stat(checked, _("compared with the initial report"), len(rows), url="?show=unchecked"),
                Stat(sum(row.is_usable for row in rows), _("usable findings")),
                Stat(sum(row.differs for row in rows), _("where city and team differ"), url="?show=differ"),
            ],
        },
    )


def _row_of(review: Review, item: int) -> tuple[list[Row], Row]:
    rows = rows_of(review)
    found = next((row for row in rows if row.item.pk == item), None)
    if found is None:
        raise Http404
    return rows, found


def finding(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """One item: three voices, the evidence under it, what the team holds. POST saves one field (autosave)."""
    review = review_for(request, "finding.read", pk)
    if request.method == "POST":
        return _save(request, review, item)
    rows, row = _row_of(review, item)
    here = rows.index(row)
    held = row.finding or Finding(review=review, item=row.item)
    report: Report | None = getattr(review, "report", None)
    agreed = report is not None and report.state in (ReportState.REPLY, ReportState.PUBLISHED)
    return render(
        request,
        "reports/finding.html",
        {
            **review_context(me(request), review, tab="findings"),
            "page_title": f"{row.item.code} · {read(row.item.title)}",
            "page_who": _("team only"),
            "row": row,
            "finding": held,
            "digests": {name: digest(getattr(held, name)) for name in ("level", "text", "barriers", "checked_note")},
            "voices": voices_on(review, row),
            "evidence": evidence_on(review, row.item),
            "small_groups": SmallGroups(review, row.item).warnings([held]),
            "map": map_of(review, rows, row.item),
            "next": next_open(rows, row.item),
            "before": rows[here - 1] if here else None,
            "after": rows[here + 1] if here + 1 < len(rows) else None,
            "locked": agreed,
            "can_override": may(request.user, "finding.override", review),
        },
    )


def _save(request: HttpRequest, review: Review, item: int) -> JsonResponse:
    thing = _item(review, item)
    field = request.POST.get("field", "")
    return web.autosaved(
        lambda: actions.save_finding(
            by=me(request),
            review=review,
            item=thing,
            field=field,
            value=request.POST.get("value", ""),
            seen=request.POST.get("seen") or None,
        ),
        field,
    )


def _item(review: Review, pk: int) -> Item:
    thing = Item.objects.filter(pk=pk, version=review.adoption.version_id).first()
    if thing is None:
        raise Http404
    return thing


@require_POST
def finding_decide(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Compare, mark as practice, leave out, withdraw, override: each posts ``do`` and where needed a reason."""
    review = review_for(request, "finding.read", pk)
    try:
        messages.success(request, _decide(request, review, _item(review, item)))
    except Refused as refused:
        web.tell(request, refused)
    return web.see("finding", pk, item, part="decisions")


def _decide(request: HttpRequest, review: Review, item: Item) -> str:
    do, reason = request.POST.get("do", ""), request.POST.get("reason", "")
    common: dict[str, Any] = {"by": request.user, "review": review, "item": item}
    if do in ("compare", "uncompare"):
        actions.compare(**common, is_checked=do == "compare")
        return _("Noted.")
    if do in ("practice", "no_practice"):
        actions.mark_practice(**common, is_practice=do == "practice")
        return _("Noted.")
    if do not in ("leave_out", "take_in") and not do.startswith(("withdraw", "override", "restore", "no_override")):
        raise Refused(_("Choose what to do."))
    return _with_reason(do, reason, common)


def _with_reason(do: str, reason: str, common: dict[str, Any]) -> str:
    """A decision that needs a reason, or takes one back."""
    takes_back = do in ("take_in", "restore", "no_override")
    if not takes_back and not reason.strip():
        raise Refused(_("Give the reason. It is kept."))
    reason = "" if takes_back else reason
    if do in ("leave_out", "take_in"):
        actions.leave_out(**common, reason=reason)
        return _("The item is back.") if takes_back else _("The item is declared not examined.")
    held = Finding.objects.filter(review=common["review"], item=common["item"]).first()
    if held is None:
        raise Refused(_("There is no finding yet. Write it first."))
    if do in ("withdraw", "restore"):
        actions.withdraw_finding(by=common["by"], finding=held, reason=reason)
        return _("The finding is back.") if takes_back else _("The finding is withdrawn.")
    actions.override(by=common["by"], finding=held, reason=reason)
    return (
        _("The override is taken back.")
        if takes_back
        else _("The finding is usable now. The report prints your reason.")
    )
