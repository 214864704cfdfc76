# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with cities and organisations."""

from typing import Any

from isopolity.core.facts import is_operator, signed_in
from isopolity.core.policy import permission, remember
from isopolity.places.models import City, CityRole, CityRoleKind, OrganisationRole


def city_roles(person: Any) -> set[tuple[int, str]]:
    """The person's (city, kind) pairs."""
    return remember(
        person, "city_roles", lambda: set(CityRole.objects.filter(person=person).values_list("city_id", "kind"))
    )


def organisations(person: Any) -> set[int]:
    """The organisations the person works for."""
    return remember(
        person,
        "organisations",
        lambda: set(OrganisationRole.objects.filter(person=person).values_list("organisation_id", flat=True)),
    )


def works_for(person: Any, city: City) -> bool:
    """Coordinator or officer of the city."""
    return any(city_id == city.pk for city_id, _ in city_roles(person))


def coordinates(person: Any, city: City) -> bool:
    """Coordinator of the city."""
    return (city.pk, CityRoleKind.COORDINATOR) in city_roles(person)


def association_follows(person: Any, city: City) -> bool:
    """Officer of the city's national association."""
    return city.association_id in organisations(person)


TABLE = {
    "city.read": permission("see a city's page", signed_in),
    "city.add": permission("add a city", is_operator),
    "city.change": permission("change a city's facts", is_operator, coordinates),
    "city.import": permission("import cities from a file", is_operator),
    "city.see_people": permission("see who works for a city", is_operator, works_for),
    "city.people": permission("say who works for a city", is_operator, coordinates),
    "organisation.read": permission("see an organisation's page", signed_in),
    "organisation.change": permission("add an organisation or say who works for it", is_operator),
}
