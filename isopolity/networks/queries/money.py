# SPDX-License-Identifier: EUPL-1.2
"""The budget of a project: each line with its state, and the sums."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum

from isopolity.networks.budget import NOTHING, LineState
from isopolity.networks.models import BudgetLine, Project, Spending


@dataclass(frozen=True)
class BudgetRow:
    """A budget line with how it stands."""

    line: BudgetLine
    state: LineState


@dataclass(frozen=True)
class Sums:
    """All lines together. ``ceiling`` and ``left`` count lines that have a ceiling; ``kept`` is still ring-fenced."""

    ceiling: Decimal
    spent: Decimal
    left: Decimal
    kept: Decimal
    from_programme: Decimal
    own: Decimal


def budget_of(project: Project) -> list[BudgetRow]:
    """The lines in order. One query."""
    lines = project.budget_lines.annotate(spent=Sum("spendings__amount"))
    # A grouped query forgets the model's own order.
    return [BudgetRow(line, state_of(line)) for line in lines.order_by("position", "pk")]


def state_of(line: BudgetLine) -> LineState:
    """How the line stands; without a ``spent`` from the query it is asked for."""
    spent = line.spent if hasattr(line, "spent") else line.spendings.aggregate(sum=Sum("amount"))["sum"]
    return LineState(line.ceiling, line.minimum, line.is_ring_fenced, line.financed_percent, spent or NOTHING)


def sums_of(rows: list[BudgetRow]) -> Sums:
    """The sums of these lines."""
    states = [row.state for row in rows]
    return Sums(
        ceiling=sum((state.ceiling or NOTHING for state in states), NOTHING),
        spent=sum((state.spent for state in states), NOTHING),
        left=sum((state.left or NOTHING for state in states), NOTHING),
        kept=sum((state.kept for state in states), NOTHING),
        from_programme=sum((state.from_programme for state in states), NOTHING),
        own=sum((state.own for state in states), NOTHING),
    )


def spendings_of(line: BudgetLine) -> QuerySet[Spending]:
    """What was spent on the line, newest first."""
    return line.spendings.select_related("partner__city", "partner__organisation")
