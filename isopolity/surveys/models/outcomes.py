# SPDX-License-Identifier: EUPL-1.2
"""Headline outcomes of a questionnaire, and quotes that may be shown."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.history import tracked
from isopolity.core.texts import TranslatedField, read
from isopolity.networks.models import Project
from isopolity.surveys.models.waves import Wave


@tracked()
class HeadlineOutcome(models.Model):
    """A statement counted from answers, the same for all versions and waves of a questionnaire.

    It reads “4 of 10 partners formally continue …”: a number, ``noun``, ``text``. With ``sum`` it reads “1,400,000 € of
    …, 4 partners”.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="headline_outcomes")
    series = models.UUIDField(default=uuid.uuid4)
    noun = TranslatedField(_("who is counted"))
    text = TranslatedField(_("what is true of them"))
    condition = models.TextField(_("counted when"), max_length=2000)
    sum = models.TextField(_("sum of"), blank=True, max_length=2000)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return read(self.text)


@tracked()
class Quote(models.Model):
    """An answer in somebody's own words that the secretariat released, without saying whose it is."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="quotes")
    key = models.CharField(max_length=400)
    text = models.TextField(_("quote"), max_length=10_000)
    released_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    released_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.key} {self.pk}"
