# SPDX-License-Identifier: EUPL-1.2
"""Who plays in the demo: eight invented cities, the people in them by function, and who reviews whom."""

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True)
class DemoCity:
    """An invented city. Its figures are as invented as its name."""

    name: str
    country: str
    languages: tuple[str, ...]
    population: int
    latitude: float
    longitude: float
    urbanisation: int
    timezone: str


CITIES = [
    DemoCity("Nordhavn", "DK", ("da", "en"), 214_000, 55.93, 10.62, 1, "Europe/Copenhagen"),
    DemoCity("Valmora", "IT", ("it",), 98_500, 44.61, 9.83, 2, "Europe/Rome"),
    DemoCity("Port-Clairval", "FR", ("fr",), 156_200, 47.12, -1.71, 1, "Europe/Paris"),
    DemoCity("Aldersheim", "DE", ("de",), 121_700, 49.38, 8.11, 1, "Europe/Berlin"),
    DemoCity("Hallasaari", "FI", ("fi", "sv"), 67_300, 61.92, 25.17, 2, "Europe/Helsinki"),
    DemoCity("Karvinka", "CZ", ("cs",), 88_100, 49.71, 17.42, 2, "Europe/Prague"),
    DemoCity("Torrevalle", "ES", ("es", "ca"), 132_900, 40.31, -0.42, 1, "Europe/Madrid"),
    DemoCity("Nowobrzeg", "PL", ("pl",), 109_400, 52.87, 18.33, 1, "Europe/Warsaw"),
]


@dataclass(frozen=True)
class DemoReview:
    """A review: its host, the stage to play it to, about how many days from today the visit is, the peers' cities."""

    city: str
    stage: str
    visit_in_days: int
    peers: tuple[str, str, str, str]
    strength: dict[str, int] = field(default_factory=dict)


# How often the host city's own answer is each level, out of ten.
REVIEWS = [
    DemoReview(
        "Hallasaari", "initial_report", 49, ("Nordhavn", "Aldersheim", "Karvinka", "Torrevalle"),
        {"falls_short": 4, "meets": 5, "surpasses": 1},
    ),
    DemoReview(
        "Port-Clairval", "desk_review", 19, ("Valmora", "Hallasaari", "Nowobrzeg", "Nordhavn"),
        {"falls_short": 3, "meets": 5, "surpasses": 2},
    ),
    DemoReview(
        "Valmora", "visit", -1, ("Port-Clairval", "Karvinka", "Torrevalle", "Aldersheim"),
        {"falls_short": 4, "meets": 4, "surpasses": 2},
    ),
    DemoReview(
        "Nordhavn", "feedback", -24, ("Valmora", "Aldersheim", "Nowobrzeg", "Hallasaari"),
        {"falls_short": 2, "meets": 6, "surpasses": 2},
    ),
    DemoReview(
        "Aldersheim", "follow_up", -160, ("Nordhavn", "Port-Clairval", "Torrevalle", "Karvinka"),
        {"falls_short": 3, "meets": 6, "surpasses": 1},
    ),
]  # fmt: skip
STAGES = [review.stage for review in REVIEWS]


def visit_begins(today: date, days: int) -> date:
    """The Monday of a visit from Monday to Thursday, about so many ``days`` from today: nobody is visited on a Sunday.

    A visit to come moves later, so that the steps before it keep their time. One that has begun moves earlier, so that
    no interview of it is written up before it was held.
    """
    wanted = today + timedelta(days=days)
    return wanted + timedelta(days=-wanted.weekday() % 7) if days > 0 else wanted - timedelta(days=wanted.weekday())


CONTRIBUTORS = ["Schools department", "Housing company", "Library service"]


def initials_of(city: str) -> str:
    """A peer's initials: first letter and first consonant after it, unlike any other city's."""
    return {"Nordhavn": "NH", "Valmora": "VM", "Port-Clairval": "PC", "Aldersheim": "AD", "Hallasaari": "HS",
            "Karvinka": "KV", "Torrevalle": "TV", "Nowobrzeg": "NB"}[city]  # fmt: skip
