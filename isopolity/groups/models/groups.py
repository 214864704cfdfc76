# SPDX-License-Identifier: EUPL-1.2
"""A support group with its coordinators and members, and the group's answers to advice on its composition."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.history import tracked
from isopolity.networks.models import Project
from isopolity.places.models import City


class GroupKind(models.TextChoices):
    """Two names for the same thing: a mentoring calls its group a local support network."""

    SUPPORT_GROUP = "support_group", _("support group")
    NETWORK = "network", _("local support network")


class GroupLife(models.TextChoices):
    """Whether the group still works together, and how."""

    ACTIVE = "active", _("active")
    FORMAL = "formal", _("formally continued")
    INFORMAL = "informal", _("informally continued")
    MERGED = "merged", _("merged")
    ENDED = "ended", _("ended")


LIVING = (GroupLife.ACTIVE, GroupLife.FORMAL, GroupLife.INFORMAL)


@tracked()
class SupportGroup(models.Model):
    """People of one city who carry a project's theme there: a small core group and a wider network around it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="groups")
    city = models.ForeignKey(City, models.PROTECT, related_name="groups")
    kind = models.CharField(_("kind"), max_length=20, choices=GroupKind.choices, default=GroupKind.SUPPORT_GROUP)
    name = models.CharField(_("name"), max_length=150)
    theme = models.CharField(_("theme"), max_length=200)
    about = models.TextField(_("what it is for"), blank=True)
    started_on = models.DateField(_("started on"), default=timezone.localdate)
    life = models.CharField(_("state"), max_length=10, choices=GroupLife.choices, default=GroupLife.ACTIVE)
    life_since = models.DateField(_("in this state since"), default=timezone.localdate)
    life_note = models.TextField(_("note on the state"), blank=True)
    merged_into = models.CharField(_("merged into"), max_length=200, blank=True)

    class Meta:
        ordering = ["city__name", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "city", "name"], name="group_name_once"),
            models.CheckConstraint(
                condition=~models.Q(life=GroupLife.MERGED) | ~models.Q(merged_into=""), name="merged_says_into_what"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_living(self) -> bool:
        """It still meets in some form."""
        return self.life in LIVING


@tracked()
class GroupCoordinator(models.Model):
    """A person who keeps the group: its members, meetings and minutes."""

    group = models.ForeignKey(SupportGroup, models.CASCADE, related_name="coordinators")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="group_coordinator_once")]

    def __str__(self) -> str:
        return f"{self.person_id} coordinates {self.group_id}"


class Tier(models.TextChoices):
    """The small group that works, and the network around it."""

    CORE = "core", _("core group")
    WIDER = "wider", _("wider network")


class MemberKind(models.TextChoices):
    """Somebody in a function, or an organisation as a whole."""

    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")


class Sector(models.TextChoices):
    """Where a member's organisation belongs."""

    PUBLIC = "public", _("public sector")
    THIRD = "third", _("third sector")
    PRIVATE = "private", _("private sector")


class Stake(models.TextChoices):
    """What a member has to do with the theme."""

    KEY = "key", _("key: interested and influential")
    PRIMARY = "primary", _("primary: finally affected")
    SECONDARY = "secondary", _("secondary: has another interest in it")


LOWEST, HIGHEST = 1, 4


def _on_scale(name: str, label: str) -> models.CheckConstraint:
    on_scale = {f"{name}__gte": LOWEST, f"{name}__lte": HIGHEST}
    return models.CheckConstraint(condition=models.Q(**{name: None}) | models.Q(**on_scale), name=label)


@tracked(without=["name", "email"])
class Member(models.Model):
    """A person or an organisation in the group, from ``joined_on`` until ``left_on``.

    ``name`` and ``email`` are seen by coordinators only and never enter the history. ``interest`` and ``influence`` go
    from 1 (low) to 4 (high); both are empty until the member stands on the stakeholder map. ``person`` is the light
    account.
    """

    group = models.ForeignKey(SupportGroup, models.CASCADE, related_name="members")
    kind = models.CharField(_("person or organisation"), max_length=12, choices=MemberKind.choices)
    function = models.CharField(_("function"), max_length=150, blank=True)
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    sector = models.CharField(_("sector"), max_length=8, choices=Sector.choices)
    tier = models.CharField(_("part of the group"), max_length=8, choices=Tier.choices)
    stake = models.CharField(_("stakeholder"), max_length=10, choices=Stake.choices)
    interest = models.PositiveSmallIntegerField(
        _("interest"), null=True, blank=True, validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    influence = models.PositiveSmallIntegerField(
        _("influence"), null=True, blank=True, validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    connection = models.TextField(_("connection to the theme"), blank=True)
    is_politician = models.BooleanField(_("politician responsible for the theme"), default=False)
    joined_on = models.DateField(_("joined on"), default=timezone.localdate)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="group_members")

    class Meta:
        ordering = ["tier", "organisation", "function", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(function="") | ~models.Q(organisation=""), name="member_has_a_word"
            ),
            models.CheckConstraint(
                condition=models.Q(left_on=None) | models.Q(left_on__gte=models.F("joined_on")),
                name="member_leaves_after_joining",
            ),
            models.UniqueConstraint(
                fields=["group", "person"], condition=models.Q(left_on=None), name="person_once_in_group"
            ),
            _on_scale("interest", "interest_on_scale"),
            _on_scale("influence", "influence_on_scale"),
            models.CheckConstraint(
                condition=models.Q(interest=None, influence=None)
                | models.Q(interest__isnull=False, influence__isnull=False),
                name="member_on_the_map_or_not",
            ),
        ]

    def __str__(self) -> str:
        """How everybody in the group reads the member: function and organisation, never the name."""
        return ", ".join(part for part in (self.function, self.organisation) if part)

    @property
    def stake_word(self) -> str:
        """The class alone, without what it means."""
        return str(Stake(self.stake).label).partition(":")[0]


@tracked()
class CheckAnswer(models.Model):
    """What the group says to a piece of advice on its composition: "we know, because …". ``code`` is the advice's."""

    group = models.ForeignKey(SupportGroup, models.CASCADE, related_name="check_answers")
    code = models.CharField(_("advice"), max_length=40)
    reason = models.TextField(_("reason"))
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["group", "code"], name="check_answered_once")]

    def __str__(self) -> str:
        return self.code
