# SPDX-License-Identifier: EUPL-1.2
"""What changes findings, headline findings, the report, the reply and the commitments."""

from isopolity.reports.actions.factcheck import answer_fact_check, check_facts, end_fact_check, excuse_fact_check
from isopolity.reports.actions.findings import (
    compare,
    leave_out,
    mark_practice,
    override,
    save_finding,
    withdraw_finding,
)
from isopolity.reports.actions.headlines import delete_headline, move_headline, show_headlines, write_headline
from isopolity.reports.actions.reply import (
    change_commitment,
    commit,
    finish_reply,
    publish,
    remove_commitment,
    reopen_reply,
    reply,
    tell_progress,
)
from isopolity.reports.actions.report import (
    add_section,
    delete_paragraph,
    delete_recommendation,
    delete_section,
    move_paragraph,
    move_recommendation,
    move_section,
    name_report,
    rename_section,
    start_report,
    write_paragraph,
    write_recommendation,
)
from isopolity.reports.actions.signing import share, sign_off, take_back_sign_off

__all__ = [
    "add_section", "answer_fact_check", "change_commitment", "check_facts", "commit", "compare", "delete_headline",
    "delete_paragraph", "delete_recommendation", "delete_section", "end_fact_check", "excuse_fact_check",
    "finish_reply", "leave_out",
    "mark_practice", "move_headline", "move_paragraph", "move_recommendation", "move_section", "name_report",
    "override", "publish", "remove_commitment", "rename_section", "reopen_reply", "reply", "save_finding", "share",
    "show_headlines", "sign_off", "start_report", "take_back_sign_off", "tell_progress", "withdraw_finding",
    "write_headline", "write_paragraph", "write_recommendation",
]  # fmt: skip
