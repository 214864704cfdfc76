# SPDX-License-Identifier: EUPL-1.2
"""How somebody comes in: a letter to one address that opens an account once."""

import secrets
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from isopolity.accounts.actions.tokens import hashed
from isopolity.accounts.languages import nearest_language
from isopolity.accounts.models import Invitation, Person
from isopolity.core import jobs
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require

INVITATION_DAYS = 21


def person_at(*, email: str, name: str = "", by: Person | None = None) -> Person:
    """The person with this address, made as an invited one if there is none. For actions that hand out roles.

    Somebody who has not joined and holds no open letter gets an invitation, once the present transaction is committed.
    """
    address = _address(email)
    person = Person.objects.filter(email=address).first()
    if person is None:
        person = Person(email=address, name=plain(name) or address.split("@")[0], language=_language(by))
        person.set_unusable_password()
        checked(person).save()
    if not person.is_active:
        raise Refused(_("This account is closed."), fields={"email": _("This account is closed.")})
    if person.is_invited and not _has_open_letter(person):
        _ask_for_letter(person, by)
    return person


def _ask_for_letter(person: Person, by: Person | None) -> None:
    number = by.pk if by else None
    jobs.later("invite", by=number, once=str(person.pk), person=person.pk, inviter=number)


def _language(by: Person | None) -> str:
    """An invited person is written to in the inviter's language until they choose."""
    return nearest_language(by.language if by else get_language())


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        message = _("This is not an e-mail address: %s") % email
        raise Refused(message, fields={"email": message}) from error
    return address


def _has_open_letter(person: Person) -> bool:
    return any(letter.is_open for letter in person.invitations.all())


def write_invitation(*, by: Person | None, person: Person, note: str = "") -> tuple[Invitation, str]:
    """A new invitation for a person who has not joined yet; earlier ones are withdrawn. Returns it and its secret."""
    Invitation.objects.filter(person=person, used_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        person=person,
        invited_by=by,
        note=plain(note),
        token_hash=hashed(secret),
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    return invitation, secret


@action
def invite(*, by: Person, email: str, name: str = "") -> Person:
    """Invite somebody to the site who has no role yet. The letter goes out on commit."""
    require(by, "person.invite")
    person = person_at(email=email, name=name, by=by)
    if not person.is_invited:
        raise Refused(_("This person has an account already."), fields={"email": _("Has an account already.")})
    return person


@action
def send_again(*, by: Person, person: Person) -> None:
    """A new letter to somebody who has not joined; the earlier one stops working."""
    require(by, "person.invite")
    if not person.is_invited:
        raise Refused(_("This person has joined already."))
    if not person.is_active:
        raise Refused(_("This account is closed."))
    _withdraw(person)
    _ask_for_letter(person, by)


@action
def withdraw_invitation(*, by: Person, person: Person) -> None:
    """The open letter to this person stops working now."""
    require(by, "person.invite")
    _withdraw(person)


def _withdraw(person: Person) -> None:
    Invitation.objects.filter(person=person, used_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())


def open_invitation(secret: str) -> Invitation | None:
    """The invitation that this secret opens, if it still opens anything."""
    found = Invitation.objects.select_related("person", "invited_by").filter(token_hash=hashed(secret)).first()
    return found if found is not None and found.is_open and found.person.is_active else None


@action
def accept_invitation(*, by: Any, secret: str, password: str, name: str = "", language: str = "") -> Person:
    """Open the account the invitation was written for; works once. ``by`` is "job:invitation": nobody is signed in.

    The address counts as verified: the letter arrived there.
    """
    Invitation.objects.select_for_update().filter(token_hash=hashed(secret)).first()
    invitation = open_invitation(secret)
    if invitation is None:
        raise Refused(_("This invitation was used, withdrawn or has expired. Ask for a new one."))
    person = invitation.person
    person.name = plain(name) or person.name
    person.language = nearest_language(language or person.language)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), fields={"password": " ".join(error.messages)}) from error
    person.set_password(password)
    _join(person)
    invitation.used_at = timezone.now()
    invitation.save()
    return person


@action
def arrive(*, by: Any, person: Person) -> Person:
    """An invited person came in by single sign-on, which vouches for the address. ``by`` is "job:sign-in"."""
    if person.is_invited:
        _withdraw(person)
        _join(person)
    return person


def _join(person: Person) -> None:
    person.joined_at = timezone.now()
    checked(person).save()
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
