# SPDX-License-Identifier: EUPL-1.2
"""A wave: one questionnaire, asked of certain bodies at a certain time. Whom it asks and how they are reached."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.history import tracked
from isopolity.groups.models import SupportGroup
from isopolity.networks.deadlines import months_after
from isopolity.networks.models import Partner, Phase, Project
from isopolity.surveys.models.questionnaires import Questionnaire


class WaveState(models.TextChoices):
    """planned → open → closed; a closed one can be opened again."""

    PLANNED = "planned", _("planned")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class CountedFrom(models.TextChoices):
    """The date from which the months are counted."""

    PROJECT = "project", _("the end of the project")
    PHASE = "phase", _("the end of a phase")
    DATE = "date", _("a date")


class WaveRole(models.TextChoices):
    """Whom a wave can ask: partners in a role, or the support groups."""

    CITY = "city", _("cities")
    AUTHORITY = "authority", _("managing authorities")
    ASSOCIATION = "association", _("associations")
    EXPERT = "expert", _("expert organisations")
    GROUP = "group", _("support groups")


@tracked()
class Wave(models.Model):
    """One questionnaire asked of the bodies with certain roles, some months after a date.

    ``is_confidential``: others than the secretariat see counts and released quotes only. Contacts are deleted
    ``purge_months`` after it closed.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="waves")
    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, related_name="waves", verbose_name=_("questionnaire")
    )
    title = models.CharField(_("title"), max_length=150)
    roles = ArrayField(models.CharField(max_length=20, choices=WaveRole.choices), verbose_name=_("who is asked"))
    months = models.PositiveSmallIntegerField(_("months after"), default=4, validators=[MaxValueValidator(120)])
    counted_from = models.CharField(
        _("counted from"), max_length=10, choices=CountedFrom.choices, default=CountedFrom.PROJECT
    )
    phase = models.ForeignKey(Phase, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("phase"))
    base_date = models.DateField(_("date"), null=True, blank=True)
    open_weeks = models.PositiveSmallIntegerField(
        _("open for, in weeks"), default=6, validators=[MinValueValidator(1), MaxValueValidator(104)]
    )
    remind_days = models.PositiveSmallIntegerField(
        _("remind those who have not answered every … days"), default=14, validators=[MaxValueValidator(365)]
    )
    is_confidential = models.BooleanField(_("confidential"), default=False)
    consent = models.TextField(_("what people agree to before they answer"), blank=True, max_length=5000)
    purge_months = models.PositiveSmallIntegerField(
        _("contacts deleted, months after it closed"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )
    state = models.CharField(max_length=10, choices=WaveState.choices, default=WaveState.PLANNED)
    opened_on = models.DateField(null=True, blank=True)
    closes = models.DateField(_("closes"), null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    purged_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["project", "title"], name="wave_title_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == WaveState.OPEN

    @property
    def opens_on(self) -> date | None:
        """The day by the clock; None while the date it counts from is not known."""
        start = {
            CountedFrom.PROJECT: self.project.ends,
            CountedFrom.PHASE: self.phase.ends if self.phase else None,
            CountedFrom.DATE: self.base_date,
        }[CountedFrom(self.counted_from)]
        return months_after(start, self.months) if start else None


@tracked()
class Respondent(models.Model):
    """One body that a wave asks: a partner (city or organisation), or a support group."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="respondents")
    partner = models.ForeignKey(Partner, models.CASCADE, null=True, blank=True, related_name="+")
    group = models.ForeignKey(SupportGroup, models.CASCADE, null=True, blank=True, related_name="+")
    language = models.CharField(_("language"), max_length=12, blank=True)
    interviewer = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("interviewer")
    )
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "partner"], name="respondent_partner_once"),
            models.UniqueConstraint(fields=["wave", "group"], name="respondent_group_once"),
            models.CheckConstraint(
                condition=models.Q(partner=None, group__isnull=False) | models.Q(partner__isnull=False, group=None),
                name="respondent_is_partner_or_group",
            ),
        ]

    def __str__(self) -> str:
        return str(self.partner or self.group)


@tracked(without=["name", "email"])
class Contact(models.Model):
    """Who answers for a body and where letters go. Behind the wall; deleted some months after the wave closed."""

    respondent = models.OneToOneField(Respondent, models.CASCADE, related_name="contact")
    name = models.CharField(_("contact person or function"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)

    def __str__(self) -> str:
        return str(self.respondent_id)


@tracked(without=["token_hash"])
class PersonalLink(models.Model):
    """A way to answer without an account. Only the hash of its secret is kept; it ends with the wave."""

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"link {self.pk}"
