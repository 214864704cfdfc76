# SPDX-License-Identifier: EUPL-1.2
"""A plan as a spreadsheet: one row for each action, which can be changed offline. Knows no database."""

from datetime import date
from typing import Any

FORMAT = "isopolity/plan-actions@1"
SHEET, ABOUT = "Actions", "About"
KEY = "id"
FIELDS = (
    "title", "objective", "target", "lead", "partners", "beneficiaries", "for_women", "starts", "ends", "state",
    "transfer", "sustainability",
)  # fmt: skip
DAYS = ("starts", "ends")
WIDTHS = {KEY: 8, "title": 36, "lead": 24, "for_women": 16, "starts": 14, "ends": 14, "state": 14}
MOST_ACTIONS = 200
YES, NO = "yes", "no"


def written(value: Any) -> str:
    """A field's value as its cell has it: yes or no, a day as 2027-06-30, a text."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return value.isoformat()
    return str(value or "")


def meant(field: str, text: str) -> Any:
    """The other way round: the value that a clean cell stands for."""
    if field == "for_women":
        return text == YES
    if field in DAYS:
        return date.fromisoformat(text) if text else None
    return text
