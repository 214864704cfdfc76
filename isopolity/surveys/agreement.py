# SPDX-License-Identifier: EUPL-1.2
"""How far coders agree (pure): percent of equal decisions, and Cohen's kappa, which takes away what chance would give.

Each coder decides for each answer and each factor: it stands there, or it does not. Two coders are compared over the
answers that both have coded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

Found = Mapping[Any, frozenset[Any]]  # answer → the factors that one coder found in it


@dataclass(frozen=True)
class Agreement:
    """Two coders over ``number`` answers. ``kappa`` is None where it has no value: chance alone would agree always."""

    first: Any
    second: Any
    number: int
    percent: float
    kappa: float | None


def percent(first: Sequence[bool], second: Sequence[bool]) -> float:
    """The share of equal decisions, from 0 to 100; 0 without decisions."""
    same = sum(a == b for a, b in zip(first, second, strict=True))
    return 100 * same / len(first) if first else 0.0


def kappa(first: Sequence[bool], second: Sequence[bool]) -> float | None:
    """Cohen's kappa: (observed − expected) / (1 − expected) agreement; None where expected agreement is complete."""
    number = len(first)
    if not number:
        return None
    observed = percent(first, second) / 100
    yes_first, yes_second = sum(first) / number, sum(second) / number
    expected = yes_first * yes_second + (1 - yes_first) * (1 - yes_second)
    return None if expected >= 1 else (observed - expected) / (1 - expected)


def decisions(one: Found, other: Found, factors: Iterable[Any]) -> tuple[list[bool], list[bool]]:
    """Both coders' decisions on these factors, over the answers that both have coded."""
    shared, wanted = [answer for answer in one if answer in other], list(factors)
    return (
        [factor in one[answer] for answer in shared for factor in wanted],
        [factor in other[answer] for answer in shared for factor in wanted],
    )


def agreements(coders: Mapping[Any, Found], factors: Iterable[Any]) -> list[Agreement]:
    """Every pair of coders who have an answer in common."""
    found, wanted = [], list(factors)
    for (first, one), (second, other) in combinations(coders.items(), 2):
        number = sum(answer in other for answer in one)
        if number and wanted:
            pair = decisions(one, other, wanted)
            found.append(Agreement(first, second, number, percent(*pair), kappa(*pair)))
    return found


def majority(coders: Iterable[Found]) -> dict[Any, frozenset[Any]]:
    """What stands in each answer: the factors that more than half of those who coded it found."""
    by_answer: dict[Any, list[frozenset[Any]]] = {}
    for found in coders:
        for answer, factors in found.items():
            by_answer.setdefault(answer, []).append(factors)
    return {
        answer: frozenset(
            factor for factor in frozenset().union(*sets) if 2 * sum(factor in one for one in sets) > len(sets)
        )
        for answer, sets in by_answer.items()
    }
