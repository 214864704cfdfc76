# SPDX-License-Identifier: EUPL-1.2
"""A project's benchmark: its adoption, its overlay, the cities' approvals; what people found unclear."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.benchmarks import ItemOut
from isopolity.api.shapes import (
    Code,
    Id,
    Input,
    Long,
    Named,
    OptionalReason,
    Translated,
    fetch,
    given,
    inner,
    me,
    paged,
)
from isopolity.benchmarks import actions
from isopolity.benchmarks.models import Adoption, BenchmarkVersion, CityApproval, Group, Item, ItemFlag, OverlayItem
from isopolity.benchmarks.queries import approving_cities, items_of
from isopolity.networks.models import Project
from isopolity.places.models import City

router = Router()
ROWS = Adoption.objects.select_related("project", "version__benchmark")
ITEMS = Item.objects.select_related("version", "adoption__project", "adoption__version", "group")


class AdoptionOut(Schema):
    """A project measures against this version."""

    id: int
    project_id: int
    version_id: int


class AdoptionIn(Input):
    """A published version."""

    version_id: Id


class ApprovalOut(Schema):
    """A city whose approval is asked, and when it gave it."""

    city: Named
    approved_at: datetime | None


class OverlayOut(Schema):
    """A project's change to one item."""

    item_id: int
    is_hidden: bool
    title: dict[str, str]
    text: dict[str, str]


class OverlayIn(OptionalReason):
    """Hide the item, or other words for it, by language."""

    is_hidden: bool = False
    title: Translated = {}
    text: Translated = {}


class ItemWords(OptionalReason):
    """Words of an item that the project added; ``prompts`` are guide questions in the first language."""

    title: Translated
    text: Translated
    prompts: list[Long] | None = None


class AddedItemIn(ItemWords):
    """An item of the project's own, with a code that the benchmark does not have."""

    group_id: Id
    code: Code
    facets: dict[Code, Code] = {}


class FlagOut(Schema):
    """What somebody found unclear, and the answer."""

    id: int
    item_id: int
    code: str
    comment: str
    created_at: datetime
    settled_at: datetime | None
    answer: str

    @staticmethod
    def resolve_code(flag: ItemFlag) -> str:
        return flag.item.code


class FlagIn(Input):
    """What is unclear about an item."""

    comment: Annotated[str, Field(max_length=20_000)]


class AnswerIn(Input):
    """What was done about it."""

    answer: Annotated[str, Field(max_length=20_000)]


def _adoption(request: HttpRequest, pk: int, permission: str = "adoption.read") -> Adoption:
    return fetch(request, permission, ROWS, pk=pk)


@router.get("/projects/{int:pk}/adoptions", response=list[AdoptionOut])
@paged
def list_adoptions(request: HttpRequest, pk: Id) -> QuerySet[Adoption]:
    """The benchmarks the project measures against."""
    return Adoption.objects.filter(project=fetch(request, "project.read", Project, pk=pk))


@router.post("/projects/{int:pk}/adoptions", response={201: AdoptionOut})
def adopt_benchmark(request: HttpRequest, pk: Id, data: AdoptionIn) -> Status:
    """The project measures against this version."""
    project = fetch(request, "project.adopt", Project, pk=pk)
    version = fetch(request, "benchmark.read", BenchmarkVersion, pk=data.version_id)
    return Status(201, actions.adopt(by=me(request), project=project, version=version))


@router.get("/adoptions/{int:pk}", response=AdoptionOut)
def get_adoption(request: HttpRequest, pk: Id) -> Adoption:
    """One adoption."""
    return _adoption(request, pk)


@router.get("/adoptions/{int:pk}/items", response=list[ItemOut])
@paged
def list_adopted_items(request: HttpRequest, pk: Id) -> list[Item]:
    """The items as the project measures them: without hidden ones, in its words, with its own."""
    adoption = _adoption(request, pk)
    return items_of(adoption.version, adoption)


