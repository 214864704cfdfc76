# SPDX-License-Identifier: EUPL-1.2
"""What pages read from the evidence bank. Row security hides everything from anybody outside the team."""

from isopolity.evidence.queries.bank import bank, citation
from isopolity.evidence.queries.states import fact_of, state_of, states

__all__ = ["bank", "citation", "fact_of", "state_of", "states"]
