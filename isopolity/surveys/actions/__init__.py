# SPDX-License-Identifier: EUPL-1.2
"""What changes questionnaires, waves and answers."""

from isopolity.surveys.actions.answering import attach_file, give_consent, save_answers, submit_response
from isopolity.surveys.actions.coding import add_factor, change_factor, code_answer, name_coders, remove_factor
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
from isopolity.surveys.actions.outcomes import (
    add_outcome,
    add_shipped_outcomes,
    release_quote,
    remove_outcome,
    withdraw_quote,
)
from isopolity.surveys.actions.respondents import (
    ask_group,
    ask_partner,
    make_link,
    name_interviewer,
    remind,
    remove_respondent,
    reopen_response,
    revoke_links,
    save_contact,
    send_link,
)
from isopolity.surveys.actions.waves import (
    change_wave,
    close_wave,
    create_wave,
    drop_wave,
    open_wave,
    remind_everybody,
)

__all__ = [
    "add_factor", "change_factor", "code_answer", "name_coders", "remove_factor",
    "add_outcome", "add_question", "add_shipped_outcomes", "release_quote", "remove_outcome", "withdraw_quote",
    "ask_group", "ask_partner", "attach_file", "change_question", "change_wave", "close_wave",
    "create_from_library", "create_questionnaire", "create_wave", "describe_questionnaire", "drop_questionnaire",
    "drop_wave", "drop_xlsform", "give_consent", "make_link", "move_question", "name_interviewer", "new_version",
    "open_wave", "preview_xlsform", "publish_questionnaire", "remind", "remind_everybody", "remove_question",
    "remove_respondent", "reopen_response", "revoke_links", "save_answers", "save_contact", "send_link",
    "submit_response", "take_xlsform",
]  # fmt: skip
