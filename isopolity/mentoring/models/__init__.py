# SPDX-License-Identifier: EUPL-1.2
"""Mentoring: what cities say about themselves to be paired, how they are paired, and what a pair does together."""

from isopolity.mentoring.models.matching import MatchRules, MatchRun, Pair, PairState, RunState, Veto, VetoReason
from isopolity.mentoring.models.profiles import Competence, Profile, ProfileItem, Source, Takeover

__all__ = [
    "Competence", "MatchRules", "MatchRun", "Pair", "PairState", "Profile", "ProfileItem", "RunState", "Source",
    "Takeover", "Veto", "VetoReason",
]  # fmt: skip
