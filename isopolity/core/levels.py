# SPDX-License-Identifier: EUPL-1.2
"""The four levels of judgement: symbol, word and colour, never colour alone (design)."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """The judgement on an item; a desk review's "need more information" is inconclusive."""

    SURPASSES = "surpasses", _("surpasses")
    MEETS = "meets", _("meets")
    FALLS_SHORT = "falls_short", _("falls short")
    INCONCLUSIVE = "inconclusive", _("inconclusive")


@dataclass(frozen=True)
class Sign:
    """How a level is drawn."""

    symbol: str
    colour: str


SIGNS = {
    Level.SURPASSES: Sign("▲", "blue"),
    Level.MEETS: Sign("●", "green"),
    Level.FALLS_SHORT: Sign("▼", "amber"),
    Level.INCONCLUSIVE: Sign("◌", "grey"),
}
