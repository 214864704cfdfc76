# SPDX-License-Identifier: EUPL-1.2
"""What a published version holds, kept by this process once read: the database lets nobody change it any more.

Callers get copies, so that nothing one request hangs on a row is there for the next.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from django.db.models import Model
from django.db.models.base import ModelState

from isopolity.benchmarks.models import BenchmarkVersion, Facet, Group, Item

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class _Content:
    """The rows of one version, each list in order."""

    items: list[Item]
    groups: list[Group]
    facets: list[Facet]


def own_items(version: BenchmarkVersion) -> list[Item]:
    """The version's own items with their groups."""
    if not version.is_frozen:
        return _read_items(version.pk)
    return [_copy(item, version=version) for item in _content_of(version).items]


def _copy(row: Row, **knows: Model) -> Row:
    """The row once more, with the rows it ``knows`` besides; ``copy.copy`` takes ten times the steps for it."""
    fresh, state = type(row).__new__(type(row)), ModelState()
    state.db, state.adding, state.fields_cache = row._state.db, False, {**row._state.fields_cache, **knows}
    fresh.__dict__ = {**row.__dict__, "_state": state}
    return fresh


def groups_of(version: BenchmarkVersion) -> list[Group]:
    """The version's groups."""
    if not version.is_frozen:
        return list(version.groups.all())
    return [_copy(group) for group in _content_of(version).groups]


def facets_of(version: BenchmarkVersion) -> list[Facet]:
    """The labels of the version's facets."""
    if not version.is_frozen:
        return list(version.facets.all())
    return [_copy(label) for label in _content_of(version).facets]


def _content_of(version: BenchmarkVersion) -> _Content:
    return _content(version.pk, version.digest, version.published_at)


@lru_cache(maxsize=50)
def _content(pk: int, digest: str, published_at: datetime | None) -> _Content:
    """``digest`` and ``published_at`` tell a version from another that once had its number (a database restored)."""
    groups, facets = Group.objects.filter(version_id=pk), Facet.objects.filter(version_id=pk)
    return _Content(_read_items(pk), list(groups), list(facets))


def _read_items(pk: int) -> list[Item]:
    return list(Item.objects.filter(version_id=pk, adoption=None).select_related("group"))
