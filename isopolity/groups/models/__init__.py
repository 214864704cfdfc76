# SPDX-License-Identifier: EUPL-1.2
"""Support groups: the group and its members, the facets it chose, its meetings, tasks and answers to advice."""

from isopolity.groups.models.facets import CollectedBy, Consent, Facet, FacetAnswer, FacetValue
from isopolity.groups.models.groups import (
    CheckAnswer,
    GroupCoordinator,
    GroupKind,
    GroupLife,
    Member,
    MemberKind,
    Sector,
    Stake,
    SupportGroup,
    Tier,
)
from isopolity.groups.models.meetings import AgendaPoint, Decision, GroupMeeting, GroupTask, Invitee, Reply

__all__ = [
    "AgendaPoint",
    "CheckAnswer",
    "CollectedBy",
    "Consent",
    "Decision",
    "Facet",
    "FacetAnswer",
    "FacetValue",
    "GroupCoordinator",
    "GroupKind",
    "GroupLife",
    "GroupMeeting",
    "GroupTask",
    "Invitee",
    "Member",
    "MemberKind",
    "Reply",
    "Sector",
    "Stake",
    "SupportGroup",
    "Tier",
]
