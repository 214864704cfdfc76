# SPDX-License-Identifier: EUPL-1.2
"""Counts of few people, shown so that no hidden number can be computed from the others and their sum (pure).

A number from 1 to ``small`` − 1 is hidden. Then the next larger numbers are hidden with it until at least two are, and
until together they are twice as many as ``small``: else the sum gives them away. Who knows this rule could still work
back from what is shown; so the numbers that would look the same are tried, and where one hidden number is the same in
all of them, everything is hidden.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

SMALLEST = 3  # with 2, a hidden number could only be 1
MOST_TRIED = 20_000


def shown(counts: Sequence[int], *, small: int) -> list[int | None]:
    """The counts, None where one is hidden. ``counts`` includes those who did not tell, so that the sum is known."""
    least = max(small, SMALLEST)
    hidden = _hidden(counts, least)
    if hidden and len(hidden) < len(counts) and _can_be_computed(counts, hidden, least):
        hidden = frozenset(range(len(counts)))
    return [None if place in hidden else number for place, number in enumerate(counts)]


def _hidden(counts: Sequence[int], small: int) -> frozenset[int]:
    found = {place for place, number in enumerate(counts) if 0 < number < small}
    if not found:
        return frozenset()
    for size in sorted({number for number in counts if number >= small}):
        if _is_enough(counts, found, small):
            break
        found |= {place for place, number in enumerate(counts) if number == size}
    return frozenset(found if _is_enough(counts, found, small) else range(len(counts)))


def _is_enough(counts: Sequence[int], hidden: set[int], small: int) -> bool:
    return len(hidden) > 1 and sum(counts[place] for place in hidden) >= 2 * small


def _can_be_computed(counts: Sequence[int], hidden: frozenset[int], small: int) -> bool:
    """Some hidden number is the same in all counts that look like these."""
    places = sorted(hidden)
    open_still = set(places)
    total = sum(counts[place] for place in places)
    for parts in islice(_parts(total, len(places)), MOST_TRIED):
        other = list(counts)
        for place, number in zip(places, parts, strict=True):
            other[place] = number
        if _hidden(other, small) == hidden:
            open_still -= {place for place in open_still if other[place] != counts[place]}
            if not open_still:
                return False
    return True


def _parts(total: int, number: int) -> Iterator[tuple[int, ...]]:
    """Every way to share ``total`` among so many places."""
    if number == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _parts(total - first, number - 1):
            yield (first, *rest)
