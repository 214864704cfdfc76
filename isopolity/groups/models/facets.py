# SPDX-License-Identifier: EUPL-1.2
"""Facets of diversity that a group chose for itself, counted and never listed by person."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.core.history import tracked
from isopolity.groups.models.groups import Member, SupportGroup


class CollectedBy(models.TextChoices):
    """Where a facet's numbers come from. One way for each facet, so that nobody is counted twice."""

    COUNTS = "counts", _("anonymous counts: members tell the coordinator, only the sum is written down")
    ANSWERS = "answers", _("own answers: members with an account answer for themselves, with their consent")


@tracked()
class Facet(models.Model):
    """Something in which the group wants to be balanced: gender, age group, neighbourhood …"""

    group = models.ForeignKey(SupportGroup, models.CASCADE, related_name="facets")
    name = models.CharField(_("facet"), max_length=80)
    collected_by = models.CharField(_("how it is counted"), max_length=8, choices=CollectedBy.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "name"], name="facet_once")]

    def __str__(self) -> str:
        return self.name


class FacetValue(models.Model):
    """One value of a facet. ``counted`` is the coordinator's anonymous count.

    Neither it nor the answers are kept in the history: from two versions one could read who came or went.
    """

    facet = models.ForeignKey(Facet, models.CASCADE, related_name="values")
    name = models.CharField(_("value"), max_length=80)
    counted = models.PositiveSmallIntegerField(_("members"), default=0)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["facet", "name"], name="facet_value_once")]

    def __str__(self) -> str:
        return self.name


@tracked()
class Consent(models.Model):
    """A member's consent to keep their own answers; ``wording`` is what they read. The proof stays, answers do not."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="consents")
    wording = models.TextField(_("what was agreed to"))
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(withdrawn_at=None), name="consent_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"consent of {self.member_id}"


class FacetAnswer(models.Model):
    """A member's own answer, kept while the consent stands; it has no history, so a deleted one is gone."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="facet_answers")
    facet = models.ForeignKey(Facet, models.CASCADE, related_name="answers")
    value = models.ForeignKey(FacetValue, models.CASCADE, related_name="answers")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "facet"], name="facet_answered_once")]

    def __str__(self) -> str:
        return f"answer of {self.member_id}"
