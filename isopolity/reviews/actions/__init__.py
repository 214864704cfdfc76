# SPDX-License-Identifier: EUPL-1.2
"""What changes a review: its dates and stage, its team, training, desk reviews."""

from isopolity.reviews.actions.desk import save_desk_note, submit_desk_review
from isopolity.reviews.actions.review import create_review, move_on, set_dates
from isopolity.reviews.actions.team import (
    add_member,
    appoint_leader,
    change_member,
    confirm,
    declare,
    invite_member,
    leave,
    mark_trained,
    remove_member,
)
from isopolity.reviews.actions.training import (
    add_material,
    change_training,
    note_attendance,
    plan_training,
    remove_material,
    remove_training,
    take_back_attendance,
)

__all__ = [
    "add_material",
    "add_member",
    "appoint_leader",
    "change_member",
    "change_training",
    "confirm",
    "create_review",
    "declare",
    "invite_member",
    "leave",
    "mark_trained",
    "move_on",
    "note_attendance",
    "plan_training",
    "remove_material",
    "remove_member",
    "remove_training",
    "save_desk_note",
    "set_dates",
    "submit_desk_review",
    "take_back_attendance",
]
