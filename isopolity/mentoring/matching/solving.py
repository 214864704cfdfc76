# SPDX-License-Identifier: EUPL-1.2
"""From a problem to its best matching."""

import math
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from isopolity.mentoring.matching.pairing import Arcs, Mentors, allowed
from isopolity.mentoring.matching.problem import Mentee, Mentor, Problem, Score, distance, gain
from isopolity.mentoring.matching.reasons import Reason, reason
from isopolity.mentoring.matching.transport import most_then_nearest, network


@dataclass(frozen=True)
class Pair:
    """A mentee and its mentor; ``items`` are those that the one needs and the other is strong in."""

    mentee: str
    mentor: str
    gain: int
    distance: float
    items: tuple[str, ...]


@dataclass(frozen=True)
class Matching:
    """The best pairs, in the order of the mentees' ids, and why each other mentee has none."""

    pairs: tuple[Pair, ...]
    unpaired: dict[str, Reason] = field(default_factory=dict)

    @property
    def score(self) -> Score:
        """What it is worth."""
        total = math.fsum(pair.distance for pair in self.pairs)
        return Score(len(self.pairs), sum(pair.gain for pair in self.pairs), -round(total, 6) + 0.0)

    @property
    def partners(self) -> set[tuple[str, str]]:
        """The pairs as ids alone."""
        return {(pair.mentee, pair.mentor) for pair in self.pairs}


def match(problem: Problem) -> Matching:
    """The matching with the best score; proven, or NotProven is raised."""
    mentors = Mentors(problem)
    found = dict(problem.fixed) | _chosen(problem, allowed(problem, mentors))
    mentees, teachers = {one.id: one for one in problem.mentees}, {one.id: one for one in problem.mentors}
    pairs = tuple(_pair(problem, mentees[one], teachers[other]) for one, other in sorted(found.items()))
    busy = {mentors.at[pair.mentor] for pair in pairs}
    alone = [mentee for mentee in problem.mentees if mentee.id not in found]
    return Matching(pairs, {mentee.id: reason(mentors, mentee, busy) for mentee in alone})


def _pair(problem: Problem, mentee: Mentee, mentor: Mentor) -> Pair:
    items = tuple(sorted(item for item in mentee.needs if item in mentor.strengths))
    return Pair(mentee.id, mentor.id, gain(mentee, mentor), distance(mentee, mentor, problem.rules), items)


def _chosen(problem: Problem, arcs: Arcs) -> dict[str, str]:
    """The best pairs beside the fixed ones."""
    agreed = dict(problem.fixed)
    taken = Counter(agreed.values())
    free = np.array([one.id not in agreed for one in problem.mentees], dtype=np.bool_)
    capacities = [min(one.capacity - taken[one.id], len(problem.mentees)) for one in problem.mentors]
    open_arcs = np.flatnonzero(free[arcs.mentee])
    at = np.cumsum(free) - 1
    net = network(
        at[arcs.mentee[open_arcs]], arcs.mentor[open_arcs], int(free.sum()), np.array(capacities, dtype=np.int64)
    )
    best = open_arcs[most_then_nearest(net, arcs.gain[open_arcs], arcs.distance[open_arcs])]
    pairs = zip(arcs.mentee[best], arcs.mentor[best], strict=True)
    return {problem.mentees[one].id: problem.mentors[other].id for one, other in pairs}
