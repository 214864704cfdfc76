# SPDX-License-Identifier: EUPL-1.2
"""Networks of cities, their projects, and what a project has: phases, partners, people."""

from isopolity.networks.models.projects import (
    IndependenceRule,
    Network,
    Partner,
    PartnerRole,
    Phase,
    Project,
    ProjectKind,
    ProjectRole,
    ProjectRoleKind,
)

__all__ = [
    "IndependenceRule",
    "Network",
    "Partner",
    "PartnerRole",
    "Phase",
    "Project",
    "ProjectKind",
    "ProjectRole",
    "ProjectRoleKind",
]
