# SPDX-License-Identifier: EUPL-1.2
"""What an action is: a function that changes something, all or nothing, by the person who acts."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from isopolity.core.principal import current, name_of

P = ParamSpec("P")
R = TypeVar("R")


class WrongPrincipal(RuntimeError):
    """An action was called in the name of somebody other than the acting principal: a fault in the program."""


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Atomic, and only in the name of the acting principal: the history and the wall see who ``by`` says it is."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        by: Any = kwargs["by"]
        if name_of(by) != current():
            raise WrongPrincipal(f"{function.__module__}.{function.__name__} by {name_of(by)} while {current()!r} acts")
        with transaction.atomic():
            return function(*args, **kwargs)

    return run
