# SPDX-License-Identifier: EUPL-1.2
"""What the pairs of the demo's mentoring say. Cities, bodies and events are invented."""

from typing import Any

# City → share of newcomers, what the city does itself, about, lines (number of the item, need, strength, note).
Line = tuple[int, int, int, str]
PROFILES: dict[str, tuple[float, list[str], str, list[Line]]] = {
    "Roccaserena": (
        7.5, ["welfare", "schools", "language"],
        "A harbour town. Young people arrive alone and leave again when school ends.",
        [(0, 3, 0, "We invite, and the same twelve people come."), (2, 2, 0, ""), (5, 1, 0, "")],
    ),
    "Port-Clairval": (
        11.0, ["welfare", "housing", "language"],
        "Women from twelve countries run a house together. We want to learn how to let go.",
        [(1, 3, 0, "Who decides, and who only advises?"), (4, 2, 0, "")],
    ),
    "Nea Thymaria": (
        9.0, ["reception", "welfare"],
        "Registration takes all our time. We have never asked newcomers what they think of it.",
        [(0, 2, 0, ""), (3, 3, 0, "We have no money of our own for this."), (6, 1, 0, "")],
    ),
    "Vidzava": (3.0, ["schools", "welfare"], "", [(2, 2, 0, "")]),
    "Torrevalle": (
        14.0, ["welfare", "schools", "language", "work"],
        "Ten years of neighbourhood councils, two of which failed. We talk about both.",
        [(0, 0, 2, "Neighbours invite neighbours."), (2, 0, 1, ""), (6, 0, 1, "")],
    ),
    "Elderbeek": (
        17.5, ["welfare", "housing", "schools", "language"],
        "Our buddy scheme is known. What carried it was a desk that answers.",
        [(3, 0, 2, "A small fund that residents decide on."), (5, 0, 1, ""), (1, 0, 1, "")],
    ),
    "Clairbruyère": (
        22.0, ["welfare", "housing", "language", "reception"],
        "Half of our residents have a parent from abroad. The council reads every proposal aloud.",
        [(1, 0, 2, "Decisions of the house bind the council."), (4, 0, 2, ""), (0, 0, 1, "")],
    ),
    "Valmora": (12.5, ["welfare", "schools", "language"], "", [(5, 0, 2, ""), (4, 0, 1, "")]),
}  # fmt: skip

AGREEMENT = (
    "{mentor} accompanies {mentee} for two years.\n\n"
    "We meet three times: twice in {mentee}, once in {mentor}. Each city pays its own travel; the host pays rooms, "
    "meals and interpreters.\n\n"
    "{mentee} writes down what it needs before the first visit. {mentor} answers within a month. Both write down what "
    "failed, not only what worked. What is told in confidence stays in the room.\n\n"
    "Both associations take part in the visits and carry what was learnt to the other cities of their country."
)

# Number of the item, goal, what the mentee needs, the mentor's comment.
GOALS = [
    (
        0,
        "In two years every consultation in the harbour quarter has at least as many new residents as old ones.",
        "Twelve people come to every meeting, and they are always the same. The invitation is a letter in one "
        "language. Nobody has asked the young men at the harbour, who make up a fifth of the quarter.\n\nWhat holds us "
        "back: meetings are in the town hall at five, when shifts change.",
        "Do not begin with the letter. Begin with two people whom the others trust, and ask them where to meet.",
    ),
    (
        2,
        "The quarter’s council knows the rules of the game, and so does everybody who comes to it.",
        "Members do not know what they may decide. After two years they have been asked eleven times and answered "
        "once. We need rules on one page, and somebody who tells the council what became of its advice.",
        "We have such a page, and the first version was wrong. Bring your members to the second visit.",
    ),
]

# Function, organisation, sector, tier, stake, interest, influence (1 to 4).
NETWORK = [
    ("Head of social services", "Town hall", "public", "core", "key", 3, 4),
    ("Teacher of the harbour school", "School board", "public", "core", "primary", 4, 2),
    ("Chair", "Association of young seafarers", "third", "core", "primary", 4, 2),
    ("Owner of the fish market", "Market cooperative", "private", "wider", "secondary", 2, 3),
    ("Councillor for the quarter", "Town council", "public", "wider", "key", 2, 4),
]

