# SPDX-License-Identifier: EUPL-1.2
"""The map of a benchmark as SVG for paper: the same drawing as on the page, one small square for each item (pure)."""

from html import escape

from isopolity.core.components import BenchmarkMap, DrawnCell
from isopolity.reports.charts import EDGES, FILLS

SQUARE, GAP, LABEL, TOP, LINE = 16, 3, 150, 22, 10
FONT = "font-family='Source Sans 3, Liberation Sans, DejaVu Sans, sans-serif'"


def map_svg(map: BenchmarkMap) -> str:
    """Rows of squares by group and column; symbols say the level in black and white too."""
    columns = [column.name for column in map.columns] or [""]
    widest = [max((len(cells[n]) for _group, cells in map.rows), default=0) for n in range(len(columns))]
    per_row = [min(width, 5) if map.columns else min(width, 14) for width in widest]
    starts, x = [], LABEL
    for width in per_row:
        starts.append(x)
        x += max(width * (SQUARE + GAP), 62) + 10
    parts, y = [_text(start, 12, name, size=9, grey=True) for start, name in zip(starts, columns, strict=True)], TOP
    for group, cells in map.rows:
        drawn, lines = _row(cells, starts, per_row, y)
        parts += [*_wrapped(group.name, y), *drawn]
        y += max(lines * (SQUARE + GAP), 26) + LINE
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {x} {y}' width='{x}' height='{y}' {FONT}>"
        + "".join(parts)
        + "</svg>"
    )


def _row(cells: list[list[DrawnCell]], starts: list[int], per_row: list[int], y: int) -> tuple[list[str], int]:
    found, lines = [], 1
    for start, width, column in zip(starts, per_row, cells, strict=True):
        for number, cell in enumerate(column):
            line, place = divmod(number, max(width, 1))
            lines = max(lines, line + 1)
            found.append(_square(cell, start + place * (SQUARE + GAP), y + line * (SQUARE + GAP)))
    return found, lines


def _square(cell: DrawnCell, x: int, y: int) -> str:
    code = cell.state.code
    fill, edge = FILLS.get(code, "#ffffff"), EDGES.get(code, "#857c6e")
    return (
        f"<rect x='{x}' y='{y}' width='{SQUARE}' height='{SQUARE}' fill='{fill}' stroke='{edge}' stroke-width='0.8'/>"
        + _sign(cell.state.symbol, x + SQUARE / 2, y + SQUARE / 2, edge)
    )


def _sign(symbol: str, x: float, y: float, colour: str) -> str:
    """The four signs as shapes: no font needed, and quick to draw; another scale's symbol as text."""
    if symbol == "▲":
        return f"<polygon points='{x},{y - 4} {x + 4},{y + 3.4} {x - 4},{y + 3.4}' fill='{colour}'/>"
    if symbol == "▼":
        return f"<polygon points='{x},{y + 4} {x + 4},{y - 3.4} {x - 4},{y - 3.4}' fill='{colour}'/>"
    if symbol == "●":
        return f"<circle cx='{x}' cy='{y}' r='3.7' fill='{colour}'/>"
    if symbol == "◌":
        return f"<circle cx='{x}' cy='{y}' r='3.5' fill='none' stroke='{colour}' stroke-dasharray='1.6 1.6'/>"
    if not symbol:
        return ""
    return f"<text x='{x}' y='{y + 3.4}' font-size='9' text-anchor='middle' fill='{colour}'>{escape(symbol)}</text>"


def _text(x: float, y: float, words: str, *, size: int = 10, grey: bool = False) -> str:
    return f"<text x='{x}' y='{y}' font-size='{size}' fill='{'#5c554b' if grey else '#23201c'}'>{escape(words)}</text>"


def _wrapped(words: str, y: int) -> list[str]:
    """The row's name in up to three short lines."""
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > 24 and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [_text(0, y + 11 + number * 12, line) for number, line in enumerate(lines[:3])]
