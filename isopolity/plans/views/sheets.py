# SPDX-License-Identifier: EUPL-1.2
"""The action table as a spreadsheet: download, upload, preview of the differences, decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from isopolity.accounts.me import me
from isopolity.core.components import Line
from isopolity.core.errors import Refused
from isopolity.core.sheets import as_file
from isopolity.core.web import put_on, see
from isopolity.plans import actions
from isopolity.plans.forms import SheetForm
from isopolity.plans.models import Plan, PlanSheetDraft
from isopolity.plans.queries.versions import words
from isopolity.plans.queries.whole import whole_of
from isopolity.plans.sheets import YES
from isopolity.plans.sheets.write import workbook
from isopolity.plans.views.common import page, plan_for
from isopolity.reports.models import CommitmentState


@require_safe
def plan_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole plan as a spreadsheet."""
    plan = plan_for(request, "plan.read", pk)
    return as_file(workbook(whole_of(plan)), f"{plan.city} {plan.title}")


def plan_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """How to work offline; upload a changed file."""
    plan = plan_for(request, "plan.write", pk)
    form, faults = SheetForm(request.POST or None, request.FILES or None), {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.preview_plan_sheet(by=me(request), plan=plan, file=form.cleaned_data["file"])
            return see("plan_sheet_preview", pk)
        except Refused as refused:
            put_on(form, Refused(refused.message))
            faults = refused.fields
    title = _("Change the actions in a spreadsheet")
    return page(
        request, plan, "sheet.html", "plan", page_title=title, crumbs=(Line(title),), form=form, faults=faults,
        has_draft=plan.sheet_drafts.filter(person=me(request)).exists(), status=422 if form.errors else 200,
    )  # fmt: skip


def plan_sheet_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would change; take it or drop it."""
    plan = plan_for(request, "plan.write", pk)
    draft = PlanSheetDraft.objects.filter(plan=plan, person=me(request)).first()
    if draft is None:
        raise Http404
    draft.plan = plan
    return _decide(request, plan, draft) if request.method == "POST" else _preview(request, plan, draft)


def _decide(request: HttpRequest, plan: Plan, draft: PlanSheetDraft) -> HttpResponse:
    if request.POST.get("decision") != "take":
        actions.drop_plan_sheet(by=me(request), draft=draft)
        messages.info(request, _("The file was dropped. Nothing was changed."))
        return see("plan_sheet", plan.pk)
    from_file = {name.removeprefix("take-") for name, value in request.POST.items() if value == "file"}
    try:
        number = actions.take_plan_sheet(by=me(request), draft=draft, from_file=from_file)
    except Refused as refused:
        return _preview(request, plan, draft, str(refused.message), status=409)
    told = ngettext("%d field was taken over.", "%d fields were taken over.", number)
    messages.success(request, told % number)
    return see("plan", plan.pk, part="actions")


def _preview(request: HttpRequest, plan: Plan, draft: PlanSheetDraft, fault: str = "", status: int = 200) -> Any:
    rows = [_shown(row) for row in draft.changes]
    sheet = Line(_("Spreadsheet"), reverse("plan_sheet", args=[plan.pk]))
    return page(
        request, plan, "sheet_preview.html", "plan", crumbs=(sheet, Line(_("What the file changes"))), draft=draft,
        changes=[row for row in rows if not row["conflict"]], conflicts=[row for row in rows if row["conflict"]],
        fault=fault, status=status,
    )  # fmt: skip


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """A change in words: who it is about, the field's name, values as people write them."""
    called = row["name"] if row["item"] else _("new: %s") % row["name"]
    told = {name: _in_words(row["field"], row[name]) for name in ("old", "new")}
    return {**row, **told, "code": called, "label": {**words(), "state": _("State")}[row["field"]]}


def _in_words(field: str, value: str) -> str:
    if field == "for_women":
        return _("yes") if value == YES else _("no")
    return str(CommitmentState(value).label) if field == "state" else value
