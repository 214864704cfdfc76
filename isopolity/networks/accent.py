# SPDX-License-Identifier: EUPL-1.2
"""A project's accent colour (pure): legible on paper-white, and its twin for the dark page."""

import re

PAPER = "#fbf8f2"
DARK_PAPER = "#1b1916"
LEAST_CONTRAST = 4.5
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

Rgb = tuple[float, float, float]


def _rgb(colour: str) -> Rgb:
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG counts it, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def is_legible(colour: str) -> bool:
    """The colour can carry text on paper-white."""
    return contrast(colour, PAPER) >= LEAST_CONTRAST


def dark_twin(colour: str) -> str:
    """The same hue, mixed with white until it can carry text on the dark page."""
    for part in range(0, 101, 4):
        mixed = "#" + "".join(f"{round(255 * (c + (1 - c) * part / 100)):02x}" for c in _rgb(colour))
        if contrast(mixed, DARK_PAPER) >= LEAST_CONTRAST + 1:
            return mixed
    return "#ffffff"
