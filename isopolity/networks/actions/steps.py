# SPDX-License-Identifier: EUPL-1.2
"""Steps of a project, and the documents that its partners are asked for."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.networks.actions._parts import check_of_project, last_place, neighbour, own_words
from isopolity.networks.models import DocumentRequest, DueFrom, Phase, Project, ProjectStep, StepScope, Timed
from isopolity.networks.shapes import STEP_NAMES

When = tuple[Phase | None, int | None, str, date | None]  # phase, months, counted from, or the day itself


@action
def add_step(
    *, by: Person, project: Project, name: str, phase: Phase | None = None, scope: str = StepScope.CITY,
    due_months: int | None = None, due_from: str = DueFrom.PHASE_START, due_on: date | None = None,
) -> ProjectStep:  # fmt: skip
    """A step of the secretariat's own, at the end of the list."""
    require(by, "project.change", project)
    row = ProjectStep(project=project, position=last_place(project.steps))
    return _keep_step(row, name, scope, (phase, due_months, due_from, due_on))


@action
def change_step(
    *, by: Person, step: ProjectStep, name: str, phase: Phase | None = None, scope: str = StepScope.CITY,
    due_months: int | None = None, due_from: str = DueFrom.PHASE_START, due_on: date | None = None,
) -> ProjectStep:  # fmt: skip
    """Another name, phase or day. A step that the software computes keeps its key, and for whom it is done."""
    require(by, "project.change", step.project)
    return _keep_step(step, name, step.scope if step.key else scope, (phase, due_months, due_from, due_on))


def _keep_step(row: ProjectStep, name: str, scope: str, when: When) -> ProjectStep:
    row.name, row.scope = own_words(plain(name), row.key, STEP_NAMES), scope
    if not row.name and not row.key:
        raise Refused(_("The step needs a name."), fields={"name": _("Write a name.")})
    _set_time(row, when)
    checked(row).save()
    return row


def _set_time(row: Timed, when: When) -> None:
    phase, months, since, on = when
    check_of_project(row.project, phase=phase)
    if months is not None and on is not None:
        words = _("Give a number of months or a day, not both.")
        raise Refused(words, fields={"due_on": words})
    if months is not None and phase is None and since.startswith("phase"):
        words = _("Choose the phase from which the months are counted.")
        raise Refused(words, fields={"phase": words})
    row.phase, row.due_months, row.due_on = phase, months, on
    row.due_from = since or DueFrom.PHASE_START


@action
def move_step(*, by: Person, step: ProjectStep, up: bool) -> ProjectStep:
    """One place up or down in the list."""
    require(by, "project.change", step.project)
    _move(step, step.project.steps.all(), up=up)
    return step


def _move(row: Any, rows: Any, *, up: bool) -> None:
    other = neighbour(row, rows, up=up)
    if other is None:
        return
    if other.position == row.position:
        other.position += 1 if up else -1 if other.position else 0
    row.position, other.position = other.position, row.position
    row.save(update_fields=["position"])
    other.save(update_fields=["position"])


@action
def remove_step(*, by: Person, step: ProjectStep) -> None:
    """The step is taken off the list."""
    require(by, "project.change", step.project)
    step.delete()


@action
def ask_document(
    *, by: Person, project: Project, kind: str, from_role: str, phase: Phase | None = None, note: str = "",
    due_months: int | None = None, due_from: str = DueFrom.PHASE_START, due_on: date | None = None,
) -> DocumentRequest:  # fmt: skip
    """Ask each partner with this role for a document of this kind."""
    require(by, "project.change", project)
    row = DocumentRequest(project=project, position=last_place(project.document_requests))
    return _keep_request(row, (kind, from_role, note), (phase, due_months, due_from, due_on))


@action
def change_request(
    *, by: Person, asked: DocumentRequest, kind: str, from_role: str, phase: Phase | None = None, note: str = "",
    due_months: int | None = None, due_from: str = DueFrom.PHASE_START, due_on: date | None = None,
) -> DocumentRequest:  # fmt: skip
    """Ask for another kind, from others, or by another day."""
    require(by, "project.change", asked.project)
    return _keep_request(asked, (kind, from_role, note), (phase, due_months, due_from, due_on))


def _keep_request(row: DocumentRequest, facts: tuple[str, str, str], when: When) -> DocumentRequest:
    row.kind, row.from_role, row.note = facts[0], facts[1], plain(facts[2])
    _set_time(row, when)
    checked(row).save()
    return row


@action
def withdraw_request(*, by: Person, asked: DocumentRequest) -> None:
    """Ask no longer; documents that came stay on the shelf."""
    require(by, "project.change", asked.project)
    asked.delete()
