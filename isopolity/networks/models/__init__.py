# SPDX-License-Identifier: EUPL-1.2
"""Networks of cities, their projects, and what a project has: phases, partners, people, steps, money, documents."""

from isopolity.networks.models.money import BudgetLine, LineKind, Spending
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
from isopolity.networks.models.shelf import DocumentKind, ShelfDocument
from isopolity.networks.models.steps import DocumentRequest, DueFrom, ProjectStep, StepScope, Timed
from isopolity.networks.models.telling import News, Objective, ProjectPage

__all__ = [
    "BudgetLine",
    "DocumentKind",
    "DocumentRequest",
    "DueFrom",
    "IndependenceRule",
    "LineKind",
    "Network",
    "News",
    "Objective",
    "Partner",
    "PartnerRole",
    "Phase",
    "Project",
    "ProjectKind",
    "ProjectPage",
    "ProjectRole",
    "ProjectRoleKind",
    "ProjectStep",
    "ShelfDocument",
    "Spending",
    "StepScope",
    "Timed",
]
