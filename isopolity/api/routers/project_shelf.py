# SPDX-License-Identifier: EUPL-1.2
"""The document shelf of a project."""

from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from ninja import Field, File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from isopolity.api.shapes import Day, Id, Input, fetch, inner, me, paged
from isopolity.core.files import handed_out
from isopolity.networks import actions, queries
from isopolity.networks.models import DocumentKind, Partner, Phase, Project, ShelfDocument

router = Router()
ROWS = ShelfDocument.objects.select_related("project", "partner", "phase")


class ShelfDocumentOut(Schema):
    """A document on the shelf."""

    id: int
    kind: str
    title: str
    partner_id: int | None
    phase_id: int | None
    language: str
    dated: date
    is_public: bool
    name: str
    content_type: str
    size: int


class ShelfDocumentIn(Input):
    """Facts about a document; all of them anew. ``is_public``: everybody reads it on the public page."""

    kind: DocumentKind
    title: Annotated[str, Field(min_length=1, max_length=200)]
    partner_id: Id | None = None
    phase_id: Id | None = None
    language: Annotated[str, Field(max_length=12)] = "en"
    dated: Day | None = None
    is_public: bool = False


def _project(request: HttpRequest, pk: int) -> Project:
    return fetch(request, "project.read", Project, pk=pk)


def _facts(project: Project, data: ShelfDocumentIn) -> dict[str, Any]:
    facts = data.dict()
    partner, phase = facts.pop("partner_id"), facts.pop("phase_id")
    facts["partner"] = inner(Partner, pk=partner, project=project) if partner else None
    facts["phase"] = inner(Phase, pk=phase, project=project) if phase else None
    return facts


@router.get("/projects/{int:pk}/documents", response=list[ShelfDocumentOut])
@paged
def list_documents(
    request: HttpRequest, pk: Id, kind: DocumentKind | None = None, partner: Id | None = None, phase: Id | None = None
) -> QuerySet[ShelfDocument]:
    """The documents of the project, newest first."""
    project = _project(request, pk)
    whose = inner(Partner, pk=partner, project=project) if partner else None
    return queries.shelf(project, kind=kind or "", partner=whose, phase_id=phase)


@router.post("/projects/{int:pk}/documents", response={201: ShelfDocumentOut})
def add_shelf_document(request: HttpRequest, pk: Id, file: File[UploadedFile], data: Form[ShelfDocumentIn]) -> Status:
    """Put a file on the shelf: the secretariat for everybody, a partner's coordinator for the own partner."""
    project = _project(request, pk)
    row = actions.add_shelf_document(by=me(request), project=project, file=file, **_facts(project, data))
    return Status(201, row)


@router.get(
    "/projects/{int:pk}/documents/{int:document}/file",
    openapi_extra={"responses": {200: {"description": "The file", "content": {"*/*": {}}}}},
)
def get_document_file(request: HttpRequest, pk: Id, document: Id) -> FileResponse:
    """The file itself."""
    row = fetch(request, "shelf.read", ROWS, pk=document, project=pk)
    try:
        return handed_out(row.file, name=row.name, content_type=row.content_type)
    except FileNotFoundError as error:
        raise Http404 from error


@router.put("/projects/{int:pk}/documents/{int:document}", response=ShelfDocumentOut)
def change_shelf_document(request: HttpRequest, pk: Id, document: Id, data: ShelfDocumentIn) -> ShelfDocument:
    """Other facts; the file stays."""
    row = fetch(request, "shelf.change", ROWS, pk=document, project=pk)
    return actions.change_shelf_document(by=me(request), document=row, **_facts(row.project, data))


@router.delete("/projects/{int:pk}/documents/{int:document}", response={204: None})
def remove_shelf_document(request: HttpRequest, pk: Id, document: Id) -> Status:
    """Take the document off the shelf."""
    actions.remove_shelf_document(
        by=me(request), document=fetch(request, "shelf.change", ROWS, pk=document, project=pk)
    )
    return Status(204, None)
