# SPDX-License-Identifier: EUPL-1.2
"""What changes a team: who joins, confirms, declares, leads, leaves."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.actions import person_at
from isopolity.accounts.models import Person
from isopolity.assessments.models import Contribution
from isopolity.core import cleaning
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.errors import Refused
from isopolity.core.policy import forget, require
from isopolity.places.models import CityRole
from isopolity.reviews import stages, telling
from isopolity.reviews.models import MemberKind, Review, TeamMember

PLACE = ("kind", "city", "organisation", "initials", "is_facilitator", "does_desk_review", "languages", "expertise")


def _no_host(review: Review, person: Person) -> None:
    """Nobody judges their own work: neither people of the host city nor those who wrote in its report."""
    if CityRole.objects.filter(city=review.city_id, person=person).exists():
        message = _("%s works for the host city and cannot review it.") % person
        raise Refused(message, fields={"person": message, "email": message})
    if Contribution.objects.filter(assessment=review.assessment_id, person=person).exists():
        message = _("%s was asked to write in this initial report and cannot review it.") % person
        raise Refused(message, fields={"person": message, "email": message})


def _check_place(member: TeamMember) -> None:
    """A peer comes from another city of the project; initials are used once in a team."""
    review = member.review
    if member.city_id == review.city_id:
        message = _("%s is the host city. A peer comes from another city.") % review.city
        raise Refused(message, fields={"city": message})
    if member.kind == MemberKind.PEER and not review.project.partners.filter(city=member.city_id or 0).exists():
        message = _("A peer comes from another city of the project. Choose the city.")
        raise Refused(message, fields={"city": message})
    others = TeamMember.objects.present().filter(review=review).exclude(pk=member.pk)
    if others.filter(initials=member.initials).exists():
        message = _("Somebody in this team has the initials %s already.") % member.initials
        raise Refused(message, fields={"initials": message})
    if others.filter(person=member.person_id).exists():
        message = _("%s is in this team already.") % member.person
        raise Refused(message, fields={"person": message, "email": message})


@action
def add_member(*, by: Person, review: Review, person: Person, initials: str, **facts: Any) -> TeamMember:
    """A person joins the team. A peer comes from another city of the project; nobody of the host city joins (§4)."""
    require(by, "team.change", review)
    _no_host(review, person)
    facts.setdefault("kind", MemberKind.PEER)
    facts.setdefault("does_desk_review", facts["kind"] == MemberKind.PEER)
    member = TeamMember(review=review, person=person, initials=initials.strip().upper(), **facts)
    _check_place(member)
    checked(member).save()
    forget()
    telling.added(member)
    return member


@action
def invite_member(*, by: Person, review: Review, email: str, name: str, initials: str, **facts: Any) -> TeamMember:
    """Somebody joins the team by e-mail address; who has no account yet is invited."""
    require(by, "team.change", review)
    return add_member(by=by, review=review, person=person_at(email=email, name=name, by=by), initials=initials, **facts)


@action
def change_member(*, by: Person, member: TeamMember, **facts: Any) -> TeamMember:
    """New facts about a member's place: kind, city, initials, languages, expertise, facilitator, desk review."""
    require(by, "member.change", member)
    _check_present(member)
    stops_reading = member.does_desk_review and not facts.get("does_desk_review", True)
    begun = stages.has_reached(member.review.stage, "desk_review")
    if stops_reading and begun and member.desk_submitted_at is None:
        message = _("The desk reviews have begun. Without their own, this member would read the others' too early.")
        raise Refused(message, fields={"does_desk_review": message})
    for name, value in facts.items():
        if name not in PLACE:
            raise Refused(_("There is no such field: %s") % name)
        setattr(member, name, value)
    member.initials = member.initials.strip().upper()
    _check_place(member)
    checked(member).save()
    forget()
    return member


def _check_present(member: TeamMember) -> None:
    if member.left_at is not None:
        raise Refused(_("This member has left the team."))


@action
def confirm(*, by: Person, member: TeamMember) -> TeamMember:
    """The member says yes to being in the team."""
    require(by, "member.confirm", member)
    member.confirmed_at = timezone.now()
    member.save()
    return member


@action
def declare(*, by: Person, member: TeamMember, has_conflict: bool, declaration: str = "") -> TeamMember:
    """The member declares conflicts of interest; with none that binds, the wall opens for them."""
    require(by, "member.declare", member)
    _no_host(member.review, member.person)
    if has_conflict and not declaration.strip():
        raise Refused(_("Say which conflict."), fields={"declaration": _("Say which conflict.")})
    member.declared_at, member.has_conflict = timezone.now(), has_conflict
    member.declaration = cleaning.plain(declaration)
    member.save()
    forget()
    return member


@action
def appoint_leader(*, by: Person, member: TeamMember) -> TeamMember:
    """This member leads the team from now on."""
    require(by, "team.change", member.review)
    _check_present(member)
    TeamMember.objects.present().filter(review=member.review, is_leader=True).update(is_leader=False)
    member.is_leader = True
    member.save()
    forget()
    return member


@action
def remove_member(*, by: Person, member: TeamMember, reason: str) -> TeamMember:
    """The member leaves the team, with a reason; the wall closes for them at once. What they noted stays."""
    require(by, "team.change", member.review)
    return _go(member, reason)


@action
def leave(*, by: Person, member: TeamMember, reason: str) -> TeamMember:
    """A member leaves of their own will, with a reason; the wall closes for them at once. What they noted stays."""
    require(by, "member.leave", member)
    return _go(member, reason)


def _go(member: TeamMember, reason: str) -> TeamMember:
    _check_present(member)
    if not reason.strip():
        raise Refused(_("Say why the member leaves."), fields={"reason": _("Say why the member leaves.")})
    member.left_at, member.left_reason, member.is_leader = timezone.now(), cleaning.plain(reason), False
    member.save()
    forget()
    return member


@action
def mark_trained(*, by: Person, member: TeamMember, is_trained: bool) -> TeamMember:
    """The member took part in the training, or did not."""
    require(by, "team.train", member.review)
    _check_present(member)
    member.trained_at = timezone.now() if is_trained else None
    member.save()
    return member
