# SPDX-License-Identifier: EUPL-1.2
"""A visit for tests: people proposed by host and team, standard days, two interviews and a workshop, by actions."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from isopolity.core.principal import acting
from isopolity.evidence import actions as evidence
from isopolity.evidence.models import Evidence
from isopolity.visits import actions as visits
from isopolity.visits.models import Interviewee, Meeting, Room, Slot, Visit
from tests.cast import Cast

SECRET = "zephyrine"  # a word that only the team may read


@dataclass
class Visiting:
    """The visit of the cast's review. ``by_host`` and ``by_team`` are two people to meet each."""

    cast: Cast
    visit: Visit
    by_host: list[Interviewee]
    by_team: list[Interviewee]
    meetings: list[Meeting]
    rooms: list[Room]
    slots: list[Slot]
    evidence: list[Evidence] = field(default_factory=list)


def make_visit(cast: Cast) -> Visiting:
    """Interviews 1 (proposed by the host) and 2 (by the team), workshop A; placed, not released."""
    host, leader = cast.host, cast.peer
    with acting(host):
        by_host = [
            visits.propose_interviewee(
                by=host, review=cast.review, function=f"Head of {body}", organisation=body, source_group="staff",
                languages=["it"], items=cast.items[:2],
            )
            for body in ("Schools", "Housing")
        ]  # fmt: skip
        visits.set_identity(by=host, interviewee=by_host[0], name="Name known to host", email="head@example.org")
    with acting(leader):
        by_team = [
            visits.propose_interviewee(
                by=leader,
                review=cast.review,
                function=f"{SECRET} {who}",
                source_group="migrants",
                items=cast.items[1:3],
            )
            for who in ("chair", "member")
        ]
        visits.set_identity(by=leader, interviewee=by_team[0], name=f"{SECRET} name", note=f"{SECRET} note")
        visit = visits.start_visit(by=leader, review=cast.review)
        visits.use_pattern(by=leader, visit=visit)
        meetings = [
            visits.add_meeting(by=leader, visit=visit, interviewees=[by_host[0]]),
            visits.add_meeting(by=leader, visit=visit, interviewees=[by_team[0]]),
            visits.add_meeting(by=leader, visit=visit, kind="workshop", interviewees=[by_team[1], by_host[1]]),
        ]
    made = Visiting(
        cast, visit, by_host, by_team, meetings, list(visit.rooms.all()), list(visit.slots.filter(kind="meetings"))
    )
    for number, meeting in enumerate(meetings):
        put(made, meeting, slot=number)
    return made


def put(made: Visiting, meeting: Meeting, *, slot: int, room: int = 0, peers: tuple[int, int] = (0, 1)) -> Meeting:
    """Place a meeting in the nth row for meetings, with two peers of the cast."""
    leader = made.cast.peer
    starts: datetime = made.slots[slot].during.lower
    with acting(leader):
        members = [made.cast.members[made.cast.peers[n].pk] for n in peers]
        return visits.place(
            by=leader, meeting=meeting, starts=starts, ends=starts + timedelta(hours=1), room=made.rooms[room],
            members=members,
        )  # fmt: skip


def release(made: Visiting) -> None:
    """Show it to the host."""
    with acting(made.cast.peer):
        visits.release(by=made.cast.peer, visit=made.visit)


def note(made: Visiting, meeting: int, text: str = "It is asked twice a year.", **facts: object) -> Evidence:
    """A piece of evidence from the nth meeting, by the team leader."""
    leader = made.cast.peer
    facts = {"items": made.cast.items[:1], "level": "falls_short", "basis": "fact", **facts}
    with acting(leader):
        piece = evidence.note_evidence(
            by=leader, review=made.cast.review, session=made.meetings[meeting].session, text=text, **facts
        )
    made.evidence.append(piece)
    return piece
