# SPDX-License-Identifier: EUPL-1.2
"""The visit: rooms, slots, meetings, the people to meet. What would name a speaker stands behind the wall."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Item
from isopolity.core.history import tracked
from isopolity.reviews.models import Review, TeamMember


class SourceGroup(models.TextChoices):
    """Whom an interviewee speaks for; the report speaks of these groups, never of people."""

    STAFF = "staff", _("staff of the municipality")
    POLITICIAN = "politician", _("elected members")
    PARTNER = "partner", _("partner organisations")
    MIGRANTS = "migrants", _("migrants and their associations")
    USERS = "users", _("service users")


@tracked()
class Visit(models.Model):
    """The team's days in the host city. The timetable is a draft of the team until it is released."""

    review = models.OneToOneField(Review, models.CASCADE, related_name="visit")
    slot_minutes = models.PositiveSmallIntegerField(_("length of a slot in minutes"), default=60)
    max_meetings_per_day = models.PositiveSmallIntegerField(_("meetings a day and interviewer at most"), default=5)
    write_up_slots_per_day = models.PositiveSmallIntegerField(_("slots to write up, a day and interviewer"), default=1)
    max_consecutive_slots = models.PositiveSmallIntegerField(_("slots in a row at most"), default=4)
    consent_text = models.TextField(_("what interviewees are told"), blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"visit {self.review_id}"

    @property
    def is_released(self) -> bool:
        return self.released_at is not None


class SlotKind(models.TextChoices):
    """What a stretch of the visit is for."""

    MEETINGS = "meetings", _("interviews and workshops")
    TEAM = "team", _("team only")
    HOST = "host", _("team and host")
    BREAK = "break", _("break")


@tracked()
class Slot(models.Model):
    """A row of the timetable."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="slots")
    during = DateTimeRangeField()
    kind = models.CharField(max_length=10, choices=SlotKind.choices, default=SlotKind.MEETINGS)
    title = models.CharField(_("title"), max_length=150, blank=True)

    class Meta:
        ordering = ["during"]
        constraints = [
            ExclusionConstraint(
                name="slots_do_not_overlap",
                expressions=[
                    (models.Func("visit", "visit", models.Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.during.lower:%d %H:%M}"


@tracked()
class Room(models.Model):
    """A room for meetings; rooms at different sites need travel between them."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="rooms")
    name = models.CharField(_("room"), max_length=100)
    site = models.CharField(_("site"), max_length=100, blank=True)

    class Meta:
        ordering = ["site", "name"]
        constraints = [models.UniqueConstraint(fields=["visit", "name"], name="room_once")]

    def __str__(self) -> str:
        return self.name


class IntervieweeState(models.TextChoices):
    """Where the invitation of an interviewee stands."""

    PROPOSED = "proposed", _("proposed")
    INVITED = "invited", _("invited")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("declined")


@tracked()
class Interviewee(models.Model):
    """Somebody to meet, by function (walled: the team, and the host for those it proposed itself).

    ``organisation`` is empty for somebody who represents none; such a person counts as their own source.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="interviewees")
    function = models.CharField(_("function"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    source_group = models.CharField(_("source group"), max_length=12, choices=SourceGroup.choices)
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    by_host = models.BooleanField(_("proposed by the host"), default=False)
    state = models.CharField(max_length=10, choices=IntervieweeState.choices, default=IntervieweeState.PROPOSED)
    availability = models.TextField(_("when and where they can be met"), blank=True)
    reason = models.TextField(_("why meet them"), blank=True)
    items = models.ManyToManyField(Item, through="IntervieweeItem", related_name="+")
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.function


@tracked()
class IntervieweeItem(models.Model):
    """An item that this person can speak to (walled like the interviewee)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="+")
    interviewee = models.ForeignKey(Interviewee, models.CASCADE, related_name="item_links")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interviewee", "item"], name="interviewee_item_once")]

    def __str__(self) -> str:
        return f"{self.interviewee_id}: {self.item_id}"


