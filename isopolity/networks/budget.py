# SPDX-License-Identifier: EUPL-1.2
"""How a budget line stands (pure): spent, left, what is still kept for it, and what is wrong, in words."""

from dataclasses import dataclass
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.numbers import format_currency
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NOTHING = Decimal(0)


def money(amount: Decimal, currency: str = "EUR") -> str:
    """An amount as the reader's language writes it; whole amounts without cents."""
    try:
        locale = Locale.parse((get_language() or "en").replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    digits = amount.normalize().as_tuple().exponent
    form = "#,##0 ¤" if isinstance(digits, int) and digits >= 0 else "#,##0.00 ¤"
    return format_currency(amount, currency, format=form, locale=locale, currency_digits=False)


@dataclass(frozen=True)
class LineState:
    """A budget line in numbers. ``minimum`` counts as kept only where the line is ring-fenced."""

    ceiling: Decimal | None
    minimum: Decimal | None
    is_ring_fenced: bool
    financed_percent: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal | None:
        """What may still be spent; None without a ceiling."""
        return None if self.ceiling is None else max(NOTHING, self.ceiling - self.spent)

    @property
    def over(self) -> Decimal:
        """How far the ceiling is passed."""
        return NOTHING if self.ceiling is None else max(NOTHING, self.spent - self.ceiling)

    @property
    def below(self) -> Decimal:
        """What is missing up to the minimum."""
        return max(NOTHING, (self.minimum or NOTHING) - self.spent)

    @property
    def kept(self) -> Decimal:
        """What is ring-fenced and not spent yet: nothing else may use it."""
        return self.below if self.is_ring_fenced else NOTHING

    @property
    def from_programme(self) -> Decimal:
        """The programme's share of what was spent."""
        return (self.spent * self.financed_percent / 100).quantize(Decimal("0.01"))

    @property
    def own(self) -> Decimal:
        """The partners' own share of what was spent."""
        return self.spent - self.from_programme

    @property
    def warning(self) -> str:
        """What is wrong with the line in one sentence, or nothing."""
        if self.over:
            return _("The ceiling is passed by %s.") % money(self.over)
        if self.kept:
            words = {"minimum": money(self.minimum or NOTHING), "below": money(self.below)}
            return _("Below the ring-fenced minimum of %(minimum)s: %(below)s more must be spent on this.") % words
        if self.below:
            words = {"minimum": money(self.minimum or NOTHING), "below": money(self.below)}
            return _("Below the minimum of %(minimum)s by %(below)s.") % words
        return ""
