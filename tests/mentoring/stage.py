# SPDX-License-Identifier: EUPL-1.2
"""The mentoring of the cast, by actions alone: Levanto wants to learn, Nordhavn and Vestergade can teach."""

from dataclasses import dataclass
from typing import Any

from isopolity.accounts.models import Person
from isopolity.benchmarks import actions as benchmarks
from isopolity.core.principal import acting
from isopolity.mentoring import actions
from isopolity.mentoring.actions.profiles import Wanted
from isopolity.mentoring.models import MatchRun, Pair
from isopolity.networks import actions as networks
from isopolity.networks.models import Project
from isopolity.places import actions as places
from isopolity.places.models import City
from tests.cast import Cast, person

FACTS = {"population": 20_000, "newcomer_share": "8.0", "urbanisation": 2, "languages": ["it", "en"], "capacity": 1}


@dataclass
class Mentoring:
    """Who there is. ``mentee`` coordinates Levanto, ``mentor`` Nordhavn; ``other`` Vestergade, the second mentor."""

    cast: Cast
    other: Person

    @property
    def project(self) -> Project:
        return self.cast.mentoring

    @property
    def mentee(self) -> Person:
        return self.cast.host

    @property
    def mentor(self) -> Person:
        return self.cast.hosting_peer

    @property
    def secretariat(self) -> Person:
        return self.cast.secretariat

    def city(self, name: str) -> City:
        return self.cast.cities[name]

    def of(self, name: str) -> dict[str, Any]:
        return {"project": self.project, "city": self.city(name)}


def make_mentoring(cast: Cast) -> Mentoring:
    """A benchmark is adopted and a second mentor takes part."""
    by = cast.secretariat
    with acting(by):
        benchmarks.adopt(by=by, project=cast.mentoring, version=cast.version)
        networks.add_partner(by=by, project=cast.mentoring, city=cast.cities["Vestergade"], roles=["city", "mentor"])
        other = person("Coordinator of Vestergade")
        places.give_city_role(by=by, city=cast.cities["Vestergade"], person=other, kind="coordinator")
    return Mentoring(cast, other)


def hand_in(made: Mentoring, by: Person, name: str, lines: list[tuple[int, int, int]], **facts: Any) -> None:
    """A city's profile: facts, lines (number of the item, need, strength), handed in."""
    with acting(by):
        actions.set_facts(by=by, **made.of(name), **{**FACTS, **facts})
        wanted = [Wanted(made.cast.items[number], need, strength) for number, need, strength in lines]
        actions.set_items(by=by, **made.of(name), lines=wanted)
        actions.hand_in(by=by, **made.of(name))


def all_handed_in(cast: Cast) -> Mentoring:
    """Nordhavn teaches Levanto best, Vestergade second."""
    made = make_mentoring(cast)
    hand_in(made, made.mentee, "Levanto", [(0, 3, 0), (1, 1, 0)])
    hand_in(made, made.mentor, "Nordhavn", [(0, 0, 2)], population=40_000)
    hand_in(made, made.other, "Vestergade", [(1, 0, 1)])
    return made


def run(made: Mentoring) -> MatchRun:
    """Calculate."""
    with acting(made.secretariat):
        return actions.run_matching(by=made.secretariat, project=made.project)


def agreed_pair(cast: Cast) -> tuple[Mentoring, Pair]:
    """Levanto learns from Nordhavn, agreed."""
    made = all_handed_in(cast)
    calculated = run(made)
    with acting(made.secretariat):
        (pair,) = actions.propose_run(by=made.secretariat, run=calculated)
        return made, actions.agree_pair(by=made.secretariat, pair=pair)
