# SPDX-License-Identifier: EUPL-1.2
"""What a plan is made of."""

from isopolity.plans.models.actions import ActionNeed, CommitmentLink, Milestone, PlanAction, Risk
from isopolity.plans.models.endorsements import Endorsement, EndorsementState, EndorsementWay, PlanVersion
from isopolity.plans.models.money import (
    AuthorityContact,
    ContactKind,
    FundingLine,
    FundingState,
    FundingStep,
    Source,
)
from isopolity.plans.models.plans import EvidenceKind, Plan, PlanEvidence
from isopolity.plans.models.rounds import ActionProgress, Light, PlanProgress, ProgressRound
from isopolity.plans.models.sheets import PlanSheetDraft

__all__ = [
    "ActionNeed",
    "ActionProgress",
    "AuthorityContact",
    "CommitmentLink",
    "ContactKind",
    "Endorsement",
    "EndorsementState",
    "EndorsementWay",
    "EvidenceKind",
    "FundingLine",
    "FundingState",
    "FundingStep",
    "Light",
    "Milestone",
    "Plan",
    "PlanAction",
    "PlanEvidence",
    "PlanProgress",
    "PlanSheetDraft",
    "PlanVersion",
    "ProgressRound",
    "Risk",
    "Source",
]
