# SPDX-License-Identifier: EUPL-1.2
"""The pages of a questionnaire: each group at the top is one, questions between them make pages of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from isopolity.surveys.form.model import CALCULATION, FOREIGN, Element, Form, Text
from isopolity.surveys.form.state import Spot, State


@dataclass(frozen=True)
class Section:
    """``key`` is that of its group, or of its first question; ``group`` is missing where loose questions stand."""

    key: str
    title: Text
    elements: tuple[Element, ...]
    group: Element | None = None

    def walk(self) -> list[Element]:
        """Everything on the page, in order."""

        def down(elements: Sequence[Element]) -> Iterator[Element]:
            for one in elements:
                yield one
                yield from down(one.elements)

        return list(down(self.elements))


def sections_of(form: Form) -> list[Section]:
    """All sections, in order."""
    found: list[Section] = []
    for one in form.elements:
        if one.kind in (CALCULATION, FOREIGN):
            continue
        if one.is_holder:
            found.append(Section(one.key, one.label, (one,), one))
        elif found and found[-1].group is None:
            found[-1] = replace(found[-1], elements=(*found[-1].elements, one))
        else:
            found.append(Section(one.key, {}, (one,)))
    return found


def visible_sections(state: State, sections: Sequence[Section]) -> list[Section]:
    """Those with something to see, given the answers so far."""
    return [one for one in sections if _shows(state, one)]


def _shows(state: State, section: Section) -> bool:
    if section.group is not None and section.group.kind == "repeat":
        return state.is_visible(Spot(section.group.key))
    return any(
        state.is_visible(Spot(one.key, copies))
        for one in section.walk()
        if not one.is_holder and one.kind not in (CALCULATION, FOREIGN)
        for copies in state.places(one)
    ) or any(one.kind == "repeat" and state.is_visible(Spot(one.key)) for one in section.walk() if not one.repeats)


def neighbours(sections: Sequence[Section], key: str) -> tuple[str, str]:
    """(key of the section before, of the one after); empty where there is none."""
    before = next((one.key for one, other in pairwise(sections) if other.key == key), "")
    after = next((other.key for one, other in pairwise(sections) if one.key == key), "")
    return before, after


def section_with(sections: Sequence[Section], key: str) -> str:
    """The section in which a question stands; empty if it is in none."""
    return next((one.key for one in sections if any(element.key == key for element in one.walk())), "")
