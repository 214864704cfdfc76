# SPDX-License-Identifier: EUPL-1.2
"""Facets of diversity that a support group chose: counts, small numbers hidden."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.groups import group_of
from isopolity.api.shapes import Code, Id, Input, SmallNumber, inner, me
from isopolity.core.errors import Refused
from isopolity.groups import actions
from isopolity.groups.models import Facet, Member
from isopolity.groups.queries.composition import facets_of
from isopolity.groups.rules import memberships

router = Router()
Word = Annotated[str, Field(min_length=1, max_length=80)]


class FacetValueOut(Schema):
    """A value with the number of members; null where it is hidden."""

    id: int
    name: str
    members: int | None


class GroupFacetOut(Schema):
    """A facet. ``untold`` did not say; null where it is hidden."""

    id: int
    name: str
    collected_by: str
    values: list[FacetValueOut]
    untold: int | None


class FacetIn(Input):
    """A facet with its values; counted by the coordinator (counts) or answered by members (answers)."""

    name: Word
    collected_by: Code
    values: Annotated[list[Word], Field(max_length=40)]


class CountIn(Input):
    """The sum of one value."""

    value_id: Id
    members: SmallNumber


class CountsIn(Input):
    """The sums of a facet; a value that is left out keeps its number."""

    counts: Annotated[list[CountIn], Field(max_length=40)]


class OwnAnswerIn(Input):
    """One's own answer; null deletes it."""

    value_id: Id | None


def _facet(request: HttpRequest, pk: int, facet: int, permission: str = "group.manage") -> Facet:
    group = group_of(request, pk, permission)
    row = inner(Facet, pk=facet, group=group)
    row.group = group
    return row


def _own(request: HttpRequest, pk: int) -> Member:
    group_of(request, pk, "group.read")
    row = Member.objects.filter(pk=memberships(request.user).get(pk, 0)).first()
    if row is None:
        raise Http404
    return row


@router.get("/groups/{int:pk}/facets", response=list[GroupFacetOut])
def list_facets(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """The facets as counts. Small numbers are hidden, with others so that nobody can compute them."""
    group: Any = group_of(request, pk, "group.read")
    seen = {
        one.pk: one for one in facets_of({pk: group.core + group.wider}, small=group.project.small_group).get(pk, [])
    }
    rows = Facet.objects.filter(group=group).prefetch_related("values")
    return [
        {
            "id": row.pk, "name": row.name, "collected_by": row.collected_by, "untold": seen[row.pk].untold,
            "values": [
                {"id": value.pk, "name": value.name, "members": number}
                for value, (_name, number) in zip(row.values.all(), seen[row.pk].values, strict=True)
            ],
        }
        for row in rows
    ]  # fmt: skip


@router.post("/groups/{int:pk}/facets", response={201: dict[str, int]})
def add_facet(request: HttpRequest, pk: Id, data: FacetIn) -> Status:
    """The group looks at a facet."""
    row = actions.add_facet(by=me(request), group=group_of(request, pk), **data.dict())
    return Status(201, {"id": row.pk})


@router.put("/groups/{int:pk}/facets/{int:facet}", response={204: None})
def change_facet(request: HttpRequest, pk: Id, facet: Id, data: FacetIn) -> Status:
    """New name, values or way of counting."""
    actions.change_facet(by=me(request), facet=_facet(request, pk, facet), **data.dict())
    return Status(204, None)


@router.delete("/groups/{int:pk}/facets/{int:facet}", response={204: None})
def remove_facet(request: HttpRequest, pk: Id, facet: Id) -> Status:
    """The facet goes, with its numbers and answers."""
    actions.remove_facet(by=me(request), facet=_facet(request, pk, facet))
    return Status(204, None)


@router.put("/groups/{int:pk}/facets/{int:facet}/counts", response={204: None})
def count_facet(request: HttpRequest, pk: Id, facet: Id, data: CountsIn) -> Status:
    """The sums that members told."""
    counts = {one.value_id: one.members for one in data.counts}
    actions.count_facet(by=me(request), facet=_facet(request, pk, facet), counts=counts)
    return Status(204, None)


@router.put("/groups/{int:pk}/my-consent", response={201: dict[str, str]})
def give_consent(request: HttpRequest, pk: Id) -> Status:
    """Agree that one's own answers are kept; the answer is what one agreed to."""
    return Status(201, {"wording": actions.give_consent(by=me(request), member=_own(request, pk)).wording})


@router.delete("/groups/{int:pk}/my-consent", response={204: None})
def withdraw_consent(request: HttpRequest, pk: Id) -> Status:
    """One's own answers are deleted."""
    actions.withdraw_consent(by=me(request), member=_own(request, pk))
    return Status(204, None)


@router.put("/groups/{int:pk}/facets/{int:facet}/my-answer", response={204: None})
def answer_facet(request: HttpRequest, pk: Id, facet: Id, data: OwnAnswerIn) -> Status:
    """One's own answer, with one's own consent."""
    row, member = _facet(request, pk, facet, "group.read"), _own(request, pk)
    value = row.values.filter(pk=data.value_id).first() if data.value_id else None
    if data.value_id and value is None:
        raise Refused("Choose from the list.", fields={"value_id": "Not a value of this facet."})
    actions.answer_facet(by=me(request), member=member, facet=row, value=value)
    return Status(204, None)
