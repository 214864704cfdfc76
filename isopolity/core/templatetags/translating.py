# SPDX-License-Identifier: EUPL-1.2
"""Django's i18n tags, with ``translate`` of a plain text remembered for each language: a page has hundreds of them.

Templates load it as ``i18n`` (settings.TEMPLATES), so that they read like any Django template.
"""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.templatetags import i18n
from django.templatetags.i18n import TranslateNode
from django.utils.translation import get_language

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class KeptText(template.Node):
    """``{% translate "words" %}`` without filters or context: its result depends on the language alone."""

    def __init__(self, node: TranslateNode) -> None:
        self.asvar, node.asvar = node.asvar, None
        self.node = node
        self.kept: dict[Any, Any] = {}

    def render(self, context: template.Context) -> Any:
        key = (get_language(), context.autoescape)
        if key not in self.kept:
            self.kept[key] = self.node.render(context)
        if self.asvar:
            context[self.asvar] = self.kept[key]
            return ""
        return self.kept[key]


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> template.Node:
    """Django's own tag; a plain text is translated once for each language."""
    node = i18n.do_translate(parser, token)
    words = node.filter_expression
    is_plain = not (node.noop or node.message_context or words.filters) and getattr(words.var, "lookups", 1) is None
    return KeptText(node) if is_plain else node
