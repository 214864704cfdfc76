# SPDX-License-Identifier: EUPL-1.2
"""What pages read about cities and organisations."""

from django.db.models import Count, Q, QuerySet

from isopolity.places.facts import search_name
from isopolity.places.models import City, CityRole, GazetteerPlace, Organisation, OrganisationRole

MOST_FOUND = 30


def cities(*, words: str = "", country: str = "") -> list[City]:
    """Cities by name as their people sort them, without accents; found by the beginning of any word of the name."""
    rows = City.objects.filter(country=country) if country else City.objects.all()
    wanted = search_name(words)
    found = [city for city in rows if not wanted or f" {wanted}" in f" {search_name(city.name)}"]
    return sorted(found, key=lambda city: (search_name(city.name), city.pk))


def listed_places(words: str, country: str = "") -> list[GazetteerPlace]:
    """Places of the bundled list whose name, in any of its languages, begins like this; the largest first."""
    wanted = search_name(words).replace("%", "").replace("|", "")
    if len(wanted) < 2:
        return []
    rows = GazetteerPlace.objects.filter(Q(search_name__startswith=wanted) | Q(other_names__contains=f"|{wanted}"))
    return list((rows.filter(country=country) if country else rows).order_by("-population", "name")[:MOST_FOUND])


def people_of(city: City) -> QuerySet[CityRole]:
    """Who works for the city, coordinators first."""
    return city.roles.select_related("person").order_by("kind", "person__name")


def organisations(words: str = "") -> QuerySet[Organisation]:
    """Organisations by name with the number of people who work there."""
    rows = Organisation.objects.annotate(people=Count("roles")).order_by("name")
    return rows.filter(name__icontains=words) if words else rows


def people_at(organisation: Organisation) -> QuerySet[OrganisationRole]:
    """Who works for the organisation."""
    return organisation.roles.select_related("person").order_by("person__name")
