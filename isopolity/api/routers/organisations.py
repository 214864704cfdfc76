# SPDX-License-Identifier: EUPL-1.2
"""Organisations that are not cities, and who works for them."""

from typing import Annotated

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, ModelSchema, Router, Schema, Status

from isopolity.api.shapes import Id, Input, Named, fetch, inner, me, paged
from isopolity.places import actions, queries
from isopolity.places.models import Organisation, OrganisationKind, OrganisationRole

router = Router()


class OrganisationOut(ModelSchema):
    """An association, a network's office, an expert organisation, an authority."""

    class Meta:
        model = Organisation
        fields = ["id", "name", "kind", "country"]


class OrganisationIn(Input):
    """Name, kind and (if it has one) country of an organisation."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: OrganisationKind
    country: Annotated[str, Field(max_length=2)] = ""


class OrganisationRoleOut(Schema):
    """A person works for an organisation."""

    id: int
    person: Named


class OrganisationRoleIn(Input):
    """Whoever has this address; somebody without an account gets an invitation."""

    email: Annotated[str, Field(max_length=254)]
    name: Annotated[str, Field(max_length=150)] = ""


@router.get("/organisations", response=list[OrganisationOut])
@paged
def list_organisations(request: HttpRequest, q: Annotated[str, Field(max_length=100)] = "") -> QuerySet[Organisation]:
    """All organisations by name; ``q``: a part of the name."""
    return queries.organisations(q)


@router.get("/organisations/{int:pk}", response=OrganisationOut)
def get_organisation(request: HttpRequest, pk: Id) -> Organisation:
    """One organisation."""
    return fetch(request, "organisation.read", Organisation, pk=pk)


@router.post("/organisations", response={201: OrganisationOut})
def add_organisation(request: HttpRequest, data: OrganisationIn) -> Status:
    """Add an organisation."""
    return Status(201, actions.add_organisation(by=me(request), **data.dict()))


@router.put("/organisations/{int:pk}", response=OrganisationOut)
def change_organisation(request: HttpRequest, pk: Id, data: OrganisationIn) -> Organisation:
    """New name, kind and country."""
    row = fetch(request, "organisation.change", Organisation, pk=pk)
    return actions.change_organisation(by=me(request), organisation=row, **data.dict())


@router.get("/organisations/{int:pk}/roles", response=list[OrganisationRoleOut])
@paged
def list_organisation_roles(request: HttpRequest, pk: Id) -> QuerySet[OrganisationRole]:
    """Who works for the organisation."""
    return queries.people_at(fetch(request, "organisation.change", Organisation, pk=pk))


@router.post("/organisations/{int:pk}/roles", response={201: OrganisationRoleOut})
def invite_to_organisation(request: HttpRequest, pk: Id, data: OrganisationRoleIn) -> Status:
    """Whoever has this address works for the organisation from now on."""
    row = fetch(request, "organisation.change", Organisation, pk=pk)
    made = actions.invite_to_organisation(by=me(request), organisation=row, email=data.email, name=data.name)
    return Status(201, made)


@router.delete("/organisations/{int:pk}/roles/{int:role}", response={204: None})
def take_organisation_role(request: HttpRequest, pk: Id, role: Id) -> Status:
    """The person no longer works for the organisation."""
    row = fetch(request, "organisation.change", Organisation, pk=pk)
    rows = OrganisationRole.objects.select_related("organisation")
    actions.take_organisation_role(by=me(request), role=inner(rows, pk=role, organisation=row))
    return Status(204, None)
