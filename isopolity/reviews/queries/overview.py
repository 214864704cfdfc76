# SPDX-License-Identifier: EUPL-1.2
"""What the page of a review shows: what is mine to do, dates, team, moves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from isopolity.accounts.models import Person
from isopolity.core.components import Todo
from isopolity.core.duties import duties
from isopolity.core.policy import may
from isopolity.core.rows import with_parts
from isopolity.reviews.clocks import Clocks, Deadlines, deadlines
from isopolity.reviews.models import Review, StageMove, TeamMember
from isopolity.reviews.queries.times import deadlines_of, today_in
from isopolity.reviews.stages import TABLE, Text

DAYS: list[tuple[str, Text]] = [
    ("training", _("team trained")),
    ("initial_report", _("initial report submitted")),
    ("desk_review", _("desk reviews submitted")),
    ("visit", _("last day of the visit")),
    ("report", _("report with the host")),
    ("reply", _("reply and plan published")),
    ("survey", _("follow-up survey")),
    ("progress", _("first word on progress")),
    ("purge", _("identities of interviewees deleted")),
]


@dataclass(frozen=True)
class Day:
    """One deadline in words."""

    text: Text
    day: date
    is_past: bool


def days(due: Deadlines | None, today: date) -> list[Day]:
    """The deadlines in order of time."""
    if due is None:
        return []
    found = [Day(text, getattr(due, name), getattr(due, name) < today) for name, text in DAYS]
    return sorted(found, key=lambda one: one.day)


def preview(clocks: Clocks, starts: date | None, ends: date | None, today: date) -> list[Day]:
    """What the deadlines would be with these dates; nothing while they make no sense."""
    if starts is None or ends is None or ends < starts:
        return []
    return days(deadlines(clocks, starts, ends), today)


def mine(person: Person, review: Review) -> list[Todo]:
    """What this person owes to this review: the same duties as on the home page and in the reminders."""
    today = today_in(review.city)
    found = [duty for duty in duties(person, review) if not duty.waits_for]
    return [Todo(duty.text, duty.url, "", duty.due, bool(duty.due and duty.due < today)) for duty in found]


def overview(person: Person, review: Review) -> dict[str, Any]:
    """The parts of the overview that this person may see."""
    reads_team = may(person, "team.read", review)
    after = TABLE[review.stage].after
    return {
        "row": TABLE[review.stage],
        "next_row": TABLE[after] if after else None,
        "todos": mine(person, review),
        "days": days(deadlines_of(review), today_in(review.city)),
        "members": team_of(review) if reads_team else None,
        "moves": moves_of(review),
        "may_move": after is not None and may(person, "review.move", review),
        "may_force": may(person, "review.force", review),
        "may_change": may(person, "review.change", review),
    }


def team_of(review: Review) -> list[TeamMember]:
    """The present team, peers first."""
    rows = with_parts(
        TeamMember.objects.present().filter(review=review), person="name", city="name", organisation="name"
    )
    return sorted(rows, key=lambda m: (not m.is_leader, m.kind != "peer", m.pk))


def moves_of(review: Review) -> list[tuple[StageMove, Text, Text]]:
    """Each move with the names of the two stages, newest first."""
    name: Callable[[str], Text] = lambda code: TABLE[code].name  # noqa: E731
    rows = StageMove.objects.filter(review=review).select_related("moved_by").order_by("-moved_at", "-pk")
    return [(move, name(move.before), name(move.after)) for move in rows]
