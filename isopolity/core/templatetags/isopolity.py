# SPDX-License-Identifier: EUPL-1.2
"""Template words: texts in the reader's language, levels with symbol and word."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from isopolity.core.levels import SIGNS, Level
from isopolity.core.texts import pick, read

register = template.Library()


@register.filter
def tr(text: Any) -> str:
    """A content text in the reader's language (plain)."""
    return read(text)


@register.filter
def trl(text: Any) -> str | SafeString:
    """A content text in the reader's language, marked with its language when it fell back to another one."""
    from django.utils.translation import get_language

    wanted = get_language() or "en"
    found, language = pick(text, [wanted, "en"])
    if language and language != wanted.split("-")[0]:
        return format_html('<span lang="{}" dir="auto">{}</span>', language, found)
    return found


@register.inclusion_tag("components/level.html")
def level(code: str | None, *, short: bool = False) -> dict[str, Any]:
    """A level as symbol and word in its colour; an em dash with words for the ear when there is none."""
    known = code in Level.values
    return {
        "code": code if known else "",
        "word": Level(code).label if known and code else "",
        "symbol": SIGNS[Level(code)].symbol if known and code else "",
        "short": short,
    }
