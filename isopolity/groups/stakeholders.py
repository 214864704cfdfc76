# SPDX-License-Identifier: EUPL-1.2
"""The stakeholder map as quadrants of four places each, with words for each quadrant (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

MIDDLE, HIGHEST = 2, 4


@dataclass(frozen=True)
class Place:
    """One place of the map with whatever stands on it."""

    interest: int
    influence: int
    marks: Sequence[Any]


@dataclass(frozen=True)
class Quadrant:
    """A quarter of the map: what it means, and its four places, upper ones first."""

    code: str
    name: str
    places: Sequence[Place]


def quadrant_of(interest: int | None, influence: int | None) -> str:
    """What a place on the map asks of the group, in words."""
    if not interest or not influence:
        return ""
    return _word(interested=interest > MIDDLE, influential=influence > MIDDLE)


def _word(*, interested: bool, influential: bool) -> str:
    if influential:
        return _("Work closely together") if interested else _("Win their interest")
    return _("Give them a voice") if interested else _("Keep them informed")


def quadrants(at: Mapping[tuple[int, int], Sequence[Any]]) -> list[Quadrant]:
    """The four quarters as they are drawn: influence grows upwards, interest to the end of the line."""
    found = []
    for influential in (True, False):
        for interested in (False, True):
            rows = _steps(high=influential)[::-1]
            places = [
                Place(interest, influence, at.get((interest, influence), ()))
                for influence in rows
                for interest in _steps(high=interested)
            ]
            code = f"{'high' if influential else 'low'}-{'high' if interested else 'low'}"
            found.append(Quadrant(code, _word(interested=interested, influential=influential), places))
    return found


def _steps(*, high: bool) -> list[int]:
    return list(range(MIDDLE + 1, HIGHEST + 1)) if high else list(range(1, MIDDLE + 1))
