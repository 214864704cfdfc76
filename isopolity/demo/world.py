# SPDX-License-Identifier: EUPL-1.2
"""The demo's world before any review: people, cities, network, project, benchmarks, training."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from isopolity.accounts.models import Person
from isopolity.benchmarks import actions as benchmarks
from isopolity.benchmarks.models import Adoption, BenchmarkVersion
from isopolity.core.principal import acting
from isopolity.demo.cast import CITIES, CONTRIBUTORS
from isopolity.demo.texts import case, told
from isopolity.networks import actions as networks
from isopolity.networks.models import Project
from isopolity.places import actions as places
from isopolity.places.models import City, Organisation
from isopolity.reviews import actions as reviews

LIBRARY = Path(__file__).resolve().parent.parent / "benchmarks" / "library"


@dataclass
class World:
    """What every review of the demo builds on. ``officers`` are the peers, ``hosts`` the coordinators, by city."""

    operator: Person
    secretariat: Person
    facilitators: list[Person]
    experts: list[Person]
    association_officer: Person
    hosts: dict[str, Person] = field(default_factory=dict)
    officers: dict[str, Person] = field(default_factory=dict)
    contributors: dict[str, list[Person]] = field(default_factory=dict)
    cities: dict[str, City] = field(default_factory=dict)
    bodies: dict[str, Organisation] = field(default_factory=dict)
    project: Project = None  # type: ignore[assignment]
    adoption: Adoption = None  # type: ignore[assignment]


def member_of_cast(function: str, *, language: str = "en", is_operator: bool = False) -> Person:
    """Somebody who can sign in with one click in the demo and in no other way: the account has no password."""
    address = "".join(c if c.isascii() and c.isalnum() else "." for c in function.lower()) + "@demo.invalid"
    person = Person(email=address, name=function, language=language, is_operator=is_operator)
    person.joined_at = timezone.now()
    person.set_unusable_password()
    person.save()
    return person


def make_people() -> World:
    """The cast. The only rows of the demo made without an action: accounts begin with a letter nobody could open."""
    world = World(
        operator=member_of_cast("Site operator", is_operator=True),
        secretariat=member_of_cast("Secretariat officer of the Open Cities Network"),
        facilitators=[
            member_of_cast("Facilitator, methods office"),
            member_of_cast("Facilitator, university institute"),
        ],
        experts=[member_of_cast("Expert, migration policy institute"), member_of_cast("Expert, network secretariat")],
        association_officer=member_of_cast("Officer of the Danish towns’ association"),
    )
    for city in CITIES:
        world.hosts[city.name] = member_of_cast(f"Integration officer of {city.name}")
        world.officers[city.name] = member_of_cast(f"Equality officer of {city.name}")
        world.contributors[city.name] = [member_of_cast(f"{office} of {city.name}") for office in CONTRIBUTORS]
    return world


def make_world(*, tell: Callable[[str], None]) -> World:
    """People, cities, the network's project with its benchmark adopted and approved, the training held."""
    with acting("job:demo"):
        world = make_people()
    tell("benchmarks in three languages")
    versions = _benchmarks(world.operator)
    tell("eight cities, a network and its project")
    _network(world, versions[0])
    for city in CITIES:
        host = world.hosts[city.name]
        with acting(host):
            benchmarks.approve(by=host, adoption=world.adoption, city=world.cities[city.name])
    return world


def _benchmarks(operator: Person) -> list[BenchmarkVersion]:
    import yaml

    made = []
    for name in ("inti-cities.yaml", "neighbourhood-participation.yaml"):
        content = yaml.safe_load((LIBRARY / name).read_text(encoding="utf-8"))
        with acting(operator):
            version = benchmarks.import_version(by=operator, content=content)
            made.append(benchmarks.publish_version(by=operator, version=version))
    return made


def _network(world: World, version: BenchmarkVersion) -> None:
    operator, secretariat = world.operator, world.secretariat
    today = timezone.localdate()
    with acting(operator):
        network = networks.create_network(
            by=operator, name="Open Cities Network", about="An invented network of eight cities, made for this demo."
        )
        world.project = networks.create_project(
            by=operator,
            network=network,
            name="Critical friends",
            about="Eight cities measure how they govern integration, and five of them are reviewed by their peers.",
            programme="Invented programme for this demo",
            starts=today - timedelta(days=400),
            ends=today + timedelta(days=500),
        )
        networks.give_project_role(by=operator, project=world.project, person=secretariat)
    with acting(secretariat):
        _partners(world)
        for name, first, last in (("Preparation", -400, -250), ("Reviews", -250, 200), ("Follow-up", 200, 500)):
            networks.add_phase(
                by=secretariat, project=world.project, name=name,
                starts=today + timedelta(days=first), ends=today + timedelta(days=last),
            )  # fmt: skip
        world.adoption = benchmarks.adopt(by=secretariat, project=world.project, version=version)


def _partners(world: World) -> None:
    by = world.secretariat
    for name, kind, country in (
        ("Open Cities Network office", "secretariat", "BE"),
        ("Migration policy institute", "expert", "NL"),
        ("Danish towns’ association", "association", "DK"),
    ):
        world.bodies[name] = places.add_organisation(by=by, name=name, kind=kind, country=country)
    association = world.bodies["Danish towns’ association"]
    places.give_organisation_role(by=by, organisation=association, person=world.association_officer)
    networks.add_partner(
        by=by, project=world.project, organisation=world.bodies["Open Cities Network office"], roles=["lead"]
    )
    networks.add_partner(
        by=by, project=world.project, organisation=world.bodies["Migration policy institute"], roles=["expert"]
    )
    networks.add_partner(by=by, project=world.project, organisation=association, roles=["association"])
    for row in CITIES:
        city = places.add_city(
            by=by, name=row.name, country=row.country, languages=list(row.languages), population=row.population,
            latitude=row.latitude, longitude=row.longitude, urbanisation=row.urbanisation, timezone=row.timezone,
            source="Invented for the demo", association=association if row.country == "DK" else None,
        )  # fmt: skip
        world.cities[row.name] = city
        networks.add_partner(by=by, project=world.project, city=city, roles=["city", "host", "peer"])
        places.give_city_role(by=by, city=city, person=world.hosts[row.name], kind="coordinator")
        places.give_city_role(by=by, city=city, person=world.officers[row.name], kind="officer")


def hold_training(world: World) -> None:
    """The training of all teams: attended by everybody who is in one, interviews rehearsed."""
    by, text = world.secretariat, case()["training"]
    day = timezone.localdate() - timedelta(days=230)
    with acting(by):
        session = reviews.plan_training(
            by=by,
            project=world.project,
            title=told(text["title"], "our cities"),
            starts=timezone.make_aware(datetime.combine(day, time(9))),
            ends=timezone.make_aware(datetime.combine(day + timedelta(days=1), time(17))),
            place=text["place"],
            agenda=told(text["agenda"], "our cities"),
        )
        for person in [*world.officers.values(), *world.facilitators, *world.experts]:
            reviews.note_attendance(by=by, session=session, person=person, rehearsed=True)
