# SPDX-License-Identifier: EUPL-1.2
"""What changes a mentoring: profiles, matching, vetoes, pairs and what they do together."""

from isopolity.mentoring.actions.agreements import sign_agreement, withdraw_signature, write_agreement
from isopolity.mentoring.actions.doing import add_part, change_part, pass_on_lesson, remove_part, tick_step
from isopolity.mentoring.actions.goals import release_goal, take_goal
from isopolity.mentoring.actions.matching import finish_run, run_matching, set_match_rules
from isopolity.mentoring.actions.needs import comment_needs, reopen_needs, save_need, submit_needs
from isopolity.mentoring.actions.pairs import agree_pair, end_pair, propose_pair, propose_run
from isopolity.mentoring.actions.profiles import hand_in, set_facts, set_items, stop_feeding, take_back, take_over
from isopolity.mentoring.actions.vetoes import say_no, withdraw_veto

__all__ = [
    "add_part", "agree_pair", "change_part", "comment_needs", "end_pair", "finish_run", "hand_in", "pass_on_lesson",
    "propose_pair", "propose_run", "release_goal", "remove_part", "reopen_needs", "run_matching", "save_need",
    "say_no", "set_facts", "set_items", "set_match_rules", "sign_agreement", "stop_feeding", "submit_needs",
    "take_back", "take_goal", "take_over", "tick_step", "withdraw_signature", "withdraw_veto", "write_agreement",
]  # fmt: skip
