# SPDX-License-Identifier: EUPL-1.2
"""What an action can answer besides doing it. Pages and API turn these into messages and problem details."""

from dataclasses import dataclass, field
from typing import Any


class NotAllowed(Exception):
    """The acting person lacks the permission. Shown as 404: nobody learns that the thing exists."""


@dataclass
class Refused(Exception):
    """A rule of the method or bad input forbids it. ``message`` says what and how to mend it.

    ``fields`` maps a field's name to its own message; ``links`` are things with a ``text`` and a ``url`` where it is
    solved.
    """

    message: str
    fields: dict[str, str] = field(default_factory=dict)
    links: list[Any] = field(default_factory=list)

    def __str__(self) -> str:
        return str(self.message)


@dataclass
class Stale(Exception):
    """Somebody else changed the same field since it was read. Both texts are kept in the exception; none is lost."""

    theirs: Any
    yours: Any
    digest: str
    by: str = ""

    def __str__(self) -> str:
        return "Somebody else changed this text in the meantime. Both texts are shown; choose or merge."
