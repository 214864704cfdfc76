# SPDX-License-Identifier: EUPL-1.2
"""Benchmarks: versions and their items, read by everybody once published; import, publication, export, difference."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, File, Router, Schema, Status
from ninja.files import UploadedFile

from isopolity.api.shapes import Id, Input, ask, fetch, inner, me, paged
from isopolity.benchmarks import actions
from isopolity.benchmarks.content import content_of, prompt_trees
from isopolity.benchmarks.difference import FIELDS, Difference, difference
from isopolity.benchmarks.fileformat import KINDS, read_file, write_file
from isopolity.benchmarks.models import BenchmarkVersion, Facet, Group, Item, Prompt
from isopolity.benchmarks.queries import linked_items, readable_versions

router = Router()
ROWS = BenchmarkVersion.objects.select_related("benchmark")
LARGEST = 10 * 1024 * 1024
BINARY: dict[str, str] = {}  # OpenAPI 3.1: bytes have no schema
FILE = {"responses": {200: {"description": "The file", "content": dict.fromkeys(KINDS.values(), BINARY)}}}


class VersionOut(Schema):
    """A version of a benchmark. Texts are by language."""

    id: int
    urn: str
    number: str
    state: str
    title: dict[str, str]
    item_kind: str
    languages: list[str]
    licence: str
    published_at: datetime | None

    @staticmethod
    def resolve_urn(version: Any) -> str:
        return version.benchmark.urn


class GroupOut(Schema):
    """A node of the tree: a pillar, a theme."""

    id: int
    parent_id: int | None
    code: str
    name: dict[str, str]
    standard: dict[str, str]
    weight: float


class FacetOut(Schema):
    """A label across the tree, for example a value."""

    facet: str
    facet_name: dict[str, str]
    code: str
    name: dict[str, str]
    description: dict[str, str]


class PartOut(Schema):
    """A background section or a context factor."""

    id: int
    code: str
    title: dict[str, str]


class FullVersionOut(VersionOut):
    """A version with its scale, groups, facets, background sections and context factors."""

    summary: dict[str, str]
    source: dict[str, Any]
    scale: dict[str, Any]
    crosswalk: list[dict[str, Any]]
    digest: str
    groups: list[GroupOut]
    facets: list[FacetOut]
    background_sections: list[PartOut]
    context_factors: list[PartOut]

    @staticmethod
    def resolve_urn(version: Any) -> str:
        return version["urn"]


class ItemOut(Schema):
    """One thing measured. ``is_added``: a project added it."""

    id: int
    code: str
    group_id: int
    facets: dict[str, str]
    title: dict[str, str]
    text: dict[str, str]
    weight: float
    position: int
    is_added: bool

    @staticmethod
    def resolve_is_added(item: Any) -> bool:
        return item.adoption_id is not None


class LinkOut(Schema):
    """An item of another benchmark that this one is related to."""

    relation: str
    item_id: int
    version_id: int
    code: str


class FullItemOut(ItemOut):
    """An item with all its texts. ``prompts`` nest: {text, prompts}."""

    rationale: dict[str, str]
    evidence_hint: dict[str, str]
    source_ref: str
    examples: list[dict[str, Any]]
    prompts: list[dict[str, Any]]
    links: list[LinkOut]

    @staticmethod
    def resolve_is_added(item: Any) -> bool:
        return item["is_added"]


class RewordedOut(Schema):
    """An item of the same code with other words: the fields that differ."""

    code: str
    fields: list[str]


class DifferenceOut(Schema):
    """What a newer version changed."""

    added: list[str]
    removed: list[str]
    reworded: list[RewordedOut]
    same: int


class BenchmarkIn(Input):
    """The content of a benchmark file as JSON (docs/benchmark-file.md).

    ``replace_draft``: it takes the place of a draft of the same number.
    """

    content: dict[str, Any]
    replace_draft: bool = False


@router.get("/benchmarks", response=list[VersionOut], auth=None)
@paged
def list_benchmarks(
    request: HttpRequest, urn: Annotated[str, Field(max_length=150)] = "",
    state: Literal["", "draft", "published", "superseded"] = "",
) -> QuerySet[BenchmarkVersion]:  # fmt: skip
    """Versions of benchmarks; published ones need no token."""
    rows = readable_versions(request.user).order_by("benchmark__urn", "-created_at", "-pk")
    if request.user.is_anonymous:
        rows = rows.exclude(state="draft")
    rows = rows.filter(benchmark__urn=urn) if urn else rows
    return rows.filter(state=state) if state else rows


def _version(request: HttpRequest, pk: int) -> BenchmarkVersion:
    return fetch(request, "benchmark.read", ROWS, pk=pk)


@router.get("/benchmarks/{int:pk}", response=FullVersionOut, auth=None)
def get_benchmark(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """One version; a published one needs no token."""
    version = _version(request, pk)
    own = {name: getattr(version, name) for name in VERSION_FIELDS}
    return {
        **own,
        "benchmark": version.benchmark,
        "urn": version.benchmark.urn,
        "groups": list(Group.objects.filter(version=version)),
        "facets": list(Facet.objects.filter(version=version)),
        "background_sections": list(version.background_sections.all()),
        "context_factors": list(version.context_factors.all()),
    }


VERSION_FIELDS = [
    "id", "number", "state", "title", "item_kind", "languages", "licence", "published_at", "summary", "source", "scale",
    "crosswalk", "digest",
]  # fmt: skip


@router.get("/benchmarks/{int:pk}/items", response=list[ItemOut], auth=None)
@paged
def list_items(request: HttpRequest, pk: Id) -> QuerySet[Item]:
    """The version's items in order."""
    return Item.objects.filter(version=_version(request, pk), adoption=None).order_by("position", "pk")


