# SPDX-License-Identifier: EUPL-1.2
"""An assessment as a document: plain values that the page, the PDF and the spreadsheet share.

Never a total: an ordinal benchmark is told as a distribution in words and as the map.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from isopolity.assessments.models import Answer, Assessment, Document
from isopolity.benchmarks.maps import benchmark_map, groups_in_order, scale_states
from isopolity.benchmarks.models import Group, Item
from isopolity.benchmarks.queries import items_of
from isopolity.core import cleaning
from isopolity.core.components import NO_ANSWER, BenchmarkMap, State
from isopolity.core.texts import read

PICTURES = ("image/png", "image/jpeg", "image/webp")


@dataclass(frozen=True)
class Part:
    """A labelled text: what is achieved, who drafted it."""

    name: str
    label: str
    text: str


@dataclass(frozen=True)
class Attached:
    """A document that supports a part of the report."""

    id: int
    name: str
    content_type: str
    size: int
    url: str

    @property
    def is_picture(self) -> bool:
        return self.content_type in PICTURES


@dataclass(frozen=True)
class ItemContent:
    """One item with the city's answer. ``level`` is the drawn state, NO_ANSWER when there is none."""

    id: int
    code: str
    title: str
    text: str
    level_code: str
    level: State
    parts: list[Part]
    explanation: str
    documents: list[Attached] = field(default_factory=list)

    @property
    def judged(self) -> list[Part]:
        """What is achieved, apart from what is aspired to."""
        return [part for part in self.parts if part.name in ("achieved", "aspired")]

    @property
    def reasons(self) -> list[Part]:
        """The how, the why, the who, and who is responsible."""
        return [part for part in self.parts if part.name not in ("achieved", "aspired")]

    @property
    def is_empty(self) -> bool:
        return not self.parts and not self.explanation and not self.level_code


@dataclass(frozen=True)
class GroupContent:
    """A pillar or another group with its items; ``path`` names its parents too."""

    code: str
    path: str
    standard: str
    items: list[ItemContent]
    distribution: list[tuple[State, int]]


@dataclass(frozen=True)
class SectionContent:
    """A background section; ``body`` is clean HTML for a page, ``written`` is what was saved."""

    code: str
    title: str
    body: SafeString
    documents: list[Attached] = field(default_factory=list)
    written: str = ""


@dataclass(frozen=True)
class FactorContent:
    """What a circumstance means for this city."""

    code: str
    title: str
    text: str


@dataclass(frozen=True)
class ReportContent:
    """The whole report in one language (texts of the city stay in the language they were written in)."""

    id: int
    title: str
    city: str
    benchmark: str
    version: str
    licence: str
    language: str
    written_in: str
    state: str
    state_word: str
    submitted_at: datetime | None
    provenance: list[Part]
    sections: list[SectionContent]
    factors: list[FactorContent]
    groups: list[GroupContent]
    distribution: list[tuple[State, int]]
    map: BenchmarkMap
    is_initial_report: bool

    @property
    def items(self) -> list[ItemContent]:
        return [item for group in self.groups for item in group.items]

    @property
    def sentence(self) -> str:
        """The distribution in words: "31 meets, 24 falls short"."""
        return ", ".join(f"{number} {state.word}" for state, number in self.distribution if number)


def report_content(assessment: Assessment, language: str) -> ReportContent:
    """Everything the report says, in the reader's ``language`` where the benchmark has it. Ten queries at most."""
    with translation.override(language):
        return _Reading(assessment, language).content()


def labels() -> dict[str, str]:
    """The words for the parts of an answer."""
    return {
        "achieved": _("Achieved"),
        "aspired": _("Aspired to"),
        "how": _("How"),
        "why": _("Why"),
        "who": _("Who"),
        "political": _("Politically responsible"),
        "operational": _("Operationally responsible"),
        "explanation": _("Why it cannot be answered"),
    }


def provenance_labels() -> dict[str, str]:
    """The words for where the report comes from."""
    return {
        "drafted_by": _("Who drafted it"),
        "drafted_how": _("How it was drafted"),
        "politicians": _("How far politicians were involved"),
    }


