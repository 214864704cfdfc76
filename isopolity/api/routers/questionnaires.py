# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires of a project: where they come from, their versions, their file."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, File, Router, Schema, Status
from ninja.files import UploadedFile

from isopolity.api.shapes import Code, Id, Input, Languages, Short, Translated, fetch, inner, me, paged
from isopolity.benchmarks.fileformat import XLSX
from isopolity.core.files import harmless_name
from isopolity.networks.models import Project
from isopolity.surveys import actions, shipped
from isopolity.surveys.actions.editing import mark_of
from isopolity.surveys.form import form_of
from isopolity.surveys.form.xlsform import write_xlsform
from isopolity.surveys.models import ImportDraft, Questionnaire
from isopolity.surveys.queries import outline, questionnaires_of

router = Router()
ROWS = Questionnaire.objects.select_related("project")
FILE = {"responses": {200: {"description": "The XLSForm", "content": {XLSX: {}}}}}


class QuestionnaireOut(Schema):
    """One version of a questionnaire: draft, published or superseded. Versions of one have the same ``series``.

    ``origin`` says where it began: ``library:…``, ``xlsform`` or ``hand``.
    """

    id: int
    project_id: int
    series: UUID
    number: int
    title: dict[str, str]
    languages: list[str]
    state: str
    origin: str
    created_at: datetime
    published_at: datetime | None


class OutlineOut(Schema):
    """A line of the outline, from top to bottom. ``key`` names it in every version; ``depth`` is 0 at the top."""

    key: str
    name: str
    kind: str
    depth: int
    label: dict[str, str]


class WholeOut(QuestionnaireOut):
    """A questionnaire with all it asks. ``mark``: send it as ``seen`` with a change that begins from this reading."""

    definition: dict[str, Any]
    questions: list[OutlineOut]
    mark: str

    @staticmethod
    def resolve_questions(row: Questionnaire) -> list[dict[str, Any]]:
        return _outline(row.definition)

    @staticmethod
    def resolve_mark(row: Questionnaire) -> str:
        return mark_of(row)


class ShippedOut(Schema):
    """A questionnaire that comes with Isopolity."""

    name: str
    title: dict[str, str]
    about: dict[str, str]
    languages: list[str]


