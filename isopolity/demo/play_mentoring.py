# SPDX-License-Identifier: EUPL-1.2
"""The mentoring project of the demo: an umbrella body, six associations, four mentee and four mentor cities."""

from isopolity.accounts.models import Person
from isopolity.core.principal import acting
from isopolity.demo.cast_projects import ASSOCIATIONS, MENTEES, MENTORS
from isopolity.demo.papers import days_from_now, paper
from isopolity.demo.world import World, member_of_cast
from isopolity.networks import actions as networks
from isopolity.networks.models import Partner, Project
from isopolity.places import actions as places
from isopolity.places.models import Organisation

STARTED = -470
LEAD = "Council of Towns’ Associations"
WHAT = {
    "en": "Four cities that want to learn are paired with four that have gone the way before. Each pair is "
    "accompanied by the national associations of both.\n\nThey learn what is needed, connect in study visits, and "
    "capitalise: an action plan in the mentee city, a one-stop-shop in the mentor city, academies for the others.",
    "fr": "Quatre villes qui veulent apprendre sont jumelées avec quatre villes qui ont déjà fait le chemin. Chaque "
    "binôme est accompagné par les associations nationales.",
    "de": "Vier Städte, die lernen wollen, gehen mit vier Städten, die den Weg schon kennen. Jedes Paar wird von den "
    "Verbänden beider Länder begleitet.",
}
WHY = {
    "en": "A small or middle-sized town seldom has a department for inclusion. It has colleagues elsewhere who had "
    "the same question last year. What pairs find out is heard further up when associations carry it there.",
}


def play_mentoring(world: World) -> Project:
    """From the call for cities to the first study visits. The pairs are made by the mentoring itself."""
    by = _secretariat()
    project = _project(world, by)
    bodies = _associations(world)
    partners = _partners(world, by, project, bodies)
    _documents(world, by, project, partners)
    _public_page(by, project)
    return project


def _secretariat() -> Person:
    with acting("job:demo"):
        return member_of_cast(f"Secretariat officer of the {LEAD}")


def _project(world: World, by: Person) -> Project:
    operator = world.operator
    with acting(operator):
        network = networks.create_network(
            by=operator, name=LEAD, about="An invented umbrella body of national associations, made for this demo."
        )
        project = networks.create_project(
            by=operator,
            network=network,
            name="Side by side",
            kind="mentoring",
            about="Eight cities and six national associations learn, connect and capitalise in pairs.",
            programme="Invented fund for asylum, migration and integration",
            grant_number="AMI-2024-1190",
            starts=days_from_now(STARTED),
        )
        networks.give_project_role(by=operator, project=project, person=by)
        networks.take_project_role(by=operator, role=project.roles.get(person=operator))
    return project


def _associations(world: World) -> dict[str, Organisation]:
    by, made = world.operator, {}
    with acting("job:demo"):
        officers = {country: member_of_cast(f"Adviser, {name}") for country, name in ASSOCIATIONS.items()}
    with acting(by):
        for country, name in ASSOCIATIONS.items():
            made[country] = places.add_organisation(by=by, name=name, kind="association", country=country)
            places.give_organisation_role(by=by, organisation=made[country], person=officers[country])
        for name in (*MENTEES, *MENTORS):
            city = world.cities[name]
            places.change_city(by=by, city=city, association=made[city.country])
    return made


def _partners(world: World, by: Person, project: Project, bodies: dict[str, Organisation]) -> dict[str, Partner]:
    made = {}
    with acting(by):
        lead = places.add_organisation(by=by, name=f"{LEAD}, office", kind="secretariat", country="BE")
        networks.add_partner(by=by, project=project, organisation=lead, roles=["lead"])
        for body in bodies.values():
            networks.add_partner(by=by, project=project, organisation=body, roles=["association"])
        for names, role in ((MENTEES, "mentee"), (MENTORS, "mentor")):
            for name in names:
                made[name] = networks.add_partner(by=by, project=project, city=world.cities[name], roles=["city", role])
    return made


NEEDS = {
    "Roccaserena": "Young people who arrived alone finish school and then find no door open.",
    "Port-Clairval": "Women from twelve countries ask for a house where they decide what happens.",
    "Nea Thymaria": "Registration is the first step to everything, and the hardest.",
    "Vidzava": "Offices wish to be understood, and do not know by whom they are not.",
}


def _documents(world: World, by: Person, project: Project, partners: dict[str, Partner]) -> None:
    """Needs analyses of all mentees, programmes of study visits from three of four mentors, a guide."""
    learn, connect, _capitalise = project.phases.all()
    for number, (name, need) in enumerate(NEEDS.items()):
        host, title = world.hosts[name], f"Needs analysis of {name}"
        with acting(host):
            networks.add_shelf_document(
                by=host, project=project, partner=partners[name], phase=learn, kind="mapping_report", title=title,
                file=paper(title, [need]), dated=days_from_now(STARTED + 250 + 6 * number), is_public=True,
            )  # fmt: skip
    for number, name in enumerate(MENTORS[:3]):
        host = world.hosts[name]
        with acting(host):
            networks.add_shelf_document(
                by=host, project=project, partner=partners[name], phase=connect, kind="agenda",
                title=f"Programme of the study visit in {name}", dated=days_from_now(-30 + number),
                file=paper("Programme", ["Morning: the desk where newcomers begin.", "Afternoon: who pays for it."]),
            )  # fmt: skip
    with acting(by):
        networks.add_shelf_document(
            by=by, project=project, phase=learn, kind="guide", title="How to describe what your city needs",
            file=paper("Guide", ["Begin with three people who arrived last year."]), is_public=True,
            dated=days_from_now(STARTED + 60),
        )  # fmt: skip
        for text, phase in (
            ("Four needs analyses that the cities’ own departments recognise", learn),
            ("Twelve study visits: two to each mentee, one to each mentor", connect),
        ):
            networks.add_objective(by=by, project=project, text=text, phase=phase)
        networks.tick_objective(
            by=by, objective=project.objectives.select_related("project")[0], on=days_from_now(STARTED + 290),
            proof="Four analyses are handed in; each was read and amended by three departments of its city.",
        )  # fmt: skip


def _public_page(by: Person, project: Project) -> None:
    with acting(by):
        one = networks.write_news(
            by=by, project=project, title="Eight cities, four pairs", on=days_from_now(STARTED + 130),
            text="Both cities of each pair, and both associations, have said yes.",
        )  # fmt: skip
        networks.publish_news(by=by, news=one, is_published=True)
        networks.write_page(by=by, project=project, what=WHAT, why=WHY)
        networks.publish_page(by=by, project=project, is_published=True)
