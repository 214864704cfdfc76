# SPDX-License-Identifier: EUPL-1.2
"""When the actions of a plan happen: bars on a calendar, what must come first, what cannot be. Knows no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS_UP_TO = 26  # longer plans are drawn in months
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Task:
    """An action as the schedule knows it. ``needs``: keys of the actions that must end before it starts."""

    key: int
    title: str
    starts: date | None
    ends: date | None
    needs: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Fault:
    """What cannot be: ``kind`` is "ends_before_start", "starts_too_early" (``other`` ends later) or "circle"."""

    kind: str
    task: int
    other: int | None = None


@dataclass(frozen=True)
class Column:
    """A week or a month of the drawing: its first day and the first day after it."""

    first: date
    after: date


def circle(needs: Mapping[int, Iterable[int]]) -> list[int]:
    """Keys that need each other in a circle; empty when there is none."""
    done: set[int] = set()
    for start in needs:
        path: list[int] = []
        stack = [(start, iter(needs.get(start, ())))]
        path.append(start)
        while stack:
            key, rest = stack[-1]
            step = next(rest, None)
            if step is None:
                stack.pop()
                path.pop()
                done.add(key)
            elif step in path:
                return path[path.index(step) :]
            elif step not in done:
                path.append(step)
                stack.append((step, iter(needs.get(step, ()))))
    return []


def order(tasks: Sequence[Task]) -> list[int]:
    """Keys so that each comes after all it needs; among equals the earlier start first. A circle's keys come last."""
    known = {task.key: task for task in tasks}
    left = {task.key: {key for key in task.needs if key in known} for task in tasks}
    found: list[int] = []
    while left:
        free = [key for key, needs in left.items() if not needs]
        if not free:
            return found + sorted(left)
        first = min(free, key=lambda key: (known[key].starts or date.max, key))
        found.append(first)
        del left[first]
        for needs in left.values():
            needs.discard(first)
    return found


def critical(tasks: Sequence[Task]) -> list[int]:
    """The longest chain of actions that wait for each other, in days; empty when nothing depends on anything."""
    known = {task.key: task for task in tasks}
    if circle({task.key: [key for key in task.needs if key in known] for task in tasks}):
        return []
    best: dict[int, tuple[int, list[int]]] = {}
    for key in order(tasks):
        before = max((best[need] for need in sorted(known[key].needs) if need in known), default=(0, []))
        best[key] = (before[0] + _days(known[key]), [*before[1], key])
    chains = [found for found in best.values() if len(found[1]) > 1]
    return max(chains, default=(0, []))[1]


def _days(task: Task) -> int:
    if task.starts is None or task.ends is None:
        return 1
    return max(1, (task.ends - task.starts).days + 1)


def faults(tasks: Sequence[Task]) -> list[Fault]:
    """What cannot be, by task."""
    known, found = {task.key: task for task in tasks}, []
    for task in tasks:
        if task.starts and task.ends and task.ends < task.starts:
            found.append(Fault("ends_before_start", task.key))
        for key in sorted(task.needs):
            ends = known[key].ends if key in known else None
            if ends and task.starts and task.starts <= ends:
                found.append(Fault("starts_too_early", task.key, key))
    stuck = circle({task.key: [key for key in task.needs if key in known] for task in tasks})
    return found + [Fault("circle", key) for key in stuck]


def span(tasks: Iterable[Task]) -> tuple[date, date] | None:
    """First and last day of all dated tasks."""
    days = [day for task in tasks for day in (task.starts, task.ends) if day]
    return (min(days), max(days)) if days else None


def columns(first: date, last: date) -> list[Column]:
    """Weeks from Monday for short plans, months for longer ones, covering both days."""
    if (last - first).days <= WEEKS_UP_TO * 7:
        day, found = first - timedelta(days=first.weekday()), []
        while day <= last:
            found.append(Column(day, day + WEEK))
            day += WEEK
        return found
    month, found = first.replace(day=1), []
    while month <= last:
        following = (month + timedelta(days=32)).replace(day=1)
        found.append(Column(month, following))
        month = following
    return found
