# SPDX-License-Identifier: EUPL-1.2
"""Funding lines with their steps, added up."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from isopolity.plans.models import FundingLine, FundingState, FundingStep, Plan, Source
from isopolity.plans.money import STATES, Line, Totals, furthest, totals


@dataclass(frozen=True)
class Shown:
    """A funding line as a page tells it: state and amount that count now, and who was asked."""

    line: FundingLine
    state: str
    amount: Decimal
    step: FundingStep | None

    @property
    def word(self) -> str:
        """The state in words."""
        return str(FundingState(self.state).label) if self.state else ""


def lines_of(plans: Iterable[Plan | int]) -> list[FundingLine]:
    """All funding lines of these plans with their steps. Two queries."""
    rows = FundingLine.objects.filter(action__plan__in=list(plans)).select_related("action")
    return list(rows.prefetch_related("steps"))


def as_line(line: FundingLine) -> Line:
    """The line for adding up; its steps were fetched with it, oldest first."""
    amounts = {step.state: step.amount for step in line.steps.all()}
    return Line(line.source, amounts, is_own=line.is_own, is_refused=line.refused_on is not None)


def shown(line: FundingLine) -> Shown:
    """The line with its furthest state."""
    state = furthest(as_line(line))
    steps = [step for step in line.steps.all() if step.state == state]
    step = steps[-1] if steps else None
    return Shown(line, state, step.amount if step else Decimal(0), step)


def totals_of(lines: Iterable[FundingLine]) -> Totals:
    """Added up, nothing twice."""
    return totals(as_line(line) for line in lines)


def table_of(found: Totals) -> list[tuple[str, list[Decimal], Decimal]]:
    """(source in words, euro by state, together), in the order of the sources."""
    rows = [(Source(code), found.by_source[code]) for code in Source.values if code in found.by_source]
    return [
        (str(source.label), [row[state] for state in STATES], sum(row.values(), Decimal(0))) for source, row in rows
    ]
