# SPDX-License-Identifier: EUPL-1.2
"""What happened to pieces of evidence, for the history of an item and of one piece. Team only, by the wall."""

from typing import Any

from isopolity.core.components import Event
from isopolity.core.history import about_item, happened
from isopolity.evidence.models import Evidence, EvidenceItem


@about_item
def evidence(review: Any, item: Any) -> list[tuple[Any, dict[str, Any]]]:
    """The pieces that speak to the item."""
    pieces = EvidenceItem.objects.filter(review=review.pk, item=item.pk).values("evidence")
    return [(Evidence, {"id__in": pieces})]


def piece_history(piece: Evidence, *, limit: int = 60) -> list[Event]:
    """One piece, newest first."""
    return happened([(Evidence, {"id": piece.pk})], limit=limit)[0]
