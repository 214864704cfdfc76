# SPDX-License-Identifier: EUPL-1.2
"""What changes cities, organisations and who works there."""

from typing import Any

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.policy import forget, require
from isopolity.places.models import City, CityRole, CityRoleKind, Organisation, OrganisationRole


@action
def add_city(*, by: Person, name: str, country: str, **facts: Any) -> City:
    """A new city. ``facts`` are fields of City; what is not known stays empty."""
    require(by, "city.add")
    city = City(name=name.strip(), country=country.upper(), **facts)
    city.full_clean()
    city.save()
    return city


@action
def give_city_role(*, by: Person, city: City, person: Person, kind: str) -> CityRole:
    """The person works for the city as coordinator or officer."""
    require(by, "city.people", city)
    role, _made = CityRole.objects.get_or_create(city=city, person=person, kind=CityRoleKind(kind))
    forget()
    return role


@action
def take_city_role(*, by: Person, role: CityRole) -> None:
    """The person no longer has this role in the city."""
    require(by, "city.people", role.city)
    role.delete()
    forget()


@action
def add_organisation(*, by: Person, name: str, kind: str, country: str = "") -> Organisation:
    """A new organisation."""
    require(by, "organisation.change")
    organisation = Organisation(name=name.strip(), kind=kind, country=country.upper())
    organisation.full_clean()
    organisation.save()
    return organisation


@action
def give_organisation_role(*, by: Person, organisation: Organisation, person: Person) -> OrganisationRole:
    """The person works for the organisation."""
    require(by, "organisation.change", organisation)
    role, _made = OrganisationRole.objects.get_or_create(organisation=organisation, person=person)
    forget()
    return role
