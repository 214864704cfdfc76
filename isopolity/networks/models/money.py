# SPDX-License-Identifier: EUPL-1.2
"""The money of a project: budget lines in euro, and what was spent on them."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.history import tracked
from isopolity.networks.models.projects import Partner, Project

CENT = Decimal("0.01")


class LineKind(models.TextChoices):
    """What a budget line pays for."""

    SUPPORT_GROUPS = "support_groups", _("support groups")
    MANAGING_AUTHORITIES = "managing_authorities", _("managing authorities")
    STAFF = "staff", _("staff")
    TRAVEL = "travel", _("travel and meetings")
    EXPERTISE = "expertise", _("expertise")
    COMMUNICATION = "communication", _("communication")
    OTHER = "other", _("other")


def _amount(words: Any) -> Any:
    """An amount of euro that may be missing."""
    at_least = [MinValueValidator(Decimal(0))]
    return models.DecimalField(words, max_digits=14, decimal_places=2, null=True, blank=True, validators=at_least)


@tracked()
class BudgetLine(models.Model):
    """Money set aside: at most ``ceiling``, at least ``minimum``. ``is_ring_fenced``: the minimum is kept for this
    and for nothing else. ``financed_percent`` is the programme's share; the rest is the partners' own.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="budget_lines")
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=25, choices=LineKind.choices, default=LineKind.OTHER)
    ceiling = _amount(_("ceiling (at most)"))
    minimum = _amount(_("minimum (at least)"))
    is_ring_fenced = models.BooleanField(_("ring-fenced: the minimum is kept for this line"), default=False)
    financed_percent = models.DecimalField(
        _("share the programme pays, in percent"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(100),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ceiling=None) | models.Q(minimum=None) | models.Q(ceiling__gte=models.F("minimum")),
                name="budget_ceiling_over_minimum",
            ),
            models.CheckConstraint(
                condition=models.Q(is_ring_fenced=False) | models.Q(minimum__gt=0), name="ring_fence_has_a_minimum"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Spending(models.Model):
    """Money spent on a line, in euro; the amount in another currency is kept beside it."""

    line = models.ForeignKey(BudgetLine, models.RESTRICT, related_name="spendings")
    on = models.DateField(_("date"))
    amount = models.DecimalField(
        _("amount in euro"), max_digits=14, decimal_places=2, validators=[MinValueValidator(CENT)]
    )
    partner = models.ForeignKey(
        Partner, models.RESTRICT, null=True, blank=True, related_name="spendings", verbose_name=_("partner")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    original_amount = _amount(_("amount in its own currency"))
    original_currency = models.CharField(_("currency"), max_length=3, blank=True)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="spending_is_more_than_nothing")]

    def __str__(self) -> str:
        return f"{self.amount} € ({self.on})"
