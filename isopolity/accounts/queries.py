# SPDX-License-Identifier: EUPL-1.2
"""What pages read about accounts."""

from allauth.mfa.models import Authenticator
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from isopolity.accounts.models import ApiToken, MailChoice, NoticeKind, Person, SecondStepReset

STATES = {
    "joined": Q(is_active=True, joined_at__isnull=False),
    "invited": Q(is_active=True, joined_at=None),
    "closed": Q(is_active=False),
    "operator": Q(is_operator=True),
}


def people(*, words: str = "", state: str = "") -> QuerySet[Person]:
    """Accounts of the site with the end of their open letter, by name."""
    is_open = Q(invitations__used_at=None, invitations__withdrawn_at=None, invitations__expires_at__gt=timezone.now())
    rows = Person.objects.annotate(letter_until=Max("invitations__expires_at", filter=is_open))
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return rows.filter(STATES.get(state, Q())).order_by("name", "pk")


def has_second_step(person: Person) -> bool:
    """A passkey or an app stands beside the password."""
    return Authenticator.objects.filter(user=person).exists()


def second_step_resets(person: Person) -> QuerySet[SecondStepReset]:
    """When the person's second step was taken away, by whom and why, newest first."""
    return SecondStepReset.objects.filter(person=person).select_related("reset_by")


def wanted_mail(person: Person) -> list[str]:
    """The kinds of mail that the person gets."""
    unwanted = set(MailChoice.objects.filter(person=person).values_list("kind", flat=True))
    return [kind.value for kind in NoticeKind if kind not in unwanted]


def tokens(person: Person) -> QuerySet[ApiToken]:
    """The person's API tokens, newest first."""
    return ApiToken.objects.filter(person=person)
