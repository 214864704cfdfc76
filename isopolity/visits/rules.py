# SPDX-License-Identifier: EUPL-1.2
"""Who may do what around a visit."""

from typing import Any

from isopolity.core.policy import permission
from isopolity.reviews.rules import hosts, inside_team, runs_review
from isopolity.visits.models import Interviewee, Meeting, Room, Slot, Visit


def team_of_visit(person: Any, visit: Visit) -> bool:
    """Inside the team."""
    return inside_team(person, visit.review)


def host_of_visit(person: Any, visit: Visit) -> bool:
    """Coordinator of the host city."""
    return hosts(person, visit.review)


def secretariat_of_visit(person: Any, visit: Visit) -> bool:
    """Secretariat of the project."""
    return runs_review(person, visit.review)


def is_released(person: Any, visit: Visit) -> bool:
    """The timetable is released."""
    return visit.is_released


def team_of_meeting(person: Any, meeting: Meeting) -> bool:
    """Inside the team."""
    return inside_team(person, meeting.review)


def team_of_interviewee(person: Any, interviewee: Interviewee) -> bool:
    """Inside the team."""
    return inside_team(person, interviewee.review)


def host_proposed(person: Any, interviewee: Interviewee) -> bool:
    """Coordinator of the host city, which proposed this person."""
    return interviewee.by_host and hosts(person, interviewee.review)


def team_of_slot(person: Any, slot: Slot) -> bool:
    """Inside the team."""
    return inside_team(person, slot.visit.review)


def team_of_room(person: Any, room: Room) -> bool:
    """Inside the team."""
    return inside_team(person, room.visit.review)


def host_of_room(person: Any, room: Room) -> bool:
    """Coordinator of the host city."""
    return hosts(person, room.visit.review)


TABLE = {
    "visit.look": permission("open the page of the visit", inside_team, hosts, runs_review),
    "visit.read": permission(
        "see the timetable without names and numbers", team_of_visit, secretariat_of_visit, (host_of_visit, is_released)
    ),
    "visit.plan": permission("make the timetable", team_of_visit),
    "slot.change": permission("take away a row of the timetable", team_of_slot),
    "room.change": permission("take a room away", team_of_room, host_of_room),
    "visit.rooms": permission("name the rooms", team_of_visit, host_of_visit),
    "interviewee.propose": permission("propose people to meet", inside_team, hosts),
    "interviewee.read": permission("see a person to meet", team_of_interviewee, host_proposed),
    "interviewee.change": permission("change a person to meet", team_of_interviewee, host_proposed),
    "meeting.take": permission("prepare and hold a meeting", team_of_meeting),
}
