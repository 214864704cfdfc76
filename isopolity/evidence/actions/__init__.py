# SPDX-License-Identifier: EUPL-1.2
"""What changes the evidence bank. Nothing is ever removed: a piece is withdrawn or merged, with a reason."""

from isopolity.evidence.actions.bank import (
    change_evidence,
    merge_evidence,
    note_evidence,
    restore_evidence,
    withdraw_evidence,
)
from isopolity.evidence.actions.lines import save_line

__all__ = [
    "change_evidence",
    "merge_evidence",
    "note_evidence",
    "restore_evidence",
    "save_line",
    "withdraw_evidence",
]
