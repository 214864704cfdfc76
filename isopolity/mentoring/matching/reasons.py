# SPDX-License-Identifier: EUPL-1.2
"""Why a city stays without a mentor: each strong mentor is counted once, at the first thing that stands between."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

import numpy as np

from isopolity.mentoring.matching.pairing import Flags, Mentors
from isopolity.mentoring.matching.problem import Mentee, reach

NAMED = 5


class Obstacle(Enum):
    """What stands between a mentee and a mentor that is strong where it needs it, in the order of asking."""

    VETO = "veto"
    LANGUAGE = "language"
    DISTANCE = "distance"
    NO_PLACE = "no_place"
    TAKEN = "taken"


@dataclass(frozen=True)
class Reason:
    """Numbers of strong mentors by obstacle; ``taken`` names those that fit and teach other cities."""

    needs: int
    mentors: int
    counts: dict[Obstacle, int]
    taken: tuple[str, ...] = ()

    @property
    def strong(self) -> int:
        """How many mentors are strong where this city needs it."""
        return sum(self.counts.values())

    def __str__(self) -> str:
        if not self.needs:
            return "this city names nothing that it wants to learn"
        if not self.mentors:
            return "there is no other city that teaches"
        if not self.strong:
            return "no mentor is strong where this city needs it"
        if self.taken:
            return f"{self._taken()}{self._others()}"
        if len(self.counts) == 1:
            return ALONE[next(iter(self.counts))]
        return (
            f"none of the {self.strong} mentors that are strong where this city needs it is free for it: {self._list()}"
        )

    def _taken(self) -> str:
        names = ", ".join(self.taken[:NAMED])
        if len(self.taken) == 1:
            return f"the only mentor that fits ({names}) is taken by other cities"
        more = f" and {len(self.taken) - NAMED} more" if len(self.taken) > NAMED else ""
        return f"all {len(self.taken)} mentors that fit ({names}{more}) are taken by other cities"

    def _others(self) -> str:
        return f"; of the other strong ones: {self._list()}" if len(self.counts) > 1 else ""

    def _list(self) -> str:
        rest = [(what, number) for what, number in self.counts.items() if what is not Obstacle.TAKEN]
        return ", ".join(f"{number} {COUNTED[what][number > 1]}" for what, number in rest)


ALONE = {
    Obstacle.VETO: "a veto rules out every mentor that is strong where this city needs it",
    Obstacle.LANGUAGE: "no mentor that is strong where this city needs it shares a language with it",
    Obstacle.DISTANCE: "no mentor within reach is strong where this city needs it",
    Obstacle.NO_PLACE: "no mentor that fits has a place to give",
}
COUNTED = {
    Obstacle.VETO: ("ruled out by a veto", "ruled out by a veto"),
    Obstacle.LANGUAGE: ("shares no language", "share no language"),
    Obstacle.DISTANCE: ("is too far", "are too far"),
    Obstacle.NO_PLACE: ("has no place to give", "have no place to give"),
}


def reason(mentors: Mentors, mentee: Mentee, busy: Collection[int]) -> Reason:
    """Why this city has no mentor; ``busy`` are the positions of mentors that teach somebody."""
    problem = mentors.problem
    strong = mentors.gains(mentee) > 0
    far: Flags = np.zeros(len(strong), dtype=np.bool_)
    among = np.flatnonzero(strong)
    far[among] = mentors.distances(mentee, among) > reach(problem.rules)
    counts = {}
    for what, stops in (
        (Obstacle.VETO, ~mentors.open(mentee)),
        (Obstacle.LANGUAGE, ~mentors.understood(mentee)),
        (Obstacle.DISTANCE, far),
    ):
        counts[what] = int((strong & stops).sum())
        strong &= ~stops
    fit = [int(number) for number in np.flatnonzero(strong)]
    taken = tuple(problem.mentors[number].id for number in fit if number in busy)
    counts |= {Obstacle.NO_PLACE: len(fit) - len(taken), Obstacle.TAKEN: len(taken)}
    others = len(problem.mentors) - (mentee.id in mentors.at)
    return Reason(len(mentee.needs), others, {what: number for what, number in counts.items() if number}, taken)
