# SPDX-License-Identifier: EUPL-1.2
"""Writing an assessment: answers and texts field by field, attached documents."""

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from isopolity.api.routers.assessments import ROWS, opened
from isopolity.api.shapes import FieldIn, Id, SavedOut, ValueIn, fetch, inner, me, paged, saved
from isopolity.assessments import actions
from isopolity.assessments.models import Assessment, Document
from isopolity.benchmarks.models import BackgroundSection, ContextFactor, Item
from isopolity.core.files import handed_out

router = Router()


class DocumentOut(Schema):
    """An attached file. ``content_type`` is told from its content."""

    id: int
    name: str
    content_type: str
    size: int
    item_id: int | None
    section_id: int | None


def _writable(request: HttpRequest, pk: int) -> Assessment:
    return fetch(request, "assessment.write_part", ROWS, pk=pk)


def _item(found: Assessment, pk: int) -> Item:
    return inner(Item.objects.select_related("version"), pk=pk, version=found.version_id)


@router.patch("/assessments/{int:pk}/answers/{int:item}", response=SavedOut)
def save_answer(request: HttpRequest, pk: Id, item: Id, data: FieldIn) -> dict[str, str]:
    """Save one field of the answer to one item: level, achieved, aspired, how, why, who, political, operational,
    explanation."""
    found = _writable(request, pk)
    row = actions.save_answer(by=me(request), assessment=found, item=_item(found, item), **data.dict())
    return saved(row, data.field)


@router.patch("/assessments/{int:pk}/background/{int:section}", response=SavedOut)
def save_background(request: HttpRequest, pk: Id, section: Id, data: ValueIn) -> dict[str, str]:
    """Save the text of one background section (HTML, which is cleaned)."""
    found = _writable(request, pk)
    row = inner(BackgroundSection.objects.filter(version=found.version_id), pk=section)
    return saved(actions.save_background(by=me(request), assessment=found, section=row, **data.dict()), "body")


@router.patch("/assessments/{int:pk}/context/{int:factor}", response=SavedOut)
def save_context_note(request: HttpRequest, pk: Id, factor: Id, data: ValueIn) -> dict[str, str]:
    """Note how a context factor shapes this city's answers."""
    found = fetch(request, "assessment.write", ROWS, pk=pk)
    row = inner(ContextFactor.objects.filter(version=found.version_id), pk=factor)
    return saved(actions.save_context_note(by=me(request), assessment=found, factor=row, **data.dict()), "body")


@router.get("/assessments/{int:pk}/documents", response=list[DocumentOut])
@paged
def list_documents(request: HttpRequest, pk: Id) -> QuerySet[Document]:
    """Attached files; a contributor sees those of the parts they were asked for."""
    found, part = opened(request, pk)
    rows = Document.objects.filter(assessment=found).order_by("pk")
    if part.is_whole:
        return rows
    return (rows.filter(item__in=part.items or []) | rows.filter(section__in=part.sections or [])).distinct()


@router.post("/assessments/{int:pk}/answers/{int:item}/documents", response={201: DocumentOut})
def add_item_document(
    request: HttpRequest, pk: Id, item: Id, file: File[UploadedFile], title: str = Form("", max_length=150)
) -> Status:
    """Attach a file to an item."""
    found = _writable(request, pk)
    row = _item(found, item)
    return Status(201, actions.add_document(by=me(request), assessment=found, file=file, item=row, title=title))


@router.post("/assessments/{int:pk}/background/{int:section}/documents", response={201: DocumentOut})
def add_section_document(
    request: HttpRequest, pk: Id, section: Id, file: File[UploadedFile], title: str = Form("", max_length=150)
) -> Status:
    """Attach a file, for example the organisation chart, to a background section."""
    found = _writable(request, pk)
    row = inner(BackgroundSection.objects.filter(version=found.version_id), pk=section)
    return Status(201, actions.add_document(by=me(request), assessment=found, file=file, section=row, title=title))


def _document(request: HttpRequest, pk: int, permission: str) -> Document:
    rows = Document.objects.select_related("assessment__city", "assessment__version", "item", "section")
    return fetch(request, permission, rows, pk=pk)


@router.get(
    "/documents/{int:pk}/file", openapi_extra={"responses": {200: {"description": "The file", "content": {"*/*": {}}}}}
)
def get_document_file(request: HttpRequest, pk: Id) -> FileResponse:
    """The attached file itself."""
    row = _document(request, pk, "document.read")
    try:
        return handed_out(row.file, name=row.name, content_type=row.content_type)
    except FileNotFoundError as error:
        raise Http404 from error


@router.delete("/documents/{int:pk}", response={204: None})
def remove_document(request: HttpRequest, pk: Id) -> Status:
    """Take an attached file away."""
    actions.remove_document(by=me(request), document=_document(request, pk, "document.remove"))
    return Status(204, None)
