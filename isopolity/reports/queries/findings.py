# SPDX-License-Identifier: EUPL-1.2
"""The findings of a review as the team sees them: every item with its state, and the voices on one item."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from isopolity.assessments.models import Answer
from isopolity.benchmarks.maps import benchmark_map
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import items_of
from isopolity.core.components import BenchmarkMap, Voice
from isopolity.core.links import links
from isopolity.evidence.corroboration import Corroboration
from isopolity.evidence.models import Evidence
from isopolity.evidence.queries import bank, citation, fact_of, states
from isopolity.reports.models import Finding
from isopolity.reports.queries.usability import NOTHING, is_usable, state_code
from isopolity.reviews.models import DeskNote, Review


@dataclass(frozen=True)
class Row:
    """One item with what the team holds about it. ``pointed``: the level the evidence points to."""

    item: Item
    finding: Finding | None
    evidence: Corroboration
    city_level: str
    url: str

    @property
    def state(self) -> str:
        return state_code(self.finding, self.evidence)

    @property
    def level(self) -> str:
        return self.finding.level if self.finding else ""

    @property
    def pointed(self) -> str:
        return self.evidence.level or ""

    @property
    def is_usable(self) -> bool:
        return self.finding is not None and is_usable(self.finding, self.evidence)

    @property
    def is_overridden(self) -> bool:
        return bool(self.finding and self.finding.override_reason)

    @property
    def is_settled(self) -> bool:
        """Held in words with a level, or left out, or withdrawn."""
        found = self.finding
        return bool(found and (found.not_examined or found.withdrawn_reason or (found.level and found.text)))

    @property
    def is_checked(self) -> bool:
        return bool(self.finding and (self.finding.checked_at or self.finding.not_examined))

    @property
    def differs(self) -> bool:
        """City and team judge differently."""
        return bool(self.city_level and self.level and self.city_level != self.level)

    @property
    def departs(self) -> bool:
        """The team's level is not the one its evidence points to."""
        return bool(self.level and self.pointed and self.level != self.pointed)


def rows_of(review: Review) -> list[Row]:
    """Every item of the review in the benchmark's order; the same number of queries for any number of items."""
    held = {finding.item_id: finding for finding in Finding.objects.filter(review=review)}
    known = states(review)
    city = dict(Answer.objects.filter(assessment=review.assessment_id).values_list("item_id", "level"))
    page = links("finding", review.pk)
    return [
        Row(
            item,
            held.get(item.pk),
            known.get(item.pk, NOTHING),
            city.get(item.pk, ""),
            page(item.pk),
        )
        for item in items_of(review.adoption.version, review.adoption)
    ]


def map_of(review: Review, rows: Iterable[Row], current: Item | None = None) -> BenchmarkMap:
    """The map of finding states."""
    by_item = {row.item.pk: row for row in rows}
    return benchmark_map(
        review.adoption.version,
        [row.item for row in by_item.values()],
        family="finding",
        state=lambda item: by_item[item.pk].state,
        url=lambda item: by_item[item.pk].url,
        current=current,
        flagged=lambda item: not by_item[item.pk].is_settled,
        caption=_("States of the findings. A dot: the team has not settled the item."),
    )


def next_open(rows: list[Row], after: Item | None = None) -> Row | None:
    """The next item that the team has not settled, behind ``after``, else from the beginning."""
    here = next((n for n, row in enumerate(rows) if after and row.item.pk == after.pk), -1)
    ahead = rows[here + 1 :] + rows[: max(here, 0)]
    return next((row for row in ahead if not row.is_settled), None)


def usable_findings(review: Review) -> list[Finding]:
    """What headlines, paragraphs and recommendations may rest on, in the benchmark's order."""
    found = []
    for row in rows_of(review):
        if row.finding is not None and row.is_usable:
            row.finding.item = row.item
            found.append(row.finding)
    return found


def voices_on(review: Review, row: Row) -> list[Voice]:
    """City, each peer who submitted a desk review, team, on one item. Three voices: only inside the team."""
    answers = Answer.objects.filter(assessment=review.assessment_id, item=row.item)
    labels = (_("Achieved"), _("Aspired to"), _("Not answered"))
    said = [
        f"{label}: {text}"
        for answer in answers.values_list("achieved", "aspired", "explanation")
        for label, text in zip(labels, answer, strict=True)
        if text
    ]
    voices = [Voice("city", str(review.city), row.city_level or None, "\n\n".join(said))]
    notes = DeskNote.objects.filter(review=review, item=row.item, member__desk_submitted_at__isnull=False)
    columns = ("member__person__name", "member__initials", "level", "hypothesis", "questions")
    for name, initials, level, *texts in notes.order_by("member").values_list(*columns):
        voices.append(Voice("peer", name, level or None, "\n\n".join(filter(None, texts)), note=initials))
    held = row.finding
    voices.append(Voice("team", _("The team"), row.level or None, held.text if held else ""))
    return voices


@dataclass(frozen=True)
class Cited:
    """A piece of evidence with its citation for one item."""

    evidence: Evidence
    citation: str
    counts: bool


def evidence_on(review: Review, item: Item) -> list[Cited]:
    """The evidence on one item, oldest first; withdrawn pieces last."""
    rows = bank(review).filter(item_links__item=item).order_by("pk")
    cited = [Cited(row, citation(row, item), row.withdrawn_at is None and fact_of(row).counts) for row in rows]
    return sorted(cited, key=lambda one: (one.evidence.withdrawn_at is not None, one.evidence.pk))
