# SPDX-License-Identifier: EUPL-1.2
"""Charts of a report as Vega-Lite, defined once for page, PDF, Word and download (pure).

Every bar says its level by symbol and number, not by colour alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FILLS = {"surpasses": "#bcd3ef", "meets": "#bfe0c5", "falls_short": "#f6d296", "inconclusive": "#dcd5c8"}
EDGES = {"surpasses": "#1d4f91", "meets": "#1f6138", "falls_short": "#844a05", "inconclusive": "#555049"}
ROW_HEIGHT = 24


@dataclass(frozen=True)
class Chart:
    """A Vega-Lite spec with the same numbers as a table."""

    id: str
    title: str
    spec: dict[str, Any]
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Bar:
    """One bar: a label and the number of items at each level."""

    label: str
    counts: Mapping[str, int]


def distribution(
    bars: Iterable[Bar], *, id: str, title: str, words: Mapping[str, str], symbols: Mapping[str, str], axis: str
) -> Chart:
    """Bars of items by level, side by side on one scale. ``words`` and ``symbols`` name the levels in order."""
    bars = list(bars)
    values = [piece for bar in bars for piece in _pieces(bar, words, symbols)]
    y = {"field": "label", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 260, "ticks": False}}
    x = {"field": "start", "type": "quantitative", "title": axis, "axis": {"tickMinStep": 1, "grid": False}}
    spec: dict[str, Any] = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": values},
        "height": ROW_HEIGHT * len(bars),  # a number: a height by steps and a width that fits do not go together
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": "#5c554b", "strokeWidth": 0.7, "height": {"band": 0.8}},
                "encoding": {"y": y, "x": x, "x2": {"field": "end"}, **_colours(words)},
            },
            {
                "mark": {"type": "text", "fontSize": 11, "color": "#23201c"},
                "encoding": {
                    "y": y,
                    "x": {"field": "middle", "type": "quantitative"},
                    "text": {"field": "sign", "type": "nominal"},
                },
            },
        ],
    }
    rows = [[bar.label, *(bar.counts.get(code, 0) for code in words)] for bar in bars]
    return Chart(id, title, spec, ["", *words.values()], rows)


def _pieces(bar: Bar, words: Mapping[str, str], symbols: Mapping[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    start = 0
    for code, word in words.items():
        if number := bar.counts.get(code, 0):
            middle = start + number / 2
            sign = f"{symbols.get(code, '')} {number}".strip()
            found.append(
                {
                    "label": bar.label,
                    "level": word,
                    "start": start,
                    "end": start + number,
                    "middle": middle,
                    "sign": sign,
                }
            )
            start += number
    return found


def _colours(words: Mapping[str, str]) -> dict[str, Any]:
    names = list(words.values())
    fills = [FILLS.get(code, "#ddd5c6") for code in words]
    legend = {"title": None, "orient": "top", "symbolType": "square"}
    return {
        "color": {"field": "level", "type": "nominal", "scale": {"domain": names, "range": fills}, "legend": legend},
    }
