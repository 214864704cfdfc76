# SPDX-License-Identifier: EUPL-1.2
"""What changes a visit: people to meet, meetings, the timetable."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.types.range import TimestamptzRange

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import item_ids
from isopolity.core import autosave, cleaning
from isopolity.core.action import action
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.policy import require
from isopolity.reviews.models import Review, TeamMember
from isopolity.reviews.rules import hosts, inside_team
from isopolity.visits.models import (
    Identity,
    Interviewee,
    IntervieweeItem,
    Interviewer,
    Meeting,
    MeetingKind,
    MeetingState,
    Participation,
    PreparedItem,
    Room,
    Session,
    Slot,
    SlotKind,
    Visit,
)

IDENTITY_FIELDS = ("name", "email", "phone", "note")


@action
def start_visit(*, by: Person, review: Review) -> Visit:
    """The visit's timetable begins, as a draft of the team; a second call finds the first."""
    require(by, "team.inside", review)
    visit, _made = Visit.objects.get_or_create(review=review)
    return visit


@action
def propose_interviewee(
    *, by: Person, review: Review, function: str, source_group: str, items: list[Item] | None = None, **facts: Any
) -> Interviewee:
    """Somebody to meet, by function. Whom the host proposes, host and team see; whom the team proposes, the team."""
    require(by, "interviewee.propose", review)
    by_host = hosts(by, review) and not inside_team(by, review)
    interviewee = Interviewee(
        review=review,
        function=cleaning.plain(function),
        source_group=source_group,
        by_host=by_host,
        created_by=by,
        **facts,
    )
    interviewee.full_clean(exclude=["review", "created_by"])
    interviewee.save()
    _set_items(interviewee, items or [])
    return interviewee


def _set_items(interviewee: Interviewee, items: list[Item]) -> None:
    allowed = item_ids(interviewee.review.adoption.version, interviewee.review.adoption)
    if {item.pk for item in items} - allowed:
        raise NotAllowed("interviewee.change")
    interviewee.item_links.all().delete()
    IntervieweeItem.objects.bulk_create(
        IntervieweeItem(review=interviewee.review, interviewee=interviewee, item=item) for item in items
    )


@action
def change_interviewee(
    *, by: Person, interviewee: Interviewee, items: list[Item] | None = None, **facts: Any
) -> Interviewee:
    """New facts about somebody to meet; ``items`` replaces the list of what they can speak to."""
    require(by, "interviewee.change", interviewee)
    for name, value in facts.items():
        setattr(interviewee, name, value)
    interviewee.full_clean(exclude=["review", "created_by"])
    interviewee.save()
    if items is not None:
        _set_items(interviewee, items)
    return interviewee


@action
def set_identity(*, by: Person, interviewee: Interviewee, **identity: str) -> Identity:
    """Who the interviewee is: name, email, phone, note. The history keeps which of them changed, never the content."""
    require(by, "interviewee.change", interviewee)
    row = Identity.objects.filter(interviewee=interviewee).first() or Identity(
        review=interviewee.review, interviewee=interviewee
    )
    row.touched = [name for name in IDENTITY_FIELDS if name in identity and getattr(row, name) != identity[name]]
    for name in row.touched:
        setattr(row, name, cleaning.plain(identity[name]))
    row.full_clean(exclude=["review", "interviewee"])
    row.save()
    return row


@action
def add_slot(
    *, by: Person, visit: Visit, starts: datetime, ends: datetime, kind: str = SlotKind.MEETINGS, title: str = ""
) -> Slot:
    """A row of the timetable; rows do not overlap."""
    require(by, "visit.plan", visit)
    if ends <= starts:
        raise Refused(_("A slot ends after it starts."))
    try:
        with transaction.atomic():
            return Slot.objects.create(visit=visit, during=TimestamptzRange(starts, ends), kind=kind, title=title)
    except IntegrityError as error:
        raise Refused(_("This time overlaps another row of the timetable.")) from error


@action
def add_room(*, by: Person, visit: Visit, name: str, site: str = "") -> Room:
    """A room for meetings."""
    require(by, "visit.rooms", visit)
    room = Room(visit=visit, name=name.strip(), site=site.strip())
    room.full_clean()
    room.save()
    return room


@action
def add_meeting(
    *, by: Person, visit: Visit, kind: str = MeetingKind.INTERVIEW, interviewees: list[Interviewee], title: str = ""
) -> Meeting:
    """An interview or a workshop with these people, numbered in order, not yet placed on the timetable."""
    require(by, "visit.plan", visit)
    if kind == MeetingKind.INTERVIEW and not interviewees:
        raise Refused(_("Choose whom to meet."))
    if any(person.review_id != visit.review_id for person in interviewees):
        raise NotAllowed("visit.plan")
    meeting = Meeting.objects.create(visit=visit, review=visit.review, kind=kind, title=cleaning.plain(title))
    Participation.objects.bulk_create(
        Participation(review=visit.review, meeting=meeting, interviewee=person) for person in interviewees
    )
    last = Session.objects.filter(review=visit.review, meeting__kind=kind).aggregate(Max("number"))["number__max"]
    Session.objects.create(review=visit.review, meeting=meeting, number=(last or 0) + 1)
    return meeting


