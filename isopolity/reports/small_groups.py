# SPDX-License-Identifier: EUPL-1.2
"""Where a statement rests on a source group so small that it points at one person (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class SmallGroup:
    """A source group under a statement with only this many people met."""

    group: str
    people: int

    @property
    def points_at_one_person(self) -> bool:
        return self.people <= 1


def small_groups(resting_on: Iterable[str], met: Mapping[str, int], *, small: int) -> list[SmallGroup]:
    """The groups under a statement with fewer than ``small`` people met, the smallest first.

    ``resting_on``: source groups of those whose words are under it; ``met``: source group → people the team met.
    """
    found = [SmallGroup(group, met.get(group, 0)) for group in set(resting_on) if met.get(group, 0) < small]
    return sorted(found, key=lambda one: (one.people, one.group))
