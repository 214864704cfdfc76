# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a problem, each with its place."""

import json
from dataclasses import dataclass

LONGEST = 60


@dataclass(frozen=True)
class Fault:
    """One fault; ``where`` is a path inside the file, or empty for the whole."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class Faulty(ValueError):
    """The problem cannot be solved as it is written."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def shown(value: object) -> str:
    """A value of the file on one line, not too long."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
