# SPDX-License-Identifier: EUPL-1.2
"""Vega-Lite charts as pictures for paper. One engine in this process; a chart drawn before is not drawn again."""

import json
from functools import lru_cache
from typing import Any

from isopolity.reports.charts import Chart

WIDTH = 640
FONT = "Source Sans 3, Liberation Sans, DejaVu Sans, sans-serif"
CONFIG: dict[str, Any] = {
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": 400,
        "labelColor": "#23201c",
        "domainColor": "#857c6e",
    },
    "legend": {"labelFontSize": 11, "labelColor": "#23201c"},
}


def _spec(chart: Chart) -> str:
    return json.dumps({**chart.spec, "width": WIDTH, "config": CONFIG}, sort_keys=True)


@lru_cache(maxsize=256)
def _svg(spec: str) -> str:
    import vl_convert  # large; loaded with the first chart

    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


@lru_cache(maxsize=128)
def _png(spec: str) -> bytes:
    import vl_convert

    return bytes(vl_convert.svg_to_png(_svg(spec), scale=2))


def svg(chart: Chart) -> str:
    """The chart as a small SVG."""
    return _svg(_spec(chart))


def png(chart: Chart) -> bytes:
    """The chart as a picture for Word."""
    return _png(_spec(chart))
