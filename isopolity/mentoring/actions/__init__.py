# SPDX-License-Identifier: EUPL-1.2
"""What changes a mentoring: profiles, matching, vetoes, pairs."""

from isopolity.mentoring.actions.matching import finish_run, run_matching, set_match_rules
from isopolity.mentoring.actions.pairs import agree_pair, end_pair, propose_pair, propose_run
from isopolity.mentoring.actions.profiles import hand_in, set_facts, set_items, stop_feeding, take_back, take_over
from isopolity.mentoring.actions.vetoes import say_no, withdraw_veto

__all__ = [
    "agree_pair", "end_pair", "finish_run", "hand_in", "propose_pair", "propose_run", "run_matching", "say_no",
    "set_facts", "set_items", "set_match_rules", "stop_feeding", "take_back", "take_over", "withdraw_veto",
]  # fmt: skip
