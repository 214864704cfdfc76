# SPDX-License-Identifier: EUPL-1.2
"""Facts that need no database."""

from typing import Any

from isopolity.core.policy import for_anyone


def signed_in(person: Any, obj: Any) -> bool:
    """Anybody with an account."""
    return True


def is_operator(person: Any, obj: Any) -> bool:
    """A site operator."""
    return bool(person.is_operator)


@for_anyone
def anyone(person: Any, obj: Any) -> bool:
    """Anybody, with or without an account."""
    return True
