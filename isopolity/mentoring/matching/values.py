# SPDX-License-Identifier: EUPL-1.2
"""Reads single values of a problem and collects what is wrong with them, each with its path."""

import json
import math
from collections.abc import Iterator
from typing import Any

from isopolity.mentoring.matching.faults import Fault, shown

LARGEST = 10**12  # beyond it the sixth decimal of a sum would be lost
NO_COUNT = -1  # stands for a capacity that could not be read


class Seen(dict[str, Any]):
    """An object of JSON that remembers which names it was given twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.twice: list[str] = []
        if len(self) < len(pairs):
            names = [name for name, _value in pairs]
            self.twice = sorted({name for name in names if names.count(name) > 1})


def inside(where: str, name: str) -> str:
    """The path of a name inside a place: ``mentees[0].needs["GG/A/1"]``."""
    if name.isidentifier() and name.isascii():
        return f"{where}.{name}" if where else name
    return f"{where}[{json.dumps(name)}]"


class Reader:
    """Each method gives the value, or a harmless one of the same type after writing down the fault."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, where: str, what: str) -> None:
        """Write down one fault."""
        self.faults.append(Fault(where, what))

    def missing(self, where: str) -> None:
        """Write down that something is not there."""
        self.fault(where, "is missing")

    def named(self, raw: object, where: str) -> dict[str, Any] | None:
        """An object whose names stand once each."""
        if not isinstance(raw, dict):
            self.fault(where or "the file", f"must be an object, not {shown(raw)}")
            return None
        for name in getattr(raw, "twice", ()):
            self.fault(inside(where, name), "is given twice")
        return raw

    def objects(self, raw: dict[str, Any], name: str) -> Iterator[tuple[dict[str, Any], str]]:
        """The objects of a list at the top, with their paths."""
        for number, one in enumerate(self._list(raw, name, "")):
            where = f"{name}[{number}]"
            found = self.named(one, where)
            if found is not None:
                yield found, where

    def name(self, raw: dict[str, Any], name: str, where: str) -> str:
        """A text that is not empty."""
        if name not in raw:
            self.missing(inside(where, name))
            return ""
        return self._text(raw[name], inside(where, name))

    def names(self, raw: dict[str, Any], name: str, where: str) -> list[str]:
        """A list of texts."""
        place = inside(where, name)
        return [self._text(one, f"{place}[{number}]") for number, one in enumerate(self._list(raw, name, where))]

    def pairs(self, raw: dict[str, Any], name: str) -> Iterator[tuple[list[str], str]]:
        """A list of pairs of texts, which may be left out."""
        for number, one in enumerate(self._list(raw, name, "") if raw.get(name) is not None else ()):
            where = f"{name}[{number}]"
            if isinstance(one, list) and len(one) == 2 and all(isinstance(city, str) for city in one):
                yield one, where
            else:
                self.fault(where, 'must be two ids: ["mentee", "mentor"]')

    def degrees(self, raw: dict[str, Any], name: str, where: str, among: tuple[int, ...]) -> dict[str, int]:
        """Whole numbers of a short range, by item."""
        found = {}
        for item, value in self._entries(raw, name, where):
            place = inside(inside(where, name), item)
            if isinstance(value, int) and not isinstance(value, bool) and value in among:
                found[item] = value
            else:
                wanted = f"{', '.join(map(str, among[:-1]))} or {among[-1]}"
                self.fault(place, f"must be {wanted}, not {shown(value)}")
        return found

    def numbers(
        self, raw: dict[str, Any], name: str, where: str, *, least: int = -LARGEST, gaps: bool = False
    ) -> dict[str, float]:
        """Numbers by feature; with ``gaps`` an empty value (null) is the same as none."""
        found = {}
        for feature, value in self._entries(raw, name, where):
            if value is None and gaps:
                continue
            found[feature] = self._number(value, inside(inside(where, name), feature), least)
        return found

    def number(self, raw: dict[str, Any], name: str, where: str) -> float:
        """A number that is not negative."""
        if name not in raw:
            self.missing(inside(where, name))
            return 0.0
        return self._number(raw[name], inside(where, name), 0)

    def count(self, raw: dict[str, Any], name: str, where: str) -> int:
        """A whole number that is not negative."""
        place = inside(where, name)
        if name not in raw:
            self.missing(place)
        elif not isinstance(raw[name], int) or isinstance(raw[name], bool) or not 0 <= raw[name] <= LARGEST:
            self.fault(place, f"must be a whole number, 0 or more, not {shown(raw[name])}")
        else:
            return int(raw[name])
        return NO_COUNT

    def flag(self, raw: dict[str, Any], name: str, where: str) -> bool:
        """True or false."""
        if name not in raw:
            self.missing(inside(where, name))
        elif not isinstance(raw[name], bool):
            self.fault(inside(where, name), f"must be true or false, not {shown(raw[name])}")
        return raw.get(name) is True

    def _list(self, raw: dict[str, Any], name: str, where: str) -> list[Any]:
        if name not in raw:
            self.missing(inside(where, name))
        elif not isinstance(raw[name], list):
            self.fault(inside(where, name), f"must be a list, not {shown(raw[name])}")
        else:
            return list(raw[name])
        return []

    def _entries(self, raw: dict[str, Any], name: str, where: str) -> Iterator[tuple[str, Any]]:
        if name not in raw:
            self.missing(inside(where, name))
            return
        found = self.named(raw[name], inside(where, name))
        yield from (found or {}).items()

    def _text(self, value: object, where: str) -> str:
        if isinstance(value, str) and value:
            return value
        self.fault(where, "is empty" if value == "" else f"must be a text, not {shown(value)}")
        return ""

    def _number(self, value: object, where: str, least: int) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or _is_no_number(value):
            self.fault(where, f"must be a number, not {shown(value)}")
        elif value < least and least == 0:
            self.fault(where, f"must not be negative, but is {shown(value)}")
        elif abs(value) > LARGEST:
            self.fault(where, f"is too large: {shown(value)}")
        else:
            return float(value)
        return 0.0


def _is_no_number(value: int | float) -> bool:
    """What JSON readers accept as NaN and Infinity; a whole number is asked by its type, it may be too long to turn."""
    return isinstance(value, float) and not math.isfinite(value)
