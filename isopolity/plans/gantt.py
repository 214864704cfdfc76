# SPDX-License-Identifier: EUPL-1.2
"""The drawing of a schedule: where bars, marks and lines stand. Numbers only; the template draws, nothing is styled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from isopolity.plans.schedule import Column, Task, columns, critical, order, span

ROW, TOP, BAR, CELL_WEEK, CELL_MONTH, LEAST = 52, 34, 18, 44, 64, 4
LABEL_ROOM = 260  # a title that starts further right than this from the edge is written to the left


@dataclass(frozen=True)
class Bar:
    """A bar with its title above it; ``state`` is a class of the style sheet."""

    key: int
    number: int
    title: str
    x: float
    y: int
    width: float
    state: str
    is_critical: bool
    label_x: float
    anchor: str
    marks: list[tuple[float, int, bool]] = field(default_factory=list)


@dataclass(frozen=True)
class Tick:
    """A week or month: where it starts, how wide, its first day."""

    x: float
    width: float
    first: date


@dataclass(frozen=True)
class Gantt:
    """The whole drawing."""

    width: float
    height: int
    is_weeks: bool
    ticks: list[Tick]
    bars: list[Bar]
    links: list[str]
    today: float | None


def _x(day: date, cells: Sequence[Column], cell: int) -> float:
    first, after = cells[0].first, cells[-1].after
    if day <= first:
        return 0
    if day >= after:
        return float(len(cells) * cell)
    number = next(place for place, one in enumerate(cells) if one.first <= day < one.after)
    one = cells[number]
    return round(cell * (number + (day - one.first).days / (one.after - one.first).days), 1)


def gantt(
    tasks: Sequence[Task], states: Mapping[int, str], milestones: Mapping[int, Iterable[tuple[date, bool]]],
    today: date, *, room: int = 0,
) -> Gantt | None:  # fmt: skip
    """The drawing of all dated tasks; None when no task has both days. ``room``: as wide as it may be, on paper."""
    dated = [task for task in tasks if task.starts and task.ends]
    days = span(dated)
    if days is None:
        return None
    cells = columns(*days)
    is_weeks = (cells[0].after - cells[0].first).days == 7
    cell = CELL_WEEK if is_weeks else CELL_MONTH
    if room:
        cell = max(LEAST, min(cell, room // len(cells)))
    width = max(cell * len(cells), 320)
    known, chain = {task.key: task for task in dated}, set(critical(tasks))
    numbers = {task.key: number for number, task in enumerate(tasks, 1)}
    bars: dict[int, Bar] = {}
    for row, key in enumerate(key for key in order(dated)):
        task = known[key]
        start, end = _x(task.starts or today, cells, cell), _x(task.ends or today, cells, cell)
        y = TOP + row * ROW
        late = start > max(width - LABEL_ROOM, LABEL_ROOM)
        marks = [(_x(day, cells, cell), y + 22 + BAR // 2, done) for day, done in milestones.get(key, ())]
        bars[key] = Bar(
            key, numbers[key], task.title, start, y + 22, max(end - start, 6), states.get(key, ""), key in chain,
            max(start, end) if late else start, "end" if late else "start", marks,
        )  # fmt: skip
    ticks = [Tick(cell * place, cell, one.first) for place, one in enumerate(cells)]
    here = _x(today, cells, cell) if cells[0].first <= today < cells[-1].after else None
    return Gantt(width, TOP + ROW * len(dated) + 8, is_weeks, ticks, list(bars.values()), _links(dated, bars), here)


def _links(tasks: Sequence[Task], bars: Mapping[int, Bar]) -> list[str]:
    found = []
    for task in tasks:
        for key in sorted(task.needs):
            if key in bars:
                one, other = bars[key], bars[task.key]
                x, y = one.x + one.width, one.y + BAR // 2
                found.append(f"M{x:g} {y}h6V{other.y + BAR // 2}H{other.x:g}")
    return found