@router.get("/benchmarks/{int:pk}/items/{int:item}", response=FullItemOut, auth=None)
def get_item(request: HttpRequest, pk: Id, item: Id) -> dict[str, Any]:
    """One item with guide questions and links to other benchmarks."""
    version = _version(request, pk)
    row = inner(Item.objects.filter(version=version, adoption=None), pk=item)
    prompts = prompt_trees(Prompt.objects.filter(item=row), "item_id")
    links = [
        {"relation": relation, "item_id": one.pk, "version_id": one.version_id, "code": one.code}
        for relation, one in linked_items(version, row)
    ]
    own = {name: getattr(row, name) for name in ITEM_FIELDS}
    return {**own, "is_added": False, "prompts": prompts.get(row.pk, []), "links": links}


ITEM_FIELDS = [
    "id", "code", "group_id", "facets", "title", "text", "weight", "position", "rationale", "evidence_hint",
    "source_ref", "examples",
]  # fmt: skip


@router.post("/benchmarks", response={201: VersionOut})
def import_benchmark(request: HttpRequest, data: BenchmarkIn) -> Status:
    """A draft version from the content of a benchmark file, sent as JSON. All or nothing; every fault is named."""
    ask(request, "benchmark.import")
    made = actions.import_version(by=me(request), content=data.content, replace_draft=data.replace_draft)
    return Status(201, made)


@router.post("/benchmarks/file", response={201: VersionOut})
def import_benchmark_file(request: HttpRequest, file: File[UploadedFile]) -> Status:
    """A draft version from a benchmark file, YAML or XLSX. All or nothing; faults are named by line or cell."""
    ask(request, "benchmark.import")
    content = read_file(file.read(LARGEST), file.name or "")
    return Status(201, actions.import_version(by=me(request), content=content))


@router.get("/benchmarks/{int:pk}/content", response=dict[str, Any], auth=None)
def get_benchmark_content(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """The whole version as the content of a benchmark file, in JSON."""
    return content_of(_version(request, pk))


@router.get("/benchmarks/{int:pk}/file", auth=None, openapi_extra=FILE)
def get_benchmark_file(request: HttpRequest, pk: Id, kind: Literal["yaml", "xlsx"] = "yaml") -> HttpResponse:
    """The whole version as a file."""
    version = _version(request, pk)
    name = f"{version.benchmark.urn.rsplit(':', 1)[-1]}-{version.number}.{kind}"
    answer = HttpResponse(write_file(content_of(version), f"x.{kind}"), content_type=KINDS[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@router.post("/benchmarks/{int:pk}/publish", response=VersionOut)
def publish_benchmark(request: HttpRequest, pk: Id) -> BenchmarkVersion:
    """The draft becomes the published version for good."""
    version = fetch(request, "benchmark.publish", ROWS, pk=pk)
    return actions.publish_version(by=me(request), version=version)


@router.delete("/benchmarks/{int:pk}", response={204: None})
def drop_benchmark_draft(request: HttpRequest, pk: Id) -> Status:
    """Delete a draft."""
    actions.drop_draft(by=me(request), version=fetch(request, "benchmark.publish", ROWS, pk=pk))
    return Status(204, None)


@router.get("/benchmarks/{int:pk}/difference/{int:other}", response=DifferenceOut, auth=None)
def get_difference(request: HttpRequest, pk: Id, other: Id) -> dict[str, Any]:
    """What version ``other`` changed against this one, of the same benchmark."""
    old, new = _version(request, pk), _version(request, other)
    if old.benchmark_id != new.benchmark_id:
        raise Http404
    before, after = (list(one.items.filter(adoption=None)) for one in (old, new))
    found = difference(before, after, old.languages[0])
    return _told(found)


def _told(found: Difference) -> dict[str, Any]:
    return {
        "added": [item.code for item in found.added],
        "removed": [item.code for item in found.removed],
        "reworded": [
            {"code": one.code, "fields": [field.name for field in one.fields if field.name in FIELDS]}
            for one in found.reworded
        ],
        "same": found.same,
    }
