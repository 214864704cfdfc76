# SPDX-License-Identifier: EUPL-1.2
"""Who may pay for an action, what was asked and answered when; talks with managing authorities."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.core.history import tracked
from isopolity.places.models import Organisation
from isopolity.plans.models.actions import PlanAction
from isopolity.plans.models.plans import Plan


class Source(models.TextChoices):
    """Where money comes from."""

    ESF = "esf", _("ESF+ (European Social Fund Plus)")
    ERDF = "erdf", _("ERDF (European Regional Development Fund)")
    AMIF = "amif", _("AMIF (Asylum, Migration and Integration Fund)")
    NATIONAL = "national", _("national")
    REGIONAL = "regional", _("regional")
    LOCAL = "local", _("local")
    PRIVATE = "private", _("private")
    OTHER = "other", _("other")


class FundingState(models.TextChoices):
    """How far money is; a line goes through these in this order and may leave some out."""

    REQUESTED = "requested", _("requested")
    INDICATED = "indicated", _("indicated")
    SECURED = "secured", _("secured")
    SPENT = "spent", _("spent")


@tracked()
class FundingLine(models.Model):
    """Money for an action from one source. Its amounts stand in its steps."""

    action = models.ForeignKey(PlanAction, models.CASCADE, related_name="funding")
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    name = models.CharField(_("what it is called"), max_length=200, blank=True)
    is_own = models.BooleanField(_("own contribution of the city"), default=False)
    refused_on = models.DateField(_("refused on"), null=True, blank=True)
    refused_because = models.TextField(_("refused because"), blank=True)

    class Meta:
        ordering = ["action__position", "source", "pk"]

    def __str__(self) -> str:
        return self.name or str(self.get_source_display())


@tracked()
class FundingStep(models.Model):
    """A line reached a state: how much, who asked whom when. The newest step of a state counts.

    ``original`` is the amount in ``currency`` where that is not the euro; ``rate_on`` is the day of the rate.
    """

    line = models.ForeignKey(FundingLine, models.CASCADE, related_name="steps")
    state = models.CharField(_("state"), max_length=10, choices=FundingState.choices)
    amount = models.DecimalField(_("amount in euro"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("original currency"), max_length=3, default="EUR")
    original = models.DecimalField(_("original amount"), max_digits=16, decimal_places=2, null=True, blank=True)
    rate_on = models.DateField(_("day of the rate"), null=True, blank=True)
    day = models.DateField(_("on"), default=timezone.localdate)
    who = models.CharField(_("who asked"), max_length=150, blank=True)
    whom = models.CharField(_("whom"), max_length=150, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="funding_not_negative"),
            models.CheckConstraint(
                condition=models.Q(currency="EUR", original=None, rate_on=None)
                | (~models.Q(currency="EUR") & models.Q(original__gte=0, rate_on__isnull=False)),
                name="funding_original_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.amount}"


class ContactKind(models.TextChoices):
    """How a managing authority took part."""

    MEETING = "meeting", _("meeting")
    PARTICIPATION = "participation", _("participation")
    INDICATION = "indication", _("indication")


@tracked()
class AuthorityContact(models.Model):
    """A talk with a managing authority, its part in the group's work, or a word on money it may give."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="contacts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.CharField(_("managing authority"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=14, choices=ContactKind.choices)
    day = models.DateField(_("on"), default=timezone.localdate)
    who = models.CharField(_("who talked"), max_length=200, blank=True, help_text=_("Offices, no names."))
    note = models.TextField(_("what was said"))
    by_authority = models.BooleanField(_("told by the authority itself"), default=False)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False) | ~models.Q(body=""), name="contact_has_a_body"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"

    @property
    def with_whom(self) -> str:
        """The authority's name."""
        return str(self.organisation) if self.organisation_id else self.body
