# SPDX-License-Identifier: EUPL-1.2
"""What the team holds and says: findings, headline findings, the report; what the city answers: reply, commitments."""

from typing import NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Item
from isopolity.core.choices import word_of
from isopolity.core.history import tracked
from isopolity.core.levels import Level
from isopolity.reviews.models import Review, TeamMember


@tracked()
class Finding(models.Model):
    """What the team holds about one item (walled). Its state is never stored: it is computed from the evidence.

    ``not_examined`` says why the item was left out. ``override_reason`` makes an uncorroborated finding usable; the
    report prints it. ``checked_at``: compared with the initial report.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="findings")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    level = models.CharField(_("the team's level"), max_length=15, choices=Level.choices, blank=True)
    text = models.TextField(_("finding"), blank=True)
    barriers = models.TextField(_("what holds the city back"), blank=True)
    is_practice = models.BooleanField(_("a practice worth passing on"), default=False)
    not_examined = models.TextField(_("why it was not examined"), blank=True)
    override_reason = models.TextField(_("why it is used without corroboration"), blank=True)
    overridden_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_reason = models.TextField(_("why it was withdrawn"), blank=True)
    checked_at = models.DateTimeField(_("compared with the initial report"), null=True, blank=True)
    checked_note = models.TextField(_("agreement or difference with the initial report"), blank=True)
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    TEXTS = ("text", "barriers", "checked_note")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "item"], name="finding_once")]

    def __str__(self) -> str:
        return f"finding on {self.item_id}"


class Held(NamedTuple):
    """A finding as a reader of the text that rests on it knows it. ``place``: its item's in the benchmark."""

    place: int
    item_id: int
    code: str
    override_reason: str
    not_examined: str


class Statement(models.Model):
    """A text of the report with the findings under it, as queries.document reads them."""

    rests_on: list[Held]

    class Meta:
        abstract = True

    @property
    def codes(self) -> str:
        """The findings by the codes of their items."""
        return ", ".join(held.code for held in self.rests_on)


