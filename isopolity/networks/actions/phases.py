# SPDX-License-Identifier: EUPL-1.2
"""The phases of a project."""

from datetime import date

from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.networks.actions._parts import last_place, own_words
from isopolity.networks.models import Phase, Project
from isopolity.networks.shapes import PHASE_NAMES


@action
def add_phase(
    *, by: Person, project: Project, name: str, starts: date | None = None, ends: date | None = None
) -> Phase:
    """A new phase at the end of the project's list."""
    require(by, "project.change", project)
    return _keep_phase(Phase(project=project, position=last_place(project.phases)), name, starts, ends)


@action
def change_phase(*, by: Person, phase: Phase, name: str, starts: date | None = None, ends: date | None = None) -> Phase:
    """New name and dates of a phase."""
    require(by, "project.change", phase.project)
    return _keep_phase(phase, name, starts, ends)


def _keep_phase(phase: Phase, name: str, starts: date | None, ends: date | None) -> Phase:
    if starts and ends and ends < starts:
        raise Refused(_("The phase ends before it starts."), fields={"ends": _("The phase ends before it starts.")})
    phase.name, phase.starts, phase.ends = own_words(plain(name), phase.key, PHASE_NAMES), starts, ends
    checked(phase).save()
    return phase


@action
def remove_phase(*, by: Person, phase: Phase) -> None:
    """The phase is taken off the list."""
    require(by, "project.change", phase.project)
    phase.delete()
