# SPDX-License-Identifier: EUPL-1.2
"""A sketch map of cities (pure): points in true position to each other, a net of degrees, numbers that keep apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

WIDTH = 640
TALLEST, LOWEST = 620, 300
MARGIN = 44
APART = 36  # between two numbers, so that both can be read


@dataclass(frozen=True)
class Mark:
    """A city: its number on the map, its name, where it lies in degrees."""

    number: int
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Placed:
    """A mark on paper. (x, y) is where its number stands, (at_x, at_y) where the city lies."""

    mark: Mark
    x: float
    y: float
    at_x: float
    at_y: float

    @property
    def is_moved(self) -> bool:
        """The number had to make room, so that a line leads to the place."""
        return hypot(self.x - self.at_x, self.y - self.at_y) > 2


@dataclass(frozen=True)
class NetLine:
    """A line of the net of degrees with its label."""

    x1: float
    y1: float
    x2: float
    y2: float
    label: str


@dataclass(frozen=True)
class Sketch:
    """The map, ready to be drawn."""

    width: int
    height: int
    places: list[Placed]
    net: list[NetLine]


class _Paper:
    """Degrees to points: parallels and meridians straight, distances true in the middle of the map."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.south, self.north = _span([mark.latitude for mark in marks])
        self.west, self.east = _span([mark.longitude for mark in marks])
        shrink = max(0.1, cos(radians((self.south + self.north) / 2)))
        across, up = (self.east - self.west) * shrink, self.north - self.south
        self.scale = min((WIDTH - 2 * MARGIN) / across, (TALLEST - 2 * MARGIN) / up)
        self.shrink = shrink
        self.height = max(LOWEST, round(up * self.scale + 2 * MARGIN))
        self.left = (WIDTH - across * self.scale) / 2
        self.top = (self.height - up * self.scale) / 2

    def x(self, longitude: float) -> float:
        return round(self.left + (longitude - self.west) * self.shrink * self.scale, 1)

    def y(self, latitude: float) -> float:
        return round(self.top + (self.north - latitude) * self.scale, 1)


def _span(degrees: list[float]) -> tuple[float, float]:
    low, high = min(degrees), max(degrees)
    spare = max(0.0, 2 - (high - low)) / 2
    return low - spare, high + spare


def drawn(marks: Sequence[Mark]) -> Sketch:
    """The sketch of these cities, one at least."""
    paper = _Paper(marks)
    placed: list[Placed] = []
    for mark in sorted(marks, key=lambda one: one.number):
        at_x, at_y = paper.x(mark.longitude), paper.y(mark.latitude)
        x, y = _free_place(at_x, at_y, placed, paper.height)
        placed.append(Placed(mark, x, y, at_x, at_y))
    return Sketch(WIDTH, paper.height, placed, _net(paper))


_AROUND = [(0, 0)] + [(dx * ring, dy * ring) for ring in range(1, 9) for dx, dy in (
    (1, 0), (-1, 0), (0, -1), (0, 1), (0.7, -0.7), (-0.7, -0.7), (0.7, 0.7), (-0.7, 0.7))]  # fmt: skip


def _free_place(x: float, y: float, placed: Sequence[Placed], height: int) -> tuple[float, float]:
    """The nearest place on the paper where the number covers no other."""
    for dx, dy in _AROUND:
        at = (round(x + dx * APART, 1), round(y + dy * APART, 1))
        is_inside = APART / 2 < at[0] < WIDTH - APART / 2 and APART / 2 < at[1] < height - APART / 2
        if is_inside and all(hypot(at[0] - one.x, at[1] - one.y) >= APART for one in placed):
            return at
    return x, y


def _net(paper: _Paper) -> list[NetLine]:
    """Parallels and meridians at round degrees, a handful of each."""
    lines = []
    for degree in _round_degrees(paper.south, paper.north):
        y = paper.y(degree)
        lines.append(NetLine(0, y, WIDTH, y, f"{abs(degree)}° {'N' if degree >= 0 else 'S'}"))
    for degree in _round_degrees(paper.west, paper.east):
        x = paper.x(degree)
        lines.append(NetLine(x, 0, x, paper.height, f"{abs(degree)}° {'E' if degree >= 0 else 'W'}"))
    return lines


def _round_degrees(low: float, high: float) -> list[int]:
    step = next((step for step in (1, 2, 5, 10, 20, 30) if (high - low) / step <= 6), 60)
    first = -(-int(low) // step) * step
    return [degree for degree in range(first - step, int(high) + step, step) if low <= degree <= high]
