# SPDX-License-Identifier: EUPL-1.2
"""What changes an assessment or initial report."""

from isopolity.assessments.actions.answers import (
    save_answer,
    save_background,
    save_context_note,
    save_provenance,
)
from isopolity.assessments.actions.documents import add_document, remove_document
from isopolity.assessments.actions.parts import (
    accept_contribution,
    ask_by_email,
    ask_contribution,
    return_contribution,
    submit_contribution,
    withdraw_contribution,
)
from isopolity.assessments.actions.sheets import drop_sheet, preview_sheet, take_sheet
from isopolity.assessments.actions.whole import (
    accept_assessment,
    make_assessment,
    move_up,
    reopen_assessment,
    return_assessment,
    start_assessment,
    submit,
)
from isopolity.assessments.queries.progress import unanswered

__all__ = [
    "accept_assessment",
    "accept_contribution",
    "add_document",
    "ask_by_email",
    "ask_contribution",
    "drop_sheet",
    "make_assessment",
    "move_up",
    "preview_sheet",
    "remove_document",
    "reopen_assessment",
    "return_assessment",
    "return_contribution",
    "save_answer",
    "save_background",
    "save_context_note",
    "save_provenance",
    "start_assessment",
    "submit",
    "submit_contribution",
    "take_sheet",
    "unanswered",
    "withdraw_contribution",
]
