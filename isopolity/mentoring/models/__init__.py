# SPDX-License-Identifier: EUPL-1.2
"""Mentoring: what cities say about themselves to be paired, how they are paired, and what a pair does together."""

from isopolity.mentoring.models.doing import (
    Academy,
    Dissemination,
    GoalLink,
    GuestFrom,
    Host,
    LearningEntry,
    Product,
    ProductKind,
    StepTick,
    StudyVisit,
    VisitGuest,
    VisitKind,
    VisitSession,
)
from isopolity.mentoring.models.matching import MatchRules, MatchRun, Pair, PairState, RunState, Veto, VetoReason
from isopolity.mentoring.models.profiles import Competence, Profile, ProfileItem, Source, Takeover
from isopolity.mentoring.models.walking import (
    Agreement,
    Goal,
    NeedsAnalysis,
    NeedsComment,
    NeedsText,
    Side,
    Signature,
)

__all__ = [
    "Academy", "Agreement", "Competence", "Dissemination", "Goal", "GoalLink", "GuestFrom", "Host", "LearningEntry",
    "MatchRules", "MatchRun", "NeedsAnalysis", "NeedsComment", "NeedsText", "Pair", "PairState", "Product",
    "ProductKind", "Profile", "ProfileItem", "RunState", "Side", "Signature", "Source", "StepTick", "StudyVisit",
    "Takeover", "Veto", "VetoReason", "VisitGuest", "VisitKind", "VisitSession",
]  # fmt: skip
