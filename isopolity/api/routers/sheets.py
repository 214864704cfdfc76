# SPDX-License-Identifier: EUPL-1.2
"""An assessment as a spreadsheet: fetched, filled in offline, compared, taken over."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, File, Router, Schema, Status
from ninja.files import UploadedFile

from isopolity.api.routers.assessments import ROWS
from isopolity.api.shapes import Code, Id, Input, fetch, inner, me
from isopolity.assessments import actions
from isopolity.assessments.models import SheetDraft
from isopolity.assessments.queries.report import report_content
from isopolity.assessments.queries.sheets import level_words
from isopolity.assessments.sheets.write import workbook
from isopolity.core.sheets import XLSX, as_file

router = Router()
FILE = {"responses": {200: {"description": "The spreadsheet", "content": {XLSX: {}}}}}


class SheetChangeOut(Schema):
    """A cell that differs from what stands online. ``conflict``: the online text changed since the download."""

    cell: str
    code: str
    field: str
    old: str
    new: str
    conflict: bool


class SheetOut(Schema):
    """What the spreadsheet would change. Nothing is changed yet."""

    name: str
    changes: list[SheetChangeOut]


class TakeIn(Input):
    """The cells of conflicts in which the file wins; in the others the online text stays."""

    from_file: Annotated[list[Code], Field(max_length=5000)] = []


class TakenOut(Schema):
    """How many fields were changed."""

    changed: int


@router.get("/assessments/{int:pk}/xlsx", openapi_extra=FILE)
def get_sheet(
    request: HttpRequest, pk: Id, language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = "en"
) -> HttpResponse:
    """The answers as a spreadsheet that can be filled in offline."""
    found = fetch(request, "assessment.read", ROWS, pk=pk)
    book = workbook(report_content(found, language), level_words(found.version, language))
    return as_file(book, str(found))


@router.post("/assessments/{int:pk}/xlsx", response=SheetOut)
def preview_sheet(request: HttpRequest, pk: Id, file: File[UploadedFile]) -> SheetDraft:
    """Compare a filled-in spreadsheet with what stands online; faults are named by cell."""
    found = fetch(request, "assessment.write", ROWS, pk=pk)
    return actions.preview_sheet(by=me(request), assessment=found, file=file)


def _draft(request: HttpRequest, pk: int) -> SheetDraft:
    found = fetch(request, "assessment.write", ROWS, pk=pk)
    rows = SheetDraft.objects.select_related("assessment__city", "assessment__version", "assessment__adoption")
    return inner(rows, assessment=found, person=me(request))


@router.post("/assessments/{int:pk}/xlsx/take", response=TakenOut)
def take_sheet(request: HttpRequest, pk: Id, data: TakeIn) -> dict[str, Any]:
    """Take over what was compared, all or nothing."""
    return {"changed": actions.take_sheet(by=me(request), draft=_draft(request, pk), from_file=data.from_file)}


@router.delete("/assessments/{int:pk}/xlsx", response={204: None})
def drop_sheet(request: HttpRequest, pk: Id) -> Status:
    """Forget the comparison."""
    actions.drop_sheet(by=me(request), draft=_draft(request, pk))
    return Status(204, None)
