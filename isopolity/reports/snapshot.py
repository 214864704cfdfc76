# SPDX-License-Identifier: EUPL-1.2
"""What the report tells about levels and sources, counted once by somebody inside the team and then kept."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from isopolity.assessments.models import Answer
from isopolity.reports.models import Finding
from isopolity.reviews.models import Review
from isopolity.visits.models import Meeting, MeetingState, Participation, SourceGroup


class Seat(NamedTuple):
    """Somebody's part in a meeting (walled: read inside the team)."""

    meeting: int
    state: str
    person: int
    group: str


def seats_of(review: Review) -> list[Seat]:
    """Who takes part in which of the review's meetings."""
    rows = Participation.objects.filter(review=review)
    columns = ("meeting_id", "meeting__state", "interviewee_id", "interviewee__source_group")
    return [Seat(*row) for row in rows.values_list(*columns)]


def people_met(seats: Iterable[Seat]) -> dict[str, int]:
    """source group → how many people the team met."""
    people = {(seat.person, seat.group) for seat in seats if seat.state != MeetingState.CANCELLED}
    return dict(Counter(group for _person, group in people))


def snapshot(review: Review) -> dict[str, Any]:
    """``levels``: item → [the city's, the team's]; ``meetings``: kind → how many were held; ``groups``: source group →
    people met, 0 standing for "fewer than the project's small group", so that no number points at one person."""
    city = dict(Answer.objects.filter(assessment=review.assessment_id).values_list("item_id", "level"))
    team = {f.item_id: f.level for f in Finding.objects.filter(review=review, withdrawn_reason="", not_examined="")}
    held = Meeting.objects.filter(review=review, state=MeetingState.HELD).values_list("kind", flat=True)
    small, met = review.project.small_group, people_met(seats_of(review))
    return {
        "levels": {str(pk): [city.get(pk, ""), team.get(pk, "")] for pk in sorted(city.keys() | team.keys())},
        "meetings": dict(Counter(held)),
        "groups": {g: met[g] if met[g] >= small else 0 for g in SourceGroup.values if met.get(g)},
        "small": small,
    }
