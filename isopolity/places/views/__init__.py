# SPDX-License-Identifier: EUPL-1.2
"""Pages about cities and organisations."""

from isopolity.places.views.cities import add_by_hand, add_city, change_city, cities, city, remove_person
from isopolity.places.views.imports import import_cities, import_template
from isopolity.places.views.organisations import (
    add_organisation,
    change_organisation,
    organisation,
    organisations,
    remove_member,
)

__all__ = [
    "add_by_hand",
    "add_city",
    "add_organisation",
    "change_city",
    "change_organisation",
    "cities",
    "city",
    "import_cities",
    "import_template",
    "organisation",
    "organisations",
    "remove_member",
    "remove_person",
]