@action
def prepare(*, by: Person, meeting: Meeting, item: Item, questions: str) -> PreparedItem:
    """Raise this item in the meeting, with these questions."""
    require(by, "meeting.take", meeting)
    if item.pk not in item_ids(meeting.review.adoption.version, meeting.review.adoption):
        raise NotAllowed("meeting.take")
    row, _made = PreparedItem.objects.update_or_create(
        meeting=meeting,
        item=item,
        defaults={"review": meeting.review, "questions": cleaning.plain(questions), "position": item.position},
    )
    return row


@action
def place(
    *,
    by: Person,
    meeting: Meeting,
    starts: datetime | None,
    ends: datetime | None = None,
    room: Room | None = None,
    members: list[TeamMember] | None = None,
) -> Meeting:
    """Put a meeting on the timetable (or take it off: ``starts`` None), in a room, with its interviewers.

    The database refuses a room or a member that is booked at that time.
    """
    require(by, "meeting.take", meeting)
    if meeting.state != MeetingState.PLANNED:
        raise Refused(_("This meeting was held or cancelled; it cannot be moved."))
    if starts is not None and (ends is None or ends <= starts):
        raise Refused(_("A meeting ends after it starts."))
    during = TimestamptzRange(starts, ends) if starts else None
    try:
        with transaction.atomic():
            meeting.during, meeting.room = during, room
            meeting.save()
            if members is not None:
                _set_interviewers(meeting, members)
            meeting.interviewers.update(during=during)  # type: ignore[attr-defined]
    except IntegrityError as error:
        what = _("This room is") if "room_not_booked_twice" in str(error) else _("One of the interviewers is")
        raise Refused(_("%s booked at this time already. Choose another time, room or person.") % what) from error
    return meeting


def _set_interviewers(meeting: Meeting, members: list[TeamMember]) -> None:
    if any(m.review_id != meeting.review_id or not m.is_inside for m in members):
        raise Refused(_("Only members of the team who declared their interests may interview."))
    Interviewer.objects.filter(meeting=meeting).delete()
    Interviewer.objects.bulk_create(
        Interviewer(review=meeting.review, meeting=meeting, member=m, during=meeting.during) for m in members
    )


@action
def release(*, by: Person, visit: Visit) -> Visit:
    """Show the timetable to the host. Every meeting has its time by then."""
    require(by, "visit.plan", visit)
    unplaced = visit.meetings.filter(state=MeetingState.PLANNED, during=None).count()  # type: ignore[attr-defined]
    if unplaced:
        raise Refused(_("%d meetings have no time yet. Place or cancel them first.") % unplaced)
    if not visit.meetings.exists():  # type: ignore[attr-defined]
        raise Refused(_("There is no meeting yet."))
    visit.released_at = timezone.now()
    visit.save()
    return visit


@action
def note_consent(*, by: Person, meeting: Meeting) -> Session:
    """The interviewee heard what happens with their words and agreed."""
    require(by, "meeting.take", meeting)
    session = Session.objects.get(meeting=meeting)
    session.consent_at = timezone.now()
    session.save()
    return session


@action
def save_notes(*, by: Person, meeting: Meeting, value: str, seen: str | None = None) -> Session:
    """The team's notes on the meeting as a whole (autosaved)."""
    require(by, "meeting.take", meeting)
    session = Session.objects.select_for_update().get(meeting=meeting)
    value = cleaning.plain(value)
    autosave.check(session.notes, value, seen)
    session.notes = value
    session.save()
    return session


@action
def hold(*, by: Person, meeting: Meeting) -> Meeting:
    """The meeting took place, with a pair of interviewers (the method: interviews are taken by pairs)."""
    require(by, "meeting.take", meeting)
    if meeting.state == MeetingState.CANCELLED:
        raise Refused(_("This meeting was cancelled."))
    if meeting.interviewers.count() < 2:  # type: ignore[attr-defined]
        raise Refused(_("Interviews are taken by pairs. Name two interviewers first."))
    meeting.state = MeetingState.HELD
    meeting.save()
    return meeting


@action
def cancel(*, by: Person, meeting: Meeting, reason: str) -> Meeting:
    """The meeting does not take place, for this reason; its time and room are free again."""
    require(by, "meeting.take", meeting)
    if not reason.strip():
        raise Refused(_("Say why the meeting is cancelled."), fields={"reason": _("Say why the meeting is cancelled.")})
    meeting.state, meeting.cancel_reason, meeting.during = MeetingState.CANCELLED, cleaning.plain(reason), None
    meeting.save()
    meeting.interviewers.update(during=None)  # type: ignore[attr-defined]
    return meeting


def purge_identities(*, review: Review) -> int:
    """Delete who the interviewees of a review were, from the history too; only the job of this name can (§5)."""
    event = Identity.pgh_event_models["created"] if hasattr(Identity, "pgh_event_models") else None
    count = Identity.objects.filter(review=review).delete()[0]
    if event is not None:
        event.objects.filter(review=review).delete()
    return count
