# SPDX-License-Identifier: EUPL-1.2
"""Networks and projects."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import ModelSchema, Router

from isopolity.api.shapes import Input, answers, fetch, given, paged
from isopolity.networks import actions
from isopolity.networks.models import Network, Project
from isopolity.networks.rules import projects_joined, projects_run

router = Router()


class NetworkOut(ModelSchema):
    """A network."""

    class Meta:
        model = Network
        fields = ["id", "name", "about"]


class NetworkIn(Input):
    """A new network."""

    name: str
    about: str = ""


class ProjectOut(ModelSchema):
    """A project with its clocks (weeks before, months after the visit) and its corroboration rule."""

    network_id: int

    class Meta:
        model = Project
        fields = [
            "id", "name", "about", "programme", "grant_number", "starts", "ends", "working_language",
            "initial_report_weeks", "desk_review_weeks", "report_months", "reply_months", "progress_months",
            "survey_months", "purge_months", "interviews_needed", "small_group", "accent",
        ]  # fmt: skip


class ProjectChange(Input):
    """New values for some of a project's fields."""

    name: str | None = None
    about: str | None = None
    programme: str | None = None
    grant_number: str | None = None
    starts: date | None = None
    ends: date | None = None
    working_language: str | None = None
    initial_report_weeks: int | None = None
    desk_review_weeks: int | None = None
    report_months: int | None = None
    reply_months: int | None = None
    progress_months: int | None = None
    survey_months: int | None = None
    purge_months: int | None = None
    interviews_needed: int | None = None
    small_group: int | None = None
    accent: str | None = None


class ProjectIn(ProjectChange):
    """A new project of a network."""

    network_id: int
    name: str


@router.get("/networks", response=list[NetworkOut])
@paged
def list_networks(request: HttpRequest) -> QuerySet[Network]:
    """All networks, by name."""
    return Network.objects.all()


@router.post("/networks", response=answers(NetworkOut, 201))
def create_network(request: HttpRequest, data: NetworkIn) -> tuple[int, Any]:
    """Create a network (site operators)."""
    return 201, actions.create_network(by=request.user, **given(data))


@router.get("/projects", response=list[ProjectOut])
@paged
def list_projects(request: HttpRequest) -> QuerySet[Project]:
    """The projects you run or take part in."""
    return Project.objects.filter(pk__in=projects_run(request.user) | projects_joined(request.user))


@router.get("/projects/{pk}", response=answers(ProjectOut))
def get_project(request: HttpRequest, pk: int) -> Project:
    """One project."""
    return fetch(request, "project.read", Project, pk=pk)


@router.post("/projects", response=answers(ProjectOut, 201))
def create_project(request: HttpRequest, data: ProjectIn) -> tuple[int, Any]:
    """Create a project; you become its secretariat."""
    values = given(data)
    network = fetch(request, "network.read", Network, pk=values.pop("network_id"))
    return 201, actions.create_project(by=request.user, network=network, **values)


@router.patch("/projects/{pk}", response=answers(ProjectOut))
def change_project(request: HttpRequest, pk: int, data: ProjectChange) -> Project:
    """Change a project, its clocks, its corroboration rule."""
    project = fetch(request, "project.change", Project, pk=pk)
    return actions.change_project(by=request.user, project=project, **given(data))
