# SPDX-License-Identifier: EUPL-1.2
"""What changes a project's training: its sessions, material, who attended."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core import cleaning, files
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.networks.models import Project
from isopolity.reviews.models import TeamMember, TrainingAttendance, TrainingMaterial, TrainingSession


def _written(session: TrainingSession, title: str, starts: datetime, ends: datetime, facts: dict[str, Any]) -> None:
    if ends <= starts:
        raise Refused(_("The end comes before the start."), fields={"ends": _("The end comes before the start.")})
    session.title, session.starts, session.ends = cleaning.plain(title), starts, ends
    for name in ("place", "agenda"):
        if name in facts:
            setattr(session, name, cleaning.plain(facts[name]))
    checked(session).save()


@action
def plan_training(
    *, by: Person, project: Project, title: str, starts: datetime, ends: datetime, **facts: Any
) -> TrainingSession:
    """A training for the project's teams and hosts, with ``place`` and ``agenda``."""
    require(by, "training.create", project)
    session = TrainingSession(project=project)
    _written(session, title, starts, ends, facts)
    return session


@action
def change_training(
    *, by: Person, session: TrainingSession, title: str, starts: datetime, ends: datetime, **facts: Any
) -> TrainingSession:
    """New title, times, place or agenda."""
    require(by, "training.change", session)
    _written(session, title, starts, ends, facts)
    return session


@action
def remove_training(*, by: Person, session: TrainingSession) -> None:
    """Take a training off the list; refused once somebody attended it."""
    require(by, "training.change", session)
    if session.attendances.exists():
        raise Refused(_("Somebody attended this training; it stays on record."))
    session.delete()


@action
def add_material(*, by: Person, session: TrainingSession, file: UploadedFile, title: str = "") -> TrainingMaterial:
    """A file for the training, examined first."""
    require(by, "training.change", session)
    found = files.examine(file)
    material = TrainingMaterial(
        session=session,
        name=cleaning.plain(title)[:150] or found.name,
        content_type=found.content_type,
        size=found.size,
        sha256=found.sha256,
        file=file,
    )
    checked(material).save()
    return material


@action
def remove_material(*, by: Person, material: TrainingMaterial) -> None:
    """The file is no longer part of the training."""
    require(by, "training.change", material.session)
    material.delete()


@action
def note_attendance(*, by: Person, session: TrainingSession, person: Person, rehearsed: bool) -> TrainingAttendance:
    """The person was there; members of the project's teams who rehearsed interviews count as trained from then on."""
    require(by, "training.change", session)
    row, _made = TrainingAttendance.objects.update_or_create(
        session=session, person=person, defaults={"rehearsed": rehearsed}
    )
    if rehearsed:
        for member in TeamMember.objects.present().filter(
            review__project=session.project, person=person, trained_at=None
        ):
            member.trained_at = timezone.now()
            member.save()
    return row


@action
def take_back_attendance(*, by: Person, session: TrainingSession, person: Person) -> None:
    """The person was not there after all; marks of being trained stay as they are."""
    require(by, "training.change", session)
    TrainingAttendance.objects.filter(session=session, person=person).delete()
