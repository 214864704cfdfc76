# SPDX-License-Identifier: EUPL-1.2
"""People: accounts, invitations, tokens for the API, and the mail they want."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.core.history import tracked


class PersonManager(BaseUserManager["Person"]):
    """Finds people by address, whatever its letter case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


@tracked(without=["password", "email", "name", "last_login"])
class Person(AbstractBaseUser):
    """Somebody with an account, or invited to have one. ``email`` is kept in lower case and unique."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name or function"), max_length=150)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(_("site operator"), default=False)
    language = models.CharField(_("language"), max_length=12, default="en")
    theme = models.CharField(
        _("appearance"),
        max_length=6,
        default="auto",
        choices=[("auto", _("as my device")), ("light", _("light")), ("dark", _("dark"))],
    )
    joined_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(email=Lower("email")), name="email_in_lower_case")]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_invited(self) -> bool:
        """True until the person has accepted an invitation."""
        return self.joined_at is None

    def get_full_name(self) -> str:
        return self.name


@tracked(without=["token_hash"])
class Invitation(models.Model):
    """A letter to one address that opens an account once, before it expires. Only a hash of its token is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    note = models.TextField(_("message"), blank=True)
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def is_open(self) -> bool:
        """Neither used, nor withdrawn, nor expired."""
        return self.used_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()


@tracked()
class SecondStepReset(models.Model):
    """Somebody lost what opens their account beside the password, and it was taken away. The person reads ``reason``.

    ``reset_by`` is empty when it was done on the command line.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="second_step_resets")
    reset_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"second step reset {self.pk}"


@tracked(without=["token_hash", "last_used_at"])
class ApiToken(models.Model):
    """A key to the API that a person made. Shown once; only a hash is kept. ``scopes``: read, write."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(_("what it is for"), max_length=80)
    prefix = models.CharField(max_length=12)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=10))
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.prefix}…"

    @property
    def is_live(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()


class NoticeKind(models.TextChoices):
    """What a mail can be about; each can be switched off."""

    DEADLINE = "deadline", _("deadlines that are mine")
    TURN = "turn", _("something waits for me")
    DECISION = "decision", _("something of mine was accepted, returned or answered")
    PUBLISHED = "published", _("a report was published")


class MailChoice(models.Model):
    """A kind of mail this person does not want. No row means yes."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="unwanted_mail")
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="mail_choice_once")]

    def __str__(self) -> str:
        return self.kind


class Notice(models.Model):
    """One line for a person's next daily mail. ``key`` makes it arrive once."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    key = models.CharField(max_length=120)
    text = models.CharField(max_length=300)
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notice_once")]
        indexes = [models.Index(fields=["person"], condition=models.Q(sent_at=None), name="notice_waiting")]

    def __str__(self) -> str:
        return self.key


def initials(name: Any) -> str:
    """``Integration officer of Nordhavn`` → ``IN``: first letters of the words that start with a capital, at most 3."""
    letters = [
        word[0].upper() for word in str(name).split() if word[:1].isalpha() and word.lower() not in {"of", "the"}
    ]
    return "".join(letters[:1] + letters[-1:]) if len(letters) > 1 else "".join(letters)
