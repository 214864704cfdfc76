# SPDX-License-Identifier: EUPL-1.2
"""Coding: several people read the answers in words, each alone, and say which factors stand in them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.history import tracked
from isopolity.surveys.models.waves import Respondent, Wave


@tracked()
class Factor(models.Model):
    """One line of the code book of a wave: something that helped or hindered."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="factors")
    name = models.CharField(_("factor"), max_length=120)
    meaning = models.TextField(_("what counts as this"), blank=True, max_length=2000)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["wave", "name"], name="factor_name_once")]

    def __str__(self) -> str:
        return self.name


@tracked()
class Coder(models.Model):
    """Somebody whom the secretariat asks to code a wave; reads all answers that were handed in there."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="coders")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("coder"))

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["wave", "person"], name="coder_once")]

    def __str__(self) -> str:
        return str(self.person)


@tracked()
class Coding(models.Model):
    """What one coder found in one answer: numbers of factors, perhaps none. Behind the wall: its coder's, and the
    secretariat's."""

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="codings")
    key = models.CharField(max_length=400)
    coder = models.ForeignKey(Person, models.CASCADE, related_name="+")
    factors = ArrayField(models.BigIntegerField(), default=list)
    coded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["respondent", "key", "coder"], name="coding_once")]

    def __str__(self) -> str:
        return f"{self.respondent_id} {self.key}"
