# SPDX-License-Identifier: EUPL-1.2
"""In which order a form is worked out: what something depends on comes before it."""

from collections.abc import Iterator

from isopolity.surveys.form.expression import parse, references
from isopolity.surveys.form.model import FOREIGN, REPEAT, Element, Form

DECIDING = ("relevant", "calculation", "count")


def needs(form: Form, element: Element) -> set[str]:
    """Keys that its visibility, copies and value depend on. Constraints and filters come after, they decide nothing."""
    found = {element.parent} if element.parent else set()
    for column in DECIDING:
        text = getattr(element, column)
        if not text or (element.kind == FOREIGN and column != "relevant"):
            continue
        for name in references(parse(text)):
            target = form.target(name)
            if target is not None:
                found.add(target.element.key)
                found.update(target.element.repeats)
    if element.kind == REPEAT:  # its own copies may be asked for inside it
        found.discard(element.key)
    return found


def ordered(form: Form) -> list[Element]:
    """The elements, each after what it depends on; elements of a circle are left out."""
    return _sort(form)[0]


def circle(form: Form) -> list[str]:
    """Names along a circle of dependence, the first again at its end; empty if there is none."""
    left = _sort(form)[1]
    if not left:
        return []
    path = [next(iter(left))]
    while True:
        path.append(next(key for key in sorted(left[path[-1]]) if key in left))
        if path[-1] in path[:-1]:
            return [form.by_key[key].name for key in path[path.index(path[-1]) :]]


def _sort(form: Form) -> tuple[list[Element], dict[str, set[str]]]:
    """(the order, what is left over with its unmet needs)."""
    waiting = {element.key: needs(form, element) for element in form.walk()}
    used_by: dict[str, list[str]] = {}
    for key, wanted in waiting.items():
        for one in wanted:
            used_by.setdefault(one, []).append(key)
    ready = [key for key, wanted in waiting.items() if not wanted]
    done: list[Element] = []
    for key in _growing(ready):
        done.append(form.by_key[key])
        del waiting[key]
        for other in used_by.get(key, []):
            waiting[other].discard(key)
            if not waiting[other]:
                ready.append(other)
    return done, waiting


def _growing(queue: list[str]) -> Iterator[str]:
    at = 0
    while at < len(queue):
        yield queue[at]
        at += 1
