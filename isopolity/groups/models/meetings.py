# SPDX-License-Identifier: EUPL-1.2
"""Meetings of a group: agenda, invitations, attendance, minutes, decisions; and the tasks that come out of them."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.core.history import tracked
from isopolity.groups.models.groups import Member, SupportGroup
from isopolity.places.models import Organisation


@tracked()
class GroupMeeting(models.Model):
    """A meeting of a support group. ``minutes`` is rich text; ``changes`` counts what calendars must take over."""

    group = models.ForeignKey(SupportGroup, models.CASCADE, related_name="meetings")
    title = models.CharField(_("title"), max_length=150)
    starts = models.DateTimeField(_("starts"))
    ends = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    online = models.URLField(_("online link"), max_length=300, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    cancelled_because = models.TextField(_("cancelled because"), blank=True)
    changes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="group_meeting_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_cancelled(self) -> bool:
        return bool(self.cancelled_because)

    @property
    def is_over(self) -> bool:
        """It was held: its time is past and nobody cancelled it."""
        return not self.is_cancelled and self.ends <= timezone.now()


@tracked()
class AgendaPoint(models.Model):
    """One point of the agenda: what, how long, who speaks to it."""

    meeting = models.ForeignKey(GroupMeeting, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("point"), max_length=300)
    length = models.PositiveSmallIntegerField(_("length in minutes"), default=10, validators=[MaxValueValidator(600)])
    who = models.CharField(_("who"), max_length=150, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class Reply(models.TextChoices):
    """What an invited member says."""

    YES = "yes", _("comes")
    NO = "no", _("does not come")


@tracked()
class Invitee(models.Model):
    """A member, or a managing authority beside the city, that is asked to a meeting; whether they come and came."""

    meeting = models.ForeignKey(GroupMeeting, models.CASCADE, related_name="invitees")
    member = models.ForeignKey(Member, models.CASCADE, null=True, blank=True, related_name="invited")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    reply = models.CharField(_("answer"), max_length=3, choices=Reply.choices, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    was_there = models.BooleanField(_("was there"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(member=None, organisation__isnull=False)
                | models.Q(member__isnull=False, organisation=None),
                name="invitee_is_member_or_organisation",
            ),
            models.UniqueConstraint(fields=["meeting", "member"], name="member_invited_once"),
            models.UniqueConstraint(fields=["meeting", "organisation"], name="organisation_invited_once"),
        ]

    def __str__(self) -> str:
        return str(self.member or self.organisation)


@tracked()
class Decision(models.Model):
    """What a meeting decided."""

    meeting = models.ForeignKey(GroupMeeting, models.CASCADE, related_name="decisions")
    text = models.TextField(_("decision"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


@tracked()
class GroupTask(models.Model):
    """What a member does for the group, by when; given in a meeting or between two."""

    group = models.ForeignKey(SupportGroup, models.CASCADE, related_name="tasks")
    meeting = models.ForeignKey(GroupMeeting, models.SET_NULL, null=True, blank=True, related_name="tasks")
    what = models.CharField(_("what"), max_length=300)
    member = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="tasks")
    due = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        ordering = [models.F("done_on").asc(nulls_first=True), models.F("due").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.what
