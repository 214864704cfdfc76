# SPDX-License-Identifier: EUPL-1.2
"""Calendar files of a project's trainings. They name the training, never who takes part."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from isopolity.core.calendars import add, calendar
from isopolity.networks.models import Project
from isopolity.reviews.models import TrainingSession


def training_calendar(project: Project, sessions: Iterable[TrainingSession]) -> bytes:
    """The trainings with place and agenda."""
    made = calendar(_("Trainings of %s") % project, about="training")
    for one in sessions:
        add(made, f"training {one.pk}", one.starts, one.ends, one.title, where=one.place, about=one.agenda)
    return bytes(made.to_ical())
