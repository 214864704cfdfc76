# SPDX-License-Identifier: EUPL-1.2
"""Cities and organisations."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import ModelSchema, Router

from isopolity.api.shapes import Input, answers, fetch, given, paged
from isopolity.places import actions
from isopolity.places.models import City

router = Router()


class CityOut(ModelSchema):
    """A city; population in persons, latitude and longitude in degrees."""

    class Meta:
        model = City
        fields = [
            "id", "name", "country", "languages", "population", "latitude", "longitude", "lau_code", "nuts3_code",
            "urbanisation", "timezone", "source",
        ]  # fmt: skip


class CityIn(Input):
    """A new city. What is not known is left out."""

    name: str
    country: str
    languages: list[str] = []
    population: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    lau_code: str = ""
    nuts3_code: str = ""
    urbanisation: int | None = None
    timezone: str = "Europe/Brussels"
    source: str = ""


@router.get("/cities", response=list[CityOut])
@paged
def list_cities(request: HttpRequest, name: str = "") -> QuerySet[City]:
    """All cities, by name; ``name`` filters by a part of it."""
    return City.objects.filter(name__icontains=name)


@router.get("/cities/{pk}", response=answers(CityOut))
def get_city(request: HttpRequest, pk: int) -> City:
    """One city."""
    return fetch(request, "city.read", City, pk=pk)


@router.post("/cities", response=answers(CityOut, 201))
def add_city(request: HttpRequest, data: CityIn) -> tuple[int, Any]:
    """Add a city."""
    return 201, actions.add_city(by=request.user, **given(data))
