# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a benchmark file, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

Path = tuple[str | int, ...]
MOST = 200


@dataclass(frozen=True)
class Fault:
    """One fault. ``place`` is a line ("17") or a cell ("Items!C12"), empty when it is the file as a whole."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text


class FaultyFile(Exception):
    """The file cannot be taken in. ``faults`` are in the file's order, at most ``MOST``."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        left = len(faults) - MOST
        more = [Fault("", _("There are %d faults more. Mend these first.") % left)] if left > 0 else []
        self.faults = [*faults[:MOST], *more]
        super().__init__("\n".join(map(str, self.faults)))


def faulty(text: str, place: str = "") -> FaultyFile:
    """A file with this one fault."""
    return FaultyFile([Fault(place, text)])