@tracked()
class IntervieweeTime(models.Model):
    """A time when this person can be met (walled like the interviewee). No row means: any time."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="+")
    interviewee = models.ForeignKey(Interviewee, models.CASCADE, related_name="times")
    during = DateTimeRangeField()

    class Meta:
        ordering = ["during"]

    def __str__(self) -> str:
        return f"{self.interviewee_id} is free"


@tracked(without=["name", "email", "phone", "note"])
class Identity(models.Model):
    """Who an interviewee is, kept apart from what was said (walled) and deleted when the project's date comes.

    The history keeps which fields changed (``touched``), never their content.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="+")
    interviewee = models.OneToOneField(Interviewee, models.CASCADE, related_name="identity")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    note = models.TextField(_("practical notes"), blank=True)
    touched = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "identities"

    def __str__(self) -> str:
        return f"identity {self.pk}"


class MeetingKind(models.TextChoices):
    """One person, or a larger group."""

    INTERVIEW = "interview", _("interview")
    WORKSHOP = "workshop", _("workshop")


class MeetingState(models.TextChoices):
    """A meeting is planned until it was held, or cancelled with a reason."""

    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


@tracked()
class Meeting(models.Model):
    """An interview or a workshop on the timetable. Outside the wall: when, where, what kind; never who or which number.

    ``title`` is what the host reads. ``during`` is empty until it is placed.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="meetings")
    review = models.ForeignKey(Review, models.CASCADE, related_name="meetings")
    kind = models.CharField(max_length=10, choices=MeetingKind.choices, default=MeetingKind.INTERVIEW)
    title = models.CharField(_("title for the host"), max_length=150, blank=True)
    during = DateTimeRangeField(null=True, blank=True)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="meetings")
    interpreter_language = models.CharField(_("interpreter for"), max_length=12, blank=True)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    cancel_reason = models.TextField(_("why it was cancelled"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    guests: Sequence[Any]  # fetched by queries.timetable.meetings_of(), as are the takers
    takers: Sequence[Any]

    class Meta:
        ordering = ["during", "pk"]
        constraints = [
            ExclusionConstraint(
                name="room_not_booked_twice",
                expressions=[
                    (models.Func("room", "room", models.Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(room__isnull=False, during__isnull=False) & ~models.Q(state="cancelled"),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="cancelled") | ~models.Q(cancel_reason=""), name="cancelled_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


@tracked()
class Participation(models.Model):
    """An interviewee takes part in a meeting (walled like the interviewee). ``during`` repeats the meeting's time so
    that the database itself refuses to meet one person twice at a time."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="participations")
    interviewee = models.ForeignKey(Interviewee, models.CASCADE, related_name="participations")
    during = DateTimeRangeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "interviewee"], name="participation_once"),
            ExclusionConstraint(
                name="interviewee_not_booked_twice",
                expressions=[
                    (
                        models.Func("interviewee", "interviewee", models.Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(during__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interviewee_id} in {self.meeting_id}"


@tracked()
class Interviewer(models.Model):
    """A team member takes a meeting (walled: initials never leave the team). ``during`` repeats the meeting's time so
    that the database itself refuses to book a member twice."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="interviewers")
    member = models.ForeignKey(TeamMember, models.CASCADE, related_name="interviews")
    during = DateTimeRangeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="interviewer_once"),
            ExclusionConstraint(
                name="member_not_booked_twice",
                expressions=[
                    (
                        models.Func("member", "member", models.Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(during__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} takes {self.meeting_id}"


@tracked()
class Session(models.Model):
    """A meeting as the team knows it (walled): its number, its notes, the interviewee's consent."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="sessions")
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="session")
    number = models.PositiveSmallIntegerField()
    notes = models.TextField(_("notes"), blank=True)
    consent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"session {self.number}"

    @property
    def label(self) -> str:
        return session_label(self.meeting.kind, self.number)


def session_label(kind: str, number: int) -> str:
    """``Interview 17`` or ``Workshop A`` (English: citations read the same in every language)."""
    if kind == MeetingKind.WORKSHOP:
        return f"Workshop {chr(64 + number)}" if number <= 26 else f"Workshop {number}"
    return f"Interview {number}"


@tracked()
class PreparedItem(models.Model):
    """An item to raise in a meeting, with the questions prepared for it (walled)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="prepared")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    questions = models.TextField(_("questions"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "item"], name="prepared_once")]

    def __str__(self) -> str:
        return f"{self.item_id} in {self.meeting_id}"
