# SPDX-License-Identifier: EUPL-1.2
"""Template words: texts in the reader's language, levels with symbol and word, and the components of a page.

What each component takes is listed in docs/components.md; /gallery/ shows them all.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language

from isopolity.core import drawing
from isopolity.core.components import (
    FAMILIES,
    Action,
    BenchmarkMap,
    Event,
    Line,
    Stat,
    State,
    Step,
    Tab,
    Timetable,
    TimetableCell,
    TimetableMeeting,
    Todo,
    Voice,
)
from isopolity.core.texts import pick, read
from isopolity.core.words import words

register = template.Library()


@register.filter
def tr(text: Any) -> str:
    """A content text in the reader's language (plain)."""
    return read(text)


@register.filter
def trl(text: Any) -> str | SafeString:
    """A content text in the reader's language, marked with its language when it fell back to another one."""
    wanted = get_language() or "en"
    found, language = pick(text, [wanted, "en"])
    if language and language != wanted.split("-")[0]:
        return format_html('<span lang="{}" dir="auto">{}</span>', language, found)
    return found


@register.filter
def lines(text: str) -> SafeString:
    """What somebody wrote, line by line."""
    return mark_safe(drawing.written(text))  # noqa: S308 - it is escaped


# --- Small signs ----------------------------------------------------------------------------------------------------
register.simple_tag(drawing.level)


@register.simple_tag
def state_chip(family: str, code: str) -> SafeString:
    """A state of a map family (finding, difference, coverage, progress) as symbol and word."""
    return _state_chip(family, code, get_language() or "")


@lru_cache(maxsize=500)
def _state_chip(family: str, code: str, language: str) -> SafeString:
    state = FAMILIES[family].get(code) or State(code, code, "")
    return drawing.template("components/state_chip.html", {"state": state})


@cache
def _icon(name: str) -> SafeString:
    return drawing.template(f"icons/{name}.svg", {})


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of templates/icons/, hidden from the ear: it always stands beside a word."""
    return _icon(name)


@register.simple_tag
def who_sees(words: str) -> SafeString:
    """Who will read this, in three words: "team only", "host and team", "public"."""
    return _who_sees(str(words), get_language() or "")


@lru_cache(maxsize=500)
def _who_sees(words: str, language: str) -> SafeString:
    return drawing.template("components/who_sees.html", {"words": words})


# --- The frame of a page --------------------------------------------------------------------------------------------
@register.simple_tag
def page_words() -> SafeString:
    """The scripts' words as JSON."""
    return _page_words(get_language() or "")


@cache
def _page_words(language: str) -> SafeString:
    return json_script(words(), "page-words")


@register.inclusion_tag("components/crumbs.html")
def crumbs(lines: Sequence[Line]) -> dict[str, Any]:
    """Where one is: Line(text, url) from the outside in; the last one is this page."""
    return {"lines": lines}


@register.inclusion_tag("components/page_header.html")
def page_header(
    title: str,
    *,
    subtitle: str = "",
    pretitle: str = "",
    actions: Sequence[Action] = (),
    tabs: Sequence[Tab] = (),
    who: str = "",
) -> dict[str, Any]:
    """The page's only h1 with its subtitle, buttons and tabs; ``who`` says who sees the page."""
    return {
        "title": title,
        "subtitle": subtitle,
        "pretitle": pretitle,
        "actions": actions,
        "tabs": tabs,
        "who": who,
    }


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    title: str, text: str = "", *, who: str = "", action: Action | None = None, example: str = ""
) -> dict[str, Any]:
    """An empty place that teaches: what will stand here, who makes it, the first step, an example."""
    return {"title": title, "text": text, "who": who, "action": action, "example": example}


