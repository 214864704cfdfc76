# SPDX-License-Identifier: EUPL-1.2
"""What is to be done in a project: steps, and documents that partners are asked for, each with its day."""

from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from isopolity.core.history import tracked
from isopolity.networks.deadlines import due_day, edges
from isopolity.networks.models.projects import PartnerRole, Phase, Project
from isopolity.networks.models.shelf import DocumentKind
from isopolity.networks.shapes import STEP_NAMES

MOST_MONTHS = 120


class DueFrom(models.TextChoices):
    """From where the months are counted."""

    PHASE_START = "phase_start", _("start of the phase")
    PHASE_END = "phase_end", _("end of the phase")
    PROJECT_START = "project_start", _("start of the project")
    PROJECT_END = "project_end", _("end of the project")


class StepScope(models.TextChoices):
    """For whom a step is done."""

    PROJECT = "project", _("the project, once")
    CITY = "city", _("each city")
    PAIR = "pair", _("each pair of mentee and mentor")


class Timed(models.Model):
    """Belongs to a phase and is due: on ``due_on``, or ``due_months`` after (before, if negative) ``due_from``."""

    phase = models.ForeignKey(
        Phase, models.SET_NULL, null=True, blank=True, related_name="%(class)ss", verbose_name=_("phase")
    )
    due_months = models.SmallIntegerField(
        _("months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-MOST_MONTHS), MaxValueValidator(MOST_MONTHS)],
    )
    due_from = models.CharField(
        _("counted from"), max_length=15, choices=DueFrom.choices, default=DueFrom.PHASE_START, blank=True
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    project: Any

    @property
    def due(self) -> date | None:
        """The day it is due, as project and phase stand now."""
        phase = (self.phase.starts, self.phase.ends) if self.phase else (None, None)
        days = edges((self.project.starts, self.project.ends), phase)
        return due_day(self.due_on, self.due_months, self.due_from, days)


@tracked()
class ProjectStep(Timed):
    """A step of a project. One with a ``key`` comes from the project's shape and is computed from what is there;
    one without is the secretariat's own and is ticked by hand. ``scope`` says for whom: once, each city, each pair.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="steps")
    key = models.CharField(max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    scope = models.CharField(_("done by"), max_length=10, choices=StepScope.choices, default=StepScope.CITY)

    class Meta(Timed.Meta):
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], condition=~models.Q(key=""), name="project_step_once"),
            models.CheckConstraint(condition=~models.Q(key="", name=""), name="project_step_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name or str(STEP_NAMES.get(self.key, self.key))

    @property
    def is_computed(self) -> bool:
        """The software sees by itself whether it is done."""
        return bool(self.key)


@tracked()
class DocumentRequest(Timed):
    """Each partner with this role is asked for a document of this kind."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="document_requests")
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind.choices)
    from_role = models.CharField(
        _("asked from each"), max_length=20, choices=PartnerRole.choices, default=PartnerRole.CITY
    )
    note = models.CharField(_("what it should say"), max_length=300, blank=True)

    def __str__(self) -> str:
        return str(self.get_kind_display())
