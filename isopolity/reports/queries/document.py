# SPDX-License-Identifier: EUPL-1.2
"""The report as a document: what the host, the secretariat and the public read, on screen and on paper.

Two voices only, the city's and the team's. No evidence, no interview numbers, no initials, no people.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from isopolity.benchmarks.maps import benchmark_map, groups_in_order, scale_states
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import items_of
from isopolity.core.components import BenchmarkMap, State
from isopolity.core.texts import read
from isopolity.reports.models import Commitment, Finding, Held, Paragraph, Recommendation, Reply, Report, Section
from isopolity.reviews.models import MemberKind
from isopolity.visits.models import SourceGroup

S = TypeVar("S", Paragraph, Recommendation)


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

    @property
    def title(self) -> str:
        return _("Recommendation %(n)s") % {"n": self.number}


@dataclass
class ReportContent:
    """Everything that a reader of the report reads; what only some readers' pages show is read when they ask."""

    report: Report
    parts: list[Part]
    advice: list[Advice]
    findings: dict[int, Held]

    @cached_property
    def items(self) -> list[Item]:
        """The items of the review's benchmark, in the project's wording."""
        adoption = self.report.review.adoption
        return items_of(adoption.version, adoption)

    @cached_property
    def levels(self) -> list[ItemLevels]:
        kept = self.report.snapshot.get("levels", {})
        return [ItemLevels(item, *(kept.get(str(item.pk)) or ("", ""))[:2]) for item in self.items]

    @cached_property
    def overridden(self) -> list[Reason]:
        """Why a finding under the text is used without corroboration."""
        under = [row.rests_on for part in self.parts for row in part.paragraphs]
        under += [one.recommendation.rests_on for one in self.advice]
        return self._reasons({held.item_id: held.override_reason for findings in under for held in findings})

    @cached_property
    def left_out(self) -> list[Reason]:
        """Why an item was not examined."""
        return self._reasons({held.item_id: held.not_examined for held in self.findings.values()})

    def _reasons(self, told: dict[int, str]) -> list[Reason]:
        return [Reason(i, told[i.pk]) for i in self.items if told.get(i.pk)] if any(told.values()) else []

    @cached_property
    def peer_cities(self) -> list[str]:
        peers = self.report.review.members.present().filter(kind=MemberKind.PEER, city__isnull=False)
        return sorted(set(peers.values_list("city__name", flat=True)))

    @cached_property
    def headlines(self) -> list[tuple[str, str]]:
        """(praise or criticism, text), once they were presented to the host."""
        shown = self.report.headlines_shown_at is not None
        return list(self.report.review.headlines.values_list("balance", "text")) if shown else []

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


TOLD: Prefetch = Prefetch("progress", to_attr="told")


def _held(report: Report) -> dict[int, Held]:
    """The review's findings, as far as the reader is inside their wall, in the benchmark's order."""
    rows = Finding.objects.filter(review=report.review_id).order_by("item__position", "item_id")
    columns = rows.values_list("pk", "item_id", "item__code", "override_reason", "not_examined")
    return {pk: Held(place, item, *told) for place, (pk, item, *told) in enumerate(columns)}


def _statements(rows: QuerySet[S], held: dict[int, Held], *, with_checks: bool) -> list[S]:
    """Paragraphs or recommendations with the findings under them, and where wanted the host's word on their facts."""
    found: list[Any] = list(rows.select_related("fact_check") if with_checks else rows)
    for row in found:
        row.rests_on = sorted(held[pk] for pk in row.finding_ids if pk in held)
    return found


def _parts(report: Report, held: dict[int, Held], *, with_checks: bool) -> list[Part]:
    rows: dict[int, list[Paragraph]] = defaultdict(list)
    under = Paragraph.findings.through.objects.filter(paragraph=OuterRef("pk")).values("finding_id")
    texts = Paragraph.objects.filter(section__report=report).annotate(finding_ids=ArraySubquery(under))
    for paragraph in _statements(texts, held, with_checks=with_checks):
        rows[paragraph.section_id].append(paragraph)
    return [Part(section, rows[section.pk]) for section in report.sections.all()]


def _advice(report: Report, held: dict[int, Held], *, with_reply: bool, with_checks: bool) -> list[Advice]:
    under = Recommendation.findings.through.objects.filter(recommendation=OuterRef("pk")).values("finding_id")
    rows = Recommendation.objects.filter(report=report).annotate(finding_ids=ArraySubquery(under))
    found = _statements(rows.select_related("reply") if with_reply else rows, held, with_checks=with_checks)
    if not with_reply:
        return [Advice(row, number) for number, row in enumerate(found, start=1)]
    promised: dict[int, list[Commitment]] = defaultdict(list)
    for commitment in Commitment.objects.filter(recommendation__report=report).prefetch_related(TOLD):
        promised[commitment.recommendation_id].append(commitment)
    return [Advice(row, n, getattr(row, "reply", None), promised[row.pk]) for n, row in enumerate(found, start=1)]


def report_content(report: Report, *, with_reply: bool = True, with_checks: bool = False) -> ReportContent:
    """Read the report with a fixed number of queries. ``with_reply``: also the city's replies and commitments;
    ``with_checks``: also what the host says of each text's facts."""
    held = _held(report)
    parts = _parts(report, held, with_checks=with_checks)
    return ReportContent(report, parts, _advice(report, held, with_reply=with_reply, with_checks=with_checks), held)
