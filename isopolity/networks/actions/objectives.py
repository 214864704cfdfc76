# SPDX-License-Identifier: EUPL-1.2
"""Objectives of a project: ticked off with proof, opened again with a reason."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.networks.actions._parts import check_of_project, last_place, own_words
from isopolity.networks.models import Objective, Phase, Project, ShelfDocument
from isopolity.networks.shapes import OBJECTIVE_TEXTS


@action
def add_objective(*, by: Person, project: Project, text: str, phase: Phase | None = None) -> Objective:
    """A new objective at the end of the list."""
    require(by, "project.change", project)
    return _keep(Objective(project=project, position=last_place(project.objectives)), text, phase)


@action
def change_objective(*, by: Person, objective: Objective, text: str, phase: Phase | None = None) -> Objective:
    """Other words, or another phase; refused once it is done, because the proof speaks of these words."""
    require(by, "project.change", objective.project)
    _check_open(objective)
    return _keep(objective, text, phase)


def _keep(row: Objective, text: str, phase: Phase | None) -> Objective:
    check_of_project(row.project, phase=phase)
    row.text, row.phase = own_words(plain(text), row.key, OBJECTIVE_TEXTS), phase
    if not row.text and not row.key:
        raise Refused(_("The objective needs words."), fields={"text": _("Write what is to be reached.")})
    checked(row).save()
    return row


def _check_open(objective: Objective) -> None:
    if objective.done_on:
        raise Refused(_("This objective is done. Open it again first."))


@action
def remove_objective(*, by: Person, objective: Objective) -> None:
    """The objective is taken off the list; refused once it is done."""
    require(by, "project.change", objective.project)
    _check_open(objective)
    objective.delete()


@action
def tick_objective(
    *,
    by: Person,
    objective: Objective,
    proof: str = "",
    document: ShelfDocument | None = None,
    on: date | None = None,
) -> Objective:
    """The objective is done: when, and what proves it (words, a document of the shelf, or both)."""
    require(by, "project.change", objective.project)
    check_of_project(objective.project, document=document)
    day, words = on or timezone.localdate(), plain(proof)
    if not words and document is None:
        missing = _("Say what proves it, or choose a document.")
        raise Refused(missing, fields={"proof": missing})
    if day > timezone.localdate():
        raise Refused(_("This day is still to come."), fields={"on": _("This day is still to come.")})
    objective.done_on, objective.done_by, objective.reopened = day, by, ""
    objective.proof, objective.proof_document = words, document
    checked(objective).save()
    return objective


@action
def untick_objective(*, by: Person, objective: Objective, reason: str) -> Objective:
    """The objective is open again, with a reason; the proof stays in the history."""
    require(by, "project.change", objective.project)
    words = plain(reason)
    if not words:
        raise Refused(_("Say why it is open again."), fields={"reason": _("Say why it is open again.")})
    objective.done_on = objective.done_by = objective.proof_document = None
    objective.proof, objective.reopened = "", words
    checked(objective).save()
    return objective
