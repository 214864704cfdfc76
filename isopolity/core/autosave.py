# SPDX-License-Identifier: EUPL-1.2
"""Saving one field at a time, with a check that nobody else changed the same field meanwhile."""

import hashlib
import json
from typing import Any

from django.db.models import Func, TextField

from isopolity.core.errors import Stale


def digest(value: Any) -> str:
    """A short mark of a field's content; the page sends back the mark of the text it started from."""
    plain = value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


class Digest(Func):
    """``digest`` of a text column, computed by the database."""

    function = "sha256"
    template = "left(encode(%(function)s(convert_to(%(expressions)s, 'UTF8')), 'hex'), 16)"
    output_field = TextField()


def check(current: Any, yours: Any, seen: str | None) -> None:
    """Raise Stale when the field differs from what was ``seen`` (a digest; None skips the check) and from ``yours``."""
    if seen is not None and current != yours and digest(current) != seen:
        raise Stale(theirs=current, yours=yours, digest=digest(current))
