# SPDX-License-Identifier: EUPL-1.2
"""History on a model: every insert, update and delete leaves a row, written by a database trigger with the actor."""

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory

T = TypeVar("T")


def tracked(*, without: list[str] | None = None) -> Callable[[type[T]], type[T]]:
    """Keep each version of a row. ``without`` names fields whose content must never enter the history."""
    options: dict[str, Any] = {"exclude": without} if without else {}
    return pghistory.track(
        pghistory.InsertEvent("created"),
        pghistory.UpdateEvent("changed"),
        pghistory.DeleteEvent("deleted"),
        **options,
    )
