# SPDX-License-Identifier: EUPL-1.2
"""What changes a review: its dates and stage, its team, training, desk reviews."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.assessments.actions import make_assessment
from isopolity.benchmarks.models import Adoption, Item
from isopolity.benchmarks.queries import item_ids
from isopolity.core import autosave, cleaning
from isopolity.core.action import action
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.levels import Level
from isopolity.core.policy import forget, require
from isopolity.networks.models import Project
from isopolity.places.models import City, CityRole
from isopolity.reviews import stages
from isopolity.reviews.models import (
    DeskNote,
    MemberKind,
    Review,
    StageMove,
    TeamMember,
    TrainingAttendance,
    TrainingSession,
)


@action
def create_review(
    *,
    by: Person,
    project: Project,
    city: City,
    adoption: Adoption,
    starts: date | None = None,
    ends: date | None = None,
) -> Review:
    """A review of one partner city; its initial report is made with it."""
    require(by, "review.create", project)
    if adoption.project_id != project.pk:
        raise Refused(_("This benchmark is not adopted by the project."))
    if not project.partners.filter(city=city).exists():
        raise Refused(_("%s is not a partner of this project. Add it first.") % city)
    assessment = make_assessment(
        city=city, version=adoption.version, adoption=adoption, language=project.working_language
    )
    review = Review(
        project=project,
        city=city,
        adoption=adoption,
        assessment=assessment,
        working_language=project.working_language,
        visit_starts=starts,
        visit_ends=ends,
    )
    review.full_clean()
    review.save()
    forget()
    return review


@action
def set_dates(*, by: Person, review: Review, starts: date | None, ends: date | None) -> Review:
    """When the visit takes place; every clock of the review follows from it."""
    require(by, "review.change", review)
    if (starts is None) != (ends is None) or (starts and ends and ends < starts):
        raise Refused(_("Give the first and the last day of the visit, in this order."))
    review.visit_starts, review.visit_ends = starts, ends
    review.save()
    return review


@action
def add_member(*, by: Person, review: Review, person: Person, initials: str, **facts: Any) -> TeamMember:
    """A person joins the team. A peer comes from another city of the project; nobody of the host city joins (§4)."""
    require(by, "team.change", review)
    kind, city = facts.get("kind", MemberKind.PEER), facts.get("city")
    if CityRole.objects.filter(city=review.city, person=person).exists() or city == review.city:
        raise Refused(_("%s works for the host city and cannot review it.") % person)
    if kind == MemberKind.PEER and (city is None or not review.project.partners.filter(city=city).exists()):
        raise Refused(_("A peer comes from another city of the project. Choose the city."))
    facts.setdefault("does_desk_review", kind == MemberKind.PEER)
    member = TeamMember(review=review, person=person, initials=initials.strip().upper(), **facts)
    member.full_clean()
    member.save()
    forget()
    return member


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
    TeamMember.objects.present().filter(review=member.review, is_leader=True).update(is_leader=False)
    member.is_leader = True
    member.save()
    forget()
    return member


@action
def remove_member(*, by: Person, member: TeamMember, reason: str) -> TeamMember:
    """The member leaves the team, with a reason; the wall closes for them at once. What they noted stays."""
    require(by, "team.change", member.review)
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
    member.trained_at = timezone.now() if is_trained else None
    member.save()
    return member


@action
def plan_training(*, by: Person, project: Project, title: str, starts: Any, ends: Any, **facts: Any) -> TrainingSession:
    """A training for the project's teams and hosts."""
    require(by, "training.create", project)
    session = TrainingSession(project=project, title=title.strip(), starts=starts, ends=ends, **facts)
    session.full_clean()
    session.save()
    return session


@action
def note_attendance(*, by: Person, session: TrainingSession, person: Person, rehearsed: bool) -> TrainingAttendance:
    """The person was there; members of the project's teams count as trained from then on."""
    require(by, "training.change", session)
    row, _made = TrainingAttendance.objects.update_or_create(
        session=session, person=person, defaults={"rehearsed": rehearsed}
    )
    if rehearsed:
        TeamMember.objects.present().filter(review__project=session.project, person=person, trained_at=None).update(
            trained_at=timezone.now()
        )
    return row


@action
def save_desk_note(
    *, by: Person, review: Review, item: Item, field: str, value: str, seen: str | None = None
) -> DeskNote:
    """Save one field of one's own desk review; refused once it is submitted or while there is nothing to read."""
    require(by, "desk.write", review)
    member = TeamMember.objects.present().get(review=review, person=by)
    _check_desk_open(review, member)
    if field not in DeskNote.FIELDS:
        raise Refused(_("There is no such field: %s") % field)
    if item.pk not in item_ids(review.adoption.version, review.adoption):
        raise NotAllowed("desk.write")
    if field == "level" and value and value not in Level.values:
        raise Refused(_("Choose a level of the list."))
    value = cleaning.plain(value)
    note = DeskNote.objects.select_for_update().filter(member=member, item=item).first() or DeskNote(
        review=review, member=member, item=item
    )
    autosave.check(getattr(note, field), value, seen)
    setattr(note, field, value)
    note.changed_at = timezone.now()
    note.save()
    return note


def _check_desk_open(review: Review, member: TeamMember) -> None:
    if member.desk_submitted_at is not None:
        raise Refused(_("You have submitted your desk review; it does not change any more."))
    if not stages.has_reached(review.stage, "desk_review"):
        raise Refused(_("The initial report is not there yet. Desk reviews begin when the host has submitted it."))


@action
def submit_desk_review(*, by: Person, review: Review) -> TeamMember:
    """Hand in one's desk review. Every item needs a judgement; from then on one sees the others' that are handed in."""
    require(by, "desk.write", review)
    member = TeamMember.objects.present().select_for_update().get(review=review, person=by)
    _check_desk_open(review, member)
    judged = set(member.desk_notes.exclude(level="").values_list("item_id", flat=True))
    left = item_ids(review.adoption.version, review.adoption) - judged
    if left:
        codes = ", ".join(Item.objects.filter(pk__in=left).values_list("code", flat=True)[:10])
        raise Refused(
            _("%(count)d items have no judgement yet: %(codes)s. “Inconclusive” means you need more information.")
            % {"count": len(left), "codes": codes}
        )
    member.desk_submitted_at = timezone.now()
    member.save()
    return member


@action
def move_on(*, by: Person, review: Review, reason: str = "") -> StageMove:
    """The review goes to its next stage when nothing is missing; the secretariat may go on unfinished with a reason."""
    require(by, "review.move", review)
    review = Review.objects.select_for_update().get(pk=review.pk)
    after = stages.TABLE[review.stage].after
    if after is None:
        raise Refused(_("This is the last stage."))
    missing = stages.blockers(review)
    if missing:
        if not reason.strip():
            raise Refused(
                _("Something is still missing. The secretariat may move the review on with a reason."),
                links=missing,
            )
        require(by, "review.force", review)
    move = StageMove.objects.create(
        review=review, before=review.stage, after=after, moved_by=by, reason=cleaning.plain(reason)
    )
    review.stage, review.stage_since = after, timezone.now()
    review.save()
    return move
