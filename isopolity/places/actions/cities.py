# SPDX-License-Identifier: EUPL-1.2
"""Cities: added from the bundled list or by hand, and changed."""

from typing import Any

from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.places.facts import faults, search_name
from isopolity.places.models import City, GazetteerPlace

LIST_SOURCE = "GeoNames (CC BY 4.0)"
FACTS = (
    "name", "country", "languages", "population", "latitude", "longitude", "lau_code", "nuts3_code", "urbanisation",
    "timezone", "source", "association",
)  # fmt: skip


@action
def add_city(*, by: Person, name: str, country: str, **facts: Any) -> City:
    """A new city. ``facts`` are fields of City; what is not known stays empty."""
    require(by, "city.add")
    city = City(geoname_id=facts.pop("geoname_id", None))
    return keep_city(city, {"name": name, "country": country, **facts})


@action
def add_listed_city(*, by: Person, geoname_id: int) -> City:
    """A city of the bundled list, with what the list knows of it."""
    require(by, "city.add")
    place = GazetteerPlace.objects.filter(pk=geoname_id).first()
    if place is None:
        raise Refused(_("This place is not on the list. Add the city by hand."))
    facts = {
        "name": place.name, "country": place.country, "population": place.population or None,
        "latitude": place.latitude, "longitude": place.longitude, "timezone": place.timezone, "source": LIST_SOURCE,
    }  # fmt: skip
    return keep_city(City(geoname_id=place.geoname_id), facts)


@action
def change_city(*, by: Person, city: City, **facts: Any) -> City:
    """New values for facts of the city."""
    require(by, "city.change", city)
    return keep_city(City.objects.select_for_update().get(pk=city.pk), facts)


def keep_city(city: City, facts: dict[str, Any]) -> City:
    """Set the facts, check them together, save. For actions that have asked."""
    for name, value in facts.items():
        if name not in FACTS:
            raise Refused(_("A city has no such fact: %s") % name, fields={name: _("There is no such fact.")})
        setattr(city, name, value.strip() if isinstance(value, str) else value)
    city.country, city.nuts3_code = city.country.upper(), city.nuts3_code.upper()
    found = faults(city)
    if not found and (twin := _twin(city)):
        found["name"] = _("%s is here already. Open its page instead.") % twin
    if found:
        raise Refused(_("Something is missing or wrong."), fields=found)
    checked(city).save()
    return city


def _twin(city: City) -> City | None:
    """Another city of this country with the same name; two with different LAU codes may stand side by side."""
    others = City.objects.filter(country=city.country).exclude(pk=city.pk)
    same = [other for other in others if search_name(other.name) == search_name(city.name)]
    return next((o for o in same if not (o.lau_code and city.lau_code and o.lau_code != city.lau_code)), None)
