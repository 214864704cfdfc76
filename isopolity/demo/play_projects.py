# SPDX-License-Identifier: EUPL-1.2
"""The two projects beside the reviews: what both need. Each is played by its own module, through the actions alone."""

from collections.abc import Callable

from isopolity.core.principal import acting
from isopolity.demo.cast_projects import MORE_CITIES
from isopolity.demo.play_mentoring import play_mentoring
from isopolity.demo.play_planning import play_planning
from isopolity.demo.world import World, member_of_cast
from isopolity.networks.models import Project
from isopolity.places import actions as places


def play_projects(world: World, *, tell: Callable[[str], None]) -> Project:
    """More cities, a mentoring, and an action-planning network, which is answered."""
    tell("six more cities")
    _more_cities(world)
    tell("an action-planning network")
    planning = play_planning(world)
    tell("a mentoring")
    play_mentoring(world)
    return planning


def _more_cities(world: World) -> None:
    by = world.operator
    with acting("job:demo"):
        for row in MORE_CITIES:
            world.hosts[row.name] = member_of_cast(f"Integration officer of {row.name}")
    with acting(by):
        for row in MORE_CITIES:
            city = places.add_city(
                by=by, name=row.name, country=row.country, languages=list(row.languages), population=row.population,
                latitude=row.latitude, longitude=row.longitude, urbanisation=row.urbanisation, timezone=row.timezone,
                source="Invented for the demo",
            )  # fmt: skip
            world.cities[row.name] = city
            places.give_city_role(by=by, city=city, person=world.hosts[row.name], kind="coordinator")
