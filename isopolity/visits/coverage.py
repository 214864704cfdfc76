# SPDX-License-Identifier: EUPL-1.2
"""How many independent interviews each item has, planned and held (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass

SourceKey = tuple[str, ...]


@dataclass(frozen=True)
class Hearing:
    """A person heard on an item in a meeting. A workshop is one source; who represents no body counts as their own."""

    item: int
    meeting: int
    kind: str
    organisation: str
    source_group: str
    is_held: bool

    @property
    def source(self) -> SourceKey:
        """The same key as in the corroboration rule."""
        if self.kind == "interview" and self.organisation:
            return ("body", self.organisation, self.source_group)
        return (self.kind, str(self.meeting))


@dataclass(frozen=True)
class Covered:
    """Independent sources that were heard on an item, and that will have been when all planned meetings are held."""

    held: int = 0
    planned: int = 0

    def can_reach(self, needed: int) -> bool:
        """With what is planned, the item can be corroborated."""
        return self.planned >= needed


def coverage(hearings: Iterable[Hearing]) -> dict[int, Covered]:
    """item → how well it is covered."""
    held: dict[int, set[SourceKey]] = {}
    planned: dict[int, set[SourceKey]] = {}
    for hearing in hearings:
        planned.setdefault(hearing.item, set()).add(hearing.source)
        if hearing.is_held:
            held.setdefault(hearing.item, set()).add(hearing.source)
    return {item: Covered(len(held.get(item, ())), len(sources)) for item, sources in planned.items()}
