# SPDX-License-Identifier: EUPL-1.2
"""The questionnaires that come with Isopolity."""

import copy
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

LIBRARY = Path(__file__).parent / "library"


@lru_cache(maxsize=1)
def _all() -> dict[str, dict[str, Any]]:
    return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(LIBRARY.glob("*.yaml"))}


def names() -> list[str]:
    """Their keys, in order."""
    return list(_all())


def definition(name: str) -> dict[str, Any]:
    """A copy of one; KeyError if there is none."""
    return copy.deepcopy(_all()[name])


def outcomes(name: str) -> list[dict[str, Any]]:
    """The headline outcomes that belong to it; none for most."""
    path = LIBRARY / "outcomes" / f"{name}.yaml"
    return yaml.safe_load(path.read_text("utf-8")) if name in names() and path.exists() else []
