# SPDX-License-Identifier: EUPL-1.2
"""Charts of answers as Vega-Lite (pure): how often each answer was given, in one wave or in two side by side."""

from collections.abc import Sequence
from typing import Any

ROW_HEIGHT = 28
FILL, EDGE = "#bcd3ef", "#1d4f91"
FILLS = [FILL, "#f6d296"]
Counts = Sequence[tuple[str, int]]


def bars(counts: Counts, *, axis: str) -> dict[str, Any]:
    """One bar for each answer, with its number at the end."""
    values = [{"answer": answer, "number": number} for answer, number in counts]
    mark = {"type": "bar", "fill": FILL, "stroke": EDGE, "strokeWidth": 0.7}
    return _drawn(values, len(values), [{"mark": mark, "encoding": _bar(axis)}, _numbers(axis)])


def pairs(first: Counts, second: Counts, *, names: tuple[str, str], axis: str) -> dict[str, Any]:
    """Two bars for each answer, one for each wave; the wave stands in the tooltip and the legend, and in the order."""
    rows = zip(names, (first, second), strict=True)
    values = [{"answer": answer, "number": number, "wave": name} for name, counts in rows for answer, number in counts]
    more = {
        "yOffset": {"field": "wave", "type": "nominal", "sort": list(names)},
        "fill": {
            "field": "wave",
            "type": "nominal",
            "scale": {"domain": list(names), "range": FILLS},
            "legend": {"title": None, "orient": "bottom", "direction": "vertical"},
        },
    }
    mark = {"type": "bar", "stroke": "#5c554b", "strokeWidth": 0.7}
    offset = {"yOffset": more["yOffset"]}
    layer = [{"mark": mark, "encoding": _bar(axis) | more}, _numbers(axis, offset)]
    return _drawn(values, len(values), layer)


def _bar(axis: str) -> dict[str, Any]:
    y = {"field": "answer", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 260, "ticks": False}}
    return {"y": y, "x": {"field": "number", "type": "quantitative", "title": axis, "axis": {"tickMinStep": 1}}}


def _numbers(axis: str, more: dict[str, Any] | None = None) -> dict[str, Any]:
    mark = {"type": "text", "align": "left", "dx": 4, "fontSize": 11, "color": "#23201c"}
    return {"mark": mark, "encoding": _bar(axis) | (more or {}) | {"text": {"field": "number", "type": "quantitative"}}}


def _drawn(values: list[dict[str, Any]], lines: int, layer: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": values},
        "height": ROW_HEIGHT * max(lines, 1),  # a number: a height by steps and a width that fits do not go together
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": layer,
    }
