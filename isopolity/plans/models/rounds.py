# SPDX-License-Identifier: EUPL-1.2
"""Rounds in which cities tell how their plans fare."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.core.history import tracked
from isopolity.networks.models import Project
from isopolity.plans.models.actions import PlanAction
from isopolity.plans.models.plans import Plan


class Light(models.TextChoices):
    """How an action fares, in words."""

    ON_TRACK = "on_track", _("on track")
    AT_RISK = "at_risk", _("at risk")
    LATE = "late", _("late")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")


@tracked()
class ProgressRound(models.Model):
    """The secretariat asks all plans of its project, or a city looks at one plan, by a day."""

    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, related_name="plan_rounds")
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, blank=True, related_name="rounds")
    name = models.CharField(_("name"), max_length=150)
    due = models.DateField(_("by when"))
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-due", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(project=None, plan__isnull=False) | models.Q(project__isnull=False, plan=None),
                name="round_of_project_or_plan",
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class ActionProgress(models.Model):
    """How one action fares in a round."""

    round = models.ForeignKey(ProgressRound, models.CASCADE, related_name="progress")
    action = models.ForeignKey(PlanAction, models.CASCADE, related_name="progress")
    light = models.CharField(_("how it fares"), max_length=10, choices=Light.choices)
    text = models.TextField(_("what happened"))
    transfer = models.TextField(_("transfer and mainstreaming"), blank=True)
    sustainability = models.TextField(_("after the funding ends"), blank=True)
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["action__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "action"], name="progress_told_once")]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.light}"


@tracked()
class PlanProgress(models.Model):
    """What nobody had planned, in a round."""

    round = models.ForeignKey(ProgressRound, models.CASCADE, related_name="plans")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="progress")
    unplanned = models.TextField(_("actions that were not planned"), blank=True)
    consequences = models.TextField(_("what else came of it"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "plan"], name="plan_told_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} in {self.round_id}"
