# SPDX-License-Identifier: EUPL-1.2
"""The open door: who joined and left a group over time, month by month (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Stay:
    """One member's time in the group."""

    label: str
    joined_on: date
    left_on: date | None = None


@dataclass(frozen=True)
class Passage:
    """Somebody came or went on a day."""

    day: date
    label: str
    came: bool


@dataclass(frozen=True)
class Month:
    """A calendar month: how many came, went, and were there at its end."""

    first: date
    came: int
    went: int
    there: int


def passages(stays: Iterable[Stay]) -> list[Passage]:
    """Everybody's coming and going, newest first."""
    found = []
    for stay in stays:
        found.append(Passage(stay.joined_on, stay.label, came=True))
        if stay.left_on:
            found.append(Passage(stay.left_on, stay.label, came=False))
    return sorted(found, key=lambda one: (one.day, one.came, one.label), reverse=True)


def months(stays: Iterable[Stay], *, until: date, most: int = 36) -> list[Month]:
    """Every month from the first joining to ``until``; of long lives the last ``most``. Days to come are left out."""
    past = [one for one in passages(stays) if one.day <= until]
    if not past:
        return []
    found, there, first = [], 0, _first(past[-1].day)
    while first <= until:
        here = [one for one in past if _first(one.day) == first]
        came, went = sum(one.came for one in here), sum(not one.came for one in here)
        there += came - went
        found.append(Month(first, came, went, there))
        first = _next(first)
    return found[-most:]


def _first(day: date) -> date:
    return day.replace(day=1)


def _next(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def chart(rows: Iterable[Month], *, came: str, went: str, there: str) -> dict[str, Any]:
    """A Vega-Lite spec: bars up for those who came, down for those who went, a line for those who were there."""
    words = {"up": came, "down": went, "line": there}
    values = [
        {"month": f"{one.first:%Y-%m}", "came": one.came, "went": -one.went, "there": one.there, **words}
        for one in rows
    ]
    x = {"field": "month", "type": "ordinal", "title": None, "axis": {"labelAngle": -45, "labelOverlap": True}}
    colour = {"type": "nominal", "title": None, "legend": {"orient": "top"},
              "scale": {"domain": [there, came, went], "range": ["#5c554b", "#1f6138", "#844a05"]}}  # fmt: skip
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": values},
        "height": 140,
        "width": "container",
        "layer": [
            _layer({"type": "bar", "opacity": 0.75}, x, "came", "up", colour),
            _layer({"type": "bar", "opacity": 0.75}, x, "went", "down", colour),
            _layer({"type": "line", "point": True, "interpolate": "step-after"}, x, "there", "line", colour),
        ],
    }


def _layer(mark: dict[str, Any], x: dict[str, Any], field: str, name: str, colour: dict[str, Any]) -> dict[str, Any]:
    y = {"field": field, "type": "quantitative", "title": None, "axis": {"tickMinStep": 1, "format": "d"}}
    return {"mark": mark, "encoding": {"x": x, "y": y, "color": {"field": name, **colour}}}
