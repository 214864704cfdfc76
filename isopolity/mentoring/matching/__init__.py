# SPDX-License-Identifier: EUPL-1.2
"""Which city learns from which: the best pairs of mentee and mentor cities, proven best.

Pure calculation: a problem goes in, a matching comes out, no database. ``docs/mentor-matching.md`` explains it.
"""

from isopolity.mentoring.matching.answer import as_json
from isopolity.mentoring.matching.changes import Change, WhatIf, what_if
from isopolity.mentoring.matching.explaining import Why, why
from isopolity.mentoring.matching.faults import Fault, Faulty
from isopolity.mentoring.matching.problem import Mentee, Mentor, Problem, Rules, Score
from isopolity.mentoring.matching.reading import parse, read_problem
from isopolity.mentoring.matching.reasons import Obstacle, Reason
from isopolity.mentoring.matching.solving import Matching, match

__all__ = [
    "Change", "Fault", "Faulty", "Matching", "Mentee", "Mentor", "Obstacle", "Problem", "Reason", "Rules", "Score",
    "WhatIf", "Why", "as_json", "match", "parse", "read_problem", "what_if", "why",
]  # fmt: skip
