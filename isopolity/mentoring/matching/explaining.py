# SPDX-License-Identifier: EUPL-1.2
"""Why a pair: what the one can teach the other, how alike they are, how they talk, and what speaks against it."""

from dataclasses import dataclass

from isopolity.mentoring.matching.problem import Problem, apart, distance, gain, reach, vetoed
from isopolity.mentoring.matching.reasons import Obstacle


@dataclass(frozen=True)
class Taught:
    """One benchmark item that the mentee needs and the mentor is strong in."""

    item: str
    need: int
    strength: int

    @property
    def gain(self) -> int:
        """What it adds to the gain of the pair."""
        return self.need * self.strength


@dataclass(frozen=True)
class Apart:
    """One feature's part of the distance; a value that a city lacks is None."""

    feature: str
    mentee: float | None
    mentor: float | None
    distance: float


@dataclass(frozen=True)
class Why:
    """Everything that decides about one pair."""

    taught: tuple[Taught, ...]
    gain: int
    features: tuple[Apart, ...]
    distance: float
    languages: tuple[str, ...]
    same_city: bool
    obstacles: tuple[Obstacle, ...]

    @property
    def allowed(self) -> bool:
        """True if the rules let the two be a pair."""
        return self.gain > 0 and not self.same_city and not self.obstacles


def why(problem: Problem, mentee_id: str, mentor_id: str) -> Why:
    """The account of this pair, best item and largest difference first."""
    mentee, mentor, rules = problem.mentee(mentee_id), problem.mentor(mentor_id), problem.rules
    items = [item for item in mentee.needs if item in mentor.strengths]
    taught = [Taught(item, mentee.needs[item], mentor.strengths[item]) for item in items]
    features = [
        Apart(name, mentee.context.get(name), mentor.context.get(name), apart(name, mentee, mentor, rules))
        for name in rules.context_weights
    ]
    shared, far = mentee.languages & mentor.languages, distance(mentee, mentor, rules)
    against = {
        Obstacle.VETO: vetoed(mentee, mentor),
        Obstacle.LANGUAGE: rules.common_language and not shared,
        Obstacle.DISTANCE: far > reach(rules),
    }
    return Why(
        taught=tuple(sorted(taught, key=lambda one: (-one.gain, one.item))),
        gain=gain(mentee, mentor),
        features=tuple(sorted(features, key=lambda one: (-one.distance, one.feature))),
        distance=far,
        languages=tuple(sorted(shared)),
        same_city=mentee.id == mentor.id,
        obstacles=tuple(what for what, stops in against.items() if stops),
    )
