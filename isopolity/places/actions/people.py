# SPDX-License-Identifier: EUPL-1.2
"""Who works for a city."""

from django.utils.translation import gettext as _

from isopolity.accounts.actions import person_at
from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.errors import Refused
from isopolity.core.policy import forget, require
from isopolity.places.models import City, CityRole, CityRoleKind


@action
def give_city_role(*, by: Person, city: City, person: Person, kind: str) -> CityRole:
    """The person works for the city as coordinator or officer."""
    require(by, "city.people", city)
    if kind not in CityRoleKind.values:
        raise Refused(_("Choose coordinator or officer."), fields={"kind": _("Choose coordinator or officer.")})
    role, _made = CityRole.objects.get_or_create(city=city, person=person, kind=CityRoleKind(kind))
    forget()
    return role


@action
def invite_to_city(*, by: Person, city: City, email: str, kind: str, name: str = "") -> CityRole:
    """Whoever has this address works for the city; somebody without an account gets an invitation."""
    require(by, "city.people", city)
    return give_city_role(by=by, city=city, person=person_at(email=email, name=name, by=by), kind=kind)


@action
def take_city_role(*, by: Person, role: CityRole) -> None:
    """The person no longer has this role in the city."""
    require(by, "city.people", role.city)
    role.delete()
    forget()
