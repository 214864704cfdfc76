# SPDX-License-Identifier: EUPL-1.2
"""Networks and projects."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, ModelSchema, Router, Status

from isopolity.api.shapes import Code, Day, Id, Input, Long, SmallNumber, fetch, given, me, paged
from isopolity.networks import actions
from isopolity.networks.models import Network, Project, ProjectKind
from isopolity.networks.rules import projects_joined, projects_run
from isopolity.reviews.models import Review
from isopolity.reviews.rules import teams

router = Router()


class NetworkOut(ModelSchema):
    """A network."""

    class Meta:
        model = Network
        fields = ["id", "name", "about"]


class NetworkIn(Input):
    """Name and description of a network."""

    name: Annotated[str, Field(min_length=1, max_length=150)]
    about: Long = ""


class ProjectOut(ModelSchema):
    """A project with its clocks (weeks before, months after the visit) and its corroboration rule."""

    network_id: int

    class Meta:
        model = Project
        fields = [
            "id", "kind", "name", "about", "programme", "grant_number", "starts", "ends", "working_language",
            "initial_report_weeks", "desk_review_weeks", "report_months", "reply_months", "progress_months",
            "survey_months", "purge_months", "mentee_visits", "mentor_visits", "survey_waves", "interviews_needed",
            "small_group", "accent",
        ]  # fmt: skip


class ProjectChange(Input):
    """New values for some of a project's fields."""

    kind: ProjectKind | None = None
    name: Annotated[str, Field(max_length=150)] | None = None
    about: Long | None = None
    programme: Annotated[str, Field(max_length=150)] | None = None
    grant_number: Annotated[str, Field(max_length=80)] | None = None
    starts: Day | None = None
    ends: Day | None = None
    working_language: Annotated[str, Field(max_length=12)] | None = None
    initial_report_weeks: SmallNumber | None = None
    desk_review_weeks: SmallNumber | None = None
    report_months: SmallNumber | None = None
    reply_months: SmallNumber | None = None
    progress_months: SmallNumber | None = None
    survey_months: SmallNumber | None = None
    purge_months: SmallNumber | None = None
    mentee_visits: SmallNumber | None = None
    mentor_visits: SmallNumber | None = None
    survey_waves: Annotated[list[SmallNumber], Field(max_length=12)] | None = None
    interviews_needed: SmallNumber | None = None
    small_group: SmallNumber | None = None
    accent: Code | None = None


class ProjectIn(ProjectChange):
    """A new project of a network."""

    network_id: Id
    name: Annotated[str, Field(min_length=1, max_length=150)]


def _facts(data: ProjectChange) -> dict[str, Any]:
    """Only dates can be emptied."""
    return {name: value for name, value in given(data).items() if value is not None or name in ("starts", "ends")}


@router.get("/networks", response=list[NetworkOut])
@paged
def list_networks(request: HttpRequest) -> QuerySet[Network]:
    """All networks, by name."""
    return Network.objects.all()


@router.get("/networks/{int:pk}", response=NetworkOut)
def get_network(request: HttpRequest, pk: Id) -> Network:
    """One network."""
    return fetch(request, "network.read", Network, pk=pk)


@router.post("/networks", response={201: NetworkOut})
def create_network(request: HttpRequest, data: NetworkIn) -> Status:
    """Create a network (site operators)."""
    return Status(201, actions.create_network(by=me(request), **data.dict()))


@router.put("/networks/{int:pk}", response=NetworkOut)
def change_network(request: HttpRequest, pk: Id, data: NetworkIn) -> Network:
    """New name and description."""
    network = fetch(request, "network.change", Network, pk=pk)
    return actions.change_network(by=me(request), network=network, **data.dict())


@router.get("/projects", response=list[ProjectOut])
@paged
def list_projects(request: HttpRequest, network: Id | None = None) -> QuerySet[Project]:
    """The projects you run, take part in, or are in a team of."""
    inside = [review for review, place in teams(me(request)).items() if place.is_inside]
    reviewed = Review.objects.filter(pk__in=inside).values_list("project_id", flat=True)
    wanted = projects_run(me(request)) | projects_joined(me(request)) | set(reviewed)
    rows = Project.objects.filter(pk__in=wanted)
    return rows.filter(network=network) if network else rows


@router.get("/projects/{int:pk}", response=ProjectOut)
def get_project(request: HttpRequest, pk: Id) -> Project:
    """One project."""
    return fetch(request, "project.read", Project, pk=pk)


@router.post("/projects", response={201: ProjectOut})
def create_project(request: HttpRequest, data: ProjectIn) -> Status:
    """Create a project; you become its secretariat. With a kind it gets that kind's phases, steps and clocks."""
    values = _facts(data)
    network = fetch(request, "network.read", Network, pk=values.pop("network_id"))
    return Status(201, actions.create_project(by=me(request), network=network, **values))


@router.patch("/projects/{int:pk}", response=ProjectOut)
def change_project(request: HttpRequest, pk: Id, data: ProjectChange) -> Project:
    """Change a project, its clocks, its corroboration rule."""
    project = fetch(request, "project.change", Project, pk=pk)
    return actions.change_project(by=me(request), project=project, **_facts(data))
