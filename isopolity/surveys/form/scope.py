# SPDX-License-Identifier: EUPL-1.2
"""What an expression sees of a form with answers, from where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from isopolity.core.texts import read
from isopolity.surveys.form.expression import Nodes, Value
from isopolity.surveys.form.expression.values import first
from isopolity.surveys.form.model import REPEAT, Choice, Element, Target

if TYPE_CHECKING:
    from isopolity.surveys.form.state import State


class Standing:
    """The place of one element in one copy of the repeats around it."""

    def __init__(self, state: State, element: Element, copies: tuple[int, ...], row: str = "") -> None:
        self.state, self.element, self.copies, self.row = state, element, copies, row
        self.today: date = state.today
        self.now: datetime = state.now
        self.language = state.language

    def answer(self, name: str) -> Value:
        target = self.state.form.target(name)
        if target is None:
            return ""
        return self._at(target, self._shared(target.element))

    def _shared(self, other: Element) -> tuple[int, ...]:
        """The copies that this place and the other element have in common."""
        own = (*self.element.repeats, self.element.key) if self.element.kind == REPEAT else self.element.repeats
        shared = 0
        for one, there in zip(own, other.repeats, strict=False):
            if one != there or shared == len(self.copies):
                break
            shared += 1
        return self.copies[:shared]

    def _at(self, target: Target, copies: tuple[int, ...]) -> Value:
        from isopolity.surveys.form.state import Spot

        element, state = target.element, self.state
        if element.kind == REPEAT:
            number = sum(state.copies_of(element, place) for place in state.places(element, copies))
            return Nodes([""] * number)
        if len(copies) == len(element.repeats):
            return state.value(Spot(element.key, copies), target.row)
        spots = [Spot(element.key, place) for place in state.places(element, copies)]
        return Nodes([first(state.value(spot, target.row)) for spot in spots if state.is_visible(spot)])

    def own(self) -> Value:
        return self._at(Target(self.element, self.row), self.copies)

    def kept(self) -> Value:
        from isopolity.surveys.form.answers import value_of
        from isopolity.surveys.form.state import Spot

        answer = self.state.answer(Spot(self.element.key, self.copies))
        return answer if isinstance(answer, str | int | float) else value_of(self.element, answer)

    def place(self, name: str) -> int:
        target = self.state.form.target(name) if name else None
        key = target.element.key if target else self.element.repeats[-1] if self.element.repeats else ""
        if key not in self.element.repeats:
            return 0
        return self.copies[self.element.repeats.index(key)] + 1

    def indexed(self, name: str, places: Sequence[tuple[str, int]]) -> Value:
        target = self.state.form.target(name)
        if target is None:
            return ""
        asked = {
            found.element.key: number - 1 for repeat, number in places if (found := self.state.form.target(repeat))
        }
        shared = self._shared(target.element)
        copies = [
            asked.get(repeat, shared[depth] if depth < len(shared) else -1)
            for depth, repeat in enumerate(target.element.repeats)
        ]
        return self._at(target, tuple(copies)) if all(number >= 0 for number in copies) else ""

    def choice_name(self, question: str, choice: str) -> str:
        target = self.state.form.target(question)
        if target is None:
            return ""
        label = next((one.label for one in self.state.form.choices_of(target.element) if one.name == choice), None)
        return choice if label is None else read(label, self.language, *self.state.form.languages) or choice

    def rows(self, list_name: str) -> Sequence[RowScope]:
        return [RowScope(self, one) for one in self.state.form.lists.get(list_name, ())]

    def column(self, name: str) -> str:
        return ""


class RowScope:
    """A choice, looked at from a place."""

    def __init__(self, standing: Standing, choice: Choice) -> None:
        self.standing, self.choice = standing, choice
        self.today, self.now, self.language = standing.today, standing.now, standing.language

    def column(self, name: str) -> str:
        if name == "name":
            return self.choice.name
        if name == "label":
            return read(self.choice.label, self.language, *self.standing.state.form.languages)
        return self.choice.columns.get(name, "")

    def answer(self, name: str) -> Value:
        return self.standing.answer(name)

    def own(self) -> Value:
        return self.standing.own()

    def kept(self) -> Value:
        return self.standing.kept()

    def place(self, name: str) -> int:
        return self.standing.place(name)

    def indexed(self, name: str, places: Sequence[tuple[str, int]]) -> Value:
        return self.standing.indexed(name, places)

    def choice_name(self, question: str, choice: str) -> str:
        return self.standing.choice_name(question, choice)

    def rows(self, list_name: str) -> Sequence[RowScope]:
        return self.standing.rows(list_name)
