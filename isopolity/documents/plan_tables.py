# SPDX-License-Identifier: EUPL-1.2
"""An action plan as a spreadsheet, whole, or its money alone: every step of every line."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from isopolity.documents.sheets import workbook
from isopolity.plans.models import Plan
from isopolity.plans.money import counted
from isopolity.plans.queries.money import as_line, lines_of
from isopolity.plans.queries.whole import whole_of
from isopolity.plans.sheets.write import workbook as plan_workbook


def plan_sheet(plan: Plan) -> bytes:
    """The whole plan; its table of actions can be changed and brought back."""
    return plan_workbook(whole_of(plan))


def plan_money_sheet(plan: Plan) -> bytes:
    """One row for each step; the last columns say what of the line is counted now, on its newest step only."""
    columns = [
        (_("Action"), 40), (_("Source"), 24), (_("Line"), 40), (_("Own contribution"), 12), (_("State"), 14),
        (_("On"), 14), (_("Amount in euro"), 16), (_("Original amount"), 16), (_("Currency"), 10),
        (_("Day of the rate"), 14), (_("Who asked"), 28), (_("Whom"), 28), (_("Note"), 50), (_("Refused on"), 14),
        (_("Counted: requested"), 14), (_("Counted: indicated"), 14), (_("Counted: secured"), 14),
        (_("Counted: spent"), 14),
    ]  # fmt: skip
    return workbook(_("Money of %s") % plan.title, columns, _rows(plan))


def _rows(plan: Plan) -> Iterator[list[Any]]:
    for line in lines_of([plan]):
        steps, sums = list(line.steps.all()), counted(as_line(line))
        for number, step in enumerate(steps, 1):
            yield [
                line.action.title, str(line.get_source_display()), line.name, _("yes") if line.is_own else _("no"),
                str(step.get_state_display()), step.day, step.amount, step.original, step.currency, step.rate_on,
                step.who, step.whom, step.note, line.refused_on,
                *(sums.values() if number == len(steps) else [None] * len(sums)),
            ]  # fmt: skip
