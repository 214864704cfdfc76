# SPDX-License-Identifier: EUPL-1.2
"""What pages read about networks and projects."""

from isopolity.networks.queries.money import BudgetRow, Sums, budget_of, spendings_of, sums_of
from isopolity.networks.queries.projects import (
    networks,
    objectives_of,
    partners_of,
    phases_with_steps,
    projects_of,
    requests_of,
    secretariat_of,
)
from isopolity.networks.queries.public import PlaceOnMap, news_of, places_of, public_projects
from isopolity.networks.queries.shelf import Missing, missing_of, shelf, shelf_of_page

__all__ = [
    "BudgetRow",
    "Missing",
    "PlaceOnMap",
    "Sums",
    "budget_of",
    "missing_of",
    "networks",
    "news_of",
    "objectives_of",
    "partners_of",
    "phases_with_steps",
    "places_of",
    "projects_of",
    "public_projects",
    "requests_of",
    "secretariat_of",
    "shelf",
    "shelf_of_page",
    "spendings_of",
    "sums_of",
]
