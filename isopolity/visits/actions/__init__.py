# SPDX-License-Identifier: EUPL-1.2
"""What changes a visit: people to meet, the timetable, meetings."""

from isopolity.visits.actions.identities import purge_identities, set_identity
from isopolity.visits.actions.meetings import (
    add_interviews,
    add_meeting,
    cancel,
    change_meeting,
    hold,
    note_consent,
    place,
    prepare,
    prepare_from_desk_reviews,
    reopen,
    save_notes,
    unprepare,
)
from isopolity.visits.actions.people import change_interviewee, propose_interviewee, remove_interviewee
from isopolity.visits.actions.timetable import (
    add_room,
    add_slot,
    change_rules,
    release,
    remove_room,
    remove_slot,
    set_consent_text,
    start_visit,
    use_pattern,
    withdraw_release,
)

__all__ = [
    "add_interviews",
    "add_meeting",
    "add_room",
    "add_slot",
    "cancel",
    "change_interviewee",
    "change_meeting",
    "change_rules",
    "hold",
    "note_consent",
    "place",
    "prepare",
    "prepare_from_desk_reviews",
    "propose_interviewee",
    "purge_identities",
    "release",
    "remove_interviewee",
    "remove_room",
    "remove_slot",
    "reopen",
    "save_notes",
    "set_consent_text",
    "set_identity",
    "start_visit",
    "unprepare",
    "use_pattern",
    "withdraw_release",
]
