# SPDX-License-Identifier: EUPL-1.2
"""What a site operator decides about other people's accounts."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.actions.invitations import person_at, write_invitation
from isopolity.accounts.models import ApiToken, Invitation, Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.errors import Refused
from isopolity.core.policy import forget, require, require_job


@action
def close_account(*, by: Person, person: Person) -> Person:
    """Nobody signs in with it any more: sessions end, tokens and open invitations stop. What they wrote stays."""
    require(by, "person.close")
    if person.pk == by.pk:
        raise Refused(_("You cannot close your own account. Ask another site operator."))
    person.is_active, person.is_operator = False, False
    person.save()
    ApiToken.objects.filter(person=person, revoked_at=None).update(revoked_at=timezone.now())
    Invitation.objects.filter(person=person, used_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
    end_sessions(person)
    forget()
    return person


def end_sessions(person: Person) -> None:
    """The person is signed out of every browser now."""
    for session in UserSession.objects.filter(user=person):
        session.end()


@action
def open_account(*, by: Person, person: Person) -> Person:
    """A closed account works again; its password is as before, its tokens stay revoked."""
    require(by, "person.close")
    person.is_active = True
    person.save()
    return person


@action
def correct_address(*, by: Person, person: Person, email: str) -> Person:
    """The person gets mail, and signs in, at another address from now on; an open letter to the old one stops."""
    require(by, "person.invite")
    address = email.strip().lower()
    if Person.objects.filter(email=address).exclude(pk=person.pk).exists():
        raise Refused(_("Somebody else has this address."), fields={"email": _("Somebody else has this address.")})
    person.email = address
    checked(person).save()
    EmailAddress.objects.filter(user=person).delete()
    Invitation.objects.filter(person=person, used_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
    return person


@action
def make_operator(*, by: Person, person: Person, is_operator: bool) -> Person:
    """The person becomes a site operator, or is none any longer. One stays: nobody takes the mark from themselves."""
    require(by, "person.make_operator")
    if person.pk == by.pk and not is_operator:
        raise Refused(_("Ask another site operator to take this from you, so that one is left."))
    if is_operator and not person.is_active:
        raise Refused(_("This account is closed."))
    person.is_operator = is_operator
    person.save()
    forget()
    return person


@action
def install_operator(*, by: Any, email: str, name: str = "") -> tuple[Person, str]:
    """A site operator named on the command line, and the secret of the letter that opens the account (empty when it is
    open already). ``by`` is "job:command-line": whoever holds the machine holds the site."""
    require_job(by, "command-line")
    person = person_at(email=email, name=name)
    person.is_operator = True
    person.save()
    return person, write_invitation(by=None, person=person)[1] if person.is_invited else ""
