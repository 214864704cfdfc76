# SPDX-License-Identifier: EUPL-1.2
"""Days of a review, in the host city's time zone."""

from dataclasses import fields
from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from isopolity.networks.models import Project
from isopolity.places.models import City
from isopolity.reviews.clocks import Clocks, Deadlines, deadlines
from isopolity.reviews.models import Review


def today_in(city: City) -> date:
    """The day it is in the city now."""
    return timezone.now().astimezone(ZoneInfo(city.timezone)).date()


def clocks_of(project: Project) -> Clocks:
    """The project's clocks."""
    return Clocks(**{field.name: getattr(project, field.name) for field in fields(Clocks)})


def deadlines_of(review: Review) -> Deadlines | None:
    """The review's deadlines; None while its visit has no dates."""
    if review.visit_starts is None or review.visit_ends is None:
        return None
    return deadlines(clocks_of(review.project), review.visit_starts, review.visit_ends)
