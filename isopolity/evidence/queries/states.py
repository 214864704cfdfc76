# SPDX-License-Identifier: EUPL-1.2
"""States of findings, computed from the evidence: never stored."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from isopolity.benchmarks.models import Item
from isopolity.evidence.corroboration import Corroboration, Fact, corroborate
from isopolity.evidence.models import Evidence, EvidenceItem
from isopolity.reviews.models import Review

_COLUMNS = (
    "item_id", "evidence_id", "evidence__kind", "evidence__session_id", "evidence__basis", "evidence__level",
    "evidence__withdrawn_at", "evidence__interviewee__organisation", "evidence__interviewee__source_group",
)  # fmt: skip


def _facts(rows: QuerySet[EvidenceItem]) -> Iterable[tuple[int, Fact]]:
    """(item, the piece as the rule sees it); only what the rule needs is read."""
    for item, pk, kind, session, basis, level, withdrawn, organisation, group in rows.values_list(*_COLUMNS):
        yield item, as_fact(
            pk=pk, kind=kind, session=session, basis=basis, level=level, withdrawn_at=withdrawn,
            organisation=organisation, source_group=group,
        )  # fmt: skip


def as_fact(
    *, pk: int, kind: str, session: int | None, basis: str, level: str, withdrawn_at: Any, organisation: str | None,
    source_group: str | None,
) -> Fact:  # fmt: skip
    """A row as the corroboration rule sees it; the letter case of an organisation does not make it another one."""
    return Fact(
        kind=kind,
        session=str(session or f"{kind}{pk}"),
        organisation=" ".join((organisation or "").split()).casefold(),
        source_group=source_group or "",
        basis=basis,
        level=level,
        withdrawn=withdrawn_at is not None,
    )


def fact_of(evidence: Evidence) -> Fact:
    """A piece that was fetched with its interviewee, as the corroboration rule sees it."""
    who = evidence.interviewee
    return as_fact(
        pk=evidence.pk, kind=evidence.kind, session=evidence.session_id, basis=evidence.basis, level=evidence.level,
        withdrawn_at=evidence.withdrawn_at, organisation=who.organisation if who else None,
        source_group=who.source_group if who else None,
    )  # fmt: skip


def states(review: Review) -> dict[int, Corroboration]:
    """item → state of its finding, for all items with evidence; one query."""
    facts: dict[int, list[Fact]] = defaultdict(list)
    for item, fact in _facts(EvidenceItem.objects.filter(review=review)):
        facts[item].append(fact)
    needed = review.project.interviews_needed
    return {item: corroborate(found, interviews=needed) for item, found in facts.items()}


def state_of(review: Review, item: Item) -> Corroboration:
    """The state of the finding on one item; one query."""
    found = [fact for _item, fact in _facts(EvidenceItem.objects.filter(review=review, item=item))]
    return corroborate(found, interviews=review.project.interviews_needed)
