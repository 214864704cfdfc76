# SPDX-License-Identifier: EUPL-1.2
"""What a page draws many times, drawn without a template for each: the squares of a map, the options of a select."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString, mark_safe

from isopolity.core.components import DrawnCell


def squares(cells: Iterable[DrawnCell]) -> SafeString:
    """The list items of these squares of a map."""
    return mark_safe("".join(map(_square, cells)))  # noqa: S308 - every text in it is escaped


def _square(drawn: DrawnCell) -> str:
    cell, text = drawn.cell, escape(drawn.text)
    code, tag = escape(cell.code), "a" if cell.url else "span"
    link = f' href="{escape(cell.url)}"' if cell.url else ""
    now = ' aria-current="true"' if cell.current else ""
    marks = (" is-here" if cell.current else "") + (" is-flagged" if cell.flagged else "")
    return (
        f'<li><{tag}{link} class="map-square is-{escape(drawn.state.code)}{marks}" title="{code} {text}"'
        f' data-code="{code}" data-text="{text}"{now}>'
        f'<span aria-hidden="true">{escape(drawn.state.symbol)}</span>'
        f'<span class="visually-hidden">{code} {text}</span></{tag}></li>'
    )


def options(choices: Iterable[tuple[Any, Any]]) -> SafeString:
    """The options of a select, none of them chosen."""
    return mark_safe("".join(_option(value, text, {}) for value, text in choices))  # noqa: S308 - all of it is escaped


def _option(value: Any, text: Any, attrs: Mapping[str, Any]) -> str:
    present = {name: said for name, said in attrs.items() if said is not False}
    marks = "".join(f" {n}" if said is True else f' {n}="{escape(str(said))}"' for n, said in present.items())
    return f'<option value="{escape(str(value))}"{marks}>{escape(str(text))}</option>'


class FormRenderer(TemplatesSetting):
    """Forms through the site's templates; the options of a select, often a hundred, without one for each."""

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        if template_name == "django/forms/widgets/select.html":
            context = {**context, "options": _groups(context["widget"]["optgroups"])}
        return super().render(template_name, context, request)


def _groups(groups: Iterable[tuple[Any, list[Mapping[str, Any]], int]]) -> SafeString:
    drawn = []
    for name, members, _index in groups:
        inside = "".join(_option(one["value"], one["label"], one["attrs"]) for one in members)
        drawn.append(f'<optgroup label="{escape(str(name))}">{inside}</optgroup>' if name else inside)
    return mark_safe("".join(drawn))  # noqa: S308 - every text in it is escaped
