# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with benchmarks."""

from typing import Any

from isopolity.benchmarks.models import Adoption, BenchmarkVersion, Item, ItemFlag
from isopolity.core.facts import is_operator, signed_in
from isopolity.core.policy import for_anyone, permission
from isopolity.networks.rules import runs, runs_any, takes_part
from isopolity.places.models import City
from isopolity.places.rules import coordinates


@for_anyone
def is_out(person: Any, version: BenchmarkVersion) -> bool:
    """The version is published (or was)."""
    return version.is_frozen


def runs_adoption(person: Any, adoption: Adoption) -> bool:
    """Secretariat of the project that adopted it."""
    return runs(person, adoption.project)


def joins_adoption(person: Any, adoption: Adoption) -> bool:
    """Works for a partner of the project that adopted it."""
    return takes_part(person, adoption.project)


def coordinates_partner(person: Any, pair: tuple[Adoption, City]) -> bool:
    """Coordinator of the city, which is a partner of the project."""
    adoption, city = pair
    return coordinates(person, city) and adoption.project.partners.filter(city=city).exists()


def item_is_out(person: Any, item: Item) -> bool:
    """The item's version is published."""
    return item.version.is_frozen


def may_settle(person: Any, flag: ItemFlag) -> bool:
    """Secretariat of some project."""
    return runs_any(person, flag)


TABLE = {
    "benchmark.read": permission("read a benchmark", is_out, is_operator, runs_any),
    "benchmark.import": permission("import a benchmark as a draft", is_operator, runs_any),
    "benchmark.publish": permission("publish a benchmark version", is_operator, runs_any),
    "adoption.read": permission("see a project's benchmark", runs_adoption, joins_adoption),
    "adoption.change": permission("hide, reword or add items for a project", runs_adoption),
    "adoption.approve": permission("approve the project's benchmark for a city", coordinates_partner),
    "project.adopt": permission("choose a project's benchmark", runs),
    "item.flag": permission("say that an item is unclear", (signed_in, item_is_out)),
    "flag.read": permission("read what was found unclear", (signed_in, is_out), is_operator, runs_any),
    "flag.settle": permission("answer what was found unclear", is_operator, may_settle),
}
