# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with networks and projects."""

from typing import Any

from isopolity.core.facts import is_operator, signed_in
from isopolity.core.policy import also, permission, remember
from isopolity.networks.models import Network, Partner, Project, ProjectRole
from isopolity.places.models import City
from isopolity.places.rules import city_roles, organisations


def projects_run(person: Any) -> set[int]:
    """Projects whose secretariat the person is."""
    return remember(
        person,
        "projects_run",
        lambda: set(ProjectRole.objects.filter(person=person).values_list("project_id", flat=True)),
    )


def projects_joined(person: Any) -> set[int]:
    """Projects in which the person's cities or organisations are partners."""

    def load() -> set[int]:
        cities = {city for city, _ in city_roles(person)}
        of_cities = Partner.objects.filter(city__in=cities).values_list("project_id", flat=True)
        of_bodies = Partner.objects.filter(organisation__in=organisations(person)).values_list("project_id", flat=True)
        return set(of_cities) | set(of_bodies)

    return remember(person, "projects_joined", load)


def runs(person: Any, project: Project) -> bool:
    """Secretariat of the project."""
    return project.pk in projects_run(person)


def runs_any(person: Any, obj: Any) -> bool:
    """Secretariat of some project."""
    return bool(projects_run(person))


def runs_in_network(person: Any, network: Network) -> bool:
    """Secretariat of one of the network's projects."""
    return network.projects.filter(pk__in=projects_run(person)).exists()


def takes_part(person: Any, project: Project) -> bool:
    """Works for a partner of the project."""
    return project.pk in projects_joined(person)


def runs_project_of_city(person: Any, city: City) -> bool:
    """Secretariat of a project in which the city is a partner."""
    return Partner.objects.filter(city=city, project__in=projects_run(person)).exists()


TABLE = {
    "city.add": also(runs_any),
    "city.change": also(runs_project_of_city),
    "city.people": also(runs_project_of_city),
    "city.import": also(runs_any),
    "city.see_people": also(runs_project_of_city),
    "organisation.change": also(runs_any),
    "network.read": permission("see a network", signed_in),
    "network.create": permission("create a network", is_operator),
    "network.change": permission("change a network's name and description", is_operator, runs_in_network),
    "project.create": permission("create a project", is_operator, runs_any),
    "project.read": permission("see a project's board", runs, takes_part),
    "project.change": permission("change a project: partners, phases, clocks, rules, people", runs),
}
