# SPDX-License-Identifier: EUPL-1.2
"""The bank by item: state, the city's own level, coverage by interviews."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from isopolity.assessments.models import Answer
from isopolity.benchmarks.maps import benchmark_map
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import items_of
from isopolity.core.components import BenchmarkMap
from isopolity.evidence.corroboration import Corroboration, State
from isopolity.evidence.models import EvidenceItem
from isopolity.evidence.queries.states import states
from isopolity.reviews.models import Review
from isopolity.visits.coverage import Covered, Hearing, coverage
from isopolity.visits.models import Interviewee, Meeting, MeetingState, Participation
from isopolity.visits.queries.people import speakers

NOTHING = Corroboration(State.NO_EVIDENCE, None, 0)


@dataclass(frozen=True)
class ItemRow:
    """One item with what the evidence says and what the city said of itself."""

    item: Item
    found: Corroboration
    pieces: int
    city_level: str
    url: str

    @property
    def agreement(self) -> str:
        """A code of the difference family: does the evidence say what the city said?"""
        if not self.found.level or not self.city_level or self.city_level == "inconclusive":
            return "none"
        return "agree" if self.found.level == self.city_level else "differ"


def by_item(review: Review) -> list[ItemRow]:
    """Every item of the review; five queries, whatever their number."""
    found = states(review)
    links = EvidenceItem.objects.filter(review=review, evidence__withdrawn_at=None)
    pieces = Counter(links.values_list("item_id", flat=True))
    levels = dict(Answer.objects.filter(assessment=review.assessment_id).values_list("item_id", "level"))
    bank = reverse("evidence_bank", args=[review.pk])
    return [
        ItemRow(item, found.get(item.pk, NOTHING), pieces[item.pk], levels.get(item.pk, ""), f"{bank}?item={item.pk}")
        for item in items_of(review.adoption.version, review.adoption)
    ]


def finding_map(review: Review, rows: list[ItemRow]) -> BenchmarkMap:
    """The map with the states of the findings."""
    known = {row.item.pk: row for row in rows}
    return benchmark_map(
        review.adoption.version, [row.item for row in rows], family="finding",
        state=lambda item: known[item.pk].found.state.value, url=lambda item: known[item.pk].url,
    )  # fmt: skip


# --- Coverage -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class CoverageRow:
    """How often an item is heard, and who else could speak to it."""

    item: Item
    covered: Covered
    could_speak: list[Interviewee]
    can_reach: bool


def coverage_rows(review: Review) -> list[CoverageRow]:
    """Every item with its independent interviews, held and planned; few queries, whatever the number of items."""
    meetings = list(_meetings(review))
    found = coverage(hearing for meeting in meetings for hearing in _hearings(meeting))
    busy: dict[int, set[int]] = defaultdict(set)
    for meeting in meetings:
        for hearing_item in {hearing.item for hearing in _hearings(meeting)}:
            busy[hearing_item] |= {part.interviewee_id for part in meeting.participations.all()}
    able, needed = speakers(review), review.project.interviews_needed
    return [
        CoverageRow(
            item, covered := found.get(item.pk, Covered()),
            [who for who in able.get(item.pk, []) if who.pk not in busy[item.pk]], covered.can_reach(needed),
        )
        for item in items_of(review.adoption.version, review.adoption)
    ]  # fmt: skip


def _meetings(review: Review) -> list[Meeting]:
    people = Participation.objects.select_related("interviewee").prefetch_related("interviewee__item_links")
    return list(
        Meeting.objects.filter(review=review)
        .exclude(state=MeetingState.CANCELLED)
        .prefetch_related("prepared", Prefetch("participations", people))
    )


def _hearings(meeting: Meeting) -> list[Hearing]:
    """Who is heard on what: on the prepared items, else on what each can speak to."""
    prepared = {row.item_id for row in meeting.prepared.all()}
    return [
        Hearing(
            item, meeting.pk, meeting.kind, " ".join(who.organisation.split()).casefold(), who.source_group,
            is_held=meeting.state == MeetingState.HELD,
        )
        for who in (part.interviewee for part in meeting.participations.all())
        for item in prepared or {link.item_id for link in who.item_links.all()}
    ]  # fmt: skip


def coverage_map(review: Review, rows: list[CoverageRow], *, held: bool) -> BenchmarkMap:
    """The map of independent interviews, held or with those still planned."""
    number = {row.item.pk: row.covered.held if held else row.covered.planned for row in rows}
    return benchmark_map(
        review.adoption.version, [row.item for row in rows], family="coverage",
        state=lambda item: {0: "zero", 1: "one"}.get(number[item.pk], "two"), url=lambda item: f"#item-{item.pk}",
    )  # fmt: skip
