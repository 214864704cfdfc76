# SPDX-License-Identifier: EUPL-1.2
"""What became of commitments in later apps: each registers how it finds what stands for a commitment on its pages.

Commitments, goals and actions are one chain, seen from either end; this end knows nothing of the others.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from isopolity.reports.models import Commitment


@dataclass(frozen=True)
class Became:
    """What a commitment became: its title, where it stands (a plan), how far it is in words, its page."""

    title: str
    where: str
    state: str
    url: str


Finder = Callable[[Any, Sequence[int]], dict[int, list[Became]]]
_finders: list[Finder] = []


def follows_commitments(finder: Finder) -> Finder:
    """Register a function of (person, ids of commitments) that tells what each became, as far as the person may read
    it. It takes the same number of queries however many they are."""
    _finders.append(finder)
    return finder


def became(person: Any, commitments: Sequence[Commitment]) -> dict[int, list[Became]]:
    """id of a commitment → what it became; empty lists are left out."""
    keys = [row.pk for row in commitments]
    found: dict[int, list[Became]] = defaultdict(list)
    for finder in _finders if keys else ():
        for key, things in finder(person, keys).items():
            found[key] += things
    return dict(found)
