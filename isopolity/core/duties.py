# SPDX-License-Identifier: EUPL-1.2
"""Who owes what: each app's ``duties.py`` registers a function that lists what waits for a person, and for others.

The home page, the page of a review and the reminders read the same list. Duties never carry walled content.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from isopolity.core.links import link


@dataclass(frozen=True)
class Duty:
    """Something to be done: what, where (a city, a project), on which page, by when.

    ``waits_for`` names who does it when it is somebody else's turn; empty means: this person's. ``key`` is the same
    every day, so that a reminder knows what it reminded of.
    """

    key: str
    text: str
    where: str
    page: str
    of: tuple[Any, ...]
    due: date | None = None
    waits_for: str = ""
    part: str = ""

    @property
    def url(self) -> str:
        return link(self.page, *self.of) + (f"#{self.part}" if self.part else "")


Provider = Callable[[Any, Any], list[Duty]]
_providers: list[Provider] = []


def duties_of_app(provider: Provider) -> Provider:
    """Register a function of (person, only) that lists a person's duties; with a review as ``only``, those of it."""
    _providers.append(provider)
    return provider


def duties(person: Any, only: Any = None) -> list[Duty]:
    """All duties around a person, or around one review, nearest deadline first, those without one last."""
    found = [duty for provider in _providers for duty in provider(person, only)]
    return sorted(found, key=lambda duty: (duty.due is None, duty.due or date.max, duty.where, duty.text))
