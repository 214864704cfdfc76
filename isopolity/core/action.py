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
        _check_who_acts(function, kwargs["by"])
        with transaction.atomic():
            return function(*args, **kwargs)

    return run


def action_of_one_write(function: Callable[P, R]) -> Callable[P, R]:
    """An action whose only write is one statement at its end: nothing to undo when it refuses, so no savepoint."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        _check_who_acts(function, kwargs["by"])
        return function(*args, **kwargs)

    return run


def _check_who_acts(function: Callable[..., Any], by: Any) -> None:
    if name_of(by) != current():
        raise WrongPrincipal(f"{function.__module__}.{function.__name__} by {name_of(by)} while {current()!r} acts")
