# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with networks and projects."""

from typing import Any

from isopolity.core.facts import is_operator, signed_in
from isopolity.core.policy import also, for_anyone, may, permission, remember
from isopolity.networks.models import Network, Partner, PartnerRole, Project, ProjectPage, ProjectRole, ShelfDocument
from isopolity.places.models import City, CityRoleKind
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


def cities_followed(person: Any) -> set[tuple[int, int, str]]:
    """(project, city, role) of the partner cities that the person's organisations accompany.

    A managing authority accompanies the city it stands beside. An association accompanies the cities it stands
    beside, and in a project where it is a partner all cities that belong to it.
    """
    return remember(person, "cities_followed", lambda: _cities_followed(organisations(person)))


def _cities_followed(bodies: set[int]) -> set[tuple[int, int, str]]:
    if not bodies:
        return set()
    found: set[tuple[int, int, str]] = set()
    members: dict[int, set[int]] = {}
    mine = Partner.objects.filter(organisation__in=bodies)
    for project, body, roles, city in mine.values_list("project_id", "organisation_id", "roles", "beside__city_id"):
        if city:
            found |= {(project, city, role) for role in roles}
        if PartnerRole.ASSOCIATION in roles:
            members.setdefault(project, set()).add(body)
    cities = (
        Partner.objects.filter(project__in=members, city__association__in=bodies) if members else Partner.objects.none()
    )
    for project, city, body in cities.values_list("project_id", "city_id", "city__association_id"):
        if body in members[project]:
            found.add((project, city, PartnerRole.ASSOCIATION.value))
    return found


def association_of(person: Any, city: City | int, project: Project | int) -> bool:
    """Officer of the association that accompanies the city in the project."""
    return (_id(project), _id(city), PartnerRole.ASSOCIATION.value) in cities_followed(person)


def authority_of(person: Any, city: City | int, project: Project | int) -> bool:
    """Officer of the managing authority that stands beside the city in the project."""
    return (_id(project), _id(city), PartnerRole.AUTHORITY.value) in cities_followed(person)


def _id(thing: Any) -> int:
    return thing if isinstance(thing, int) else int(thing.pk)


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


def runs_its_project(person: Any, part: Any) -> bool:
    """Secretariat of the project that it belongs to."""
    return part.project_id in projects_run(person)


def reads_its_project(person: Any, part: Any) -> bool:
    """Sees the board of the project that it belongs to."""
    return may(person, "project.read", part.project)


def acts_for_its_partner(person: Any, document: ShelfDocument) -> bool:
    """Coordinates the partner city that the document belongs to, or works for the partner organisation."""
    partner = document.partner
    if partner is None:
        return False
    if partner.city_id:
        return (partner.city_id, CityRoleKind.COORDINATOR) in city_roles(person)
    return partner.organisation_id in organisations(person)


@for_anyone
def page_is_published(person: Any, project: Project) -> bool:
    """Anybody, while the secretariat has published the page."""
    return ProjectPage.objects.filter(project=project, published_at__isnull=False).exists()


@for_anyone
def is_on_public_page(person: Any, document: ShelfDocument) -> bool:
    """Anybody, if the document is public and the project's page is published."""
    return document.is_public and page_is_published(person, document.project)


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
    "project.change": permission(
        "change a project: partners, phases, steps, clocks, rules, money, objectives, news, people", runs
    ),
    "project.see_page": permission("see a project's public page", runs, page_is_published),
    "shelf.read": permission("open a document of a project", reads_its_project, is_on_public_page),
    "shelf.change": permission("add, change or remove a document of a project", runs_its_project, acts_for_its_partner),
}
