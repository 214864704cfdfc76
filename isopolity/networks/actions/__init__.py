# SPDX-License-Identifier: EUPL-1.2
"""What changes networks and projects."""

from isopolity.networks.actions.partners import add_partner, change_partner, remove_partner
from isopolity.networks.actions.people import give_project_role, invite_to_project, take_project_role
from isopolity.networks.actions.projects import (
    add_phase,
    change_network,
    change_phase,
    change_project,
    create_network,
    create_project,
    remove_phase,
)

__all__ = [
    "add_partner",
    "add_phase",
    "change_network",
    "change_partner",
    "change_phase",
    "change_project",
    "create_network",
    "create_project",
    "give_project_role",
    "invite_to_project",
    "remove_partner",
    "remove_phase",
    "take_project_role",
]
