# SPDX-License-Identifier: EUPL-1.2
"""The evidence bank of a review (walled)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.assessments.models import Document
from isopolity.benchmarks.models import Item
from isopolity.core.history import tracked
from isopolity.core.levels import Level
from isopolity.reviews.models import Review
from isopolity.visits.models import Interviewee, Session


class SourceKind(models.TextChoices):
    """Where a piece of evidence comes from. Only interviews and workshops count towards corroboration."""

    INTERVIEW = "interview", _("interview")
    WORKSHOP = "workshop", _("workshop")
    DOCUMENT = "document", _("document")
    INITIAL_REPORT = "initial_report", _("initial report")
    SURVEY = "survey", _("survey")


class Basis(models.TextChoices):
    """First-hand experience is a fact, a judgement on it an opinion. Only facts count."""

    FACT = "fact", _("fact")
    OPINION = "opinion", _("opinion")


@tracked(without=["search"])
class Evidence(models.Model):
    """One short statement, tied to one or more items and to where it came from.

    ``interviewee`` is the speaker of an interview. ``initials`` are those of the interviewers when it was written down.
    ``key`` is made by the writer's device, so that a line sent twice is kept once.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="evidence")
    kind = models.CharField(_("source"), max_length=15, choices=SourceKind.choices)
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="evidence")
    interviewee = models.ForeignKey(Interviewee, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+")
    reference = models.CharField(_("document, page"), max_length=200, blank=True)
    text = models.TextField(_("statement"))
    context = models.TextField(_("context"), blank=True)
    level = models.CharField(_("points to"), max_length=15, choices=Level.choices)
    basis = models.CharField(_("fact or opinion"), max_length=8, choices=Basis.choices)
    initials = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    items = models.ManyToManyField(Item, through="EvidenceItem", related_name="+")
    key = models.UUIDField(null=True, blank=True)
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    search = models.GeneratedField(
        expression=SearchVector("text", "context", "reference", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    coded: "list[EvidenceItem]"  # what queries.bank.with_codes() fetched

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["review", "-id"], name="evidence_by_review"), GinIndex(fields=["search"])]
        constraints = [
            models.UniqueConstraint(fields=["review", "key"], name="evidence_key_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["interview", "workshop"], session__isnull=False)
                | models.Q(kind__in=["document", "initial_report", "survey"], session=None),
                name="evidence_comes_from_somewhere",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | ~models.Q(withdrawn_reason=""), name="withdrawn_with_a_reason"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="evidence_says_something"),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"


@tracked()
class EvidenceItem(models.Model):
    """The item a piece of evidence speaks to (walled)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="+")
    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="item_links")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evidence", "item"], name="evidence_item_once")]
        indexes = [models.Index(fields=["review", "item"], name="evidence_by_item")]

    def __str__(self) -> str:
        return f"{self.evidence_id}: {self.item_id}"
