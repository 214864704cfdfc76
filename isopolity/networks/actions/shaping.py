# SPDX-License-Identifier: EUPL-1.2
"""A project gets the shape of its kind: phases, steps, documents asked for, objectives, budget lines."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.networks.deadlines import months_after
from isopolity.networks.models import BudgetLine, DocumentRequest, Objective, Phase, Project, ProjectStep
from isopolity.networks.shapes import SHAPES, Shape


@action
def bring_shape(*, by: Person, project: Project) -> Project:
    """Fill an empty project with the shape of its kind; refused once it has phases or steps: nothing doubles."""
    require(by, "project.change", project)
    if project.phases.exists() or project.steps.exists():
        raise Refused(_("This project has phases or steps already. Change them one by one."))
    shape = SHAPES[project.kind]
    _set_end(project, shape)
    phases = _make_phases(project, shape)
    with override(project.working_language):
        _make_steps(project, shape, phases)
        _make_requests(project, shape, phases)
        _make_lines(project, shape)
    _make_objectives(project, shape, phases)
    return project


def _set_end(project: Project, shape: Shape) -> None:
    if project.starts and not project.ends:
        project.ends = months_after(project.starts, shape.months) - timedelta(days=1)
        project.save(update_fields=["ends"])


def _make_phases(project: Project, shape: Shape) -> dict[str, Phase]:
    rows = []
    for place, phase in enumerate(shape.phases):
        row = Phase(project=project, key=phase.key, position=place)
        if project.starts:
            row.starts = months_after(project.starts, phase.first)
            row.ends = months_after(project.starts, phase.last) - timedelta(days=1)
        rows.append(row)
    return {row.key: row for row in Phase.objects.bulk_create(rows)}


def _make_steps(project: Project, shape: Shape, phases: dict[str, Phase]) -> None:
    steps = [(phases[phase.key], step) for phase in shape.phases for step in phase.steps]
    ProjectStep.objects.bulk_create(
        ProjectStep(
            project=project,
            phase=phase,
            key=step.key,
            scope=step.scope,
            due_months=step.months,
            due_from=step.since,
            position=place,
        )
        for place, (phase, step) in enumerate(steps)
    )


def _make_requests(project: Project, shape: Shape, phases: dict[str, Phase]) -> None:
    wanted = [(phases[phase.key], request) for phase in shape.phases for request in phase.requests]
    DocumentRequest.objects.bulk_create(
        DocumentRequest(
            project=project,
            phase=phase,
            kind=request.kind,
            from_role=request.from_role,
            note=str(request.note),
            due_months=request.months,
            due_from=request.since,
            position=place,
        )
        for place, (phase, request) in enumerate(wanted)
    )


def _make_lines(project: Project, shape: Shape) -> None:
    BudgetLine.objects.bulk_create(
        BudgetLine(
            project=project,
            name=str(line.name),
            kind=line.kind,
            minimum=line.minimum,
            ceiling=line.ceiling,
            is_ring_fenced=line.is_ring_fenced,
            financed_percent=line.financed_percent,
            position=place,
        )
        for place, line in enumerate(shape.budget)
    )


def _make_objectives(project: Project, shape: Shape, phases: dict[str, Phase]) -> None:
    wanted = [(phases[phase.key], key) for phase in shape.phases for key, _text in phase.objectives]
    Objective.objects.bulk_create(
        Objective(project=project, phase=phase, key=key, position=place) for place, (phase, key) in enumerate(wanted)
    )
