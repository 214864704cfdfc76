# SPDX-License-Identifier: EUPL-1.2
"""Template words of benchmarks."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from isopolity.core.texts import read

register = template.Library()


@register.simple_tag
def read_in(text: Any, language: str) -> str:
    """A content text in the language that the page shows the benchmark in."""
    return read(text, language)


@register.filter
def field_word(name: str) -> str:
    """What a field of an item is called."""
    return {
        "title": _("Title"),
        "text": _("Text"),
        "rationale": _("Why it matters"),
        "evidence_hint": _("What would show it"),
    }[name]
