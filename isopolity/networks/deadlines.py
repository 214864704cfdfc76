# SPDX-License-Identifier: EUPL-1.2
"""When something of a project is due (pure): on a day, or so many months from the edge of a phase or the project."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

Span = tuple[date | None, date | None]
Edges = Mapping[str, date | None]


def edges(project: Span, phase: Span = (None, None)) -> dict[str, date | None]:
    """The days from which months are counted, of (starts, ends) pairs."""
    return {
        "phase_start": phase[0],
        "phase_end": phase[1],
        "project_start": project[0],
        "project_end": project[1],
    }


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_day(on: date | None, months: int | None, since: str, days: Edges) -> date | None:
    """The day itself, or counted from an edge; None while nobody knows that edge's day."""
    if on is not None or months is None:
        return on
    start = days.get(since)
    return months_after(start, months) if start is not None else None
