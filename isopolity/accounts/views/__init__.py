# SPDX-License-Identifier: EUPL-1.2
"""Pages about accounts: coming in, one's own account, and all accounts of the site."""

from isopolity.accounts.views.entrance import (
    by_invitation,
    by_operator,
    invitation,
    nothing_to_confirm,
    single_sign_on,
    unsubscribe,
)
from isopolity.accounts.views.own import account, mail, revoke, tokens
from isopolity.accounts.views.people import invite, people, person, person_second_step

__all__ = [
    "account",
    "by_invitation",
    "by_operator",
    "invitation",
    "invite",
    "mail",
    "nothing_to_confirm",
    "people",
    "person",
    "person_second_step",
    "revoke",
    "single_sign_on",
    "tokens",
    "unsubscribe",
]
