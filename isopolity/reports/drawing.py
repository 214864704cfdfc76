# SPDX-License-Identifier: EUPL-1.2
"""What the workshop draws under every text: the findings it rests on, and the buttons to work on it."""

from collections.abc import Callable, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from isopolity.core.templatetags.isopolity import icon
from isopolity.reports.models import Held


def rests_on(findings: Sequence[Held], page: Callable[[int], str]) -> SafeString:
    """The findings under a text by their items, each a link. ``page``: item → its finding's address."""
    if not findings:
        return _under(_("Rests on no finding"))
    overridden = f" ({_('overridden')})"
    drawn = [
        f'<a href="{escape(page(held.item_id))}">{escape(held.code)}</a>{overridden if held.override_reason else ""}'
        for held in findings
    ]
    return _under(f"{_('Rests on')} {', '.join(drawn)}")


def _under(said: str) -> SafeString:
    return mark_safe(f'<p class="text-secondary rests-on">{said}</p>')  # noqa: S308 - its callers escape


def tools(thing: str, name: str, change: str, *, first: bool, last: bool, deletable: bool = True) -> SafeString:
    """The buttons under a section, paragraph or recommendation. ``thing`` is like "paragraph 12", as the view
    ``report_do`` takes it; ``name`` is said to the ear behind each button's word; ``change``: the page to change it."""
    said = f'<span class="visually-hidden"> {escape(name)}</span>'
    word = _("Rename") if thing.startswith("section") else _("Change")
    shown = [f'<a class="btn btn-sm" href="{escape(change)}">{icon("pencil")}{word}{said}</a>']
    steps = (
        ("up", "arrow-up", _("Up"), not first),
        ("down", "arrow-down", _("Down"), not last),
        ("delete", "trash", _("Delete"), deletable),
    )
    for do, sign, text, is_shown in steps:
        if is_shown:
            button = f'<button class="btn btn-sm" form="part-do" name="do" value="{do} {thing}">'
            shown.append(f"{button}{icon(sign)}{text}{said}</button>")
    drawn = "\n".join(shown)
    return mark_safe(f'<div class="form-actions part-tools no-print">{drawn}</div>')  # noqa: S308 - all is escaped
