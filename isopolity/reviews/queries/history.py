# SPDX-License-Identifier: EUPL-1.2
"""What happened in a review and to one item, as far as the reader's side of the wall."""

from datetime import datetime
from typing import Any

from isopolity.accounts.models import Person
from isopolity.assessments.models import Assessment
from isopolity.benchmarks.models import CityApproval, Item
from isopolity.benchmarks.queries import items_of
from isopolity.core.components import Event
from isopolity.core.history import Where, happened, rows_about, tracked_models
from isopolity.core.policy import may
from isopolity.reviews.models import Review, StageMove, TeamMember


def _wheres(person: Person, review: Review, item: Item | None) -> list[tuple[Any, Where]]:
    """Models and filters. Outside the wall only what everybody concerned may know: moves, dates, the team's progress,
    the state of the initial report. The database's own wall holds besides."""
    inside = may(person, "team.inside", review)
    reads_report = may(person, "assessment.read", review.assessment)
    narrow = {"item_id": item.pk} if item else {}
    found: list[tuple[Any, Where]] = []
    if item is None:
        found += [
            (Review, {"id": review.pk}),
            (Assessment, {"id": review.assessment_id}),
            (CityApproval, {"adoption_id": review.adoption_id}),
        ]
    if inside:
        found += [(model, {"review_id": review.pk, **narrow}) for model in tracked_models("review_id", *narrow)]
        found += rows_about(review, item) if item else []
    elif item is None:
        seen = (StageMove, TeamMember) if may(person, "team.read", review) else (StageMove,)
        found += [(model, {"review_id": review.pk}) for model in seen]
    if reads_report:
        models = tracked_models("assessment_id", "item_id" if item else "assessment_id")
        found += [(model, {"assessment_id": review.assessment_id, **narrow}) for model in models if model is not Review]
    return found


def history_page(
    person: Person, review: Review, *, item: Item | None = None, limit: int = 60, before: datetime | None = None
) -> tuple[list[Event], datetime | None]:
    """What happened in the review, or to one item of it, newest first; and the ``before`` with which to read on."""
    codes = {one.pk: one.code for one in items_of(review.adoption.version, review.adoption)}
    return happened(_wheres(person, review, item), limit=limit, before=before, items=codes)


def history_of(person: Person, review: Review, *, item: Item | None = None, limit: int = 60) -> list[Event]:
    """The latest that happened in the review, or to one item of it."""
    return history_page(person, review, item=item, limit=limit)[0]
