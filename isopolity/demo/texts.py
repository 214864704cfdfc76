# SPDX-License-Identifier: EUPL-1.2
"""The demo's texts, from the YAML files beside this module. Cities are invented, people are functions."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "texts"


@cache
def case() -> dict[str, Any]:
    """Background, interviewees, report texts and everything else that is told once."""
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / "cases.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def by_item() -> dict[str, dict[str, Any]]:
    """Answers, hypotheses, evidence and finding by item code."""
    merged: dict[str, dict[str, Any]] = {}
    for path in sorted(FOLDER.glob("answers-*.yaml")):
        merged.update(yaml.safe_load(path.read_text(encoding="utf-8")))
    return merged


def told(text: str, city: str) -> str:
    """The text with the city's name in it."""
    return text.replace("{city}", city)
