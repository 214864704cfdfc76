# SPDX-License-Identifier: EUPL-1.2
"""What would change if: the best matching when one pair must be there, and when it must not."""

import dataclasses
from collections import Counter
from dataclasses import dataclass

from isopolity.mentoring.matching.problem import Problem, Score
from isopolity.mentoring.matching.solving import Matching, match


@dataclass(frozen=True)
class Change:
    """The best matching under the condition, against the present one."""

    matching: Matching
    score: Score
    difference: Score
    gone: tuple[tuple[str, str], ...]
    come: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class WhatIf:
    """``forced`` is None when the mentor's places are all promised to other cities."""

    now: Matching
    paired_now: bool
    forced: Change | None
    forbidden: Change


def what_if(problem: Problem, mentee: str, mentor: str, now: Matching | None = None) -> WhatIf:
    """Both conditions for this pair; an agreed mentor of the mentee gives way in either. Unknown cities: KeyError."""
    _known(problem, mentee, mentor)
    now = match(problem) if now is None else now
    must, must_not = _forced(problem, mentee, mentor), _forbidden(problem, mentee, mentor)
    return WhatIf(
        now=now,
        paired_now=(mentee, mentor) in now.partners,
        forced=_change(now, must) if must else None,
        forbidden=_change(now, must_not),
    )


def _known(problem: Problem, mentee: str, mentor: str) -> None:
    if not any(one.id == mentee for one in problem.mentees):
        raise KeyError(mentee)
    if not any(one.id == mentor for one in problem.mentors):
        raise KeyError(mentor)


def _change(now: Matching, problem: Problem) -> Change:
    then = match(problem)
    return Change(
        matching=then,
        score=then.score,
        difference=then.score.less(now.score),
        gone=tuple(sorted(now.partners - then.partners)),
        come=tuple(sorted(then.partners - now.partners)),
    )


def _forced(problem: Problem, mentee: str, mentor: str) -> Problem | None:
    others = {pair for pair in problem.fixed if pair[0] != mentee}
    places = problem.mentor(mentor).capacity - Counter(pair[1] for pair in others)[mentor]
    return dataclasses.replace(problem, fixed=frozenset({*others, (mentee, mentor)})) if places > 0 else None


def _forbidden(problem: Problem, mentee: str, mentor: str) -> Problem:
    mentees = tuple(
        dataclasses.replace(one, vetoes=one.vetoes | {mentor}) if one.id == mentee else one for one in problem.mentees
    )
    return dataclasses.replace(problem, mentees=mentees, fixed=problem.fixed - {(mentee, mentor)})
