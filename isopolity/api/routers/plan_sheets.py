# SPDX-License-Identifier: EUPL-1.2
"""An action plan as a spreadsheet: fetched, changed offline, compared, taken over."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from ninja import Field, File, Router, Schema, Status
from ninja.files import UploadedFile

from isopolity.api.routers.plans import plan_of
from isopolity.api.shapes import Code, Id, Input, inner, me
from isopolity.core.sheets import XLSX, as_file
from isopolity.plans import actions
from isopolity.plans.models import PlanSheetDraft
from isopolity.plans.queries.whole import whole_of
from isopolity.plans.sheets.write import workbook

router = Router()
FILE = {"responses": {200: {"description": "The spreadsheet", "content": {XLSX: {}}}}}


class PlanSheetChangeOut(Schema):
    """A cell that differs from the plan; ``name``: the action. ``conflict``: it changed online since the download."""

    cell: str
    name: str
    is_new: bool
    field: str
    old: str
    new: str
    conflict: bool


class PlanSheetOut(Schema):
    """What the spreadsheet would change. Nothing is changed yet."""

    name: str
    changes: list[PlanSheetChangeOut]


class PlanSheetTakeIn(Input):
    """The cells of conflicts in which the file wins; in the others the online text stays."""

    from_file: Annotated[list[Code], Field(max_length=5000)] = []


class PlanSheetTakenOut(Schema):
    """How many fields were changed."""

    changed: int


@router.get("/plans/{int:pk}/xlsx", openapi_extra=FILE)
def get_plan_sheet(
    request: HttpRequest, pk: Id, language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = "en"
) -> HttpResponse:
    """The whole plan as a spreadsheet; its first sheet, the actions, can be changed and sent back."""
    with override(language):
        plan = plan_of(request, pk, "plan.read")
        return as_file(workbook(whole_of(plan)), f"{plan.city} {plan.title}")


@router.post("/plans/{int:pk}/xlsx", response=PlanSheetOut)
def preview_plan_sheet(request: HttpRequest, pk: Id, file: File[UploadedFile]) -> dict[str, Any]:
    """Compare a changed spreadsheet with the plan; faults are named by cell."""
    draft = actions.preview_plan_sheet(by=me(request), plan=plan_of(request, pk), file=file)
    return {"name": draft.name, "changes": [{**row, "is_new": row["item"] is None} for row in draft.changes]}


def _draft(request: HttpRequest, pk: int) -> PlanSheetDraft:
    plan = plan_of(request, pk)
    row = inner(PlanSheetDraft, plan=plan, person=me(request))
    row.plan = plan
    return row


@router.post("/plans/{int:pk}/xlsx/take", response=PlanSheetTakenOut)
def take_plan_sheet(request: HttpRequest, pk: Id, data: PlanSheetTakeIn) -> dict[str, Any]:
    """Take over what was compared, all or nothing."""
    return {"changed": actions.take_plan_sheet(by=me(request), draft=_draft(request, pk), from_file=data.from_file)}


@router.delete("/plans/{int:pk}/xlsx", response={204: None})
def drop_plan_sheet(request: HttpRequest, pk: Id) -> Status:
    """Forget the comparison."""
    actions.drop_plan_sheet(by=me(request), draft=_draft(request, pk))
    return Status(204, None)