# Where, days from now, title, aims, what came of it, programme (hour, minutes, what, room, with whom).
VISITS = [
    (
        "mentee", -150, "First visit: the quarter by the harbour",
        "The mentor sees the quarter with the eyes of those who live there.",
        "The meeting on the quay had thirty people, the one in the town hall four.",
        [
            (10, 60, "Welcome and the map of stakeholders", "Council chamber", "Head of social services"),
            (14, 90, "Walk along the quay", "Harbour gate", "Association of young seafarers"),
            (17, 90, "Consultation as usual", "Council chamber", "Residents"),
            (10, 120, "Consultation on the quay", "Fish market", "Residents"),
            (14, 60, "What we saw", "Room 2", "Both cities, both associations"),
        ],
    ),
    (
        "mentor", -90, "Visit to the mentor: councils that worked and councils that failed",
        "To see what a council needs before its first meeting.",
        "Two council members of the mentee wrote their page of rules on the train home.",
        [
            (9, 90, "Ten years of councils", "House of associations", "Officer for participation"),
            (11, 60, "The council that failed", "Room 4", "Former members"),
            (15, 120, "A council’s evening", "District house", "Council of the valley district"),
            (10, 60, "Rules on one page", "House of associations", "Officer for participation"),
        ],
    ),
    (
        "mentee", -40, "Second visit: the council’s new rules",
        "The council tries its rules in the presence of the mentor.",
        "The first decision that bound the town hall: opening hours of the harbour school’s yard.",
        [
            (10, 90, "The council meets", "Harbour school", "Council of the quarter"),
            (14, 60, "What the town hall does with advice", "Council chamber", "Head of social services"),
            (16, 60, "Next steps", "Room 2", "Both cities, both associations"),
        ],
    ),
]  # fmt: skip
GUESTS = [
    ("Integration officer", "Mentee city", "mentee"),
    ("Officer for participation", "Mentor city", "mentor"),
    ("Chair", "Association of young seafarers", "network"),
    ("Adviser", "Towns’ association", "association"),
]

# Days from now, number of the item, (tried, worked, failed, why).
LESSONS = [
    (
        -148,
        0,
        (
            "The consultation was held twice: in the town hall, and on the quay at the change of shifts.",
            "Thirty people came to the quay, twenty of them for the first time.",
            "The evening in the town hall had four guests.",
            "The key factor speaks of invitations. Place and hour decided here, and it says nothing about them.",
        ),
    ),
    (
        -88,
        2,
        (
            "We showed the council that failed, not only those that work.",
            "The guests asked more than on any other day.",
            "Two former members did not want to speak before the mayor.",
            "The mayor should not have been in the room.",
        ),
    ),
    (
        -39,
        2,
        (
            "The rules were read aloud in three languages before the vote.",
            "Nobody asked afterwards what had been decided.",
            "",
            "It took forty minutes, and it saved an hour.",
        ),
    ),
]

PLAN = "Neighbours decide with us"
PLAN_TEXTS = {
    "problem": "Whoever came to the harbour quarter in the last ten years is asked last, and hears the answer never.",
    "aims": "People of the quarter are heard before the town decides, where they are and in words they use.",
}
# Kind, text, source.
PLAN_EVIDENCE = [
    ("numbers", "Four of a hundred guests of consultations live in the harbour quarter.", "Town hall, 2025"),
    ("perceptions", "“They ask when the ships are in.”", "Meeting on the quay, first study visit"),
]
# What each goal becomes: days from now, state, milestone, euro.
PLAN_ACTIONS: list[dict[str, Any]] = [
    {
        "title": "Consultations on the quay", "lead": "Social services", "days": (-30, 330), "state": "under_way",
        "target": "Six consultations a year on the quay, each with 25 people or more.",
        "milestone": "Interpreters are hired for a year", "money": 9_000,
    },
    {
        "title": "A council of the quarter with rules on one page", "lead": "Town clerk", "days": (40, 400),
        "state": "planned", "target": "The council answers ten questions a year; the town hall reports on each.",
        "milestone": "The town council adopts the rules", "money": 4_500,
    },
]  # fmt: skip
