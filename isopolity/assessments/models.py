# SPDX-License-Identifier: EUPL-1.2
"""A city's answers to a benchmark: a stand-alone assessment, or the initial report of a review."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Adoption, BackgroundSection, BenchmarkVersion, ContextFactor, Item
from isopolity.core.history import tracked
from isopolity.core.levels import Level
from isopolity.places.models import City


class AssessmentState(models.TextChoices):
    """open → submitted → accepted, or back to open with a comment."""

    OPEN = "open", _("being written")
    SUBMITTED = "submitted", _("submitted")
    ACCEPTED = "accepted", _("accepted")


@tracked()
class Assessment(models.Model):
    """One city's answers to one benchmark version at one time, pinned to that version for good.

    With an ``adoption`` the project's overlay applies and its review (``reviews.Review``) makes it an initial report.
    ``moved_from`` is the assessment of an older version whose answers it took over where the item did not change.
    Provenance is part of it: who drafted it, how, how far politicians were involved.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="assessments")
    version = models.ForeignKey(BenchmarkVersion, models.PROTECT, related_name="assessments")
    adoption = models.ForeignKey(Adoption, models.PROTECT, null=True, blank=True, related_name="assessments")
    moved_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="moved_to")
    title = models.CharField(_("title"), max_length=150, blank=True)
    state = models.CharField(max_length=10, choices=AssessmentState.choices, default=AssessmentState.OPEN)
    language = models.CharField(_("written in"), max_length=12, default="en")
    drafted_by = models.TextField(_("who drafted it"), blank=True)
    drafted_how = models.TextField(_("how it was drafted"), blank=True)
    politicians = models.TextField(_("how far politicians were involved"), blank=True)
    return_comment = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    PROVENANCE = ("drafted_by", "drafted_how", "politicians")

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title or f"{self.city} {self.created_at:%Y}"


@tracked()
class Answer(models.Model):
    """A city's own judgement on one item: level; what is achieved apart from what is aspired to; the how, the why and
    the who; the politically and the operationally responsible function. ``explanation`` says why there is no level."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, models.PROTECT, related_name="answers")
    level = models.CharField(_("own level"), max_length=40, blank=True)
    achieved = models.TextField(_("achieved"), blank=True)
    aspired = models.TextField(_("aspired to"), blank=True)
    how = models.TextField(_("how"), blank=True)
    why = models.TextField(_("why"), blank=True)
    who = models.TextField(_("who"), blank=True)
    political = models.CharField(_("politically responsible"), max_length=200, blank=True)
    operational = models.CharField(_("operationally responsible"), max_length=200, blank=True)
    explanation = models.TextField(_("why it cannot be answered"), blank=True)
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    TEXTS = ("achieved", "aspired", "how", "why", "who", "political", "operational", "explanation")
    FIELDS = ("level", *TEXTS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "item"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.level}"

    @classmethod
    def longest(cls, field: str) -> int | None:
        """How many characters the field takes; None for a text without such a limit."""
        limit: int | None = getattr(cls._meta.get_field(field), "max_length", None)
        return limit

    @property
    def is_done(self) -> bool:
        """Answered (a level and what is achieved) or explained. An ``inconclusive`` own level needs its explanation."""
        if self.explanation.strip():
            return True
        return bool(self.level) and self.level != Level.INCONCLUSIVE and bool(self.achieved.strip())

    @property
    def is_started(self) -> bool:
        return any(getattr(self, name).strip() for name in self.FIELDS)


@tracked()
class BackgroundText(models.Model):
    """The city's text (clean HTML) for one background section."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="background_texts")
    section = models.ForeignKey(BackgroundSection, models.PROTECT, related_name="+")
    body = models.TextField(blank=True)
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "section"], name="background_once")]

    def __str__(self) -> str:
        return f"{self.section_id}"


@tracked()
class ContextNote(models.Model):
    """How a context factor shapes this city's answers."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="context_notes")
    factor = models.ForeignKey(ContextFactor, models.PROTECT, related_name="+")
    body = models.TextField(blank=True)
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "factor"], name="context_note_once")]

    def __str__(self) -> str:
        return f"{self.factor_id}"


def upload_path(document: "Document", filename: str) -> str:
    """Where a document is stored: a name of our own making, never the uploader's."""
    return f"assessments/{document.assessment_id}/{document.sha256}"


@tracked()
class Document(models.Model):
    """A file that supports an answer or a background section. ``content_type`` is told from its content."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="documents")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    section = models.ForeignKey(BackgroundSection, models.PROTECT, null=True, blank=True, related_name="+")
    file = models.FileField(upload_to=upload_path, max_length=200)
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name


class ContributionState(models.TextChoices):
    """How far a contributor's part is."""

    ASKED = "asked", _("asked")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")


@tracked()
class Contribution(models.Model):
    """Items and sections that one person was asked to fill in; that person sees only these."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="contributions")
    person = models.ForeignKey(Person, models.CASCADE, related_name="contributions")
    items = models.ManyToManyField(Item, blank=True, related_name="+")
    sections = models.ManyToManyField(BackgroundSection, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=ContributionState.choices, default=ContributionState.ASKED)
    message = models.TextField(_("message"), blank=True)
    comment = models.TextField(_("why it was returned"), blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    WRITABLE = (ContributionState.ASKED, ContributionState.RETURNED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "person"], name="contribution_once")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"contribution {self.pk}"

    @property
    def is_writable(self) -> bool:
        """It is the colleague's turn."""
        return self.state in self.WRITABLE


class SheetDraft(models.Model):
    """What a filled-in spreadsheet would change, kept between its preview and the decision to take it.

    ``changes`` is a list of {cell, item, code, field, old, new, seen, conflict}; one draft for each writer.
    For the text of a background section ``field`` is "background" and ``item`` the section's id.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="sheet_drafts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=150)
    changes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "person"], name="sheet_draft_once")]

    def __str__(self) -> str:
        return self.name
