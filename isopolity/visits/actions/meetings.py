# SPDX-License-Identifier: EUPL-1.2
"""Meetings: planned, prepared, placed, held or cancelled."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

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
from isopolity.reviews.models import DeskNote, TeamMember
from isopolity.visits.models import (
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
    Visit,
)


@action
def add_meeting(
    *, by: Person, visit: Visit, kind: str = MeetingKind.INTERVIEW, interviewees: Sequence[Interviewee], title: str = ""
) -> Meeting:
    """An interview or a workshop with these people, numbered in order, not yet placed on the timetable."""
    require(by, "visit.plan", visit)
    if kind not in MeetingKind.values:
        raise Refused(_("Choose interview or workshop."), fields={"kind": _("Choose interview or workshop.")})
    if kind == MeetingKind.INTERVIEW and not interviewees:
        raise Refused(_("Choose whom to meet."), fields={"interviewees": _("Choose whom to meet.")})
    # Whoever adds a meeting at the same moment waits here, so that no number is given twice.
    Visit.objects.select_for_update().get(pk=visit.pk)
    meeting = Meeting.objects.create(visit=visit, review=visit.review, kind=kind, title=cleaning.plain(title)[:150])
    _set_people(meeting, interviewees)
    last = Session.objects.filter(review=visit.review, meeting__kind=kind).aggregate(Max("number"))["number__max"]
    Session.objects.create(review=visit.review, meeting=meeting, number=(last or 0) + 1)
    return meeting


def _set_people(meeting: Meeting, people: Iterable[Interviewee]) -> None:
    people = list(people)
    if any(person.review_id != meeting.review_id for person in people):
        raise NotAllowed("visit.plan")
    kept = {person.pk for person in people}
    before = dict(meeting.participations.values_list("interviewee_id", "pk"))
    Participation.objects.filter(pk__in=[pk for person, pk in before.items() if person not in kept]).delete()
    Participation.objects.bulk_create(
        Participation(review=meeting.review, meeting=meeting, interviewee_id=pk, during=meeting.during)
        for pk in sorted(kept - before.keys())
    )


@action
def add_interviews(*, by: Person, visit: Visit, interviewees: Sequence[Interviewee]) -> list[Meeting]:
    """One interview with each of these people."""
    require(by, "visit.plan", visit)
    return [add_meeting(by=by, visit=visit, interviewees=[person]) for person in interviewees]


@action
def change_meeting(
    *,
    by: Person,
    meeting: Meeting,
    title: str | None = None,
    interpreter_language: str | None = None,
    interviewees: Sequence[Interviewee] | None = None,
) -> Meeting:
    """New title for the host, interpreter, or people; None leaves it as it is."""
    require(by, "meeting.take", meeting)
    if title is not None:
        meeting.title = cleaning.plain(title)[:150]
    if interpreter_language is not None:
        meeting.interpreter_language = cleaning.plain(interpreter_language)[:12]
    if interviewees is not None:
        if meeting.kind == MeetingKind.INTERVIEW and not interviewees:
            raise Refused(_("Choose whom to meet."), fields={"interviewees": _("Choose whom to meet.")})
        with _bookings():
            _set_people(meeting, interviewees)
    meeting.save()
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
def unprepare(*, by: Person, prepared: PreparedItem) -> None:
    """Do not raise this item in the meeting."""
    require(by, "meeting.take", prepared.meeting)
    prepared.delete()


@action
def prepare_from_desk_reviews(*, by: Person, meeting: Meeting) -> list[PreparedItem]:
    """Take the items that the meeting's people can speak to, with the desk reviews' questions and hypotheses.

    Questions already written stay as they are.
    """
    require(by, "meeting.take", meeting)
    people = meeting.participations.values("interviewee_id")
    items = list(Item.objects.filter(pk__in=IntervieweeItem.objects.filter(interviewee__in=people).values("item_id")))
    if not items:
        raise Refused(_("Say first which items these people can speak to (page “People to meet”)."))
    known = {row.item_id: row for row in PreparedItem.objects.filter(meeting=meeting)}
    notes: dict[int, list[DeskNote]] = {}
    for note in DeskNote.objects.filter(review=meeting.review, item__in=items).order_by("member_id"):
        notes.setdefault(note.item_id, []).append(note)
    rows = []
    for item in items:
        row = known.get(item.pk) or PreparedItem(
            review=meeting.review, meeting=meeting, item=item, position=item.position
        )
        row.questions = row.questions or _questions(notes.get(item.pk, []))
        row.save()
        rows.append(row)
    return rows


def _questions(notes: list[DeskNote]) -> str:
    """The desk reviews' questions, each once, and under them the hypotheses to test."""
    asked = dict.fromkeys(line.strip() for note in notes for line in note.questions.splitlines() if line.strip())
    held = dict.fromkeys(note.hypothesis.strip() for note in notes if note.hypothesis.strip())
    return "\n".join([*asked, *(_("Hypothesis: %s") % text for text in held)])


