# SPDX-License-Identifier: EUPL-1.2
"""Desk reviews put together (pure): where peers agree, where they differ, what they ask, whom they want to meet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

NEED_MORE = "inconclusive"


@dataclass(frozen=True)
class Reading:
    """One peer's note on one item; ``meet`` has one function a line."""

    item: str
    who: str
    level: str
    hypothesis: str = ""
    questions: str = ""
    meet: str = ""


@dataclass
class ToMeet:
    """A function that peers want to meet, with the items it can speak to and who asked for it."""

    function: str
    items: list[str] = field(default_factory=list)
    asked_by: list[str] = field(default_factory=list)


def difference(levels: Iterable[str]) -> str:
    """How peers judge one item: ``differ`` when two judge otherwise, else ``need_more`` when anybody needs more
    information, else ``agree``; ``none`` while fewer than two have judged."""
    given = [level for level in levels if level]
    if len(given) < 2:
        return "need_more" if given == [NEED_MORE] else "none"
    if len(set(given) - {NEED_MORE}) > 1:
        return "differ"
    return "need_more" if NEED_MORE in given else "agree"


def same_function(text: str) -> str:
    """What two spellings of one function have in common: letter case, articles, blanks and end marks do not count."""
    plain = re.sub(r"\s+", " ", re.sub(r"[\s.,;:–—-]+$", "", text.strip().lstrip("-•*– "))).casefold()
    return re.sub(r"^(the|a|an|le|la|les|l'|der|die|das) ?(?=\w)", "", plain) if " " in plain else plain


def people_to_meet(readings: Iterable[Reading]) -> list[ToMeet]:
    """Everybody whom peers would like to meet, most items first."""
    found: dict[str, ToMeet] = {}
    for reading in readings:
        for line in reading.meet.splitlines():
            name = line.strip().lstrip("-•*– ").strip()
            if not name:
                continue
            one = found.setdefault(same_function(name), ToMeet(name))
            if reading.item not in one.items:
                one.items.append(reading.item)
            if reading.who not in one.asked_by:
                one.asked_by.append(reading.who)
    return sorted(found.values(), key=lambda one: (-len(one.items), one.function.casefold()))


def by_item(readings: Iterable[Reading]) -> dict[str, list[Reading]]:
    """Readings of each item."""
    found: dict[str, list[Reading]] = {}
    for reading in readings:
        found.setdefault(reading.item, []).append(reading)
    return found
