# SPDX-License-Identifier: EUPL-1.2
"""Objectives and news of a project, and its public page."""

from datetime import date, datetime
from typing import Annotated

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.partners import PartnerOut, PhaseOut
from isopolity.api.routers.project_shelf import ShelfDocumentOut
from isopolity.api.shapes import Day, Id, Input, Long, Reason, Translated, fetch, inner, me, paged
from isopolity.networks import actions, queries
from isopolity.networks.models import News, Objective, Phase, Project, ProjectPage, ShelfDocument

router = Router()


class ObjectiveOut(Schema):
    """An objective; ``done_on`` with its proof, or open."""

    id: int
    text: str
    phase_id: int | None
    done_on: date | None
    proof: str
    proof_document_id: int | None
    reopened: str

    @staticmethod
    def resolve_text(row: Objective) -> str:
        return str(row)


class ObjectiveIn(Input):
    """What is to be reached."""

    text: Annotated[str, Field(min_length=1, max_length=300)]
    phase_id: Id | None = None


class ProofIn(Input):
    """What proves that the objective is reached: words, a document of the shelf, or both."""

    proof: Long = ""
    document_id: Id | None = None
    on: Day | None = None


class NewsOut(Schema):
    """A piece of news."""

    id: int
    title: str
    text: str
    language: str
    on: date
    published_at: datetime | None


class NewsIn(Input):
    """A piece of news; all of it anew."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    text: Annotated[str, Field(min_length=1, max_length=60_000)]
    language: Annotated[str, Field(max_length=12)] = "en"
    on: Day | None = None


class Published(Input):
    """Everybody reads it, or not."""

    is_published: bool


class PageIn(Input):
    """The texts of the public page by language tag."""

    what: Translated = {}
    why: Translated = {}


class PageOut(Schema):
    """The texts of the public page, and since when everybody reads it."""

    what: dict[str, str]
    why: dict[str, str]
    published_at: datetime | None


class PublicLineOut(Schema):
    """A project with a public page."""

    id: int
    name: str
    kind: str
    starts: date | None
    ends: date | None


class PublicObjectiveOut(Schema):
    """An objective as everybody reads it."""

    text: str
    done_on: date | None
    proof: str

    @staticmethod
    def resolve_text(row: Objective) -> str:
        return str(row)


class PublicProjectOut(PublicLineOut):
    """What everybody reads about a project."""

    programme: str
    grant_number: str
    what: dict[str, str]
    why: dict[str, str]
    phases: list[PhaseOut]
    partners: list[PartnerOut]
    objectives: list[PublicObjectiveOut]
    documents: list[ShelfDocumentOut]
    news: list[NewsOut]


def _project(request: HttpRequest, pk: int, permission: str = "project.change") -> Project:
    return fetch(request, permission, Project, pk=pk)


def _phase(project: Project, pk: int | None) -> Phase | None:
    return inner(Phase, pk=pk, project=project) if pk else None


@router.get("/projects/{int:pk}/objectives", response=list[ObjectiveOut])
@paged
def list_objectives(request: HttpRequest, pk: Id) -> QuerySet[Objective]:
    """The project's objectives in order."""
    return queries.objectives_of(_project(request, pk, "project.read"))


@router.post("/projects/{int:pk}/objectives", response={201: ObjectiveOut})
def add_objective(request: HttpRequest, pk: Id, data: ObjectiveIn) -> Status:
    """A new objective."""
    project = _project(request, pk)
    phase = _phase(project, data.phase_id)
    return Status(201, actions.add_objective(by=me(request), project=project, text=data.text, phase=phase))


def _objective(request: HttpRequest, pk: int, objective: int) -> Objective:
    return inner(Objective.objects.select_related("project"), pk=objective, project=_project(request, pk))


@router.put("/projects/{int:pk}/objectives/{int:objective}", response=ObjectiveOut)
def change_objective(request: HttpRequest, pk: Id, objective: Id, data: ObjectiveIn) -> Objective:
    """Other words or another phase."""
    row = _objective(request, pk, objective)
    phase = _phase(row.project, data.phase_id)
    return actions.change_objective(by=me(request), objective=row, text=data.text, phase=phase)


@router.delete("/projects/{int:pk}/objectives/{int:objective}", response={204: None})
def remove_objective(request: HttpRequest, pk: Id, objective: Id) -> Status:
    """The objective is taken off the list."""
    actions.remove_objective(by=me(request), objective=_objective(request, pk, objective))
    return Status(204, None)


