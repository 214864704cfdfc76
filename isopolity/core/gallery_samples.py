# SPDX-License-Identifier: EUPL-1.2
"""Invented content for the component gallery."""

from datetime import UTC, date, datetime
from itertools import cycle
from typing import Any

from isopolity.core.components import (
    FAMILIES,
    Action,
    BenchmarkMap,
    Event,
    Line,
    MapCell,
    MapColumn,
    MapGroup,
    Stat,
    Step,
    Tab,
    Timetable,
    TimetableDay,
    TimetableMeeting,
    TimetableSlot,
    Todo,
    Voice,
)

PILLARS = {
    "GG": ("General governance", {"A": 6, "L": 3, "R": 5, "I": 4, "E": 6}),
    "IE": ("Individual migrant empowerment", {"A": 2, "L": 1, "R": 3, "I": 6, "E": 2}),
    "AC": ("Administrative co-operation", {"A": 5, "L": 1, "R": 3, "I": 2, "E": 2}),
    "WP": ("Working partnerships", {"A": 2, "L": 2, "R": 5, "I": 9, "E": 4}),
}
VALUES = {"A": "Ambition", "L": "Leadership", "R": "Resources", "I": "Implementation", "E": "Evaluation"}
ORDER = [0, 1, 1, 2, 0, 1, 3, 1, 0, 2, 4, 1, 1, 5, 2, 0, 1, 6]


def matrix(family: str) -> BenchmarkMap:
    """The 4 × 5 map with 73 items in invented states."""
    codes = list(FAMILIES[family])
    turn = cycle(codes[step % len(codes)] for step in ORDER)
    groups = [
        MapGroup(pillar, name, [_cell(pillar, v, n, next(turn)) for v in VALUES for n in range(1, counts[v] + 1)])
        for pillar, (name, counts) in PILLARS.items()
    ]
    return BenchmarkMap(groups, family, [MapColumn(code, name) for code, name in VALUES.items()])


def _cell(pillar: str, value: str, number: int, state: str) -> MapCell:
    code = f"{pillar}/{value}/{number}"
    title = f"{VALUES[value]} of {PILLARS[pillar][0].lower()}, part {number}"
    here, unclear = code == "IE/I/3", code == "WP/R/2"
    return MapCell(code, title, state, url=f"#{code}", column=value, current=here, flagged=unclear)


def plain_map() -> BenchmarkMap:
    """A benchmark without facets: one line of squares for each group."""
    turn = cycle(["done", "done", "started", "empty"])
    parts = {"City-wide framework": range(1, 4), "Within the neighbourhood": range(4, 12)}
    groups = [
        MapGroup("", name, [MapCell(f"KF{n}", f"Key factor {n}", next(turn), url=f"#KF{n}") for n in numbers])
        for name, numbers in parts.items()
    ]
    return BenchmarkMap(groups, "progress")


def steps() -> list[Step]:
    """A review in its fourth step, one thing late."""
    names = ["Benchmark", "Training", "Initial report", "Desk review", "Visit", "Assessment", "Feedback"]
    states = ["done", "done", "late", "current", "waiting", "waiting", "waiting"]
    days = [(9, 2), (9, 28), (11, 16), (12, 4), (12, 15), (12, 18), (1, 20)]
    owners = ["secretariat", "facilitator", "host", "peers", "team and host", "team", "team, then host"]
    return [
        Step(
            number + 1,
            name,
            states[number],
            date(2027 if days[number][0] == 1 else 2026, *days[number]),
            "#",
            owners[number],
        )
        for number, name in enumerate(names)
    ]


def timetable() -> Timetable:
    """Two days with two rooms."""
    times = ["09:00–10:00", "10:00–11:00", "11:00–12:00"]
    days = []
    for number, name in enumerate(["Tuesday 15 December", "Wednesday 16 December"]):
        slots = [TimetableSlot(f"{number}-{i}", text) for i, text in enumerate(times)]
        days.append(TimetableDay(name, [*slots, TimetableSlot(f"{number}-x", "12:00–14:00", "Lunch")]))
    meetings = [
        TimetableMeeting(1, "Interview 1 – Head of schools", "0-0", "a", people="JB and FC", url="#"),
        TimetableMeeting(2, "Interview 2 – Migrants' council", "0-1", "b", people="AM and KL", url="#"),
        TimetableMeeting(3, "Workshop – Neighbourhood groups", "1-0", "a", "workshop", "the whole team", "#"),
        TimetableMeeting(
            4,
            "Interview 3 – Housing company",
            "1-1",
            "b",
            people="JB and FC",
            url="#",
            warnings=["JB has five interviews on this day already."],
        ),
        TimetableMeeting(5, "Interview 4 – Adult learner", people="with an interpreter", url="#"),
    ]
    return Timetable(days, [("a", "Room Oak"), ("b", "Room Elm")], meetings, move_url="/gallery/move/")


