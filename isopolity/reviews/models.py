# SPDX-License-Identifier: EUPL-1.2
"""A peer review of one city: its stage, its team, the training, and the peers' desk reviews."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.assessments.models import Assessment
from isopolity.benchmarks.models import Adoption, Item
from isopolity.core.history import tracked
from isopolity.core.levels import Level
from isopolity.core.rows import with_parts
from isopolity.networks.models import Project
from isopolity.places.models import City, Organisation


class Stage(models.TextChoices):
    """The seven steps of the method, and the time after them."""

    BENCHMARK = "benchmark", _("benchmark")
    TRAINING = "training", _("training")
    INITIAL_REPORT = "initial_report", _("initial report")
    DESK_REVIEW = "desk_review", _("desk review")
    VISIT = "visit", _("visit")
    ASSESSMENT = "assessment", _("assessment")
    FEEDBACK = "feedback", _("feedback")
    FOLLOW_UP = "follow_up", _("follow-up")


_LONG = [
    *(f"project__{name}" for name in ("about", "programme", "grant_number")),
    *(f"city__{name}" for name in ("latitude", "longitude", "lau_code", "nuts3_code", "source", "geoname_id")),
    *(f"adoption__version__{name}" for name in ("summary", "source", "crosswalk", "licence", "created_at")),
    *(f"assessment__{name}" for name in ("drafted_by", "drafted_how", "politicians", "return_comment", "created_at")),
]


class ReviewQuerySet(models.QuerySet["Review"]):
    """Words about reviews."""

    def for_pages(self) -> "ReviewQuerySet":
        """With all that the frame of a review's pages names, and without the long texts around it."""
        return self.select_related("project", "city", "adoption__version", "assessment").defer(*_LONG)

    def for_frame(self) -> "ReviewQuerySet":
        """The same with the report, for which the frame's tabs and the list of what is missing ask."""
        return self.for_pages().select_related("report").defer("report__snapshot")


@tracked()
class Review(models.Model):
    """One peer review of one city, with the benchmark its project adopted. Dates are days in the city's time zone."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="reviews")
    city = models.ForeignKey(City, models.PROTECT, related_name="reviews")
    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="reviews")
    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="review")
    stage = models.CharField(max_length=15, choices=Stage.choices, default=Stage.BENCHMARK)
    stage_since = models.DateTimeField(default=timezone.now)
    working_language = models.CharField(_("working language"), max_length=12, default="en")
    visit_starts = models.DateField(_("visit starts"), null=True, blank=True)
    visit_ends = models.DateField(_("visit ends"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "city"], name="review_once"),
            models.CheckConstraint(
                condition=models.Q(visit_starts=None) | models.Q(visit_ends__gte=models.F("visit_starts")),
                name="visit_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return str(self.city)


@tracked()
class StageMove(models.Model):
    """The review went from one stage to another. ``reason`` is given when the secretariat moved it on unfinished."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="moves")
    before = models.CharField(max_length=15, choices=Stage.choices)
    after = models.CharField(max_length=15, choices=Stage.choices)
    moved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(blank=True)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["moved_at", "pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class MemberKind(models.TextChoices):
    """A peer comes from another city of the project; an expert is the facilitator, an expert organisation, a
    secretariat's officer. Both may interview."""

    PEER = "peer", _("peer")
    EXPERT = "expert", _("expert")


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    """Words about members."""

    def present(self) -> "TeamMemberQuerySet":
        """Those who have not left."""
        return self.filter(left_at=None)

    def inside(self) -> "TeamMemberQuerySet":
        """Those for whom the wall is open: present, and they declared that no conflict of interest binds them."""
        return self.present().filter(declared_at__isnull=False, has_conflict=False)

    def named(self) -> "TeamMemberQuerySet":
        """With the names of person and city."""
        return with_parts(self, person="name", city="name")


@tracked()
class TeamMember(models.Model):
    """A person's place in a review's team. The wall opens with the conflict-of-interest declaration and closes when the
    member leaves. ``desk_submitted_at`` is progress and stands outside the wall; the desk notes stand inside."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    kind = models.CharField(max_length=10, choices=MemberKind.choices, default=MemberKind.PEER)
    city = models.ForeignKey(City, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    initials = models.CharField(_("initials"), max_length=4)
    is_leader = models.BooleanField(_("team leader"), default=False)
    is_facilitator = models.BooleanField(_("facilitator"), default=False)
    does_desk_review = models.BooleanField(_("writes a desk review"), default=True)
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    expertise = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    trained_at = models.DateTimeField(null=True, blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    has_conflict = models.BooleanField(default=False)
    declaration = models.TextField(_("what could bias my judgement"), blank=True)
    desk_submitted_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    left_reason = models.TextField(blank=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], condition=models.Q(left_at=None), name="member_once"),
            models.UniqueConstraint(
                fields=["review"], condition=models.Q(left_at=None, is_leader=True), name="one_leader"
            ),
            models.UniqueConstraint(
                fields=["review", "initials"], condition=models.Q(left_at=None), name="initials_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "review"],
                condition=models.Q(left_at=None, declared_at__isnull=False, has_conflict=False),
                name="member_inside",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initials} ({self.review_id})"

    @property
    def is_inside(self) -> bool:
        return self.left_at is None and self.declared_at is not None and not self.has_conflict


@tracked()
class TrainingSession(models.Model):
    """A training of a project's teams and hosts (step 2): about two days, a month before the first visit."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="trainings")
    title = models.CharField(_("title"), max_length=150)
    starts = models.DateTimeField(_("starts"))
    ends = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    agenda = models.TextField(_("agenda"), blank=True)

    class Meta:
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="training_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.title


def training_path(material: "TrainingMaterial", filename: str) -> str:
    """A name of our own making."""
    return f"training/{material.session_id}/{material.sha256}"


@tracked()
class TrainingMaterial(models.Model):
    """A file or an explanation for the training."""

    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="materials")
    name = models.CharField(_("title"), max_length=150)
    file = models.FileField(upload_to=training_path, max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name


@tracked()
class TrainingAttendance(models.Model):
    """A person took part in a training; ``rehearsed`` says that interviews were practised."""

    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    rehearsed = models.BooleanField(_("rehearsed interviews"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.session_id}"


@tracked()
class DeskNote(models.Model):
    """One team member's reading of one item of the initial report (walled, and blind until both have submitted).

    ``level`` is performance on paper; inconclusive means "need more information". ``meet`` has one function a line.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="desk_notes")
    member = models.ForeignKey(TeamMember, models.CASCADE, related_name="desk_notes")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    level = models.CharField(_("performance on paper"), max_length=40, choices=Level.choices, blank=True)
    hypothesis = models.TextField(_("hypothesis"), blank=True)
    questions = models.TextField(_("would like to ask"), blank=True)
    meet = models.TextField(_("would like to meet"), blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    FIELDS = ("level", "hypothesis", "questions", "meet")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "item"], name="desk_note_once")]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.item_id}"

    @property
    def is_started(self) -> bool:
        return any(getattr(self, name).strip() for name in self.FIELDS)