@router.get("/adoptions/{int:pk}/approvals", response=list[ApprovalOut])
@paged
def list_approvals(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """Every city whose approval is asked."""
    adoption = _adoption(request, pk)
    given_at = dict(CityApproval.objects.filter(adoption=adoption).values_list("city_id", "approved_at"))
    return [{"city": city, "approved_at": given_at.get(city.pk)} for city in approving_cities(adoption.project)]


@router.put("/adoptions/{int:pk}/approvals/{int:city}", response={204: None})
def approve_benchmark(request: HttpRequest, pk: Id, city: Id) -> Status:
    """Your city agrees to the benchmark as it stands."""
    adoption = _adoption(request, pk)
    actions.approve(by=me(request), adoption=adoption, city=fetch(request, "city.read", City, pk=city))
    return Status(204, None)


@router.delete("/adoptions/{int:pk}/approvals/{int:city}", response={204: None})
def withdraw_approval(request: HttpRequest, pk: Id, city: Id) -> Status:
    """Your city takes its approval back."""
    adoption = _adoption(request, pk)
    actions.withdraw_approval(by=me(request), adoption=adoption, city=fetch(request, "city.read", City, pk=city))
    return Status(204, None)


# --- Overlay --------------------------------------------------------------------------------------------------------
@router.get("/adoptions/{int:pk}/overlay", response=list[OverlayOut])
@paged
def list_overlay(request: HttpRequest, pk: Id) -> QuerySet[OverlayItem]:
    """The items that the project hides or rewords."""
    return OverlayItem.objects.filter(adoption=_adoption(request, pk)).order_by("pk")


@router.put("/adoptions/{int:pk}/overlay/{int:item}", response=OverlayOut)
def change_overlay(request: HttpRequest, pk: Id, item: Id, data: OverlayIn) -> OverlayItem:
    """Hide or reword an item. The code stays; the cities approve anew."""
    adoption = _adoption(request, pk, "adoption.change")
    row = inner(ITEMS.filter(version=adoption.version, adoption=None), pk=item)
    return actions.change_overlay(by=me(request), adoption=adoption, item=row, **data.dict())


@router.delete("/adoptions/{int:pk}/overlay/{int:item}", response={204: None})
def restore_item(request: HttpRequest, pk: Id, item: Id) -> Status:
    """The item is shown again, in the benchmark's own words."""
    adoption = _adoption(request, pk, "adoption.change")
    row = inner(ITEMS.filter(version=adoption.version, adoption=None), pk=item)
    actions.restore_item(by=me(request), adoption=adoption, item=row)
    return Status(204, None)


@router.post("/adoptions/{int:pk}/items", response={201: ItemOut})
def add_item(request: HttpRequest, pk: Id, data: AddedItemIn) -> Status:
    """An item of the project's own."""
    adoption = _adoption(request, pk, "adoption.change")
    values = given(data)
    group = inner(Group.objects.filter(version=adoption.version), pk=values.pop("group_id"))
    return Status(201, actions.add_item(by=me(request), adoption=adoption, group=group, **values))


def _added(request: HttpRequest, pk: int, item: int) -> Item:
    return inner(ITEMS.filter(adoption=_adoption(request, pk, "adoption.change")), pk=item)


@router.put("/adoptions/{int:pk}/items/{int:item}", response=ItemOut)
def change_added_item(request: HttpRequest, pk: Id, item: Id, data: ItemWords) -> Item:
    """New words for an item that the project added."""
    return actions.change_added_item(by=me(request), item=_added(request, pk, item), **given(data))


@router.delete("/adoptions/{int:pk}/items/{int:item}", response={204: None})
def remove_added_item(request: HttpRequest, pk: Id, item: Id) -> Status:
    """An item that the project added goes again."""
    actions.remove_added_item(by=me(request), item=_added(request, pk, item))
    return Status(204, None)


# --- What is unclear ------------------------------------------------------------------------------------------------
def _version(request: HttpRequest, pk: int, permission: str) -> BenchmarkVersion:
    return fetch(request, permission, BenchmarkVersion, pk=pk)


@router.get("/benchmarks/{int:pk}/flags", response=list[FlagOut])
@paged
def list_flags(request: HttpRequest, pk: Id, *, settled: bool | None = None) -> QuerySet[ItemFlag]:
    """What people found unclear in this version."""
    version = _version(request, pk, "flag.read")
    rows = ItemFlag.objects.filter(item__version=version, item__adoption=None).select_related("item")
    rows = rows if settled is None else rows.filter(settled_at__isnull=not settled)
    return rows.order_by("item__position", "pk")


@router.post("/benchmarks/{int:pk}/items/{int:item}/flags", response={201: FlagOut})
def flag_item(request: HttpRequest, pk: Id, item: Id, data: FlagIn) -> Status:
    """Say what is unclear about an item."""
    rows = ITEMS.filter(version=_version(request, pk, "benchmark.read"), adoption=None)
    row = fetch(request, "item.flag", rows, pk=item)
    return Status(201, actions.flag_item(by=me(request), item=row, comment=data.comment))


@router.post("/benchmarks/{int:pk}/flags/{int:flag}/answer", response=FlagOut)
def settle_flag(request: HttpRequest, pk: Id, flag: Id, data: AnswerIn) -> ItemFlag:
    """Answer what somebody found unclear."""
    rows = ItemFlag.objects.filter(item__version=_version(request, pk, "flag.read")).select_related("item__version")
    return actions.settle_flag(by=me(request), flag=fetch(request, "flag.settle", rows, pk=flag), answer=data.answer)