class ItemProgress(models.Model):
    """How far the team is with one item, without a word of what it holds: what the secretariat may see."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="item_progress")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    is_settled = models.BooleanField(default=False)
    is_checked = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "item"], name="item_progress_once")]

    def __str__(self) -> str:
        return f"progress of {self.item_id}"


class Balance(models.TextChoices):
    """Praise where due, criticism where needed."""

    PRAISE = "praise", _("praise")
    CRITICISM = "criticism", _("criticism")


@tracked()
class Headline(models.Model):
    """A headline finding, agreed by all before the team leaves (walled until shown to the host)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="headlines")
    balance = models.CharField(max_length=10, choices=Balance.choices)
    text = models.TextField(_("headline finding"))
    position = models.PositiveSmallIntegerField(default=0)
    findings = models.ManyToManyField(Finding, related_name="headlines", blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"headline {self.position}"


class ReportState(models.TextChoices):
    """drafting → approved by every member → with the host for facts and reply → published."""

    DRAFTING = "drafting", _("being written")
    FACT_CHECK = "fact_check", _("with the host: fact-check")
    REPLY = "reply", _("with the host: reply")
    PUBLISHED = "published", _("published")


@tracked()
class Report(models.Model):
    """The written report of a review. ``headlines_shown_at`` is the feedback meeting, when the host sees them."""

    review = models.OneToOneField(Review, models.CASCADE, related_name="report")
    title = models.CharField(_("title"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFTING)
    headlines_shown_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    facts_checked_at = models.DateTimeField(null=True, blank=True)
    facts_reason = models.TextField(_("why the fact-check may end unfinished"), blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    snapshot = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.title


class SignOffSubject(models.TextChoices):
    """What a member signs off."""

    HEADLINES = "headlines", _("headline findings")
    REPORT = "report", _("report")


@tracked()
class SignOff(models.Model):
    """A member agrees to the headline findings, or approves the report. Changing the text takes it back."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sign_offs")
    member = models.ForeignKey(TeamMember, models.CASCADE, related_name="+")
    subject = models.CharField(max_length=10, choices=SignOffSubject.choices)
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "member", "subject"], name="sign_off_once")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.subject}"


class SectionKind(models.TextChoices):
    """The parts of a report."""

    SUMMARY = "summary", _("Summary")
    STRENGTHS = "strengths", _("Strengths")
    IMPROVE = "improve", _("Areas to improve")
    PRACTICES = "practices", _("Practices worth passing on")
    METHOD = "method", _("Method and sources")
    OTHER = "other", _("Other")


@tracked()
class Section(models.Model):
    """A part of the report, made of paragraphs."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=10, choices=SectionKind.choices)
    title = models.CharField(_("title"), max_length=150)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


@tracked()
class Paragraph(Statement):
    """A paragraph that knows the findings under it."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="paragraphs")
    text = models.TextField(_("text"))
    position = models.PositiveSmallIntegerField(default=0)
    findings = models.ManyToManyField(Finding, related_name="paragraphs", blank=True)
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"paragraph {self.pk}"


class Horizon(models.TextChoices):
    """By when a recommendation is meant."""

    SHORT = "short", _("short term")
    MEDIUM = "medium", _("medium term")
    LONG = "long", _("long term")


@tracked()
class Recommendation(Statement):
    """A concrete proposal to a function of the city. Rests on at least one usable finding (refused without)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="recommendations")
    text = models.TextField(_("recommendation"))
    horizon = models.CharField(_("horizon"), max_length=8, choices=Horizon.choices)
    addressee = models.CharField(_("addressed to"), max_length=150)
    position = models.PositiveSmallIntegerField(default=0)
    findings = models.ManyToManyField(Finding, related_name="recommendations")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"recommendation {self.position}"

    @property
    def horizon_word(self) -> str:
        return word_of(Horizon, self.horizon)


class FactCheckState(models.TextChoices):
    """The host's word on one paragraph's facts, and the team's answer."""

    CORRECT = "correct", _("facts are right")
    WRONG = "wrong", _("a fact is wrong")
    SETTLED = "settled", _("settled by the team")


@tracked()
class FactCheck(models.Model):
    """The host checks the facts of one paragraph or recommendation."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="fact_checks")
    paragraph = models.OneToOneField(Paragraph, models.CASCADE, null=True, blank=True, related_name="fact_check")
    recommendation = models.OneToOneField(
        Recommendation, models.CASCADE, null=True, blank=True, related_name="fact_check"
    )
    state = models.CharField(max_length=8, choices=FactCheckState.choices)
    comment = models.TextField(_("what is wrong"), blank=True)
    answer = models.TextField(_("the team's answer"), blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(paragraph=None, recommendation__isnull=False)
                | models.Q(paragraph__isnull=False, recommendation=None),
                name="fact_check_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.state

    @property
    def state_word(self) -> str:
        return word_of(FactCheckState, self.state)


class ReplyAnswer(models.TextChoices):
    """The host's answer to a recommendation."""

    ACCEPT = "accept", _("accepted")
    ACCEPT_IN_PART = "accept_in_part", _("accepted in part")
    DECLINE = "decline", _("declined")


@tracked()
class Reply(models.Model):
    """The host's reply to one recommendation, with its reason."""

    recommendation = models.OneToOneField(Recommendation, models.CASCADE, related_name="reply")
    answer = models.CharField(max_length=15, choices=ReplyAnswer.choices)
    reason = models.TextField(_("reason"), blank=True)
    replied_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    replied_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="accept") | ~models.Q(reason=""), name="decline_with_a_reason"
            )
        ]
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return self.answer

    @property
    def answer_word(self) -> str:
        return word_of(ReplyAnswer, self.answer)


class CommitmentState(models.TextChoices):
    """How far a commitment is, in words."""

    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")


@tracked()
class Commitment(models.Model):
    """What the city will do about an accepted recommendation: office, decision, deadline, money (euro)."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="commitments")
    title = models.CharField(_("what will be done"), max_length=250)
    office = models.CharField(_("responsible office"), max_length=150)
    decision = models.CharField(_("decision"), max_length=200, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    due = models.DateField(_("deadline"), null=True, blank=True)
    amount = models.DecimalField(_("money in euro"), max_digits=12, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=10, choices=CommitmentState.choices, default=CommitmentState.PLANNED)
    created_at = models.DateTimeField(default=timezone.now)
    told: "list[Progress]"  # the progress, as queries.document fetches it

    class Meta:
        ordering = ["recommendation__position", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount=None) | models.Q(amount__gte=0), name="money_not_negative")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_word(self) -> str:
        return word_of(CommitmentState, self.state)


@tracked()
class Progress(models.Model):
    """A dated word on how a commitment fares. Public once the report is."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="progress")
    state = models.CharField(max_length=10, choices=CommitmentState.choices)
    text = models.TextField(_("what happened"))
    told_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-told_at", "-pk"]
        verbose_name_plural = "progress"

    def __str__(self) -> str:
        return f"progress {self.pk}"

    @property
    def state_word(self) -> str:
        return word_of(CommitmentState, self.state)
