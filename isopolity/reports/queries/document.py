# SPDX-License-Identifier: EUPL-1.2
"""The report as a document: what the host, the secretariat and the public read, on screen and on paper.

Two voices only, the city's and the team's. No evidence, no interview numbers, no initials, no people.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch
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


# The findings under a paragraph or a recommendation, with the codes of their items and nothing else of the items.
RESTS_ON: Prefetch = Prefetch(
    "findings", Finding.objects.select_related("item").only("item", "item__code", "override_reason"), to_attr="rests_on"
)

TOLD: Prefetch = Prefetch("progress", to_attr="told")


def _parts(report: Report) -> list[Part]:
    """The sections with their paragraphs, in three queries."""
    rows: dict[int, list[Paragraph]] = defaultdict(list)
    paragraphs = Paragraph.objects.filter(section__report=report).select_related("fact_check")
    for paragraph in paragraphs.prefetch_related(RESTS_ON):
        rows[paragraph.section_id].append(paragraph)
    return [Part(section, rows[section.pk]) for section in report.sections.all()]


def _advice(report: Report, *, with_reply: bool) -> list[Advice]:
    rows = report.recommendations.select_related("fact_check").prefetch_related(RESTS_ON)
    if not with_reply:
        return [Advice(row, number) for number, row in enumerate(rows, start=1)]
    promised: dict[int, list[Commitment]] = defaultdict(list)
    for commitment in Commitment.objects.filter(recommendation__report=report).prefetch_related(TOLD):
        promised[commitment.recommendation_id].append(commitment)
    return [
        Advice(row, number, getattr(row, "reply", None), promised[row.pk])
        for number, row in enumerate(rows.select_related("fact_check", "reply"), start=1)
    ]


def report_content(report: Report, *, with_reply: bool = True) -> ReportContent:
    """Read the whole report with a fixed number of queries. ``with_reply``: also the city's replies and commitments."""
    review = report.review
    items = items_of(review.adoption.version, review.adoption)
    kept = report.snapshot.get("levels", {})
    held = _reasons(report)
    parts, advice = _parts(report), _advice(report, with_reply=with_reply)
    texts: list[Paragraph | Recommendation]
    texts = [*(row for part in parts for row in part.paragraphs), *(one.recommendation for one in advice)]
    used = {finding.item_id for text in texts for finding in text.rests_on}
    peers = TeamMember.objects.present().filter(review=review, kind=MemberKind.PEER, city__isnull=False)
    headlines = [] if report.headlines_shown_at is None else list(review.headlines.values_list("balance", "text"))
    return ReportContent(
        report=report,
        parts=parts,
        advice=advice,
        levels=[ItemLevels(item, *_pair(kept.get(str(item.pk)))) for item in items],
        overridden=[Reason(i, held[i.pk][0]) for i in items if i.pk in used and i.pk in held and held[i.pk][0]],
        left_out=[Reason(i, held[i.pk][1]) for i in items if i.pk in held and held[i.pk][1]],
        peer_cities=sorted(set(peers.values_list("city__name", flat=True))),
        headlines=headlines,
    )


def _pair(kept: list[str] | None) -> tuple[str, str]:
    return (kept[0], kept[1]) if kept else ("", "")


def _reasons(report: Report) -> dict[int, tuple[str, str]]:
    """item → why its finding is used without corroboration, why it was not examined."""
    rows = Finding.objects.filter(review=report.review_id).exclude(override_reason="", not_examined="")
    return {item: (used, left) for item, used, left in rows.values_list("item_id", "override_reason", "not_examined")}
