# SPDX-License-Identifier: EUPL-1.2
"""The visit: people to meet, the standard timetable, 28 interviews and 2 workshops, the evidence bank."""

from datetime import timedelta
from typing import Any

from isopolity.core.principal import acting
from isopolity.demo.play import Play
from isopolity.demo.texts import by_item, case, told
from isopolity.evidence import actions as evidence
from isopolity.visits import actions as visits
from isopolity.visits.models import Interviewee, Meeting, Room, Session, Visit

HOURS = [9, 10, 11, 12, 14, 15, 16, 17]


def plan_visit(here: Play) -> None:
    """Host and team propose people; the team places 30 meetings on days 2 and 3 and releases the timetable."""
    people = propose_people(here)
    leader = here.leader
    with acting(leader):
        visit = visits.start_visit(by=leader, review=here.review)
        rooms = [
            visits.add_room(by=leader, visit=visit, name=name, site="City hall") for name in ("Red room", "Blue room")
        ]
        add_rows(here, visit)
        meetings = [visits.add_meeting(by=leader, visit=visit, interviewees=[who]) for who in people[:28]]
        for number, text in enumerate(case()["workshops"]):
            meetings.append(
                visits.add_meeting(
                    by=leader,
                    visit=visit,
                    kind="workshop",
                    interviewees=people[28 + 2 * number : 30 + 2 * number],
                    title=text["title"],
                )
            )
        place_all(here, meetings, rooms)
        visits.release(by=leader, visit=visit)


def propose_people(here: Play) -> list[Interviewee]:
    """Those of the case: the host proposes its own, the team the others; contacts apart."""
    made = []
    for number, row in enumerate(case()["interviewees"]):
        by = here.host if row["by"] == "host" else here.leader
        with acting(by):
            who = visits.propose_interviewee(
                by=by, review=here.review, function=row["function"], organisation=row["organisation"],
                source_group=row["group"], languages=row["languages"], state="agreed",
                items=[here.items[code] for code in row["items"]],
                availability="Mornings" if number % 3 else "Any time on the second day",
            )  # fmt: skip
            visits.set_identity(
                by=by, interviewee=who, name=f"Demo person {number + 1}", email=f"person{number + 1}@demo.invalid"
            )
        made.append(who)
    return made


def add_rows(here: Play, visit: Visit) -> None:
    """The worked timetable of the method: half a day to prepare, two days of meetings, half a day to agree."""
    by, day = here.leader, here.starts
    first = [(14, "team", "Read the desk reviews together"), (15, "host", "Ask the host for clarification"),
             (16, "host", "The host presents its integration policy"), (17, "team", "Allocate interviews")]  # fmt: skip
    rows: list[tuple[int, int, str, str]] = [(0, hour, kind, title) for hour, kind, title in first]
    rows += [(number, hour, "meetings", "") for number in (1, 2) for hour in HOURS]
    rows += [(3, hour, "team", "Compile and agree findings") for hour in (9, 10, 11)]
    rows.append((3, 12, "host", "Present headline findings to the host"))
    for number, hour, kind, title in rows:
        starts = here.at(day + timedelta(days=number), hour)
        visits.add_slot(by=by, visit=visit, starts=starts, ends=starts + timedelta(hours=1), kind=kind, title=title)


def place_all(here: Play, meetings: list[Meeting], rooms: list[Room]) -> None:
    """Two in parallel, each by a pair; nobody is in two places, everybody gets time to write up."""
    order = [*meetings[:14], meetings[28], *meetings[14:28], meetings[29]]
    team = here.team()
    for number, meeting in enumerate(order):
        slot, room = divmod(number, 2)
        day, hour = divmod(slot, 8)
        starts = here.at(here.starts + timedelta(days=1 + day), HOURS[hour])
        first = (slot * 4 + room * 2) % len(team)
        pair = [team[first], team[(first + 1) % len(team)]]
        visits.place(
            by=here.leader, meeting=meeting, starts=starts, ends=starts + timedelta(hours=1), room=rooms[room],
            members=pair,
        )  # fmt: skip


def take_interviews(here: Play) -> None:
    """Every meeting yields its evidence; where the visit is going on, only those of its first morning and day."""
    going_on = not here.reached("visit")
    meetings = list(here.review.meetings.order_by("pk"))
    held = meetings[:11] if going_on else meetings
    lines = allot_lines(here, meetings)
    for meeting in held:
        write_up(here, meeting, lines.get(meeting.pk, []))
    if not going_on:
        add_documents(here)
        here.move_on(here.leader)


def allot_lines(here: Play, meetings: list[Meeting]) -> dict[int, list[tuple[str, dict[str, Any]]]]:
    """Which meeting says which line: somebody of the line's source group, best one who can speak to the item."""
    with acting(here.leader):
        speakers = [
            (meeting.pk, person.source_group, {link.item.code for link in person.item_links.all()})
            for meeting in meetings
            for person in Interviewee.objects.filter(participations__meeting=meeting).prefetch_related(
                "item_links__item"
            )
        ]
    lines: dict[int, list[tuple[str, dict[str, Any]]]] = {}
    for code, texts in by_item().items():
        used: set[int] = set()
        for line in texts["evidence"]:
            group = [s for s in speakers if s[1] == line["group"] and s[0] not in used] or [
                s for s in speakers if s[0] not in used
            ]
            knowing = [s for s in group if code in s[2]] or group
            meeting = min(knowing, key=lambda s: len(lines.get(s[0], [])))[0]
            used.add(meeting)
            lines.setdefault(meeting, []).append((code, line))
    return lines


def write_up(here: Play, meeting: Meeting, lines: list[tuple[str, dict[str, Any]]]) -> None:
    """Consent noted, lines typed by both interviewers, the meeting held."""
    with acting(here.leader):
        pair = [row.member for row in meeting.interviewers.select_related("member__person").order_by("pk")]
    for turn, member in enumerate(pair):
        by = member.person
        with acting(by):
            session = Session.objects.get(meeting=meeting)
            if turn == 0:
                visits.prepare_from_desk_reviews(by=by, meeting=meeting)
                visits.note_consent(by=by, meeting=meeting)
            for code, line in lines[turn::2]:
                evidence.note_evidence(
                    by=by, review=here.review, session=session, text=told(line["text"], here.plan.city),
                    items=[here.items[code]], level=line["level"], basis=line["basis"],
                )  # fmt: skip
            if turn == 1:
                visits.hold(by=by, meeting=meeting)


def add_documents(here: Play) -> None:
    """A few pieces from paper: they support, they never replace an interview."""
    with acting(here.leader):
        for code in ("GG/A/1", "GG/R/1", "AC/R/1", "WP/E/1"):
            evidence.note_evidence(
                by=here.leader, review=here.review, kind="document", reference="Annual report, chapter 3",
                text="The annual report names the activity and its budget line.", items=[here.items[code]],
                level="meets", basis="fact",
            )  # fmt: skip