@router.post("/projects/{int:pk}/objectives/{int:objective}/tick", response=ObjectiveOut)
def tick_objective(request: HttpRequest, pk: Id, objective: Id, data: ProofIn) -> Objective:
    """The objective is reached, with proof."""
    row = _objective(request, pk, objective)
    document = inner(ShelfDocument, pk=data.document_id, project=row.project) if data.document_id else None
    return actions.tick_objective(by=me(request), objective=row, proof=data.proof, document=document, on=data.on)


@router.post("/projects/{int:pk}/objectives/{int:objective}/untick", response=ObjectiveOut)
def untick_objective(request: HttpRequest, pk: Id, objective: Id, data: Reason) -> Objective:
    """The objective is open again, with a reason."""
    return actions.untick_objective(by=me(request), objective=_objective(request, pk, objective), reason=data.reason)


@router.get("/projects/{int:pk}/news", response=list[NewsOut])
@paged
def list_news(request: HttpRequest, pk: Id) -> QuerySet[News]:
    """Published news, newest first; for the secretariat also what is not published."""
    return queries.news_of(me(request), _project(request, pk, "project.read"))


@router.post("/projects/{int:pk}/news", response={201: NewsOut})
def write_news(request: HttpRequest, pk: Id, data: NewsIn) -> Status:
    """A piece of news, not published yet."""
    return Status(201, actions.write_news(by=me(request), project=_project(request, pk), **data.dict()))


def _news(request: HttpRequest, pk: int, news: int) -> News:
    return inner(News.objects.select_related("project"), pk=news, project=_project(request, pk))


@router.put("/projects/{int:pk}/news/{int:news}", response=NewsOut)
def change_news(request: HttpRequest, pk: Id, news: Id, data: NewsIn) -> News:
    """Other words or another date."""
    return actions.change_news(by=me(request), news=_news(request, pk, news), **data.dict())


@router.post("/projects/{int:pk}/news/{int:news}/publish", response=NewsOut)
def publish_news(request: HttpRequest, pk: Id, news: Id, data: Published) -> News:
    """Show it on the public page, or take it back."""
    return actions.publish_news(by=me(request), news=_news(request, pk, news), is_published=data.is_published)


@router.delete("/projects/{int:pk}/news/{int:news}", response={204: None})
def remove_news(request: HttpRequest, pk: Id, news: Id) -> Status:
    """The news is deleted."""
    actions.remove_news(by=me(request), news=_news(request, pk, news))
    return Status(204, None)


@router.put("/projects/{int:pk}/page", response=PageOut)
def write_page(request: HttpRequest, pk: Id, data: PageIn) -> ProjectPage:
    """The texts of the public page, all of them anew."""
    return actions.write_page(by=me(request), project=_project(request, pk), what=data.what, why=data.why)


@router.post("/projects/{int:pk}/page/publish", response=PageOut)
def publish_page(request: HttpRequest, pk: Id, data: Published) -> ProjectPage:
    """Open the public page to everybody, or close it."""
    return actions.publish_page(by=me(request), project=_project(request, pk), is_published=data.is_published)


@router.get("/public-projects", response=list[PublicLineOut], auth=None)
@paged
def list_public_projects(request: HttpRequest, kind: str = "") -> QuerySet[Project]:
    """Projects with a public page, newest first. No token is needed."""
    return queries.public_projects(kind=kind)


@router.get("/public-projects/{int:pk}", response=PublicProjectOut, auth=None)
def get_public_project(request: HttpRequest, pk: Id) -> PublicProjectOut:
    """What everybody reads about a project. No token is needed."""
    rows = Project.objects.select_related("page").filter(page__published_at__isnull=False)
    project = fetch(request, "project.see_page", rows, pk=pk)
    page: ProjectPage = project.page
    return PublicProjectOut(
        id=project.pk,
        name=project.name,
        kind=project.kind,
        starts=project.starts,
        ends=project.ends,
        programme=project.programme,
        grant_number=project.grant_number,
        what=page.what,
        why=page.why,
        phases=[PhaseOut.from_orm(one) for one in project.phases.all()],
        partners=[PartnerOut.from_orm(one) for one in queries.partners_of(project)],
        objectives=[PublicObjectiveOut.from_orm(one) for one in queries.objectives_of(project)],
        documents=[ShelfDocumentOut.from_orm(one) for one in queries.shelf_of_page(project)],
        news=[NewsOut.from_orm(one) for one in project.news.filter(published_at__isnull=False)],
    )
