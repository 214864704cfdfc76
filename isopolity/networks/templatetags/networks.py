# SPDX-License-Identifier: EUPL-1.2
"""Template words about projects: amounts of money."""

from decimal import Decimal

from django import template

from isopolity.networks import budget

register = template.Library()


@register.filter
def money(amount: Decimal | None, currency: str = "EUR") -> str:
    """An amount as the reader's language writes it; a dash for none."""
    return "–" if amount is None else budget.money(amount, currency)
