# SPDX-License-Identifier: EUPL-1.2
"""The problem: who wants to learn, who can teach, and the rules of a good pair."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

ROUNDING = 1e-9  # sums of decimal fractions miss their true value by less; such a miss shuts nobody out


class Score(NamedTuple):
    """What a matching is worth, compared part by part; distance counts against it."""

    pairs: int
    gain: int
    minus_distance: float

    def less(self, other: "Score") -> "Score":
        """The difference, part by part."""
        return Score(
            self.pairs - other.pairs,
            self.gain - other.gain,
            round(self.minus_distance - other.minus_distance, 6) + 0.0,
        )


@dataclass(frozen=True)
class City:
    """What mentee and mentor have in common."""

    id: str
    languages: frozenset[str]
    context: Mapping[str, float]
    vetoes: frozenset[str]


@dataclass(frozen=True)
class Mentee(City):
    """A city that wants to learn; ``needs`` says how much (1 to 3) by benchmark item."""

    needs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Mentor(City):
    """A city that can teach; ``strengths`` by benchmark item: 1 meets it, 2 surpasses it."""

    strengths: Mapping[str, int] = field(default_factory=dict)
    capacity: int = 1


@dataclass(frozen=True)
class Rules:
    """What a pair must keep, and what makes two cities distant."""

    context_weights: Mapping[str, float]
    max_distance: float
    common_language: bool


@dataclass(frozen=True)
class Problem:
    """Cities in the order of their ids, so that the order of a file changes nothing."""

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    rules: Rules
    fixed: frozenset[tuple[str, str]] = frozenset()

    def mentee(self, city: str) -> Mentee:
        """The mentee of this id."""
        return next(one for one in self.mentees if one.id == city)

    def mentor(self, city: str) -> Mentor:
        """The mentor of this id."""
        return next(one for one in self.mentors if one.id == city)


def gain(mentee: Mentee, mentor: Mentor) -> int:
    """How much the mentor can teach of what the mentee needs: the sum of need × strength."""
    return sum(need * mentor.strengths.get(item, 0) for item, need in mentee.needs.items())


def apart(feature: str, mentee: Mentee, mentor: Mentor, rules: Rules) -> float:
    """One feature's part of the distance; a feature that either city lacks counts as the whole ``max_distance``."""
    one, other = mentee.context.get(feature), mentor.context.get(feature)
    return rules.max_distance if one is None or other is None else rules.context_weights[feature] * abs(one - other)


def distance(mentee: Mentee, mentor: Mentor, rules: Rules) -> float:
    """How different the two cities are."""
    return sum((apart(feature, mentee, mentor, rules) for feature in rules.context_weights), 0.0)


def reach(rules: Rules) -> float:
    """The largest distance of an allowed pair."""
    return rules.max_distance + ROUNDING


def vetoed(mentee: Mentee, mentor: Mentor) -> bool:
    """Either city said no to the other."""
    return mentor.id in mentee.vetoes or mentee.id in mentor.vetoes
