# SPDX-License-Identifier: EUPL-1.2
"""How cities are paired: the rules, each calculation, the vetoes, the pairs."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.history import tracked
from isopolity.networks.models import Project
from isopolity.places.models import City


def _weight(words: Any, default: str) -> models.DecimalField:
    return models.DecimalField(
        words, max_digits=5, decimal_places=2, default=Decimal(default),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )  # fmt: skip


@tracked()
class MatchRules(models.Model):
    """What makes two cities of a project distant, and how distant a pair may be. Weight 0 leaves a feature out."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="match_rules")
    population_weight = _weight(_("weight of population"), "1")
    newcomer_weight = _weight(_("weight of newcomers"), "0.1")
    urbanisation_weight = _weight(_("weight of urbanisation"), "0.5")
    competence_weight = _weight(_("weight of competences"), "0")
    max_distance = models.DecimalField(
        _("largest distance"), max_digits=6, decimal_places=2, default=Decimal(4),
        validators=[MinValueValidator(0), MaxValueValidator(1000)],
    )  # fmt: skip
    common_language = models.BooleanField(_("a pair needs a common language"), default=True)

    class Meta:
        verbose_name_plural = "match rules"

    def __str__(self) -> str:
        return f"rules of {self.project_id}"


class RunState(models.TextChoices):
    """Where a calculation stands."""

    WAITING = "waiting", _("is being calculated")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be calculated")


class MatchRun(models.Model):
    """One calculation, kept as it was: the problem, the answer, who asked for it and when. Cities stand by key."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="match_runs")
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.WAITING)
    problem = models.JSONField(default=dict)
    answer = models.JSONField(default=dict, blank=True)
    pairs = models.PositiveIntegerField(default=0)
    gain = models.PositiveIntegerField(default=0)
    distance = models.FloatField(default=0)
    proposed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"run {self.pk}"


@tracked()
class Veto(models.Model):
    """A city, or its association, does not want this partner. The reason stands apart, behind a wall."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="vetoes")
    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    other = models.ForeignKey(City, models.CASCADE, related_name="+")
    by_association = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name_plural = "vetoes"
        constraints = [
            models.UniqueConstraint(
                fields=["project", "city", "other", "by_association"],
                condition=models.Q(withdrawn_at=None), name="veto_once",
            ),
            models.CheckConstraint(condition=~models.Q(city=models.F("other")), name="veto_against_another"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.city_id} not with {self.other_id}"


@tracked()
class VetoReason(models.Model):
    """Why (walled: the project's secretariat and whoever wrote it)."""

    veto = models.OneToOneField(Veto, models.CASCADE, related_name="reason")
    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, models.CASCADE, related_name="+")
    text = models.TextField(_("reason"))

    def __str__(self) -> str:
        return f"reason {self.pk}"


class PairState(models.TextChoices):
    """proposed → agreed (kept in every later matching) → ended; or refused."""

    PROPOSED = "proposed", _("proposed")
    AGREED = "agreed", _("agreed")
    REFUSED = "refused", _("refused")
    ENDED = "ended", _("ended")


LIVE = (PairState.PROPOSED, PairState.AGREED)


@tracked()
class Pair(models.Model):
    """A mentee city and the mentor city it learns from."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="pairs")
    mentee = models.ForeignKey(City, models.PROTECT, related_name="pairs_as_mentee")
    mentor = models.ForeignKey(City, models.PROTECT, related_name="pairs_as_mentor")
    state = models.CharField(max_length=10, choices=PairState.choices, default=PairState.PROPOSED)
    run = models.ForeignKey(MatchRun, models.SET_NULL, null=True, blank=True, related_name="made")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["mentee__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "mentee"], condition=models.Q(state__in=["proposed", "agreed"]),
                name="one_mentor_for_a_mentee",
            ),
            models.CheckConstraint(condition=~models.Q(mentee=models.F("mentor")), name="pair_of_two_cities"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.mentee} – {self.mentor}"

    @property
    def is_live(self) -> bool:
        """It is proposed or agreed."""
        return self.state in LIVE
