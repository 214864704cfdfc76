# SPDX-License-Identifier: EUPL-1.2
"""What a level says about learning and teaching (pure): falls short wants to learn, meets and surpasses can teach."""

from collections.abc import Mapping
from dataclasses import dataclass

from isopolity.core.levels import Level


@dataclass(frozen=True)
class Line:
    """How much a city wants to learn an item (0 to 3), and how well it could teach it (0 to 2)."""

    need: int = 0
    strength: int = 0


SAYS = {
    Level.FALLS_SHORT.value: Line(need=3),
    Level.INCONCLUSIVE.value: Line(need=1),
    Level.MEETS.value: Line(strength=1),
    Level.SURPASSES.value: Line(strength=2),
}


def lines_of(levels: Mapping[int, str]) -> dict[int, Line]:
    """item → line, for every item whose level says something."""
    return {item: SAYS[level] for item, level in levels.items() if level in SAYS}
