# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a definition, all of it at once: its shape, names, lists, expressions, circles."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from pyxform.parsing.expression import is_xml_tag

from isopolity.surveys.form.expression import ExpressionFault, Node, parse
from isopolity.surveys.form.expression.tree import Column, Lookup, Ref, walk
from isopolity.surveys.form.model import (
    ASKED,
    CALCULATION,
    CHOOSING,
    FOREIGN,
    NOTE,
    REPEAT,
    SCALE,
    Element,
    Form,
    form_of,
)
from isopolity.surveys.form.order import circle

MOST_ELEMENTS, MOST_CHOICES, DEEPEST, MOST_STEPS = 1500, 10_000, 8, 101
IN_TEXT = re.compile(r"\$\{\s*([^{}]+?)\s*\}")


@dataclass(frozen=True)
class Fault:
    """``name`` is the question, ``column`` its part (``relevant``, ``choices`` …), ``place`` the sign within it."""

    name: str
    column: str
    message: str
    place: int | None = None

    def __str__(self) -> str:
        where = " · ".join(part for part in (self.name, self.column) if part)
        sign = "" if self.place is None else " " + _("(sign %d)") % (self.place + 1)
        return f"{where}: {self.message}{sign}" if where else self.message


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((Path(__file__).parent / "schema.json").read_text("utf-8")))


def check(definition: Any) -> list[Fault]:
    """Every fault; an empty list means that the questionnaire can be filled in."""
    shape = [
        Fault(".".join(map(str, error.absolute_path)), "", error.message[:300])
        for error in _validator().iter_errors(definition)
    ]
    if shape:
        return shape[:50]
    form = form_of(definition)
    faults = [*_sizes(form), *_names(form)]
    if faults:
        return faults
    for element in form.walk():
        faults += [*_words(element), *_lists(form, element), *_expressions(form, element), *_texts(form, element)]
    return faults or _circles(form)


def _sizes(form: Form) -> Iterator[Fault]:
    if sum(1 for _one in form.walk()) > MOST_ELEMENTS:
        yield Fault("", "", _("There are more than %d questions.") % MOST_ELEMENTS)
    if sum(map(len, form.lists.values())) > MOST_CHOICES:
        yield Fault("", "", _("There are more than %d choices.") % MOST_CHOICES)
    for one in form.walk():
        if len(one.repeats) > 1 and one.kind == REPEAT:
            yield Fault(one.name, "", _("Repeats can be nested in one other repeat, not deeper."))
        if _depth(form, one) > DEEPEST:
            yield Fault(one.name, "", _("Groups are nested deeper than %d.") % DEEPEST)


def _depth(form: Form, element: Element) -> int:
    depth, parent = 0, element.parent
    while parent and depth <= DEEPEST:
        depth, parent = depth + 1, form.by_key[parent].parent
    return depth


def _names(form: Form) -> Iterator[Fault]:
    """Names are told apart within a group; keys of answers within the whole."""
    keys: dict[str, int] = {}
    for one in form.walk():
        for key in (one.key, *(row.name for row in one.rows)):
            keys[key] = keys.get(key, 0) + 1
        for name in (one.name, *(row.name for row in one.rows)):
            if not is_xml_tag(name):
                yield Fault(name, "name", _("A name begins with a letter and has only letters, digits, - _ and dots."))
    for key, number in keys.items():
        if number > 1:
            yield Fault(key, "name", _("This name is used %d times.") % number)


def _words(element: Element) -> Iterator[Fault]:
    has_words = any(text.strip() for text in (*element.label.values(), *element.hint.values()))
    if element.kind in (*ASKED, NOTE) and not has_words:
        yield Fault(element.name, "label", _("The question has no text."))


def _lists(form: Form, element: Element) -> Iterator[Fault]:
    if element.kind in CHOOSING:
        choices = form.choices_of(element)
        if not choices:
            yield Fault(element.name, "choices", _("The list “%s” has no choices.") % element.choices)
        names = [one.name for one in choices]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Fault(element.name, "choices", _("The choice “%s” is there twice.") % name)
        if element.kind != "one_choice" and any(" " in name for name in names):
            yield Fault(element.name, "choices", _("Names of choices have no spaces."))
    if element.kind == SCALE:
        scale = element.scale
        if scale.low >= scale.high or (scale.high - scale.low) / scale.step > MOST_STEPS - 1:
            yield Fault(element.name, "scale", _("A scale runs from low to high in at most %d steps.") % MOST_STEPS)
    if element.kind == CALCULATION and not (element.calculation or element.default):
        yield Fault(element.name, "calculation", _("A calculation needs an expression."))


def _expressions(form: Form, element: Element) -> Iterator[Fault]:
    for column, text in element.expressions():
        if element.kind == FOREIGN and column != "relevant":
            continue
        try:
            tree = parse(text)
        except ExpressionFault as fault:
            yield Fault(element.name, column, fault.message, fault.place)
            continue
        yield from _reads(form, element, column, tree)


def _reads(form: Form, element: Element, column: str, tree: Node) -> Iterator[Fault]:
    inside_lists = {
        id(inner) for one in walk(tree) if isinstance(one, Lookup) and one.predicate for inner in walk(one.predicate)
    }
    for node in walk(tree):
        if isinstance(node, Ref) and form.target(node.name) is None:
            yield Fault(element.name, column, _unclear(form, node.name), node.place)
        if isinstance(node, Column) and column != "choice_filter" and id(node) not in inside_lists:
            yield Fault(
                element.name, column, _("“%(word)s” alone means nothing. Write ${%(word)s} or '%(word)s'.")
                % {"word": node.name}, node.place,
            )  # fmt: skip
        if isinstance(node, Lookup) and node.list_name not in form.lists:
            yield Fault(element.name, column, _("There is no list “%s”.") % node.list_name, node.place)


def _unclear(form: Form, name: str) -> str:
    if name in form.targets:
        return _("There are several questions “%s”.") % name
    return _("There is no question “%s”.") % name


def _texts(form: Form, element: Element) -> Iterator[Fault]:
    """Texts may name answers: ``How is ${group_name} going?``"""
    texts = {"label": element.label, "hint": element.hint, "constraint_message": element.constraint_message}
    for column, text in texts.items():
        for name in sorted({name for words in text.values() for name in IN_TEXT.findall(words)}):
            if form.target(name) is None:
                yield Fault(element.name, column, _unclear(form, name))


def _circles(form: Form) -> list[Fault]:
    found = circle(form)
    if not found:
        return []
    return [Fault(found[0], "", _("These questions depend on each other in a circle: %s") % " → ".join(found))]
