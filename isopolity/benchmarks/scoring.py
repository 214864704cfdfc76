# SPDX-License-Identifier: EUPL-1.2
"""Judgements summed up. Pure.

An ordinal scale gives a distribution and nothing else: no total, no ranking. A weighted scale has levels with values;
then the mean of a group is the weighted mean of its items and inner groups, and the total that of the top groups.
What is not judged, or judged neutral, counts nowhere; how much was counted is told beside every mean.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


class NoTotal(ValueError):
    """An ordinal scale has no numbers, so there is no mean."""


@dataclass(frozen=True)
class Judged:
    """One item with the code of its level, or None."""

    code: str
    level: str | None
    weight: float = 1.0


@dataclass(frozen=True)
class Branch:
    """A group with the items and groups in it."""

    code: str
    items: Sequence[Judged] = ()
    groups: Sequence["Branch"] = ()
    weight: float = 1.0


@dataclass(frozen=True)
class Mean:
    """A weighted mean (None when nothing could be counted) and the items counted and not."""

    value: float | None
    counted: int
    items: int
    groups: Mapping[str, "Mean"] = field(default_factory=dict)


def distribution(scale: Mapping[str, Any], levels: Iterable[str | None]) -> dict[str | None, int]:
    """How many items have each level, in the scale's order; under None those without one."""
    counts: dict[str | None, int] = {level["code"]: 0 for level in scale["levels"]} | {None: 0}
    for level in levels:
        counts[level if level in counts else None] += 1
    return counts


def values(scale: Mapping[str, Any]) -> dict[str, float]:
    """The number of each level that has one; NoTotal for an ordinal scale."""
    if scale["kind"] != "weighted":
        raise NoTotal("An ordinal scale is shown as a distribution, never as one number.")
    return {level["code"]: float(level["value"]) for level in scale["levels"] if not level.get("neutral")}


def weighted_mean(scale: Mapping[str, Any], groups: Sequence[Branch]) -> Mean:
    """The mean over the top groups, with the mean of each inside; NoTotal for an ordinal scale."""
    return _mean(values(scale), (), groups)


def _mean(known: Mapping[str, float], items: Sequence[Judged], groups: Sequence[Branch]) -> Mean:
    inner = {group.code: _mean(known, group.items, group.groups) for group in groups}
    parts = [(known[item.level], item.weight) for item in items if item.level is not None and item.level in known]
    counted = len(parts) + sum(mean.counted for mean in inner.values())
    for group in groups:
        value = inner[group.code].value
        if value is not None:
            parts.append((value, group.weight))
    weight = sum(part for _value, part in parts)
    total = sum(value * part for value, part in parts) / weight if weight else None
    return Mean(total, counted, len(items) + sum(mean.items for mean in inner.values()), inner)
