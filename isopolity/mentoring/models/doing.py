# SPDX-License-Identifier: EUPL-1.2
"""Connect and capitalise: visits, what was learnt, academies, products, how results are spread."""

from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Item, ItemFlag
from isopolity.core.history import tracked
from isopolity.mentoring.models.matching import Pair
from isopolity.mentoring.models.walking import Goal
from isopolity.networks.models import ProjectStep
from isopolity.plans.models import PlanAction

LINK = [URLValidator(schemes=["https", "http"])]


class VisitKind(models.TextChoices):
    """What the two cities meet for."""

    STUDY = "study", _("study visit")
    WORKSHOP = "workshop", _("transfer workshop")


class Host(models.TextChoices):
    """Which city of the pair receives the other."""

    MENTEE = "mentee", _("the mentee city")
    MENTOR = "mentor", _("the mentor city")


@tracked()
class StudyVisit(models.Model):
    """Days on which the pair meets, in one of its cities or online. ``outcome``: what came of it, once it is held."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="visits")
    kind = models.CharField(_("kind"), max_length=10, choices=VisitKind.choices, default=VisitKind.STUDY)
    host = models.CharField(_("host"), max_length=10, choices=Host.choices, default=Host.MENTEE)
    title = models.CharField(_("title"), max_length=150)
    is_online = models.BooleanField(_("online"), default=False)
    place = models.CharField(_("place or link"), max_length=300, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    hosts = models.CharField(_("who receives the guests"), max_length=300, blank=True)
    aims = models.TextField(_("what it is for"), blank=True)
    is_held = models.BooleanField(_("it has been held"), default=False)
    outcome = models.TextField(_("what came of it"), blank=True)

    class Meta:
        ordering = [models.F("starts_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(starts_on__isnull=False, ends_on__gte=models.F("starts_on")),
                name="study_visit_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class VisitSession(models.Model):
    """A line of a visit's programme, in the host city's time."""

    visit = models.ForeignKey(StudyVisit, models.CASCADE, related_name="sessions")
    starts = models.DateTimeField(_("starts"))
    ends = models.DateTimeField(_("ends"))
    title = models.CharField(_("what"), max_length=200)
    room = models.CharField(_("room"), max_length=150, blank=True)
    with_whom = models.CharField(_("with whom"), max_length=200, blank=True)

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="session_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return self.title


class GuestFrom(models.TextChoices):
    """Whom a participant comes from."""

    MENTEE = "mentee", _("mentee city")
    MENTOR = "mentor", _("mentor city")
    NETWORK = "network", _("local support network")
    ASSOCIATION = "association", _("association")
    OTHER = "other", _("others")


@tracked()
class VisitGuest(models.Model):
    """A participant by function, never by name."""

    visit = models.ForeignKey(StudyVisit, models.CASCADE, related_name="guests")
    function = models.CharField(_("function"), max_length=150)
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    comes_from = models.CharField(_("from"), max_length=12, choices=GuestFrom.choices)
    came = models.BooleanField(_("was there"), default=False)

    class Meta:
        ordering = ["comes_from", "function", "pk"]

    def __str__(self) -> str:
        return self.function


@tracked()
class LearningEntry(models.Model):
    """What was tried, what worked, what failed and why. ``flag``: passed on to the benchmark."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="learning")
    on = models.DateField(_("date"), default=timezone.localdate)
    item = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("benchmark item")
    )
    visit = models.ForeignKey(
        StudyVisit, models.SET_NULL, null=True, blank=True, related_name="learning", verbose_name=_("learnt at")
    )
    tried = models.TextField(_("what was tried"))
    worked = models.TextField(_("what worked"), blank=True)
    failed = models.TextField(_("what failed"), blank=True)
    why = models.TextField(_("why"), blank=True)
    author = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    flag = models.ForeignKey(ItemFlag, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name_plural = "learning entries"

    def __str__(self) -> str:
        return f"learnt {self.on}"


@tracked()
class Academy(models.Model):
    """The mentor and its association teach others of their country."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="academies")
    title = models.CharField(_("title"), max_length=150)
    on = models.DateField(_("date"), null=True, blank=True)
    place = models.CharField(_("place or link"), max_length=300, blank=True)
    participants = models.PositiveIntegerField(_("how many took part"), null=True, blank=True)
    about = models.TextField(_("what it was about"), blank=True)

    class Meta:
        ordering = [models.F("on").asc(nulls_last=True), "pk"]
        verbose_name_plural = "academies"

    def __str__(self) -> str:
        return self.title


class ProductKind(models.TextChoices):
    """What a pair leaves behind."""

    ONE_STOP_SHOP = "one_stop_shop", _("one-stop-shop")
    GUIDE = "guide", _("guide")
    TOOL = "tool", _("tool or form")
    FILM = "film", _("film or pictures")
    OTHER = "other", _("other")


def product_path(product: "Product", filename: str) -> str:
    """Where a product's file is stored: a name of our own making, never the uploader's."""
    return f"mentoring/{product.pair_id}/{product.sha256}"


@tracked()
class Product(models.Model):
    """Something others can use, as a link or a file."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="products")
    kind = models.CharField(_("kind"), max_length=15, choices=ProductKind.choices)
    title = models.CharField(_("title"), max_length=150)
    about = models.TextField(_("what it is for"), blank=True)
    link = models.CharField(_("link"), max_length=300, blank=True, validators=LINK)
    file = models.FileField(_("file"), upload_to=product_path, max_length=200, blank=True)
    name = models.CharField(max_length=150, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["kind", "title", "pk"]

    def __str__(self) -> str:
        return self.title


@tracked()
class Dissemination(models.Model):
    """To whom the results were told, and how."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="dissemination")
    on = models.DateField(_("date"), default=timezone.localdate)
    what = models.CharField(_("what was told"), max_length=200)
    audience = models.CharField(_("to whom"), max_length=200)
    reached = models.PositiveIntegerField(_("how many people it reached"), null=True, blank=True)
    link = models.CharField(_("link"), max_length=300, blank=True, validators=LINK)

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name_plural = "dissemination"

    def __str__(self) -> str:
        return self.what


@tracked()
class GoalLink(models.Model):
    """A goal of the pair became this action of the mentee's action plan."""

    goal = models.OneToOneField(Goal, models.CASCADE, related_name="plan_link")
    action = models.ForeignKey(PlanAction, models.CASCADE, related_name="goals")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.goal_id} became {self.action_id}"


@tracked()
class StepTick(models.Model):
    """A step of the secretariat's own that a pair has done: ticked by hand, unticked by taking the row away."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="ticks")
    step = models.ForeignKey(ProjectStep, models.CASCADE, related_name="+")
    ticked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    ticked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pair", "step"], name="pair_ticks_step_once")]

    def __str__(self) -> str:
        return f"{self.step_id} of {self.pair_id}"
