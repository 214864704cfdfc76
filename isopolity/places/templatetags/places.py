# SPDX-License-Identifier: EUPL-1.2
"""Names of countries and languages in the reader's language."""

from django import template

from isopolity.places import facts

register = template.Library()


@register.filter
def country(code: str) -> str:
    """``FI`` → Finland."""
    return facts.country_name(code)


@register.filter
def language(tag: str) -> str:
    """``sv`` → Swedish."""
    return facts.language_name(tag)
