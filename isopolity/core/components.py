# SPDX-License-Identifier: EUPL-1.2
"""What the components of a page are made of: plain values that a view builds and a template tag draws.

Texts in them are finished texts in the reader's language. A URL of "" means: no link.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from isopolity.core.levels import SIGNS, Level


@dataclass(frozen=True)
class State:
    """One state a thing can be in: its code, the word people read, the symbol drawn."""

    code: str
    word: Any
    symbol: str


NO_ANSWER = State("empty", _("no answer yet"), "")
FAMILIES: dict[str, dict[str, State]] = {
    "level": {
        **{level.value: State(level.value, level.label, SIGNS[level].symbol) for level in Level},
        "empty": NO_ANSWER,
    },
    "progress": {
        "done": State("done", _("done"), "✓"),
        "started": State("started", _("started"), "…"),
        "empty": State("empty", _("not started"), ""),
    },
    "coverage": {
        "two": State("two", _("two or more independent interviews"), "2"),
        "one": State("one", _("one interview"), "1"),
        "zero": State("zero", _("no interview"), "0"),
    },
    "finding": {
        "corroborated": State("corroborated", _("corroborated"), "✓"),
        "single_source": State("single_source", _("single source"), "1"),
        "contested": State("contested", _("contested"), "⇄"),
        "lead": State("lead", _("lead"), "?"),
        "no_evidence": State("no_evidence", _("no evidence"), ""),
        "withdrawn": State("withdrawn", _("withdrawn"), "×"),
        "not_examined": State("not_examined", _("not examined"), "–"),
    },
    "difference": {
        "agree": State("agree", _("agree"), "="),
        "differ": State("differ", _("differ"), "≠"),
        "need_more": State("need_more", _("need more information"), "◌"),
        "none": State("none", _("nothing to compare"), ""),
    },
    "item": {"item": State("item", "", "")},
}


def coverage_state(interviews: int) -> str:
    """The coverage map's code for a number of independent interviews."""
    return "two" if interviews >= 2 else "one" if interviews == 1 else "zero"


# --- The map --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class MapCell:
    """One item on the map. ``state`` is a code of the map's family; ``column`` the facet value's code.

    ``note`` is a few words more ("answered by two peers"); ``current`` marks the item one is on; ``flagged`` a dot.
    """

    code: str
    title: str
    state: str
    url: str = ""
    column: str = ""
    note: str = ""
    current: bool = False
    flagged: bool = False


@dataclass(frozen=True)
class MapGroup:
    """One row of the map: a pillar or another group, with its items in order."""

    code: str
    name: str
    cells: Sequence[MapCell]
    url: str = ""


@dataclass(frozen=True)
class MapColumn:
    """One column of the map: a value of the benchmark's facet."""

    code: str
    name: str


@dataclass(frozen=True)
class DrawnCell:
    """A cell with the words of its state, ready to be drawn."""

    cell: MapCell
    state: State

    @property
    def text(self) -> str:
        """What is said after the code: title, state, note."""
        return " · ".join(filter(None, (self.cell.title, self.state.word, self.cell.note)))


@dataclass(frozen=True)
class BenchmarkMap:
    """THE drawing of a benchmark: groups × facet values, one square for each item.

    ``family`` is a key of FAMILIES: level, progress, coverage, finding, difference; ``item`` for a map without states.
    Without ``columns`` each group is one line of squares. ``states`` replaces the family's (another scale's levels).
    """

    groups: Sequence[MapGroup]
    family: str = "level"
    columns: Sequence[MapColumn] = ()
    caption: str = ""
    states: Mapping[str, State] | None = None

    @cached_property
    def _states(self) -> Mapping[str, State]:
        """The states with their words in the reader's language, looked up once for all squares."""
        known = self.states or FAMILIES[self.family]
        return {code: replace(state, word=str(state.word)) for code, state in known.items()}

    def _draw(self, cell: MapCell) -> DrawnCell:
        return DrawnCell(cell, self._states.get(cell.state) or list(self._states.values())[-1])

    @property
    def rows(self) -> list[tuple[MapGroup, list[list[DrawnCell]]]]:
        """Each group with its squares by column (one list when the map has no columns)."""
        codes = [column.code for column in self.columns]
        return [(group, self._by_column(group, codes)) for group in self.groups]

    def _by_column(self, group: MapGroup, codes: list[str]) -> list[list[DrawnCell]]:
        if not codes:
            return [[self._draw(cell) for cell in group.cells]]
        return [[self._draw(cell) for cell in group.cells if cell.column == code] for code in codes]

    @property
    def legend(self) -> list[tuple[State, int]]:
        """Every state of the family with the number of items in it; rare states only when they occur."""
        counts = Counter(self._draw(cell).state.code for group in self.groups for cell in group.cells)
        rare = {"withdrawn", "not_examined", "none"}
        return [(s, counts[s.code]) for s in self._states.values() if counts[s.code] or s.code not in rare]


