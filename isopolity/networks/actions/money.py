# SPDX-License-Identifier: EUPL-1.2
"""Budget lines of a project and what is spent on them."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.networks.actions._parts import check_of_project, last_place
from isopolity.networks.models import BudgetLine, LineKind, Partner, Project, Spending


@action
def add_line(
    *, by: Person, project: Project, name: str, kind: str = LineKind.OTHER, ceiling: Decimal | None = None,
    minimum: Decimal | None = None, is_ring_fenced: bool = False, financed_percent: Decimal = Decimal(100),
    note: str = "",
) -> BudgetLine:  # fmt: skip
    """A new budget line at the end of the list."""
    require(by, "project.change", project)
    row = BudgetLine(project=project, position=last_place(project.budget_lines))
    row.is_ring_fenced = is_ring_fenced
    return _keep_line(row, (name, kind, note), ceiling, minimum, financed_percent)


@action
def change_line(
    *, by: Person, line: BudgetLine, name: str, kind: str = LineKind.OTHER, ceiling: Decimal | None = None,
    minimum: Decimal | None = None, is_ring_fenced: bool = False, financed_percent: Decimal = Decimal(100),
    note: str = "",
) -> BudgetLine:  # fmt: skip
    """Another name, ceiling, minimum or share of the programme."""
    require(by, "project.change", line.project)
    line.is_ring_fenced = is_ring_fenced
    return _keep_line(line, (name, kind, note), ceiling, minimum, financed_percent)


def _keep_line(
    row: BudgetLine, facts: tuple[str, str, str], ceiling: Decimal | None, minimum: Decimal | None, percent: Decimal
) -> BudgetLine:
    if ceiling is not None and minimum is not None and ceiling < minimum:
        words = _("The ceiling is lower than the minimum.")
        raise Refused(words, fields={"ceiling": words})
    if row.is_ring_fenced and not minimum:
        words = _("A ring-fenced line needs a minimum: the money that is kept for it.")
        raise Refused(words, fields={"minimum": words})
    row.name, row.kind, row.note = plain(facts[0]), facts[1], plain(facts[2])
    row.ceiling, row.minimum, row.financed_percent = ceiling, minimum, percent
    checked(row).save()
    return row


@action
def remove_line(*, by: Person, line: BudgetLine) -> None:
    """The line is taken off the budget; refused once money was spent on it."""
    require(by, "project.change", line.project)
    if line.spendings.exists():
        raise Refused(_("Money was spent on “%s”. Take the entries away first.") % line.name)
    line.delete()


@action
def spend(
    *, by: Person, line: BudgetLine, on: date, amount: Decimal, partner: Partner | None = None, note: str = "",
    original_amount: Decimal | None = None, original_currency: str = "",
) -> Spending:  # fmt: skip
    """Note money spent on a line, in euro. It may pass the ceiling: the page then says so."""
    require(by, "project.change", line.project)
    check_of_project(line.project, partner=partner)
    currency = plain(original_currency).upper()
    if (original_amount is None) != (not currency) or (currency and not _is_currency(currency)):
        words = _("Give amount and currency together, the currency in three letters: SEK.")
        raise Refused(words, fields={"original_currency": words})
    row = Spending(
        line=line, on=on, amount=amount, partner=partner, note=plain(note), original_amount=original_amount,
        original_currency=currency, added_by=by,
    )  # fmt: skip
    checked(row).save()
    return row


def _is_currency(code: str) -> bool:
    return len(code) == 3 and code.isascii() and code.isalpha()


@action
def remove_spending(*, by: Person, spending: Spending) -> None:
    """Take an entry away that should not be there; the history keeps it."""
    require(by, "project.change", spending.line.project)
    spending.delete()
