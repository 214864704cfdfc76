# SPDX-License-Identifier: EUPL-1.2
"""What changes questionnaires."""

from isopolity.surveys.actions.editing import (
    add_question,
    change_question,
    describe_questionnaire,
    move_question,
    remove_question,
)
from isopolity.surveys.actions.making import (
    create_from_library,
    create_questionnaire,
    drop_questionnaire,
    drop_xlsform,
    new_version,
    preview_xlsform,
    publish_questionnaire,
    take_xlsform,
)

__all__ = [
    "add_question", "change_question", "create_from_library", "create_questionnaire", "describe_questionnaire",
    "drop_questionnaire", "drop_xlsform", "move_question", "new_version", "preview_xlsform", "publish_questionnaire",
    "remove_question", "take_xlsform",
]  # fmt: skip
