# SPDX-License-Identifier: EUPL-1.2
"""Adding up funding lines so that no euro is counted twice. Knows no database.

A line goes from requested over indicated and secured to spent. It counts once, in its furthest state. Only when part of
what is secured is spent, the rest still counts as secured: it is there and can be spent.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

STATES = ("requested", "indicated", "secured", "spent")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Line:
    """A funding line: its source and the last amount told for each state it reached."""

    source: str
    amounts: Mapping[str, Decimal]
    is_own: bool = False
    is_refused: bool = False


@dataclass(frozen=True)
class Totals:
    """Euro by source and state; own contributions apart."""

    by_source: dict[str, dict[str, Decimal]]
    own: dict[str, Decimal]

    @property
    def by_state(self) -> dict[str, Decimal]:
        """All sources together, without own contributions."""
        return {state: sum((row[state] for row in self.by_source.values()), ZERO) for state in STATES}

    @property
    def total(self) -> Decimal:
        """Every euro once, without own contributions."""
        return sum(self.by_state.values(), ZERO)


def furthest(line: Line) -> str:
    """The last state the line reached; an empty string before the first."""
    return next((state for state in reversed(STATES) if state in line.amounts), "")


def counted(line: Line) -> dict[str, Decimal]:
    """state → euro of this line; together never more than what its furthest state (or what is secured) says."""
    found = dict.fromkeys(STATES, ZERO)
    state = furthest(line)
    if line.is_refused or not state:
        if "spent" in line.amounts:
            found["spent"] = line.amounts["spent"]
        return found
    found[state] = line.amounts[state]
    if state == "spent" and "secured" in line.amounts:
        found["secured"] = max(ZERO, line.amounts["secured"] - line.amounts["spent"])
    return found


def totals(lines: Iterable[Line]) -> Totals:
    """By source and state; the sum of all equals the sum of the lines."""
    by_source: dict[str, dict[str, Decimal]] = defaultdict(lambda: dict.fromkeys(STATES, ZERO))
    own = dict.fromkeys(STATES, ZERO)
    for line in lines:
        row = own if line.is_own else by_source[line.source]
        for state, amount in counted(line).items():
            row[state] += amount
    return Totals(dict(by_source), own)


def wrong_step(amounts: Mapping[str, Decimal], state: str, amount: Decimal) -> str:
    """Why a line cannot take this step: "spent_over_secured", "not_secured", "secured_under_spent", or ""."""
    if state == "spent":
        if "secured" not in amounts:
            return "not_secured"
        return "spent_over_secured" if amount > amounts["secured"] else ""
    if state == "secured" and amount < amounts.get("spent", ZERO):
        return "secured_under_spent"
    return ""
