# SPDX-License-Identifier: EUPL-1.2
"""What changes cities, organisations and who works there."""

from isopolity.places.actions.cities import add_city, add_listed_city, change_city
from isopolity.places.actions.imports import import_cities, preview_import
from isopolity.places.actions.organisations import (
    add_organisation,
    change_organisation,
    give_organisation_role,
    invite_to_organisation,
    take_organisation_role,
)
from isopolity.places.actions.people import give_city_role, invite_to_city, take_city_role

__all__ = [
    "add_city",
    "add_listed_city",
    "add_organisation",
    "change_city",
    "change_organisation",
    "give_city_role",
    "give_organisation_role",
    "import_cities",
    "invite_to_city",
    "invite_to_organisation",
    "preview_import",
    "take_city_role",
    "take_organisation_role",
]
