# SPDX-License-Identifier: EUPL-1.2
"""The bank: filtered, searched, sorted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Min, Prefetch, Q, QuerySet

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Item
from isopolity.core.links import links
from isopolity.evidence.models import Basis, Evidence, EvidenceItem, SourceKind
from isopolity.reviews.models import Review
from isopolity.visits.models import Session, SourceGroup, session_label

SORTS = {
    "newest": ("-pk",),
    "oldest": ("pk",),
    "item": ("place", "pk"),
    "source": ("kind", "session__number", "pk"),
    "level": ("level", "pk"),
}
MOST_WORDS = 12
_UNREAD = [
    "search",
    *(f"session__{name}" for name in ("notes", "consent_at", "review")),
    *(f"session__meeting__{name}" for name in ("visit", "review", "title", "during", "room", "cancel_reason")),
    *(f"session__meeting__{name}" for name in ("interpreter_language", "created_at")),
    *(f"interviewee__{name}" for name in ("languages", "availability", "reason", "created_by", "created_at")),
]
_CODED = (
    EvidenceItem.objects.select_related("item")
    .only("evidence_id", "review_id", "item", "item__code")
    .order_by("item__position", "item_id")
)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the bank; empty fields ask for nothing."""

    q: str = ""
    item: str = ""
    pillar: str = ""
    level: str = ""
    basis: str = ""
    kind: str = ""
    session: str = ""
    group: str = ""
    withdrawn: str = ""
    mine: str = ""
    sort: str = "newest"


def bank(review: Review, wanted: Wanted | None = None, *, reader: Person | None = None) -> QuerySet[Evidence]:
    """The pieces wanted (newest first when nothing else is said), with what a row shows."""
    wanted = wanted or Wanted(withdrawn="all")
    rows = Evidence.objects.filter(review=review)
    rows = _filtered(rows, review, wanted, reader)
    if wanted.sort == "item":
        rows = rows.annotate(place=Min("item_links__item__position"))
    rows = rows.select_related("session__meeting", "interviewee").defer(*_UNREAD).prefetch_related(with_codes())
    return rows.order_by(*SORTS.get(wanted.sort, SORTS["newest"]))


def meetings(review: Review) -> list[tuple[int, str]]:
    """The review's interviews and workshops: (session, ``Interview 17``)."""
    rows = Session.objects.filter(review=review).order_by("meeting__kind", "number")
    told = rows.values_list("pk", "meeting__kind", "number")
    return [(pk, session_label(kind, number)) for pk, kind, number in told]


def with_codes() -> Prefetch:
    """For ``Evidence.coded``: the items of each piece in order, with their codes and nothing else."""
    return Prefetch("item_links", _CODED, to_attr="coded")


def _filtered(rows: QuerySet[Evidence], review: Review, wanted: Wanted, reader: Person | None) -> QuerySet[Evidence]:
    same = {"level": wanted.level, "basis": wanted.basis, "kind": wanted.kind, "session_id": wanted.session}
    rows = rows.filter(**{name: value for name, value in same.items() if value})
    links = EvidenceItem.objects.filter(review=review)
    if wanted.item:
        rows = rows.filter(pk__in=links.filter(item_id=wanted.item).values("evidence_id"))
    if wanted.pillar:
        pillar = Q(item__group_id=wanted.pillar) | Q(item__group__parent_id=wanted.pillar)
        rows = rows.filter(pk__in=links.filter(pillar).values("evidence_id"))
    if wanted.group:
        rows = rows.filter(_heard_from(wanted.group))
    if wanted.mine and reader is not None:
        rows = rows.filter(written_by=reader)
    if wanted.withdrawn != "all":
        rows = rows.filter(withdrawn_at__isnull=wanted.withdrawn != "only")
    if query := search_query(wanted.q):
        rows = rows.filter(search=query)
    return rows


def _heard_from(group: str) -> Q:
    """The speaker's group; of a workshop, whose speaker is not noted, any of its people's."""
    workshop = Q(interviewee=None, session__meeting__participations__interviewee__source_group=group)
    return Q(interviewee__source_group=group) | Q(pk__in=Evidence.objects.filter(workshop).values("pk"))


def search_query(text: str) -> SearchQuery | None:
    """All words, each as the beginning of a word: ``hous off`` finds “housing officer”."""
    words = re.findall(r"\w+", text)[:MOST_WORDS]
    if not words:
        return None
    return SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")


def citation(evidence: Evidence, item: Item) -> str:
    """``GG/I/3 – Interview 17 – JB & FC``."""
    return cite(evidence, [item.code])


def cite(evidence: Evidence, codes: list[str]) -> str:
    """The citation with all its items."""
    source = evidence.session.label if evidence.session else (evidence.reference or str(evidence.get_kind_display()))
    return _cited(codes, source, evidence.initials)


def _cited(codes: list[str], source: str, initials: list[str]) -> str:
    return " – ".join(part for part in (", ".join(codes), source, " & ".join(initials)) if part)


def codes_of(evidence: Evidence) -> list[str]:
    """The codes of its items, in order: those fetched by ``with_codes()``, else as they are now."""
    links = evidence.coded if hasattr(evidence, "coded") else _CODED.filter(evidence=evidence)
    return [link.item.code for link in links]


# --- A page of the bank ---------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Piece:
    """A piece of evidence as the bank lists it, in finished texts."""

    text: str
    context: str
    level: str
    basis: str
    citation: str
    group: str
    url: str
    is_withdrawn: bool
    is_merged: bool
    reason: str


_SHOWN = (
    "pk", "text", "context", "level", "basis", "kind", "reference", "initials", "session__meeting__kind",
    "session__number", "interviewee__source_group", "withdrawn_at", "withdrawn_reason", "merged_into_id",
)  # fmt: skip
_Shown = tuple[Any, ...]


def shown(rows: QuerySet[Evidence]) -> QuerySet[Evidence, _Shown]:
    """The columns of these pieces that ``pieces`` reads."""
    return rows.prefetch_related(None).values_list(*_SHOWN)


def pieces(found: Iterable[_Shown]) -> list[Piece]:
    """A page of what ``shown`` found; one query for the items' codes."""
    found = list(found)
    codes: dict[int, list[str]] = {row[0]: [] for row in found}
    for pk, code in _CODED.filter(evidence__in=codes).values_list("evidence_id", "item__code"):
        codes[pk].append(code)
    words = {choice.value: str(choice.label) for kind in (Basis, SourceKind, SourceGroup) for choice in kind}
    address = links("evidence_piece")
    listed = []
    for pk, text, context, level, basis, kind, reference, initials, meeting, number, group, *gone in found:
        source = session_label(meeting, number) if number else reference or words[kind]
        withdrawn_at, reason, merged = gone
        listed.append(
            Piece(
                text, context, level, words[basis], _cited(codes[pk], source, initials), words.get(group, ""),
                address(pk), withdrawn_at is not None, merged is not None, reason,
            )
        )  # fmt: skip
    return listed
