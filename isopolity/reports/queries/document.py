# SPDX-License-Identifier: EUPL-1.2
"""The report as a document: what the host, the secretariat and the public read, on screen and on paper.

Two voices only, the city's and the team's. No evidence, no interview numbers, no initials, no people.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from isopolity.benchmarks.maps import benchmark_map, groups_in_order, scale_states
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import items_of
from isopolity.core.components import BenchmarkMap, State
from isopolity.core.texts import read
from isopolity.reports.models import Commitment, Finding, Paragraph, Recommendation, Reply, Report, Section
from isopolity.reviews.models import MemberKind, TeamMember
from isopolity.visits.models import SourceGroup


@dataclass(frozen=True)
class ItemLevels:
    """One item with the two voices' levels (codes; empty when there is none)."""

    item: Item
    city: str
    team: str

    @property
    def title(self) -> str:
        return read(self.item.title)


@dataclass(frozen=True)
class Reason:
    """An item with a reason that the report prints."""

    item: Item
    reason: str


@dataclass(frozen=True)
class Part:
    """A section with its paragraphs."""

    section: Section
    paragraphs: list[Paragraph]


@dataclass(frozen=True)
class Advice:
    """A recommendation with the city's reply and commitments, as far as the reader may know them."""

    recommendation: Recommendation
    number: int
    reply: Reply | None = None
    commitments: list[Commitment] = field(default_factory=list)


@dataclass
class ReportContent:
    """Everything that a reader of the report reads."""

    report: Report
    parts: list[Part]
    advice: list[Advice]
    levels: list[ItemLevels]
    overridden: list[Reason]
    left_out: list[Reason]
    peer_cities: list[str]
    headlines: list[tuple[str, str]]

    @property
    def title(self) -> str:
        return self.report.title or _("Peer review of %s") % self.report.review.city

    @property
    def meetings(self) -> dict[str, int]:
        return dict(self.report.snapshot.get("meetings", {}))

    @property
    def sources(self) -> list[tuple[str, str]]:
        """Source groups in words, with how many people; small numbers are not told."""
        few = _("fewer than %d") % self.report.snapshot.get("small", 3)
        groups = self.report.snapshot.get("groups", {})
        return [(str(SourceGroup(code).label), str(number) if number else few) for code, number in groups.items()]

    @property
    def has_replies(self) -> bool:
        return any(one.reply for one in self.advice)

    @property
    def has_commitments(self) -> bool:
        return any(one.commitments for one in self.advice)

    def map_of(self, voice: str) -> BenchmarkMap:
        """The map of the city's or the team's levels."""
        by_item = {row.item.pk: getattr(row, voice) for row in self.levels}
        names = {"city": str(self.report.review.city), "team": _("The team")}
        return benchmark_map(
            self.report.review.adoption.version,
            [row.item for row in self.levels],
            family="level",
            state=lambda item: by_item[item.pk] or "empty",
            url=lambda item: "",
            caption=names[voice],
        )

    @cached_property
    def pillars(self) -> list[tuple[str, list[ItemLevels]]]:
        """The items by pillar, with the pillar's name."""
        version = self.report.review.adoption.version
        by_group: dict[int, list[ItemLevels]] = {}
        for row in self.levels:
            by_group.setdefault(row.item.group_id, []).append(row)
        return [(name, by_group[group.pk]) for group, name in groups_in_order(version) if group.pk in by_group]

    @cached_property
    def states(self) -> dict[str, State]:
        """The levels of the benchmark's scale."""
        return scale_states(self.report.review.adoption.version)

    def word(self, code: str) -> str:
        """A level in words."""
        known = self.states.get(code)
        return str(known.word) if known and code else "–"


def _advice(report: Report, *, with_reply: bool) -> list[Advice]:
    rows = report.recommendations.prefetch_related("findings__item")
    if not with_reply:
        return [Advice(row, number) for number, row in enumerate(rows, start=1)]
    rows = rows.select_related("reply").prefetch_related("commitments__progress")
    return [
        Advice(row, number, getattr(row, "reply", None), list(row.commitments.all()))
        for number, row in enumerate(rows, start=1)
    ]


def report_content(report: Report, *, with_reply: bool = True) -> ReportContent:
    """Read the whole report with a fixed number of queries. ``with_reply``: also the city's replies and commitments."""
    review = report.review
    items = items_of(review.adoption.version, review.adoption)
    kept = report.snapshot.get("levels", {})
    sections = report.sections.prefetch_related("paragraphs__findings__item", "paragraphs__fact_check")
    held = {row.item_id: row for row in Finding.objects.filter(review=review)}
    used = _used(report)
    peers = TeamMember.objects.present().filter(review=review, kind=MemberKind.PEER).select_related("city")
    headlines = [] if report.headlines_shown_at is None else list(review.headlines.values_list("balance", "text"))
    return ReportContent(
        report=report,
        parts=[Part(section, list(section.paragraphs.all())) for section in sections],
        advice=_advice(report, with_reply=with_reply),
        levels=[ItemLevels(item, *_pair(kept.get(str(item.pk)))) for item in items],
        overridden=[
            Reason(item, held[item.pk].override_reason)
            for item in items
            if item.pk in used and item.pk in held and held[item.pk].override_reason
        ],
        left_out=[Reason(i, held[i.pk].not_examined) for i in items if i.pk in held and held[i.pk].not_examined],
        peer_cities=sorted({str(member.city) for member in peers if member.city}),
        headlines=headlines,
    )


def _pair(kept: list[str] | None) -> tuple[str, str]:
    return (kept[0], kept[1]) if kept else ("", "")


def _used(report: Report) -> set[int]:
    """Items whose finding stands under a paragraph or a recommendation."""
    under = Finding.objects.filter(review=report.review_id)
    rows = under.filter(paragraphs__section__report=report) | under.filter(recommendations__report=report)
    return set(rows.values_list("item_id", flat=True))
