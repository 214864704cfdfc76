# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with evidence: the team, nobody else."""

from typing import Any

from isopolity.core.policy import permission
from isopolity.evidence.models import Evidence
from isopolity.reviews.rules import inside_team


def team_of_evidence(person: Any, evidence: Evidence) -> bool:
    """Inside the team."""
    return inside_team(person, evidence.review)


TABLE = {
    "evidence.read": permission("read a review's evidence bank", inside_team),
    "evidence.write": permission("note evidence", inside_team),
    "evidence.change": permission("change, merge or withdraw evidence", team_of_evidence),
}
