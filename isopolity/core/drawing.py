# SPDX-License-Identifier: EUPL-1.2
"""What a page draws many times, drawn without a template for each: the squares of a map, the rows of a table, the
meetings of a timetable, selects and their options."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import escape
from operator import attrgetter
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import normalize_newlines
from django.utils.translation import get_language, gettext

from isopolity.core.components import DrawnCell, TimetableCell, TimetableMeeting
from isopolity.core.levels import SIGNS, Level


def template(name: str, context: dict[str, Any]) -> SafeString:
    """A template of ours, drawn once and kept by whoever asks."""
    return mark_safe(get_template(name).render(context).strip())  # noqa: S308 - it escapes what it is given


# --- Levels ---------------------------------------------------------------------------------------------------------
def level(code: str | None, *, short: bool = False, name: str = "") -> SafeString:
    """A level as symbol and word in its colour; an em dash with words for the ear when there is none.

    ``name`` is the word of another benchmark's own scale; its levels have no symbol of ours.
    """
    return _level(code or "", str(name or ""), get_language() or "", short=short)


@lru_cache(maxsize=500)
def _level(code: str, name: str, language: str, *, short: bool) -> SafeString:
    known = code in Level.values
    word, symbol = (str(Level(code).label), SIGNS[Level(code)].symbol) if known else (name, "")
    context = {"code": code if known else "", "word": word, "symbol": symbol, "short": short}
    return template("components/level.html", context)


# --- Rows of a table ------------------------------------------------------------------------------------------------
def written(text: str) -> str:
    """What somebody wrote, line by line."""
    return escape(normalize_newlines(text)).replace("\n", "<br>")


_CELLS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "text": ("", escape),
    "list": ("", lambda texts: escape(", ".join(texts))),
    "written": (' dir="auto"', written),
    "level": ("", level),
}


def rows(things: Iterable[Any], columns: str) -> SafeString:
    """The rows of a table, a header cell first. ``columns``: the names of what is shown, each with its kind where it is
    not a plain text: ``who level:level hypothesis:written items:list``."""
    first, *more = [
        (name, *_CELLS[kind or "text"]) for name, _colon, kind in (c.partition(":") for c in columns.split())
    ]
    read = attrgetter(*(name for name, _mark, _draw in (first, *more)))
    mark, draw = first[1:]
    drawn = []
    for thing in things:
        head, *cells = read(thing)
        drawn.append(f'<tr><th scope="row"{mark}>{draw(head)}</th>')
        drawn += [f"<td{mark}>{draw(cell)}</td>" for cell, (_name, mark, draw) in zip(cells, more, strict=True)]
        drawn.append("</tr>")
    return mark_safe("".join(drawn))  # noqa: S308 - every text in it is escaped


# --- Squares of a map -----------------------------------------------------------------------------------------------


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


# --- Meetings of a timetable ----------------------------------------------------------------------------------------
def cells(row: Iterable[TimetableCell], *, movable: bool) -> SafeString:
    """The cells of a row of the timetable with their meetings."""
    drawn = []
    for cell in row:
        target = _attr("data-target", cell.target) if movable else ""
        inside = "".join([meeting(one, movable=movable) for one in cell.meetings])
        drawn.append(f"<td{target}>{inside}</td>")
    return mark_safe("".join(drawn))  # noqa: S308 - every text in it is escaped


def meeting(meeting: TimetableMeeting, *, movable: bool) -> SafeString:
    """One meeting; one that is movable can be dragged and has a button for it."""
    return mark_safe(_continued(meeting) if meeting.continued else _meeting(meeting, movable=movable))  # noqa: S308 - both escape


def _continued(meeting: TimetableMeeting) -> str:
    look, goes_on = f"meeting meeting-{escape(meeting.kind)} meeting-continued", escape(gettext("goes on"))
    return f'<div class="{look}">{escape(meeting.title)} <span class="meeting-people">{goes_on}</span></div>'


def _meeting(meeting: TimetableMeeting, *, movable: bool) -> str:
    title, ident = escape(meeting.title), escape(str(meeting.id))
    name = f'<span class="meeting-title">{title}</span>'
    if meeting.url:
        name = f'<a class="meeting-title" href="{escape(meeting.url)}">{title}</a>'
    people = f'<div class="meeting-people">{escape(meeting.people)}</div>' if meeting.people else ""
    said = "".join(f"<li>{escape(warning)}</li>" for warning in meeting.warnings)
    found = f'<ul class="meeting-warnings">{said}</ul>' if said else ""
    move = ""
    if movable:
        words = escape(gettext("Move"))
        words += f'<span class="visually-hidden"> {title}</span>'
        move = f'<button type="button" class="btn btn-sm no-print" data-moves="{ident}">{words}</button>'
    drag = ' draggable="true"' if movable else ""
    start = f'<div class="meeting meeting-{escape(meeting.kind)}" data-meeting="{ident}"{drag}>'
    return f"{start}{name}{people}{found}{move}</div>"


# --- Forms ----------------------------------------------------------------------------------------------------------
def options(choices: Iterable[tuple[Any, Any]]) -> SafeString:
    """The options of a select, none of them chosen."""
    return mark_safe("".join(_option(value, text, {}) for value, text in choices))  # noqa: S308 - all of it is escaped


def _option(value: Any, text: Any, attrs: Mapping[str, Any]) -> str:
    return f'<option value="{escape(str(value))}"{_attrs(attrs)}>{escape(str(text))}</option>'


def _attr(name: str, said: Any) -> str:
    return f" {name}" if said is True else f' {name}="{escape(str(said))}"'


def _attrs(attrs: Mapping[str, Any]) -> str:
    return "".join([_attr(name, said) for name, said in attrs.items() if said is not False])


class FormRenderer(TemplatesSetting):
    """Forms through the site's templates; selects, with often a hundred options, without one."""

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        if template_name == "django/forms/widgets/select.html":
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: Mapping[str, Any]) -> SafeString:
    attrs = {"name": widget["name"], "class": "", **widget["attrs"]}
    attrs["class"] = f"form-select {attrs['class']}".rstrip()
    return mark_safe(f"<select{_attrs(attrs)}>{_groups(widget['optgroups'])}</select>")  # noqa: S308 - all escaped


def _groups(groups: Iterable[tuple[Any, list[Mapping[str, Any]], int]]) -> SafeString:
    drawn = []
    for name, members, _index in groups:
        inside = "".join(_option(one["value"], one["label"], one["attrs"]) for one in members)
        drawn.append(f'<optgroup label="{escape(str(name))}">{inside}</optgroup>' if name else inside)
    return mark_safe("".join(drawn))  # noqa: S308 - every text in it is escaped
