# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with accounts."""

from typing import Any

from isopolity.core.facts import is_operator, signed_in
from isopolity.core.policy import permission


def is_self(person: Any, other: Any) -> bool:
    """It is the person's own account."""
    return bool(other is not None and other.pk == person.pk)


def owns(person: Any, thing: Any) -> bool:
    """It belongs to the person."""
    return bool(thing.person_id == person.pk)


TABLE = {
    "account.change": permission("change one's own name, language, mail and appearance", is_self),
    "token.make": permission("make an API token for oneself", signed_in),
    "token.revoke": permission("revoke one's own API token", owns),
    "person.invite": permission("invite somebody to the site, send the letter again, withdraw it", is_operator),
    "person.list": permission("see all accounts of the site", is_operator),
    "person.make_operator": permission("make somebody a site operator", is_operator),
    "person.reset_second_step": permission("take a lost second step at sign-in away from somebody else", is_operator),
    "person.close": permission("close an account", is_operator),
}
