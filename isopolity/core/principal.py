# SPDX-License-Identifier: EUPL-1.2
"""Who acts. Row level security and the history both ask for the acting principal of the transaction.

A principal is written ``person:12``, ``job:reminders`` or ``anyone``. It lives as long as the transaction; outside
``acting()`` nobody acts and the walled tables show no row.
"""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction

_current: ContextVar[str] = ContextVar("isopolity_principal", default="")

_standing: ContextVar[dict[Any, Any] | None] = ContextVar("isopolity_standing", default=None)

_SET = (
    "SELECT set_config('isopolity.principal', %s, true), set_config('pghistory.context_id', %s, true),"
    " set_config('pghistory.context_metadata', %s, true)"
)


def current() -> str:
    """The acting principal, or an empty string."""
    return _current.get()


def standing() -> dict[Any, Any] | None:
    """What the policy remembers during this acting block; None outside one."""
    return _standing.get()


def name_of(who: Any) -> str:
    """``person:12`` for a person, ``job:…`` for a job's name, ``anyone`` for somebody not signed in."""
    if isinstance(who, str):
        return who
    return f"person:{who.pk}" if getattr(who, "pk", None) else "anyone"


def _tell_database(principal: str, context: dict[str, Any]) -> None:
    metadata = json.dumps({"by": principal, **context}) if principal else ""
    with connection.cursor() as cursor:
        cursor.execute(_SET, [principal, str(uuid.uuid4()) if principal else "", metadata])


@contextmanager
def acting(who: Any, **context: Any) -> Iterator[None]:
    """One transaction in which ``who`` (a person, or a job's name) acts; ``context`` is kept with the history."""
    principal, before = name_of(who), _current.get()
    with transaction.atomic():
        _tell_database(principal, context)
        token, kept = _current.set(principal), _standing.set({})
        try:
            yield
        finally:
            _current.reset(token)
            _standing.reset(kept)
            if not connection.needs_rollback and connection.in_atomic_block and len(connection.savepoint_ids):
                _tell_database(before, {})
