# SPDX-License-Identifier: EUPL-1.2
"""A city's profile for pairing: what it is like, what it wants to learn, what it can teach."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.assessments.models import Assessment
from isopolity.benchmarks.models import Item
from isopolity.core.history import tracked
from isopolity.networks.models import Project
from isopolity.places.models import City, Urbanisation
from isopolity.reports.models import Report

MOST_MENTEES = 5


class Competence(models.TextChoices):
    """What a city decides and does itself; elsewhere a region or the state does it."""

    RECEPTION = "reception", _("reception and registration")
    HOUSING = "housing", _("housing")
    SCHOOLS = "schools", _("schools and kindergartens")
    LANGUAGE = "language", _("language courses")
    WORK = "work", _("work and training")
    WELFARE = "welfare", _("social services")
    HEALTH = "health", _("health")
    SAFETY = "safety", _("local police and safety")


@tracked()
class Profile(models.Model):
    """A city's own word about itself in one mentoring project. The city alone reads it until ``handed_in_at``.

    ``newcomer_share`` is the share of residents who came from abroad, in percent. ``capacity``: how many mentees at
    most it takes on.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="profiles")
    city = models.ForeignKey(City, models.PROTECT, related_name="profiles")
    population = models.PositiveIntegerField(
        _("population"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100_000_000)]
    )
    newcomer_share = models.DecimalField(
        _("residents who came from abroad, in percent"), max_digits=4, decimal_places=1, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )  # fmt: skip
    urbanisation = models.SmallIntegerField(
        _("degree of urbanisation"), choices=Urbanisation.choices, null=True, blank=True
    )
    competences = ArrayField(
        models.CharField(max_length=20, choices=Competence.choices), default=list, blank=True,
        verbose_name=_("functions and competences of the city"),
    )  # fmt: skip
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True, verbose_name=_("languages"))
    about = models.TextField(_("what a partner should know about us"), blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("mentees we can take on"), default=1, validators=[MaxValueValidator(MOST_MENTEES)]
    )
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["city__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "city"], name="profile_once")]

    def __str__(self) -> str:
        return str(self.city)

    @property
    def competence_names(self) -> list[str]:
        """What the city does itself, in words."""
        return [str(Competence(code).label) for code in self.competences]


class Source(models.TextChoices):
    """Where a line of a profile comes from."""

    OWN = "own", _("the city’s own word")
    ASSESSMENT = "assessment", _("its assessment")
    REPORT = "report", _("its published report")


@tracked()
class ProfileItem(models.Model):
    """A benchmark item that the city wants to learn (``need`` 1 to 3) or can teach (``strength`` 1 or 2)."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="items")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    need = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(3)])
    strength = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(2)])
    note = models.CharField(_("in a few words"), max_length=300, blank=True)
    source = models.CharField(max_length=12, choices=Source.choices, default=Source.OWN)

    class Meta:
        ordering = ["item__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "item"], name="profile_item_once"),
            models.CheckConstraint(
                condition=models.Q(need__gt=0) | models.Q(strength__gt=0), name="profile_item_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.need}/{self.strength}"


@tracked()
class Takeover(models.Model):
    """The city's consent that its assessment, or its published report, feeds its profile. It can be taken back."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="takeovers")
    source = models.CharField(max_length=12, choices=Source.choices)
    assessment = models.ForeignKey(Assessment, models.CASCADE, null=True, blank=True, related_name="+")
    report = models.ForeignKey(Report, models.CASCADE, null=True, blank=True, related_name="+")
    agreed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    agreed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-agreed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "source"], name="takeover_once"),
            models.CheckConstraint(
                condition=models.Q(source="assessment", assessment__isnull=False, report=None)
                | models.Q(source="report", assessment=None, report__isnull=False),
                name="takeover_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id}: {self.source}"
