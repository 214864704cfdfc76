# SPDX-License-Identifier: EUPL-1.2
"""Networks, projects, partners, phases with their steps, objectives."""

from django.db.models import Count, F, QuerySet

from isopolity.networks.models import (
    DocumentRequest,
    Network,
    Objective,
    Partner,
    Phase,
    Project,
    ProjectRole,
    ProjectStep,
)


def networks() -> QuerySet[Network]:
    """All networks with the number of their projects."""
    return Network.objects.annotate(number=Count("projects")).order_by("name")


def projects_of(network: Network) -> QuerySet[Project]:
    """The network's projects with the number of partners, latest first."""
    return network.projects.annotate(partners_number=Count("partners")).order_by("-starts", "name")


def partners_of(project: Project) -> QuerySet[Partner]:
    """The project's partners, cities first."""
    rows = project.partners.select_related("city", "organisation", "beside__city")
    return rows.order_by(F("organisation__name").asc(nulls_first=True), "city__name")


def secretariat_of(project: Project) -> QuerySet[ProjectRole]:
    """Who runs the project."""
    return project.roles.select_related("person").order_by("person__name")


def phases_with_steps(project: Project) -> list[tuple[Phase | None, list[ProjectStep]]]:
    """Each phase with its steps in order; at the end, under no phase, the steps that belong to none. Two queries."""
    phases = list(project.phases.all())
    found: dict[int | None, list[ProjectStep]] = {phase.pk: [] for phase in phases}
    by_id = {phase.pk: phase for phase in phases}
    for step in project.steps.all():
        step.project, step.phase = project, by_id.get(step.phase_id or 0)
        found.setdefault(step.phase_id, []).append(step)
    rows: list[tuple[Phase | None, list[ProjectStep]]] = [(phase, found[phase.pk]) for phase in phases]
    return [*rows, (None, found[None])] if found.get(None) else rows


def requests_of(project: Project) -> list[DocumentRequest]:
    """The documents that partners are asked for, those that are due first in front."""
    rows = list(project.document_requests.select_related("phase"))
    for row in rows:
        row.project = project
    return sorted(rows, key=lambda row: (row.due is None, row.due, row.position) if row.due else (True, None, row.pk))


def objectives_of(project: Project) -> QuerySet[Objective]:
    """The objectives in order, with what proves them."""
    return project.objectives.select_related("phase", "proof_document", "done_by")
