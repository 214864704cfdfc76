# SPDX-License-Identifier: EUPL-1.2
"""Learn: the agreement of a pair, its goals, the mentee's needs analysis."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import ContextFactor, Item
from isopolity.core.history import tracked
from isopolity.mentoring.models.matching import Pair


@tracked()
class Agreement(models.Model):
    """What both cities and both associations sign. The text stands still from the first signature on."""

    pair = models.OneToOneField(Pair, models.CASCADE, related_name="agreement")
    text = models.TextField(_("agreement"), blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(_("signed by all"), null=True, blank=True)

    def __str__(self) -> str:
        return f"agreement of {self.pair_id}"


class Side(models.TextChoices):
    """Who signs an agreement."""

    MENTEE = "mentee", _("mentee city")
    MENTOR = "mentor", _("mentor city")
    MENTEE_ASSOCIATION = "mentee_association", _("association of the mentee")
    MENTOR_ASSOCIATION = "mentor_association", _("association of the mentor")


@tracked()
class Signature(models.Model):
    """A person signs for one side. ``voided_at``: the text was changed afterwards, so the signature is void."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures")
    side = models.CharField(max_length=20, choices=Side.choices)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    function = models.CharField(max_length=150)
    signed_at = models.DateTimeField(default=timezone.now)
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "side"], condition=models.Q(voided_at=None), name="side_signs_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.side} of {self.agreement_id}"


@tracked()
class Goal(models.Model):
    """A benchmark item that the mentee wants to reach, in words."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="goals")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("benchmark item"))
    text = models.TextField(_("what we want to reach"))

    class Meta:
        ordering = ["item__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["pair", "item"], name="goal_once")]

    def __str__(self) -> str:
        return f"{self.item_id}"


@tracked()
class NeedsAnalysis(models.Model):
    """The mentee's account of what it needs. The city alone reads it until it is submitted."""

    pair = models.OneToOneField(Pair, models.CASCADE, related_name="needs")
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "needs analyses"

    def __str__(self) -> str:
        return f"needs of {self.pair_id}"


@tracked()
class NeedsText(models.Model):
    """What the mentee writes on one goal, or on one context factor."""

    analysis = models.ForeignKey(NeedsAnalysis, models.CASCADE, related_name="texts")
    goal = models.ForeignKey(Goal, models.CASCADE, null=True, blank=True, related_name="+")
    factor = models.ForeignKey(ContextFactor, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.TextField(blank=True)
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["analysis", "goal"], name="needs_of_goal_once"),
            models.UniqueConstraint(fields=["analysis", "factor"], name="needs_of_factor_once"),
            models.CheckConstraint(
                condition=models.Q(goal=None, factor__isnull=False) | models.Q(goal__isnull=False, factor=None),
                name="needs_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id or self.factor_id}"


@tracked()
class NeedsComment(models.Model):
    """What the mentor says to a submitted needs analysis, in general or to one goal."""

    analysis = models.ForeignKey(NeedsAnalysis, models.CASCADE, related_name="comments")
    goal = models.ForeignKey(Goal, models.CASCADE, null=True, blank=True, related_name="+")
    text = models.TextField(_("comment"))
    author = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"comment {self.pk}"