class QuestionnaireIn(Input):
    """An empty questionnaire; the main language first."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    languages: Languages = ["en"]


class LibraryIn(Input):
    """The name of a questionnaire of the library."""

    name: Short


class AboutIn(Input):
    """Title, what it is for, and the languages, the main one first; all of them anew."""

    title: Translated
    about: Translated = {}
    languages: Languages
    seen: Code = ""


class ImportOut(Schema):
    """What an XLSForm holds. Nothing is made yet.

    ``left_out``: what the file asks for that cannot run here. ``warnings``: what the converter found odd.
    """

    name: str
    definition: dict[str, Any]
    questions: list[OutlineOut]
    left_out: list[str]
    warnings: list[str]
    created_at: datetime

    @staticmethod
    def resolve_questions(row: ImportDraft) -> list[dict[str, Any]]:
        return _outline(row.definition)


def _outline(definition: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {name: getattr(line.element, name) for name in ("key", "name", "kind", "label")} | {"depth": line.depth}
        for line in outline(form_of(definition))
    ]


def _project(request: HttpRequest, pk: int, permission: str = "questionnaire.create") -> Project:
    return fetch(request, permission, Project, pk=pk)


# --- Reading --------------------------------------------------------------------------------------------------------
@router.get("/questionnaire-library", response=list[ShippedOut])
def list_shipped_questionnaires(request: HttpRequest) -> list[dict[str, Any]]:
    """The questionnaires that come with Isopolity, to begin from."""
    facts = ("title", "about", "languages")
    rows = {name: {"about": {}} | shipped.definition(name) for name in shipped.names()}
    return [{"name": name} | {fact: row[fact] for fact in facts} for name, row in rows.items()]


@router.get("/projects/{int:pk}/questionnaires", response=list[QuestionnaireOut])
@paged
def list_questionnaires(request: HttpRequest, pk: Id, series: UUID | None = None) -> list[Questionnaire]:
    """The questionnaires of the project, newest first; drafts for its secretariat only."""
    rows = questionnaires_of(_project(request, pk, "project.read"), me(request))
    return [row for row in rows if series in (None, row.series)]


@router.get("/questionnaires/{int:pk}", response=WholeOut)
def get_questionnaire(request: HttpRequest, pk: Id) -> Questionnaire:
    """One version, with its questions, choices and conditions."""
    return fetch(request, "questionnaire.read", ROWS, pk=pk)


@router.get("/questionnaires/{int:pk}/xlsform", openapi_extra=FILE)
def get_xlsform(request: HttpRequest, pk: Id) -> HttpResponse:
    """The questionnaire as an XLSForm; imported again, it is the same."""
    one = fetch(request, "questionnaire.read", ROWS, pk=pk)
    answer = HttpResponse(write_xlsform(one.definition), content_type=XLSX)
    name = harmless_name(str(one), "xlsx").encode("ascii", "replace").decode().replace("?", "_")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


# --- Where they come from -------------------------------------------------------------------------------------------
@router.post("/projects/{int:pk}/questionnaires", response={201: WholeOut})
def create_questionnaire(request: HttpRequest, pk: Id, data: QuestionnaireIn) -> Status:
    """An empty draft, to be written question by question (secretariat)."""
    return Status(201, actions.create_questionnaire(by=me(request), project=_project(request, pk), **data.dict()))


@router.post("/projects/{int:pk}/questionnaires/from-library", response={201: WholeOut})
def create_questionnaire_from_library(request: HttpRequest, pk: Id, data: LibraryIn) -> Status:
    """A draft with the questions of a questionnaire of the library."""
    return Status(201, actions.create_from_library(by=me(request), project=_project(request, pk), name=data.name))


@router.post("/projects/{int:pk}/questionnaires/import", response=ImportOut)
def preview_xlsform(request: HttpRequest, pk: Id, file: File[UploadedFile]) -> ImportDraft:
    """Read an XLSForm (.xlsx, .xls, .csv) and see what it holds and what cannot run here.

    Your earlier preview in this project is replaced. A refusal tells in ``fields`` each fault with its row.
    """
    return actions.preview_xlsform(by=me(request), project=_project(request, pk), file=file)


def _draft(request: HttpRequest, pk: int) -> ImportDraft:
    rows = ImportDraft.objects.select_related("project")
    return inner(rows, project=_project(request, pk), person=me(request))


@router.get("/projects/{int:pk}/questionnaires/import", response=ImportOut)
def get_xlsform_preview(request: HttpRequest, pk: Id) -> ImportDraft:
    """The preview that waits for your decision."""
    return _draft(request, pk)


@router.post("/projects/{int:pk}/questionnaires/import/take", response={201: WholeOut})
def take_xlsform(request: HttpRequest, pk: Id) -> Status:
    """The previewed file becomes a draft."""
    return Status(201, actions.take_xlsform(by=me(request), draft=_draft(request, pk)))


@router.delete("/projects/{int:pk}/questionnaires/import", response={204: None})
def drop_xlsform(request: HttpRequest, pk: Id) -> Status:
    """Forget the previewed file."""
    actions.drop_xlsform(by=me(request), draft=_draft(request, pk))
    return Status(204, None)


# --- Versions -------------------------------------------------------------------------------------------------------
@router.put("/questionnaires/{int:pk}", response=WholeOut)
def describe_questionnaire(request: HttpRequest, pk: Id, data: AboutIn) -> Questionnaire:
    """Title, purpose and languages of a draft."""
    one = fetch(request, "questionnaire.write", ROWS, pk=pk)
    return actions.describe_questionnaire(by=me(request), questionnaire=one, **data.dict())


@router.post("/questionnaires/{int:pk}/publish", response=WholeOut)
def publish_questionnaire(request: HttpRequest, pk: Id) -> Questionnaire:
    """All partners read it from now on, and nobody can change it any more. The version before is superseded."""
    one = fetch(request, "questionnaire.manage", ROWS, pk=pk)
    return actions.publish_questionnaire(by=me(request), questionnaire=one)


@router.post("/questionnaires/{int:pk}/versions", response={201: WholeOut})
def create_questionnaire_version(request: HttpRequest, pk: Id) -> Status:
    """A draft of the next version with the same questions; one at a time."""
    one = fetch(request, "questionnaire.manage", ROWS, pk=pk)
    return Status(201, actions.new_version(by=me(request), questionnaire=one))


@router.delete("/questionnaires/{int:pk}", response={204: None})
def drop_questionnaire(request: HttpRequest, pk: Id) -> Status:
    """Delete a draft."""
    actions.drop_questionnaire(by=me(request), questionnaire=fetch(request, "questionnaire.write", ROWS, pk=pk))
    return Status(204, None)
