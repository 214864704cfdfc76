# SPDX-License-Identifier: EUPL-1.2
"""What changes accounts: invitations, tokens, one's own settings."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import ApiToken, Invitation, Person
from isopolity.core.action import action
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require

INVITATION_DAYS = 21


def hashed(token: str) -> str:
    """What is kept of a secret: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


def person_at(*, email: str, name: str) -> Person:
    """The person with this address, made as an invited one if there is none. For actions that hand out roles."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused(_("This is not an e-mail address: %s") % email, fields={"email": str(error.messages[0])}) from error
    found = Person.objects.filter(email=address).first()
    if found is None:
        person = Person(email=address, name=plain(name) or address.split("@")[0])
        person.set_unusable_password()
        person.save()
        return person
    if not found.is_active:
        raise Refused(_("This account is closed."), fields={"email": _("This account is closed.")})
    return found


@action
def make_token(*, by: Person, name: str, scopes: list[str], days: int) -> tuple[ApiToken, str]:
    """A new API token and its secret, which is shown this once. ``scopes`` from read, write; 1 to 365 ``days``."""
    require(by, "token.make")
    if not scopes or set(scopes) - {"read", "write"}:
        raise Refused(_("Choose read, or read and write."), fields={"scopes": _("Choose read, or read and write.")})
    if not 1 <= days <= 365:
        raise Refused(_("A token lives 1 to 365 days."), fields={"days": _("A token lives 1 to 365 days.")})
    secret = f"iso_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        person=by,
        name=plain(name),
        prefix=secret[:10],
        token_hash=hashed(secret),
        scopes=sorted(set(scopes) | {"read"}),
        expires_at=timezone.now() + timedelta(days=days),
    )
    return token, secret


@action
def revoke_token(*, by: Person, token: ApiToken) -> None:
    """The token stops working now."""
    require(by, "token.revoke", token)
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())


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
def accept_invitation(*, by: Any, secret: str, password: str, name: str = "") -> Person:
    """Open the account the invitation was written for; works once. ``by`` is "job:invitation": nobody is signed in."""
    invitation = Invitation.objects.select_for_update().filter(token_hash=hashed(secret)).first()
    if invitation is None or not invitation.is_open:
        raise Refused(_("This invitation was used, withdrawn or has expired. Ask for a new one."))
    person = invitation.person
    person.name = plain(name) or person.name
    person.joined_at = timezone.now()
    person.set_password(password)
    person.save()
    invitation.used_at = timezone.now()
    invitation.save()
    return person
