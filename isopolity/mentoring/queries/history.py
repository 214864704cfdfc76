# SPDX-License-Identifier: EUPL-1.2
"""What happened in a pair, newest first."""

from datetime import datetime
from typing import Any

from isopolity.core.components import Event
from isopolity.core.history import Where, happened
from isopolity.core.policy import may
from isopolity.mentoring.models import (
    Academy,
    Agreement,
    Dissemination,
    Goal,
    GoalLink,
    LearningEntry,
    NeedsAnalysis,
    NeedsComment,
    NeedsText,
    Pair,
    PairState,
    Product,
    Signature,
    StepTick,
    StudyVisit,
    VisitGuest,
    VisitSession,
)
from isopolity.mentoring.queries.profiles import project_items

SHOWN = 60
OF_PAIR = (Agreement, Goal, NeedsAnalysis, StudyVisit, LearningEntry, Academy, Product, Dissemination, StepTick)
NEEDS = (NeedsText, NeedsComment)


def _once(model: Any, pair: Pair) -> Any:
    """Ids of all rows that the pair ever had, those taken out too."""
    return model.pgh_event_model.objects.filter(pair_id=pair.pk).values("pgh_obj_id")


def _wheres(person: Any, pair: Pair) -> list[tuple[Any, Where]]:
    """Who said no is for the secretariat; what stands in a needs analysis for those who read it."""
    sees_refusal = may(person, "mentoring.match", pair.project)
    told = [state for state in PairState if sees_refusal or state != PairState.REFUSED]
    found: list[tuple[Any, Where]] = [(Pair, {"id": pair.pk, "state__in": told})]
    found += [(model, {"pair_id": pair.pk}) for model in OF_PAIR]
    found.append((Signature, {"agreement_id__in": _once(Agreement, pair)}))
    found.append((GoalLink, {"goal_id__in": _once(Goal, pair)}))
    found += [(model, {"visit_id__in": _once(StudyVisit, pair)}) for model in (VisitSession, VisitGuest)]
    if may(person, "needs.read", pair):
        found += [(model, {"analysis_id__in": _once(NeedsAnalysis, pair)}) for model in NEEDS]
    return found


def history_of(
    person: Any, pair: Pair, *, limit: int = SHOWN, before: datetime | None = None
) -> tuple[list[Event], datetime | None]:
    """The latest that happened, and the ``before`` with which to read on."""
    codes = {item.pk: item.code for item in project_items(pair.project)}
    return happened(_wheres(person, pair), limit=limit, before=before, items=codes)
