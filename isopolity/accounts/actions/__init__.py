# SPDX-License-Identifier: EUPL-1.2
"""What changes accounts: invitations, tokens, one's own settings, and what an operator decides."""

from isopolity.accounts.actions.invitations import (
    accept_invitation,
    arrive,
    invite,
    person_at,
    send_again,
    withdraw_invitation,
    write_invitation,
)
from isopolity.accounts.actions.people import (
    close_account,
    correct_address,
    install_operator,
    make_operator,
    open_account,
)
from isopolity.accounts.actions.second_step import reset_second_step, reset_second_step_of_address
from isopolity.accounts.actions.settings import change_account, choose_mail, unsubscribe
from isopolity.accounts.actions.tokens import hashed, make_token, revoke_token

__all__ = [
    "accept_invitation",
    "arrive",
    "change_account",
    "choose_mail",
    "close_account",
    "correct_address",
    "hashed",
    "install_operator",
    "invite",
    "make_operator",
    "make_token",
    "open_account",
    "person_at",
    "reset_second_step",
    "reset_second_step_of_address",
    "revoke_token",
    "send_again",
    "unsubscribe",
    "withdraw_invitation",
    "write_invitation",
]