def sample_voices() -> list[Voice]:
    """A city, two peers and the team on one item."""
    return [
        Voice(
            "team",
            "The team",
            "falls_short",
            "Courses exist, but people wait seven months and nobody counts who gives up.",
        ),
        Voice("city", "Nordhavn", "meets", "Every newcomer is offered a language course within three months."),
        Voice(
            "peer",
            "Peer of Rocamar",
            "inconclusive",
            "The report names no numbers. I would like to meet a course provider.",
        ),
        Voice("peer", "Peer of Altbrück"),
    ]


def everything() -> dict[str, Any]:
    """What the gallery's template needs."""
    moment = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
    return {
        "crumbs": [
            Line("Projects", "#"),
            Line("Cities that welcome", "#"),
            Line("Review of Nordhavn", "#"),
            Line("Gallery"),
        ],
        "actions": [
            Action("Download as PDF", "#", "download"),
            Action("Next unanswered", "#", "arrow-right", primary=True),
        ],
        "tabs": [
            Tab("Overview", "#", current=True),
            Tab("Initial report", "#", count=61),
            Tab("Team", "#"),
            Tab("What happened", "#"),
        ],
        "steps": steps(),
        "blockers": [
            Line("The peer of Altbrück has not submitted the desk review.", "#", "due 4 December"),
            Line("The host has not accepted the section on budgets.", "#"),
        ],
        "maps": [(family, matrix(family)) for family in FAMILIES],
        "plain_map": plain_map(),
        "families": {name: list(states) for name, states in FAMILIES.items()},
        "voices": sample_voices(),
        "todos": [
            Todo("Submit your desk review", "#", "Review of Nordhavn", date(2026, 11, 16), late=True),
            Todo("Answer 12 indicators on schools", "#", "Initial report of Rocamar", date(2026, 11, 24)),
            Todo("Read the findings and sign off", "#", "Review of Altbrück", date(2026, 12, 1)),
        ],
        "events": [
            Event(moment, "Integration officer of Nordhavn", "changed the answer to GG/I/3.", "#"),
            Event(moment, "Facilitator", "moved the review to desk review. Reason: the visit is fixed."),
        ],
        "stats": [
            Stat(61, "items answered", 73, "#"),
            Stat(14, "findings corroborated"),
            Stat(3, "items without an interview", url="#"),
        ],
        "empty_action": Action("Propose an interviewee", "#", "plus"),
        "chart": {
            "data": {
                "values": [
                    {"level": w, "items": n}
                    for w, n in [("surpasses", 9), ("meets", 31), ("falls short", 24), ("inconclusive", 9)]
                ]
            },
            "height": 160,
            "mark": "bar",
            "encoding": {
                "y": {"field": "level", "type": "nominal", "sort": None, "title": None},
                "x": {"field": "items", "type": "quantitative", "title": "items"},
            },
        },
        "chart_columns": ("level", "items"),
        "chart_rows": [("surpasses", 9), ("meets", 31), ("falls short", 24), ("inconclusive", 9)],
        "table": timetable(),
        "items": [{"code": c.code, "title": c.title} for g in matrix("level").groups for c in g.cells],
        "lines": [
            {
                "key": "a1",
                "id": 1,
                "text": "Since 2024 every school has a contact person for new families.",
                "items": ["GG/I/3"],
                "level": "meets",
                "basis": "fact",
                "context": "",
                "by": "FC",
                "mine": False,
                "digest": "x",
                "citation": "GG/I/3 – Interview 17 – JB & FC",
            },
            {
                "key": "a2",
                "id": 2,
                "text": "Parents wait seven months for a language course.",
                "items": ["IE/I/3"],
                "level": "falls_short",
                "basis": "fact",
                "context": "",
                "by": "JB",
                "mine": True,
                "digest": "y",
                "citation": "IE/I/3 – Interview 17 – JB & FC",
            },
        ],
        "select": [("", "Choose"), ("school", "Schools department"), ("housing", "Housing department")],
    }
