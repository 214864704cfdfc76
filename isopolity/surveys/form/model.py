# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire as plain values: what is asked, in which order, under which conditions, in which languages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

FORMAT = "isopolity/questionnaire@1"
Text = dict[str, str]

GROUP, REPEAT, NOTE, CALCULATION, FOREIGN = "group", "repeat", "note", "calculation", "foreign"
MATRIX, MONEY, SCALE, ONE, MANY = "matrix", "money", "scale", "one_choice", "many_choices"
ASKED = (
    "text", "long_text", "integer", "decimal", MONEY, "date", "time", "datetime", ONE, MANY, SCALE, MATRIX, "file",
    "acknowledge",
)  # fmt: skip
KINDS = (*ASKED, NOTE, CALCULATION, GROUP, REPEAT, FOREIGN)
HOLDERS = (GROUP, REPEAT)
NUMBERS = ("integer", "decimal", MONEY, SCALE)
CHOOSING = (ONE, MANY, MATRIX)
EXPRESSIONS = ("relevant", "required", "constraint", "read_only", "calculation", "choice_filter", "count")


@dataclass(frozen=True)
class Choice:
    """One answer to choose. ``columns`` are what choice filters look at."""

    name: str
    label: Text = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One line of a matrix; other questions can refer to it like to a question."""

    name: str
    label: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Scale:
    """Numbers from ``low`` to ``high``; some of them have words."""

    low: float = 1
    high: float = 5
    step: float = 1
    labels: dict[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Element:
    """A question, note, calculation, group or repeat.

    ``key`` is what answers are kept under: the name, or the path to it where a name stands in several groups.
    ``repeats`` are the keys of the repeats around it, from outside. ``was`` is the type in the XLSForm of an element
    that cannot be asked here.
    """

    kind: str
    name: str
    key: str = ""
    label: Text = field(default_factory=dict)
    hint: Text = field(default_factory=dict)
    appearance: str = ""
    relevant: str = ""
    required: str = ""
    required_message: Text = field(default_factory=dict)
    constraint: str = ""
    constraint_message: Text = field(default_factory=dict)
    read_only: str = ""
    calculation: str = ""
    default: str = ""
    choices: str = ""
    choice_filter: str = ""
    currencies: tuple[str, ...] = ()
    scale: Scale = field(default_factory=Scale)
    rows: tuple[Row, ...] = ()
    count: str = ""
    was: str = ""
    accept: str = ""
    elements: tuple["Element", ...] = ()
    repeats: tuple[str, ...] = ()
    parent: str = ""

    @property
    def is_holder(self) -> bool:
        return self.kind in HOLDERS

    @property
    def is_asked(self) -> bool:
        """Somebody can answer it."""
        return self.kind in ASKED and not self.calculation

    def expressions(self) -> Iterator[tuple[str, str]]:
        """(column, expression) of every expression that it has."""
        for column in EXPRESSIONS:
            if text := getattr(self, column):
                yield column, text
        if is_dynamic(self.default):
            yield "default", self.default[1:].strip()


def is_dynamic(default: str) -> bool:
    """A default that is worked out begins with an equals sign."""
    return default.startswith("=")


@dataclass(frozen=True)
class Target:
    """What ``${name}`` means: an element, or one row of a matrix."""

    element: Element
    row: str = ""


@dataclass(frozen=True)
class Form:
    """A whole questionnaire. The first of its languages is the one that has every text."""

    title: Text
    languages: tuple[str, ...]
    elements: tuple[Element, ...]
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    about: Text = field(default_factory=dict)
    name: str = ""
    version: str = ""

    def walk(self) -> Iterator[Element]:
        """Everything from top to bottom; a holder comes before what it holds."""

        def down(elements: tuple[Element, ...]) -> Iterator[Element]:
            for one in elements:
                yield one
                yield from down(one.elements)

        yield from down(self.elements)

    @cached_property
    def by_key(self) -> dict[str, Element]:
        """The elements by the key of their answers."""
        return {one.key: one for one in self.walk()}

    @cached_property
    def targets(self) -> dict[str, list[Target]]:
        """What each name may mean; more than one where a name stands in several groups."""
        found: dict[str, list[Target]] = {}
        for one in self.walk():
            found.setdefault(one.name, []).append(Target(one))
            for row in one.rows:
                found.setdefault(row.name, []).append(Target(one, row.name))
        return found

    def target(self, name: str) -> Target | None:
        """The one thing of this name; None if there is none or more than one."""
        found = self.targets.get(name, [])
        return found[0] if len(found) == 1 else None

    def choices_of(self, element: Element) -> tuple[Choice, ...]:
        """All choices of its list, before any filter."""
        return self.lists.get(element.choices, ())

    @cached_property
    def questions(self) -> list[Element]:
        """What can be answered, in order."""
        return [one for one in self.walk() if one.is_asked]


def form_of(definition: dict[str, Any]) -> Form:
    """The form of a definition that the schema allows."""
    raw = definition.get("elements", [])
    twice = _names_used_twice(raw)
    return Form(
        title=definition["title"],
        languages=tuple(definition["languages"]),
        elements=_elements(raw, twice, (), (), ""),
        lists={name: tuple(_choice(one) for one in rows) for name, rows in definition.get("choices", {}).items()},
        about=definition.get("about", {}),
        name=definition.get("name", ""),
        version=definition.get("version", ""),
    )


def _choice(row: dict[str, Any]) -> Choice:
    return Choice(row["name"], row.get("label", {}), row.get("columns", {}))


def _names_used_twice(rows: list[dict[str, Any]]) -> set[str]:
    seen: set[str] = set()
    twice: set[str] = set()

    def down(elements: list[dict[str, Any]]) -> None:
        for one in elements:
            (twice if one["name"] in seen else seen).add(one["name"])
            down(one.get("elements", []))

    down(rows)
    return twice


def _elements(
    rows: list[dict[str, Any]], twice: set[str], path: tuple[str, ...], repeats: tuple[str, ...], parent: str
) -> tuple[Element, ...]:
    made = []
    for row in rows:
        facts = {name: value for name, value in row.items() if name not in ("elements", "rows", "scale", "currencies")}
        name = row["name"]
        key = "/".join((*path, name)) if name in twice else name
        inner = (*repeats, key) if row["kind"] == REPEAT else repeats
        made.append(
            Element(
                **facts,
                key=key,
                repeats=repeats,
                parent=parent,
                currencies=tuple(row.get("currencies", ())),
                scale=Scale(**row.get("scale", {})),
                rows=tuple(Row(**one) for one in row.get("rows", ())),
                elements=_elements(row.get("elements", []), twice, (*path, name), inner, key),
            )
        )
    return tuple(made)