# --- The journey ----------------------------------------------------------------------------------------------------
_STEP_WORDS = {"done": _("done"), "current": _("now"), "late": _("late")}
_NOT_YET = _("not yet")


@dataclass(frozen=True)
class Step:
    """One of the seven steps. ``state``: done, current, late or waiting."""

    number: int
    name: str
    state: str = "waiting"
    due: date | None = None
    url: str = ""
    owner: str = ""

    @property
    def word(self) -> str:
        return str(_STEP_WORDS.get(self.state, _NOT_YET))


@dataclass(frozen=True)
class Line:
    """A text that may be a link: a blocker, a crumb, a choice."""

    text: str
    url: str = ""
    note: str = ""


# --- Page parts -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Action:
    """A button of a page. ``primary`` for the one thing most people come for."""

    text: str
    url: str
    icon: str = ""
    primary: bool = False


@dataclass(frozen=True)
class Tab:
    """A tab of a page; ``count`` is shown small behind the text."""

    text: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Voice:
    """What one of the three voices says about an item. ``who``: city, peer or team."""

    who: str
    name: str
    level: str | None = None
    text: str = ""
    note: str = ""


@dataclass(frozen=True)
class Todo:
    """One thing to do: what, where it belongs, by when."""

    text: str
    url: str
    where: str = ""
    due: date | None = None
    late: bool = False


@dataclass(frozen=True)
class Event:
    """One thing that happened, as a sentence."""

    when: datetime
    who: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Stat:
    """Progress in words: ``61 of 73`` ``items answered``."""

    number: int
    text: str
    total: int | None = None
    url: str = ""


# --- Timetable ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class TimetableMeeting:
    """A meeting on the timetable. ``kind``: interview or workshop; ``warnings`` are full sentences.

    A meeting longer than a slot stands once more in each further slot, with ``continued``.
    """

    id: Any
    title: str
    slot: str = ""
    room: str = ""
    kind: str = "interview"
    people: str = ""
    url: str = ""
    warnings: Sequence[str] = ()
    continued: bool = False


@dataclass(frozen=True)
class TimetableSlot:
    """A time of a day: key for forms, text like ``09:00–10:00``; closed slots (lunch) take no meeting."""

    key: str
    text: str
    closed: str = ""


@dataclass(frozen=True)
class TimetableDay:
    """A day of the visit with its slots."""

    name: str
    slots: Sequence[TimetableSlot]


@dataclass(frozen=True)
class TimetableCell:
    """A slot in a room with the meetings in it."""

    target: str
    meetings: Sequence[TimetableMeeting]


@dataclass(frozen=True)
class Timetable:
    """Days × slots × rooms. ``rooms``: (key, name). ``move_url`` "" makes it read-only."""

    days: Sequence[TimetableDay]
    rooms: Sequence[tuple[str, str]]
    meetings: Sequence[TimetableMeeting]
    move_url: str = ""

    def _at(self, slot: str, room: str) -> list[TimetableMeeting]:
        return [one for one in self.meetings if one.slot == slot and one.room == room]

    @property
    def grid(self) -> list[tuple[TimetableDay, list[tuple[TimetableSlot, list[TimetableCell]]]]]:
        """Each day with its slots, each slot with one cell for every room."""
        return [
            (day, [(s, [TimetableCell(f"{s.key}|{r}", self._at(s.key, r)) for r, _n in self.rooms]) for s in day.slots])
            for day in self.days
        ]

    @property
    def unplaced(self) -> list[TimetableMeeting]:
        """Meetings that have no slot yet."""
        return [one for one in self.meetings if not one.slot]

    @property
    def choices(self) -> list[tuple[Any, str]]:
        """Choices of the menu "Meeting": each meeting once."""
        return [(one.id, one.title) for one in self.meetings if not one.continued]

    @property
    def targets(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Choices of the menu "Move to", grouped by day: (``SLOT|ROOM``, words)."""
        return [
            (
                day.name,
                [(f"{s.key}|{r}", f"{s.text}, {name}") for s in day.slots if not s.closed for r, name in self.rooms],
            )
            for day in self.days
        ]
