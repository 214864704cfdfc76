# SPDX-License-Identifier: EUPL-1.2
"""Documents made by a job: ordered, waited for, fetched. A project's own Word template."""

from datetime import datetime
from typing import Annotated, Literal

from django.http import FileResponse, Http404, HttpRequest
from ninja import Field, File, Router, Schema, Status
from ninja.files import UploadedFile

from isopolity.api.shapes import Code, Id, Input, fetch, me, paged
from isopolity.core.errors import Refused
from isopolity.documents import actions
from isopolity.documents.models import PrintOrder, PrintState, WordTemplate
from isopolity.documents.printers import kinds
from isopolity.documents.printing import TYPES
from isopolity.networks.models import Project

router = Router()
BINARY: dict[str, str] = {}  # OpenAPI 3.1: bytes have no schema
FILE = {"responses": {200: {"description": "The document", "content": dict.fromkeys(TYPES.values(), BINARY)}}}
LARGEST = 5 * 1024 * 1024


class PrintableOut(Schema):
    """A kind of document, with its formats."""

    what: str
    title: str
    formats: list[str]


class PrintOrderIn(Input):
    """What to make, of which object, in which format and language."""

    what: Code
    object_id: Id
    format: Literal["pdf", "docx", "xlsx"] = "pdf"
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = "en"


class PrintOrderOut(Schema):
    """A document in the making: waiting, working, ready, or failed with a message. Kept for a day."""

    id: int
    what: str
    object_id: int
    format: str
    language: str
    state: str
    message: str
    name: str
    created_at: datetime
    finished_at: datetime | None


class TemplateOut(Schema):
    """Whether the project's reports use a template of its own."""

    is_own: bool
    added_at: datetime | None = None


@router.get("/prints/kinds", response=list[PrintableOut])
def list_print_kinds(request: HttpRequest) -> list[dict[str, object]]:
    """What can be made, in which formats."""
    return [{"what": one.what, "title": str(one.title), "formats": list(one.make)} for one in kinds().values()]


@router.get("/prints", response=list[PrintOrderOut])
@paged
def list_prints(request: HttpRequest) -> list[PrintOrder]:
    """The documents you ordered, newest first."""
    return list(PrintOrder.objects.filter(person=me(request)))


@router.post("/prints", response={201: PrintOrderOut})
def order_print(request: HttpRequest, data: PrintOrderIn) -> Status:
    """Ask for a document of something you may read; ask again for its state until it is ready."""
    return Status(201, actions.order_print(by=me(request), **data.dict()))


@router.get("/prints/{int:pk}", response=PrintOrderOut)
def get_print(request: HttpRequest, pk: Id) -> PrintOrder:
    """A document in the making."""
    return fetch(request, "print.fetch", PrintOrder, pk=pk)


@router.get("/prints/{int:pk}/file", openapi_extra=FILE)
def get_print_file(request: HttpRequest, pk: Id) -> FileResponse:
    """The document, for whoever ordered it and may still read what it shows."""
    order = fetch(request, "print.fetch", PrintOrder, pk=pk)
    kind = kinds().get(order.what)
    if order.state != PrintState.READY or kind is None or kind.find(request.user, order.object_id) is None:
        raise Http404
    return FileResponse(
        order.file.open("rb"), as_attachment=True, filename=order.name, content_type=TYPES[order.format]
    )


@router.get("/projects/{int:pk}/word-template", response=TemplateOut)
def get_word_template(request: HttpRequest, pk: Id) -> dict[str, object]:
    """Whether the project's reports use a template of its own."""
    own = WordTemplate.objects.filter(project=fetch(request, "word_template.change", Project, pk=pk)).first()
    return {"is_own": own is not None, "added_at": own.added_at if own else None}


@router.post("/projects/{int:pk}/word-template", response=TemplateOut)
def set_word_template(request: HttpRequest, pk: Id, file: File[UploadedFile]) -> dict[str, object]:
    """The project's own Word template for its reports, after a trial print."""
    project = fetch(request, "word_template.change", Project, pk=pk)
    if (file.size or 0) > LARGEST:
        raise Refused("The template is larger than 5 MiB.")
    row = actions.set_word_template(by=me(request), project=project, content=file.read())
    return {"is_own": True, "added_at": row.added_at}


@router.delete("/projects/{int:pk}/word-template", response={204: None})
def remove_word_template(request: HttpRequest, pk: Id) -> Status:
    """Back to the template that comes with Isopolity."""
    actions.remove_word_template(by=me(request), project=fetch(request, "word_template.change", Project, pk=pk))
    return Status(204, None)
