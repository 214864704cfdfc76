# SPDX-License-Identifier: EUPL-1.2
"""What pages read from the evidence bank. Row security hides everything from anybody outside the team."""

from collections import defaultdict

from django.db.models import QuerySet

from isopolity.benchmarks.models import Item
from isopolity.evidence.corroboration import Corroboration, Fact, corroborate
from isopolity.evidence.models import Evidence, EvidenceItem
from isopolity.reviews.models import Review


def as_fact(evidence: Evidence) -> Fact:
    """A row as the corroboration rule sees it; wants ``interviewee`` selected."""
    who = evidence.interviewee
    return Fact(
        kind=evidence.kind,
        session=str(evidence.session_id or f"{evidence.kind}{evidence.pk}"),
        organisation=who.organisation.strip().casefold() if who else "",
        source_group=who.source_group if who else "",
        basis=evidence.basis,
        level=evidence.level,
        withdrawn=evidence.withdrawn_at is not None,
    )


def states(review: Review) -> dict[int, Corroboration]:
    """item → state of its finding, for all items with evidence; one query."""
    facts: dict[int, list[Fact]] = defaultdict(list)
    rows = EvidenceItem.objects.filter(review=review).select_related("evidence__interviewee")
    for row in rows:
        facts[row.item_id].append(as_fact(row.evidence))
    needed = review.project.interviews_needed
    return {item: corroborate(found, interviews=needed) for item, found in facts.items()}


def state_of(review: Review, item: Item) -> Corroboration:
    """The state of the finding on one item; one query."""
    rows = Evidence.objects.filter(review=review, item_links__item=item).select_related("interviewee")
    return corroborate(map(as_fact, rows), interviews=review.project.interviews_needed)


def bank(review: Review) -> QuerySet[Evidence]:
    """The whole bank, newest first, with what a row shows."""
    return (
        Evidence.objects.filter(review=review)
        .select_related("session__meeting", "interviewee", "document")
        .prefetch_related("item_links__item")
        .order_by("-pk")
    )


def citation(evidence: Evidence, item: Item) -> str:
    """``GG/I/3 – Interview 17 – JB & FC``."""
    source = evidence.session.label if evidence.session else (evidence.reference or evidence.get_kind_display())
    return " – ".join(part for part in (item.code, source, " & ".join(evidence.initials)) if part)
