# SPDX-License-Identifier: EUPL-1.2
"""The actions of a plan: what they are to reach, who carries them, when, what may go wrong."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.core.history import tracked
from isopolity.plans.models.plans import Plan
from isopolity.reports.models import Commitment, CommitmentState


@tracked()
class PlanAction(models.Model):
    """One concrete action. Its state has the words of a commitment: planned, under way, done, stopped."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=250)
    objective = models.TextField(_("objective"), blank=True)
    target = models.TextField(_("target"), blank=True)
    lead = models.CharField(_("lead office"), max_length=150, blank=True)
    partners = models.TextField(_("partners"), blank=True)
    beneficiaries = models.TextField(_("beneficiaries"), blank=True)
    for_women = models.BooleanField(_("addressed to migrant women and girls"), default=False)
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CommitmentState.choices, default=CommitmentState.PLANNED
    )
    transfer = models.TextField(_("transfer and mainstreaming"), blank=True)
    sustainability = models.TextField(_("after the funding ends"), blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts=None) | models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="action_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class Milestone(models.Model):
    """A step on the way, with its day."""

    action = models.ForeignKey(PlanAction, models.CASCADE, related_name="milestones")
    name = models.CharField(_("milestone"), max_length=200)
    due = models.DateField(_("by when"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_late(self) -> bool:
        """Its day is past and it is not done."""
        return self.done_on is None and self.due < timezone.localdate()


@tracked()
class Risk(models.Model):
    """What may go wrong with an action, and the answer to it."""

    action = models.ForeignKey(PlanAction, models.CASCADE, related_name="risks")
    text = models.TextField(_("risk"))
    answer = models.TextField(_("answer"), blank=True)
    is_political = models.BooleanField(_("political change"), default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]


@tracked()
class ActionNeed(models.Model):
    """An action waits for another one to end. The action ``add_need`` refuses circles."""

    action = models.ForeignKey(PlanAction, models.CASCADE, related_name="needs")
    needed = models.ForeignKey(PlanAction, models.CASCADE, related_name="needed_by")

    class Meta:
        ordering = ["needed__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "needed"], name="action_needs_once"),
            models.CheckConstraint(condition=~models.Q(action=models.F("needed")), name="action_needs_another"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} needs {self.needed_id}"


@tracked()
class CommitmentLink(models.Model):
    """A commitment of a review became this action."""

    commitment = models.OneToOneField(Commitment, models.CASCADE, related_name="plan_link")
    action = models.ForeignKey(PlanAction, models.CASCADE, related_name="commitments")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.commitment_id} became {self.action_id}"
