# SPDX-License-Identifier: EUPL-1.2
"""An action plan and the evidence that it rests on."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.core.history import tracked
from isopolity.groups.models import SupportGroup
from isopolity.networks.models import Project
from isopolity.places.models import City
from isopolity.reports.models import Report


@tracked()
class Plan(models.Model):
    """What a city sets out to improve, by two or three actions. Of a project, or the city's own.

    ``shows_page`` opens the public page; ``shows_lines`` tells single funding lines there instead of totals only.
    """

    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="plans")
    city = models.ForeignKey(City, models.PROTECT, related_name="plans")
    group = models.ForeignKey(SupportGroup, models.SET_NULL, null=True, blank=True, related_name="plans")
    title = models.CharField(_("title"), max_length=200)
    problem = models.TextField(_("the problem"), blank=True)
    aims = models.TextField(_("aims"), blank=True)
    shows_page = models.BooleanField(_("public page"), default=False)
    shows_progress = models.BooleanField(_("progress on the public page"), default=False)
    shows_money = models.BooleanField(_("money by totals on the public page"), default=False)
    shows_lines = models.BooleanField(_("single funding lines on the public page"), default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["city__name", "title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "city", "title"], name="plan_title_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return self.title


class EvidenceKind(models.TextChoices):
    """What a plan rests on: what is counted, what people say, what is coming."""

    NUMBERS = "numbers", _("numbers")
    PERCEPTIONS = "perceptions", _("perceptions")
    FORESIGHT = "foresight", _("foresight")


@tracked()
class PlanEvidence(models.Model):
    """A piece of the evidence base, with its source. ``report``: the published report whose headline it repeats."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=12, choices=EvidenceKind.choices)
    text = models.TextField(_("what it says"))
    source = models.CharField(_("source"), max_length=250)
    link = models.URLField(_("link"), max_length=500, blank=True)
    report = models.ForeignKey(Report, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["kind", "pk"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.text[:80]
