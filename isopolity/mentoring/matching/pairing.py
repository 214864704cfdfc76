# SPDX-License-Identifier: EUPL-1.2
"""All mentors seen from one mentee at a time, in columns: gain, distance, and what stands between them.

The arithmetic is that of ``problem.gain`` and ``problem.distance``, in the same order, so both give the same numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from isopolity.mentoring.matching.problem import Mentee, Problem, reach

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Arcs:
    """Allowed pairs, one per row: positions of mentee and mentor in the problem, gain, distance."""

    mentee: Ints
    mentor: Ints
    gain: Ints
    distance: Floats


class Mentors:
    """The mentors of a problem as columns."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        mentors = problem.mentors
        self.at = {mentor.id: number for number, mentor in enumerate(mentors)}
        self._strong = _columns([mentor.strengths for mentor in mentors])
        self._context = {
            feature: np.array([mentor.context.get(feature, np.nan) for mentor in mentors], dtype=np.float64)
            for feature in problem.rules.context_weights
        }
        self._speaks: dict[str, Flags] = {}
        self._refuses: dict[str, list[int]] = {}
        for number, mentor in enumerate(mentors):
            for language in mentor.languages:
                self._speaks.setdefault(language, np.zeros(len(mentors), dtype=np.bool_))[number] = True
            for other in mentor.vetoes:
                self._refuses.setdefault(other, []).append(number)

    def gains(self, mentee: Mentee) -> Ints:
        """The gain with each mentor; none with the city itself."""
        found = np.zeros(len(self.at), dtype=np.int64)
        for item, need in mentee.needs.items():
            if item in self._strong:
                mentors, strengths = self._strong[item]
                found[mentors] += need * strengths
        if mentee.id in self.at:
            found[self.at[mentee.id]] = 0
        return found

    def open(self, mentee: Mentee) -> Flags:
        """Mentors that neither refuse this city nor are refused by it."""
        found = np.ones(len(self.at), dtype=np.bool_)
        found[self._refuses.get(mentee.id, [])] = False
        found[[self.at[other] for other in mentee.vetoes if other in self.at]] = False
        return found

    def understood(self, mentee: Mentee) -> Flags:
        """Mentors that share a language with this city, if the rules ask for one."""
        if not self.problem.rules.common_language:
            return np.ones(len(self.at), dtype=np.bool_)
        found = np.zeros(len(self.at), dtype=np.bool_)
        for language in mentee.languages:
            if language in self._speaks:
                found |= self._speaks[language]
        return found

    def distances(self, mentee: Mentee, among: Ints) -> Floats:
        """The distance to these mentors."""
        rules = self.problem.rules
        found = np.zeros(len(among), dtype=np.float64)
        for feature, weight in rules.context_weights.items():
            value = mentee.context.get(feature)
            if value is None:
                found += rules.max_distance
            else:
                apart = weight * np.abs(value - self._context[feature][among])
                found += np.where(np.isnan(apart), rules.max_distance, apart)
        return found


def _columns(strengths: list[Mapping[str, int]]) -> dict[str, tuple[Ints, Ints]]:
    """By item: who is strong there, and how strong."""
    found: dict[str, tuple[list[int], list[int]]] = {}
    for number, mine in enumerate(strengths):
        for item, strength in mine.items():
            mentors, degrees = found.setdefault(item, ([], []))
            mentors.append(number)
            degrees.append(strength)
    return {item: (np.array(a, dtype=np.int64), np.array(b, dtype=np.int64)) for item, (a, b) in found.items()}


def allowed(problem: Problem, mentors: Mentors) -> Arcs:
    """Every allowed pair of the problem."""
    rows: list[tuple[Ints, Ints, Ints, Floats]] = []
    for number, mentee in enumerate(problem.mentees):
        gains = mentors.gains(mentee)
        among = np.flatnonzero((gains > 0) & mentors.open(mentee) & mentors.understood(mentee))
        distances = mentors.distances(mentee, among)
        near = distances <= reach(problem.rules)
        among = among[near]
        rows.append((np.full(len(among), number, dtype=np.int64), among, gains[among], distances[near]))
    if not rows:
        none = np.zeros(0, dtype=np.int64)
        return Arcs(none, none, none, np.zeros(0))
    return Arcs(*(np.concatenate(column) for column in zip(*rows, strict=True)))
