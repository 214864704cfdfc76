# SPDX-License-Identifier: EUPL-1.2
"""What changes networks and projects."""

from isopolity.networks.actions.money import add_line, change_line, remove_line, remove_spending, spend
from isopolity.networks.actions.objectives import (
    add_objective,
    change_objective,
    remove_objective,
    tick_objective,
    untick_objective,
)
from isopolity.networks.actions.partners import add_partner, change_partner, remove_partner
from isopolity.networks.actions.people import give_project_role, invite_to_project, take_project_role
from isopolity.networks.actions.phases import add_phase, change_phase, remove_phase
from isopolity.networks.actions.projects import change_network, change_project, create_network, create_project
from isopolity.networks.actions.shaping import bring_shape
from isopolity.networks.actions.shelf import add_shelf_document, change_shelf_document, remove_shelf_document
from isopolity.networks.actions.steps import (
    add_step,
    ask_document,
    change_request,
    change_step,
    move_step,
    remove_step,
    withdraw_request,
)
from isopolity.networks.actions.telling import (
    change_news,
    publish_news,
    publish_page,
    remove_news,
    write_news,
    write_page,
)

__all__ = [
    "add_line",
    "add_objective",
    "add_partner",
    "add_phase",
    "add_shelf_document",
    "add_step",
    "ask_document",
    "bring_shape",
    "change_line",
    "change_network",
    "change_news",
    "change_objective",
    "change_partner",
    "change_phase",
    "change_project",
    "change_request",
    "change_shelf_document",
    "change_step",
    "create_network",
    "create_project",
    "give_project_role",
    "invite_to_project",
    "move_step",
    "publish_news",
    "publish_page",
    "remove_line",
    "remove_news",
    "remove_objective",
    "remove_partner",
    "remove_phase",
    "remove_shelf_document",
    "remove_spending",
    "remove_step",
    "spend",
    "take_project_role",
    "tick_objective",
    "untick_objective",
    "withdraw_request",
    "write_news",
    "write_page",
]