class _Reading:
    """Gathers the rows of one assessment once."""

    def __init__(self, assessment: Assessment, language: str) -> None:
        self.one, self.language = assessment, language
        self.items = items_of(assessment.version, assessment.adoption)
        self.answers: dict[int, Answer] = {row.item_id: row for row in assessment.answers.all()}
        self.states = scale_states(assessment.version, [language])
        self.labels = labels()
        self.of_item: dict[int | None, list[Attached]] = defaultdict(list)
        self.of_section: dict[int | None, list[Attached]] = defaultdict(list)
        for row in assessment.documents.all():
            (self.of_item[row.item_id] if row.item_id else self.of_section[row.section_id]).append(attached(row))

    def content(self) -> ReportContent:
        one, version = self.one, self.one.version
        return ReportContent(
            id=one.pk,
            title=one.title or self.read(version.title),
            city=one.city.name,
            benchmark=self.read(version.title),
            version=version.number,
            licence=version.licence,
            language=self.language,
            written_in=one.language,
            state=one.state,
            state_word=str(one.get_state_display()),
            submitted_at=one.submitted_at,
            provenance=[Part(n, w, getattr(one, n)) for n, w in provenance_labels().items() if getattr(one, n)],
            sections=self.sections(),
            factors=self.factors(),
            groups=self.groups(),
            distribution=self.distribution(self.items),
            map=self.map(),
            is_initial_report=one.adoption_id is not None,
        )

    def read(self, text: Any) -> str:
        return read(text, self.language)

    def level(self, item: Item) -> str:
        answer = self.answers.get(item.pk)
        return answer.level if answer else ""

    def distribution(self, items: Iterable[Item]) -> list[tuple[State, int]]:
        counts = Counter(self.level(item) or NO_ANSWER.code for item in items)
        return [(state, counts[code]) for code, state in self.states.items() if counts[code] or state is not NO_ANSWER]

    def sections(self) -> list[SectionContent]:
        written = {row.section_id: row.body for row in self.one.background_texts.all()}
        return [
            SectionContent(row.code, self.read(row.title), clean(body), self.of_section[row.pk], body)
            for row in self.one.version.background_sections.all()
            for body in [written.get(row.pk, "")]
        ]

    def factors(self) -> list[FactorContent]:
        noted = {row.factor_id: row.body for row in self.one.context_notes.all()}
        rows = self.one.version.context_factors.all() if any(noted.values()) else []
        return [FactorContent(row.code, self.read(row.title), noted[row.pk]) for row in rows if noted.get(row.pk)]

    def groups(self) -> list[GroupContent]:
        below: dict[int, list[Item]] = defaultdict(list)
        for item in self.items:
            below[item.group_id].append(item)
        rows = groups_in_order(self.one.version, [self.language])
        return [self.group(row, path, below[row.pk]) for row, path in rows if row.pk in below]

    def group(self, row: Group, path: str, items: list[Item]) -> GroupContent:
        contents = [self.item(item) for item in items]
        return GroupContent(row.code, path, self.read(row.standard), contents, self.distribution(items))

    def item(self, item: Item) -> ItemContent:
        answer = self.answers.get(item.pk) or Answer()
        names = [name for name in Answer.TEXTS if name != "explanation"]
        return ItemContent(
            id=item.pk,
            code=item.code,
            title=self.read(item.title),
            text=self.read(item.text),
            level_code=answer.level,
            level=self.states.get(answer.level) or NO_ANSWER,
            parts=[Part(name, self.labels[name], getattr(answer, name)) for name in names if getattr(answer, name)],
            explanation=answer.explanation,
            documents=self.of_item[item.pk],
        )

    def map(self) -> BenchmarkMap:
        return benchmark_map(
            self.one.version,
            self.items,
            family="level",
            state=lambda item: self.level(item) or NO_ANSWER.code,
            url=lambda item: f"#item-{item.pk}",
            caption=_("The city's own levels"),
            language=self.language,
        )


def clean(html: str) -> SafeString:
    """Rich text, cleaned once more on its way out: what stands in the database may be older than today's rules.

    Its headings go one level down, below the section's own.
    """
    lower = re.sub(r"(</?h)([34])>", lambda tag: f"{tag[1]}{int(tag[2]) + 1}>", cleaning.rich(html))
    return mark_safe(lower)  # noqa: S308 - cleaned one line above


def attached(row: Document) -> Attached:
    """A document as pages show it."""
    return Attached(row.pk, row.name, row.content_type, row.size, reverse("assessment_document", args=[row.pk]))
