# SPDX-License-Identifier: EUPL-1.2
"""People to meet, and when their identities are forgotten."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from isopolity.benchmarks.models import Item
from isopolity.reviews.clocks import months_later
from isopolity.reviews.models import DeskNote, Review
from isopolity.reviews.queries import deadlines_of, today_in
from isopolity.visits.models import Identity, Interviewee, Meeting, Participation, PreparedItem, Session

GONE = "–"
# Free words around people to meet, which may hold a name, and what they become when identities are forgotten.
# A cancelled meeting has a reason; a dash stands for the one that is gone. docs/operating/data-protection.md says why.
FREE_WORDS: list[tuple[Any, dict[str, str]]] = [
    (Interviewee, {"availability": "", "reason": ""}),
    (Meeting, {"title": ""}),
    (Meeting, {"cancel_reason": GONE}),
    (Session, {"notes": ""}),
    (PreparedItem, {"questions": ""}),
    (DeskNote, {"meet": ""}),
]


def people_to_meet(review: Review) -> QuerySet[Interviewee]:
    """Whom the acting person may see of those to meet, with items, meetings, times and contact."""
    return (
        Interviewee.objects.filter(review=review)
        .select_related("identity", "created_by")
        .prefetch_related(
            Prefetch("items", Item.objects.order_by("position", "pk")),
            "times",
            Prefetch("participations", Participation.objects.select_related("meeting__session")),
        )
        .order_by("pk")
    )


def without_meeting(review: Review) -> QuerySet[Interviewee]:
    """People who did not decline and whom no meeting takes."""
    return (
        Interviewee.objects.filter(review=review)
        .exclude(state="declined")
        .exclude(participations__meeting__state__in=["planned", "held"])
        .order_by("pk")
    )


@dataclass
class Wish:
    """Somebody whom the desk reviews would like to meet, with the items they could speak to."""

    function: str
    items: list[Item]
    peers: list[str]

    @property
    def codes(self) -> str:
        return ", ".join(item.code for item in self.items)


def wishes(review: Review) -> list[Wish]:
    """Who the submitted desk reviews would like to meet, without those already proposed; most wanted first."""
    known = {who.function.strip().casefold() for who in Interviewee.objects.filter(review=review)}
    found: dict[str, Wish] = {}
    notes = DeskNote.objects.filter(review=review).exclude(meet="").select_related("item", "member")
    for note in notes.order_by("item__position", "member_id"):
        for line in note.meet.splitlines():
            name = line.strip(" -•\t")
            if name and name.casefold() not in known:
                wish = found.setdefault(name.casefold(), Wish(name[:200], [], []))
                wish.items += [note.item] if note.item not in wish.items else []
                wish.peers += [note.member.initials] if note.member.initials not in wish.peers else []
    return sorted(found.values(), key=lambda wish: (-len(wish.items), wish.function))


def purge_day(review: Review) -> date | None:
    """The day after which identities are forgotten: months after the visit, or after the project without one."""
    if due := deadlines_of(review):
        return due.purge
    ends = review.project.ends
    return months_later(ends, review.project.purge_months) if ends else None


def words_left() -> list[tuple[QuerySet[Any], dict[str, str]]]:
    """(rows whose free words may hold a name, the values that empty them): the rows of today and their history."""
    return [
        (table.objects.filter(_holds_words(empty)), empty)
        for model, empty in FREE_WORDS
        for table in (model, model.pgh_event_model)
    ]


def _holds_words(empty: dict[str, str]) -> Q:
    return Q(*(~Q(**{f"{field}__in": ["", value]}) for field, value in empty.items()), _connector=Q.OR)


def reviews_to_forget() -> list[Review]:
    """Reviews past their day of which an identity, free words about people, or their history are left. For the job."""
    identities: list[Any] = [Identity, Identity.pgh_event_model]  # type: ignore[attr-defined]
    rows = [one.objects.all() for one in identities] + [rows for rows, _empty in words_left()]
    left = {review for some in rows for review in some.values_list("review_id", flat=True).distinct()}
    reviews = Review.objects.filter(pk__in=left).select_related("project", "city")
    return [review for review in reviews if (day := purge_day(review)) and day < today_in(review.city)]


def speakers(review: Review) -> dict[int, list[Interviewee]]:
    """item → people who could speak to it and did not decline."""
    found: dict[int, list[Interviewee]] = defaultdict(list)
    for who in people_to_meet(review).exclude(state="declined"):
        for item in who.items.all():
            found[item.pk].append(who)
    return found


def meetings_of(who: Interviewee) -> list[Meeting]:
    """The person's meetings that were not cancelled."""
    return [part.meeting for part in who.participations.all() if part.meeting.state != "cancelled"]
