# SPDX-License-Identifier: EUPL-1.2
"""Organisations that stand behind a plan, and the plan as they read it."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.history import tracked
from isopolity.places.models import Organisation
from isopolity.plans.models.plans import Plan


@tracked()
class PlanVersion(models.Model):
    """The plan as it was endorsed. ``content`` never changes."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    frozen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]

    def __str__(self) -> str:
        return f"version {self.number}"


class EndorsementState(models.TextChoices):
    """What an organisation says to the plan."""

    ASKED = "asked", _("asked")
    GIVEN = "given", _("endorsed")
    DECLINED = "declined", _("declined")


class EndorsementWay(models.TextChoices):
    """How the endorsement was given."""

    SIGNED_IN = "signed_in", _("by a person who signed in")
    LINK = "link", _("by a personal link")
    RESOLUTION = "resolution", _("by a resolution")


def upload_path(row: Any, name: str) -> str:
    """A place that nobody can guess."""
    return f"endorsements/{uuid.uuid4().hex}"


@tracked(without=["email"])
class Endorsement(models.Model):
    """An organisation's word on the plan: asked by mail, given, declined, or recorded with a resolution.

    ``email`` is seen by those who write the plan. ``version`` is what was endorsed.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="endorsements")
    name = models.CharField(_("organisation"), max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    state = models.CharField(max_length=10, choices=EndorsementState.choices, default=EndorsementState.ASKED)
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    given_as = models.CharField(_("given by (function)"), max_length=200, blank=True)
    given_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    way = models.CharField(max_length=10, choices=EndorsementWay.choices, blank=True)
    reason = models.TextField(_("why not"), blank=True)
    reference = models.CharField(_("reference"), max_length=150, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    version = models.ForeignKey(PlanVersion, models.PROTECT, null=True, blank=True, related_name="endorsements")
    file = models.FileField(upload_to=upload_path, max_length=200, blank=True)
    file_name = models.CharField(max_length=150, blank=True)
    content_type = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=EndorsementState.GIVEN) | models.Q(version__isnull=False),
                name="endorsed_version_is_kept",
            )
        ]

    def __str__(self) -> str:
        return self.name
