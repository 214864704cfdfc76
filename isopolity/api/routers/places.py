# SPDX-License-Identifier: EUPL-1.2
"""Cities: found, added, changed, imported; who works for them."""

from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, ModelSchema, Router, Schema, Status

from isopolity.api.shapes import Decimal, Id, Input, Languages, Named, Number, fetch, given, inner, me, paged
from isopolity.places import actions, queries
from isopolity.places.models import City, CityRole, CityRoleKind, GazetteerPlace, Organisation

router = Router()


class CityOut(ModelSchema):
    """A city; population in persons, latitude and longitude in degrees."""

    association_id: int | None

    class Meta:
        model = City
        fields = [
            "id", "name", "country", "languages", "population", "latitude", "longitude", "lau_code", "nuts3_code",
            "urbanisation", "timezone", "source", "geoname_id",
        ]  # fmt: skip


class CityChange(Input):
    """New values for some facts of a city. ``urbanisation``: 1 city, 2 town or suburb, 3 rural."""

    name: Annotated[str, Field(max_length=120)] | None = None
    country: Annotated[str, Field(max_length=2)] | None = None
    languages: Languages | None = None
    population: Number | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    lau_code: Annotated[str, Field(max_length=20)] | None = None
    nuts3_code: Annotated[str, Field(max_length=5)] | None = None
    urbanisation: Literal[1, 2, 3] | None = None
    timezone: Annotated[str, Field(max_length=40)] | None = None
    source: Annotated[str, Field(max_length=200)] | None = None
    association_id: Id | None = None


class CityIn(CityChange):
    """A new city. What is not known is left out."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    country: Annotated[str, Field(min_length=2, max_length=2)]


class ListedCityIn(Input):
    """A place of the bundled list."""

    geoname_id: Number


class GazetteerPlaceOut(ModelSchema):
    """A populated place of the bundled list (GeoNames, CC BY 4.0)."""

    class Meta:
        model = GazetteerPlace
        fields = ["geoname_id", "name", "country", "population", "latitude", "longitude", "timezone"]


class CityRoleOut(Schema):
    """A person works for a city."""

    id: int
    kind: str
    person: Named


class CityRoleIn(Input):
    """Whoever has this address; somebody without an account gets an invitation."""

    email: Annotated[str, Field(max_length=254)]
    name: Annotated[str, Field(max_length=150)] = ""
    kind: CityRoleKind


class CitiesFile(Input):
    """The text of a CSV file. With ``only_preview`` nothing is changed."""

    text: Annotated[str, Field(max_length=2_000_000)]
    only_preview: bool = False


class CityImportOut(Schema):
    """What a line of the file did to a city."""

    line: int
    city: str
    is_new: bool
    changes: list[str]

    @staticmethod
    def resolve_city(change: Any) -> str:
        return str(change.city)

    @staticmethod
    def resolve_changes(change: Any) -> list[str]:
        return [f"{name}: {before} → {after}" for name, before, after in change.changes]


def _facts(data: CityChange) -> dict[str, Any]:
    """Facts of the city; None of a text means that nothing is known."""
    texts = {"lau_code", "nuts3_code", "timezone", "source", "name", "country", "languages"}
    facts = {name: value for name, value in given(data).items() if value is not None or name not in texts}
    if "association_id" in facts:
        pk = facts.pop("association_id")
        facts["association"] = Organisation.objects.filter(pk=pk).first() if pk else None
    return facts


@router.get("/cities", response=list[CityOut])
@paged
def list_cities(
    request: HttpRequest, q: Annotated[str, Field(max_length=100)] = "",
    country: Annotated[str, Field(max_length=2)] = "",
) -> list[City]:  # fmt: skip
    """All cities as their people sort them; ``q``: the beginning of any word of the name."""
    return queries.cities(words=q, country=country.upper())


@router.get("/cities/{int:pk}", response=CityOut)
def get_city(request: HttpRequest, pk: Id) -> City:
    """One city."""
    return fetch(request, "city.read", City, pk=pk)


@router.get("/gazetteer", response=list[GazetteerPlaceOut])
def list_listed_places(
    request: HttpRequest, q: Annotated[str, Field(max_length=100)],
    country: Annotated[str, Field(max_length=2)] = "",
) -> list[GazetteerPlace]:  # fmt: skip
    """Places of the bundled list whose name begins like this, the largest first; at most 30."""
    return queries.listed_places(q, country.upper())


@router.post("/cities", response={201: CityOut})
def add_city(request: HttpRequest, data: CityIn) -> Status:
    """Add a city by hand."""
    return Status(201, actions.add_city(by=me(request), **_facts(data)))


@router.post("/cities/listed", response={201: CityOut})
def add_listed_city(request: HttpRequest, data: ListedCityIn) -> Status:
    """Add a city of the bundled list, with what the list knows of it."""
    return Status(201, actions.add_listed_city(by=me(request), geoname_id=data.geoname_id))


@router.patch("/cities/{int:pk}", response=CityOut)
def change_city(request: HttpRequest, pk: Id, data: CityChange) -> City:
    """Change facts of a city."""
    return actions.change_city(by=me(request), city=fetch(request, "city.change", City, pk=pk), **_facts(data))


@router.post("/cities/import", response=list[CityImportOut])
def import_cities(request: HttpRequest, data: CitiesFile) -> list[Any]:
    """Add cities from a CSV file and fill in facts; all or nothing, or only a preview."""
    act = actions.preview_import if data.only_preview else actions.import_cities
    return act(by=me(request), text=data.text)


@router.get("/cities/{int:pk}/roles", response=list[CityRoleOut])
@paged
def list_city_roles(request: HttpRequest, pk: Id) -> QuerySet[CityRole]:
    """Who works for the city."""
    return queries.people_of(fetch(request, "city.see_people", City, pk=pk))


@router.post("/cities/{int:pk}/roles", response={201: CityRoleOut})
def invite_to_city(request: HttpRequest, pk: Id, data: CityRoleIn) -> Status:
    """Whoever has this address works for the city from now on."""
    city = fetch(request, "city.people", City, pk=pk)
    made = actions.invite_to_city(by=me(request), city=city, email=data.email, kind=data.kind, name=data.name)
    return Status(201, made)


@router.delete("/cities/{int:pk}/roles/{int:role}", response={204: None})
def take_city_role(request: HttpRequest, pk: Id, role: Id) -> Status:
    """The person no longer has this role in the city."""
    city = fetch(request, "city.people", City, pk=pk)
    row = inner(CityRole.objects.select_related("city"), pk=role, city=city)
    actions.take_city_role(by=me(request), role=row)
    return Status(204, None)