@register.inclusion_tag("components/confirm.html", takes_context=True)
def confirm(
    context: template.Context,
    id: str,
    *,
    text: str,
    question: str,
    action: str,
    page: str = "",
    button: str = "",
    warning: str = "",
    danger: bool = False,
    small: bool = False,
    fields: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """A button that asks back in a dialog and then posts to ``action``.

    ``page`` is the address that asks the same without scripts (default: the action's own address); ``fields`` are
    hidden fields to post along.
    """
    return {
        "csrf_token": context.get("csrf_token", ""),
        "id": id,
        "text": text,
        "question": question,
        "action": action,
        "page": page or action,
        "button": button or text,
        "warning": warning,
        "danger": danger,
        "small": small,
        "fields": fields or {},
    }


# --- The method's drawings ------------------------------------------------------------------------------------------
@register.inclusion_tag("components/benchmark_map.html")
def benchmark_map(
    map: BenchmarkMap, *, size: str = "normal", legend: bool = True, readout: bool = True
) -> dict[str, Any]:
    """The map of a benchmark (components.BenchmarkMap). ``size``: normal or small."""
    return {
        "map": map,
        "rows": [(group, [drawing.squares(cells) for cells in columns]) for group, columns in map.rows],
        "size": size,
        "legend": map.legend if legend else (),
        "readout": readout,
        "columns": len(map.columns) or 1,
    }


@register.simple_tag
def options(choices: Sequence[tuple[Any, Any]]) -> SafeString:
    """The options of a select: (value, text), none of them chosen."""
    return drawing.options(choices)


@register.simple_tag
def table_rows(things: Iterable[Any], columns: str) -> SafeString:
    """The rows of a plain table: ``columns="who level:level hypothesis:written items:list"`` (drawing.rows)."""
    return drawing.rows(things, columns)


@register.inclusion_tag("components/journey.html")
def journey(steps: Sequence[Step], blockers: Sequence[Line] = (), *, title: str = "") -> dict[str, Any]:
    """The seven steps in one line and under it what still blocks the current step, each a link."""
    return {"steps": steps, "blockers": blockers, "title": title}


@register.inclusion_tag("components/voices.html")
def voices(voices: Sequence[Voice]) -> dict[str, Any]:
    """City, each peer, team side by side, always in this order."""
    order = {"city": 0, "peer": 1, "team": 2}
    return {"voices": sorted(voices, key=lambda voice: order.get(voice.who, 1))}


# --- Lists ----------------------------------------------------------------------------------------------------------
@register.inclusion_tag("components/todo_list.html")
def todo_list(todos: Sequence[Todo], *, empty: str = "") -> dict[str, Any]:
    """What needs somebody, nearest deadline first (the view sorts)."""
    return {"todos": todos, "empty": empty}


@register.inclusion_tag("components/history_list.html")
def history_list(events: Sequence[Event], *, empty: str = "") -> dict[str, Any]:
    """What happened, newest first (the view sorts)."""
    return {"events": events, "empty": empty}


@register.inclusion_tag("components/stat_list.html")
def stat_list(stats: Sequence[Stat]) -> dict[str, Any]:
    """Progress in small numbers and large words."""
    return {"stats": stats}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Page) -> dict[str, Any]:
    """Links to the other pages of a list; keeps the filter in the address."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "request": context.get("request"),
        "page": page,
        "numbers": list(numbers),
        "gap": page.paginator.ELLIPSIS,
    }


@register.inclusion_tag("components/filter_bar.html", takes_context=True)
def filter_bar(context: template.Context, form: BaseForm, *, target: str = "") -> dict[str, Any]:
    """A GET form in one row; its values stay in the address. ``target`` (a CSS id) is replaced without a page load."""
    request = context.get("request")
    return {"form": form, "target": target, "path": request.path if request else ""}


@register.inclusion_tag("components/chart.html")
def chart(
    spec: dict[str, Any], *, id: str, title: str, columns: Sequence[str] = (), rows: Sequence[Sequence[Any]] = ()
) -> dict[str, Any]:
    """A Vega-Lite chart with its numbers as a table under it (what the ear and the printer's reader use)."""
    return {"spec": spec, "id": id, "title": title, "columns": columns, "rows": rows}


# --- Writing --------------------------------------------------------------------------------------------------------
@register.inclusion_tag("components/autosave_field.html")
def autosave_field(
    name: str,
    *,
    label: str,
    url: str,
    value: Any = "",
    digest: str = "",
    kind: str = "text",
    who_sees: str = "",
    help: str = "",
    choices: Sequence[tuple[str, str]] = (),
    levels: Sequence[State] = (),
    rows: int = 4,
    key: str = "",
    locked: bool = False,
    max_length: int = 20000,
) -> dict[str, Any]:
    """A field that saves itself (contract: static/src/js/autosave.js).

    ``kind``: text, rich, line, level, select. ``levels`` replaces our four by another scale. ``key`` makes the field's
    HTML id unique where a page has several fields of one name. ``locked`` shows it without letting anyone write.
    """
    return {
        "name": name,
        "label": label,
        "url": url,
        "value": "" if value is None else value,
        "digest": digest,
        "kind": kind,
        "who_sees": who_sees,
        "help": help,
        "choices": choices,
        "levels": levels or [state for code, state in FAMILIES["level"].items() if code != "empty"],
        "rows": rows,
        "id": "field-" + slugify(f"{key}-{name}".replace(".", "-").replace("/", "-")).strip("-"),
        "locked": locked,
        "max_length": max_length,
    }


@register.inclusion_tag("components/evidence_lines.html")
def evidence_lines(
    *,
    id: str,
    url: str,
    feed_url: str = "",
    items: Sequence[dict[str, str]] = (),
    lines: Sequence[dict[str, Any]] = (),
    after: str = "",
    can_write: bool = True,
) -> dict[str, Any]:
    """The line editor of an interview (contract: static/src/js/lines.js). ``items``: {code, title}."""
    return {
        "id": id,
        "items_id": f"{id}-items",
        "lines_id": f"{id}-written",
        "url": url,
        "feed_url": feed_url,
        "items": list(items),
        "lines": list(lines),
        "after": after,
        "can_write": can_write,
    }


@register.inclusion_tag("components/timetable.html", takes_context=True)
def timetable(context: template.Context, table: Timetable) -> dict[str, Any]:
    """The visit's timetable: drag, or "Move" and choose; both post ``meeting`` and ``target`` to its move_url."""
    return {"table": table, "csrf_token": context.get("csrf_token", "")}


@register.simple_tag
def timetable_cells(row: Iterable[TimetableCell], *, movable: Any) -> SafeString:
    """The cells of one row of the timetable."""
    return drawing.cells(row, movable=bool(movable))


@register.simple_tag
def timetable_meeting(meeting: TimetableMeeting, *, movable: Any) -> SafeString:
    """One meeting."""
    return drawing.meeting(meeting, movable=bool(movable))


@register.simple_tag
def demo_mode() -> bool:
    """True when this is the demo."""
    return settings.DEMO
