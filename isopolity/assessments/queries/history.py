# SPDX-License-Identifier: EUPL-1.2
"""What happened to one item of an assessment: its answer and its documents. Contents of texts are never told."""

from isopolity.assessments.models import Assessment
from isopolity.benchmarks.models import Item
from isopolity.core.components import Event
from isopolity.core.history import happened, tracked_models


def item_history(assessment: Assessment, item: Item, *, limit: int = 60) -> list[Event]:
    """Newest first, for whoever may open the item."""
    where = {"assessment_id": assessment.pk, "item_id": item.pk}
    return happened([(model, where) for model in tracked_models("assessment_id", "item_id")], limit=limit)[0]
