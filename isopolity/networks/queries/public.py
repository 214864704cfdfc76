# SPDX-License-Identifier: EUPL-1.2
"""What the public reads about projects: which there are, and where their cities lie."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from isopolity.networks.models import News, Partner, Project, ProjectKind
from isopolity.networks.rules import runs
from isopolity.networks.sketch import Mark, Sketch, drawn


def public_projects(*, words: str = "", kind: str = "") -> QuerySet[Project]:
    """Projects with a published page, newest first, with the number of their cities."""
    rows = Project.objects.filter(page__published_at__isnull=False).select_related("network", "page")
    if kind in ProjectKind.values:
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(partners__city__name__icontains=words)).distinct()
    return rows.annotate(cities=Count("partners", filter=Q(partners__city__isnull=False), distinct=True)).order_by(
        "-starts", "name"
    )


def news_of(person: Any, project: Project) -> QuerySet[News]:
    """The project's news, newest first; what is not published is for its secretariat."""
    rows = project.news.all()
    return rows if runs(person, project) else rows.filter(published_at__isnull=False)


@dataclass(frozen=True)
class PlaceOnMap:
    """A partner city with its number on the map (0: nobody noted where it lies) and who stands beside it."""

    partner: Partner
    number: int
    beside: list[Partner]


def places_of(partners: list[Partner]) -> tuple[list[PlaceOnMap], list[Partner], Sketch | None]:
    """(cities by name with their numbers, organisations beside no city, the map or None). No query."""
    cities = sorted((one for one in partners if one.city), key=str)
    found: list[PlaceOnMap] = []
    marks: list[Mark] = []
    for one in cities:
        number = 0
        if one.city and one.city.latitude is not None and one.city.longitude is not None:
            number = len(marks) + 1
            marks.append(Mark(number, str(one), one.city.latitude, one.city.longitude))
        found.append(PlaceOnMap(one, number, [body for body in partners if body.beside_id == one.pk]))
    others = [one for one in partners if one.organisation_id and not one.beside_id]
    return found, others, drawn(marks) if len(marks) > 1 else None
