# SPDX-License-Identifier: EUPL-1.2
"""Where actions come from: later apps register what became an action of a plan, and the page on which more is taken."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from isopolity.plans.models import Plan


@dataclass(frozen=True)
class Origin:
    """Something that became an action: its words, the page it stands on. Only for those who may open that page."""

    action: int
    kind: str
    text: str
    url: str


@dataclass(frozen=True)
class Origins:
    """What one app knows of a plan. ``source``: (words, address) of the page from which more is taken, if any."""

    found: tuple[Origin, ...] = ()
    source: tuple[str, str] | None = None


Provider = Callable[[Any, Plan], Origins]
_providers: list[Provider] = []


def origins_of_app(provider: Provider) -> Provider:
    """Register a function of (person, plan)."""
    _providers.append(provider)
    return provider


def origins_of(person: Any, plan: Plan) -> tuple[list[Origin], list[tuple[str, str]]]:
    """(what became actions of the plan, pages from which more is taken), as far as the person may know it."""
    told = [provider(person, plan) for provider in _providers]
    return [origin for one in told for origin in one.found], [one.source for one in told if one.source]
