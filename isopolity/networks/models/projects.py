# SPDX-License-Identifier: EUPL-1.2
"""Networks of cities, their projects, the phases and partners of a project, and its people."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.history import tracked
from isopolity.networks.shapes import PHASE_NAMES
from isopolity.places.models import City, Organisation


@tracked()
class Network(models.Model):
    """A lasting association of cities."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    about = models.TextField(_("about"), blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class IndependenceRule(models.TextChoices):
    """When two sources of facts count as two (the project's half of the corroboration rule)."""

    ORGANISATION_OR_GROUP = "organisation_or_group", _("different session, and different organisation or source group")


class ProjectKind(models.TextChoices):
    """What cities do for each other in a project; each kind brings a shape (``networks.shapes``)."""

    PEER_REVIEW = "peer_review", _("peer review")
    MENTORING = "mentoring", _("mentoring")
    ACTION_PLANNING = "action_planning", _("action-planning network")


@tracked()
class Project(models.Model):
    """A funded undertaking of a network. Its clocks and its corroboration rule are the defaults of its reviews.

    Clocks: weeks before the visit, months after it. ``interviews_needed`` independent interviews corroborate a finding.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="projects")
    kind = models.CharField(_("kind"), max_length=20, choices=ProjectKind.choices, default=ProjectKind.PEER_REVIEW)
    name = models.CharField(_("name"), max_length=150)
    about = models.TextField(_("what it is about"), blank=True)
    programme = models.CharField(_("programme"), max_length=150, blank=True)
    grant_number = models.CharField(_("grant number"), max_length=80, blank=True)
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    working_language = models.CharField(_("working language"), max_length=12, default="en")
    initial_report_weeks = models.PositiveSmallIntegerField(
        _("initial report due, weeks before the visit"), default=4, validators=[MaxValueValidator(52)]
    )
    desk_review_weeks = models.PositiveSmallIntegerField(
        _("desk reviews due, weeks before the visit"), default=2, validators=[MaxValueValidator(52)]
    )
    report_months = models.PositiveSmallIntegerField(
        _("report due, months after the visit"), default=1, validators=[MaxValueValidator(36)]
    )
    reply_months = models.PositiveSmallIntegerField(
        _("reply and plan due, months after the visit"), default=3, validators=[MaxValueValidator(36)]
    )
    progress_months = models.PositiveSmallIntegerField(
        _("progress asked for, months after the visit"), default=12, validators=[MaxValueValidator(60)]
    )
    survey_months = models.PositiveSmallIntegerField(
        _("follow-up survey, months after the visit"), default=6, validators=[MaxValueValidator(24)]
    )
    purge_months = models.PositiveSmallIntegerField(
        _("interviewees' identities deleted, months after the visit"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )
    mentee_visits = models.PositiveSmallIntegerField(
        _("study visits in the mentee city"), default=2, validators=[MaxValueValidator(12)]
    )
    mentor_visits = models.PositiveSmallIntegerField(
        _("study visits in the mentor city"), default=1, validators=[MaxValueValidator(12)]
    )
    survey_waves = ArrayField(
        models.PositiveSmallIntegerField(validators=[MaxValueValidator(120)]),
        default=list,
        blank=True,
        verbose_name=_("follow-up surveys, months after the end of the operational phase"),
    )
    interviews_needed = models.PositiveSmallIntegerField(
        _("independent interviews that corroborate a finding"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    small_group = models.PositiveSmallIntegerField(
        _("warn when a statement rests on a source group smaller than"), default=3
    )
    accent = models.CharField(_("accent colour"), max_length=7, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["network", "name"], name="project_name_once"),
            models.CheckConstraint(
                condition=models.Q(initial_report_weeks__gte=models.F("desk_review_weeks")),
                name="initial_report_before_desk_review",
            ),
            models.CheckConstraint(
                condition=models.Q(starts=None) | models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="project_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=models.Q(interviews_needed__gte=1), name="one_interview_at_least"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Phase(models.Model):
    """A stretch of a project's time. One with a ``key`` came with the project's shape and has its name from there,
    in the reader's language, until it gets a name of its own.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="phases")
    key = models.CharField(max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], condition=~models.Q(key=""), name="phase_key_once"),
            models.CheckConstraint(condition=~models.Q(key="", name=""), name="phase_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name or str(PHASE_NAMES.get(self.key, self.key))


class PartnerRole(models.TextChoices):
    """What a partner does in a project; one partner may have several."""

    LEAD = "lead", _("lead partner")
    CITY = "city", _("city")
    HOST = "host", _("host of a review")
    PEER = "peer", _("sends peers")
    ASSOCIATION = "association", _("association")
    EXPERT = "expert", _("expert organisation")
    AUTHORITY = "authority", _("region or managing authority")
    MENTOR = "mentor", _("mentor")
    MENTEE = "mentee", _("mentee")


@tracked()
class Partner(models.Model):
    """A city or an organisation that takes part in a project (exactly one of the two).

    An organisation may stand ``beside`` a city of the same project: its managing authority, a ministry, its
    association. That the other is a city of the same project is kept by a trigger of the database.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="partners")
    city = models.ForeignKey(City, models.PROTECT, null=True, blank=True, related_name="partnerships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="partnerships")
    roles = ArrayField(models.CharField(max_length=20, choices=PartnerRole.choices), default=list)
    beside = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="bodies", verbose_name=_("stands beside")
    )
    website = models.CharField(
        _("web site"), max_length=300, blank=True, validators=[URLValidator(schemes=["https", "http"])]
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(beside=None) | models.Q(city=None),
                name="only_organisations_stand_beside",
            ),
            models.CheckConstraint(
                condition=models.Q(city=None, organisation__isnull=False)
                | models.Q(city__isnull=False, organisation=None),
                name="partner_is_city_or_organisation",
            ),
            models.UniqueConstraint(fields=["project", "city"], name="partner_city_once"),
            models.UniqueConstraint(fields=["project", "organisation"], name="partner_organisation_once"),
        ]

    def __str__(self) -> str:
        return str(self.city or self.organisation)

    @property
    def role_names(self) -> list[str]:
        """What it does, in words."""
        return [str(PartnerRole(role).label) for role in self.roles]


class ProjectRoleKind(models.TextChoices):
    """What a person is in a project."""

    SECRETARIAT = "secretariat", _("secretariat")


@tracked()
class ProjectRole(models.Model):
    """A person runs a project: its secretariat."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, models.CASCADE, related_name="project_roles")
    kind = models.CharField(max_length=20, choices=ProjectRoleKind.choices, default=ProjectRoleKind.SECRETARIAT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "person", "kind"], name="project_role_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.project_id}: {self.kind}"