@contextmanager
def _bookings() -> Iterator[None]:
    """Turns the database's refusal of a double booking into words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        who = _booked(str(error))
        raise Refused(_("%s booked at this time already. Choose another time, room or person.") % who) from error


def _booked(fault: str) -> str:
    if "room_not_booked_twice" in fault:
        return _("This room is")
    if "interviewee_not_booked_twice" in fault:
        return _("The person to meet is")
    return _("One of the interviewers is")


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

    The database refuses a room, an interviewer or an interviewee that is booked at that time.
    """
    require(by, "meeting.take", meeting)
    if meeting.state != MeetingState.PLANNED:
        raise Refused(_("This meeting was held or cancelled; it cannot be moved."))
    if starts is not None and (ends is None or ends <= starts):
        raise Refused(_("A meeting ends after it starts."), fields={"ends": _("A meeting ends after it starts.")})
    if room is not None and room.visit_id != meeting.visit_id:
        raise NotAllowed("meeting.take")
    during = TimestamptzRange(starts, ends) if starts else None
    with _bookings():
        if members is not None:
            _set_interviewers(meeting, members)
        meeting.during, meeting.room = during, room
        meeting.save()
        _follow(meeting)
    return meeting


def _follow(meeting: Meeting) -> None:
    """Interviewers and interviewees are booked when the meeting is."""
    meeting.interviewers.update(during=meeting.during)
    meeting.participations.update(during=meeting.during)


def _set_interviewers(meeting: Meeting, members: list[TeamMember]) -> None:
    if any(m.review_id != meeting.review_id or not m.is_inside for m in members):
        raise Refused(_("Only members of the team who declared their interests may interview."))
    kept = {member.pk for member in members}
    before = set(meeting.interviewers.values_list("member_id", flat=True))
    Interviewer.objects.filter(meeting=meeting, member__in=before - kept).delete()
    # Booked without a time first: the new time follows once the meeting has it.
    Interviewer.objects.bulk_create(
        Interviewer(review=meeting.review, meeting=meeting, member_id=pk) for pk in sorted(kept - before)
    )


@action
def note_consent(*, by: Person, meeting: Meeting, agreed: bool = True) -> Session:
    """The interviewee heard what happens with their words and agreed (or: it was noted by mistake)."""
    require(by, "meeting.take", meeting)
    session = Session.objects.select_for_update().get(meeting=meeting)
    session.consent_at = timezone.now() if agreed else None
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
    if meeting.interviewers.count() < 2:
        raise Refused(_("Interviews are taken by pairs. Name two interviewers first."))
    meeting.state = MeetingState.HELD
    meeting.save()
    return meeting


@action
def cancel(*, by: Person, meeting: Meeting, reason: str) -> Meeting:
    """The meeting does not take place, for this reason; its time, room and people are free again."""
    require(by, "meeting.take", meeting)
    if meeting.state == MeetingState.HELD:
        raise Refused(_("This meeting was held. Reopen it first if that was a mistake."))
    if not reason.strip():
        raise Refused(_("Say why the meeting is cancelled."), fields={"reason": _("Say why the meeting is cancelled.")})
    meeting.state, meeting.cancel_reason, meeting.during = MeetingState.CANCELLED, cleaning.plain(reason), None
    meeting.save()
    _follow(meeting)
    return meeting


@action
def reopen(*, by: Person, meeting: Meeting) -> Meeting:
    """A meeting marked as held or cancelled by mistake is planned again."""
    require(by, "meeting.take", meeting)
    meeting.state, meeting.cancel_reason = MeetingState.PLANNED, ""
    meeting.save()
    return meeting
