# SPDX-License-Identifier: EUPL-1.2
"""Members of a group: they join, move on the map, leave, come back; some get a light account."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.actions import person_at
from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import forget, require
from isopolity.groups.models import Consent, FacetAnswer, Member, MemberKind, SupportGroup

FACTS = (
    "kind", "function", "organisation", "name", "email", "sector", "tier", "stake", "connection", "is_politician",
    "joined_on",
)  # fmt: skip


@action
def add_member(*, by: Person, group: SupportGroup, **facts: Any) -> Member:
    """Somebody joins the group. ``facts`` are fields of Member; ``joined_on`` is today unless it says otherwise."""
    require(by, "group.manage", group)
    return _keep(Member(group=group), facts)


@action
def change_member(*, by: Person, member: Member, **facts: Any) -> Member:
    """New values for some of a member's fields. An address that opened an account stays with that account."""
    require(by, "group.manage", member.group)
    return _keep(_locked(member), facts)


def _locked(member: Member) -> Member:
    return Member.objects.select_for_update(of=("self",)).select_related("group").get(pk=member.pk)


def _keep(member: Member, facts: dict[str, Any]) -> Member:
    for name, value in facts.items():
        if name not in FACTS:
            raise Refused(_("A member has no such field: %s") % name, fields={name: _("There is no such field.")})
        setattr(member, name, plain(value) if isinstance(value, str) else value)
    member.email = member.email.lower()
    _check_words(member)
    if member.joined_on and member.joined_on > timezone.localdate():
        words = _("This day is still to come.")
        raise Refused(words, fields={"joined_on": words})
    if member.joined_on and member.left_on and member.left_on < member.joined_on:
        words = _("The member left before this day.")
        raise Refused(words, fields={"joined_on": words})
    checked(member).save()
    return member


def _check_words(member: Member) -> None:
    """A person has a function, an organisation has its name."""
    if member.kind == MemberKind.PERSON and not member.function:
        words = _("Say in which function the person takes part.")
        raise Refused(words, fields={"function": words})
    if member.kind == MemberKind.ORGANISATION and not member.organisation:
        words = _("Name the organisation.")
        raise Refused(words, fields={"organisation": words})


@action
def place_member(*, by: Person, member: Member, interest: int | None, influence: int | None) -> Member:
    """A place on the stakeholder map, each from 1 (low) to 4 (high); two Nones take the member off it."""
    require(by, "group.manage", member.group)
    if (interest is None) != (influence is None):
        raise Refused(_("A place on the map needs both: interest and influence."))
    placed = _locked(member)
    placed.interest, placed.influence = interest, influence
    checked(placed).save()
    return placed


@action
def let_go(*, by: Person, member: Member, left_on: date | None = None) -> Member:
    """The member leaves the group. Address, consent and own answers are deleted; what they did for the group stays."""
    require(by, "group.manage", member.group)
    gone = _locked(member)
    day = left_on or timezone.localdate()
    if gone.left_on is not None:
        raise Refused(_("%s has left already.") % gone)
    if day < gone.joined_on or day > timezone.localdate():
        words = _("Choose a day between joining and today.")
        raise Refused(words, fields={"left_on": words})
    gone.left_on, gone.email, gone.name = day, "", ""
    checked(gone).save()
    _end_consent(gone)
    forget()
    return gone


@action
def come_back(*, by: Person, member: Member) -> Member:
    """Somebody who left is in the group again, since the day on which they first joined."""
    require(by, "group.manage", member.group)
    back = _locked(member)
    if back.left_on is None:
        raise Refused(_("%s is in the group.") % back)
    taken = back.person_id and Member.objects.filter(group=back.group_id, person=back.person_id, left_on=None).exists()
    if taken:
        raise Refused(_("The same person is in the group again already."))
    back.left_on = None
    checked(back).save()
    forget()
    return back


@action
def remove_member(*, by: Person, member: Member) -> None:
    """A member noted by mistake, or who wants to be forgotten: the row goes, with their answers and invitations."""
    require(by, "group.manage", member.group)
    member.delete()
    forget()


@action
def invite_member(*, by: Person, member: Member) -> Member:
    """A light account for the member: they see this group and what is theirs in it, and nothing else of the city."""
    require(by, "group.manage", member.group)
    guest = _locked(member)
    if guest.left_on is not None:
        raise Refused(_("%s has left the group.") % guest)
    if guest.person_id is not None:
        raise Refused(_("%s has an account for this group already.") % guest)
    if not guest.email:
        words = _("Write down the member’s e-mail address first.")
        raise Refused(words, fields={"email": words})
    person = person_at(email=guest.email, name=str(guest), by=by)
    if Member.objects.filter(group=guest.group_id, person=person, left_on=None).exists():
        raise Refused(_("Somebody in the group has this account already."))
    guest.person = person
    checked(guest).save()
    forget()
    return guest


def _end_consent(member: Member) -> None:
    FacetAnswer.objects.filter(member=member).delete()
    Consent.objects.filter(member=member, withdrawn_at=None).update(withdrawn_at=timezone.now())
