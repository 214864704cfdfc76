# SPDX-License-Identifier: EUPL-1.2
"""What a request left changed in the database: writes that were not rolled back."""

import re
from collections.abc import Callable
from types import TracebackType
from typing import Any

from django.db import connection

_POINT = re.compile(r'(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT) "?(\w+)')
_WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
# Not what the page is about: who is signed in.
BESIDES = {"django_session", "usersessions_usersession"}


class Changes:
    """``with Changes() as made: …`` then ``made.tables`` were changed for good."""

    def __init__(self) -> None:
        self._kept: list[tuple[str, str]] = []
        self._watch = connection.execute_wrapper(self._see)

    def __enter__(self) -> "Changes":
        self._watch.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._watch.__exit__(kind, fault, trace)

    def _see(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if point := _POINT.match(sql):
            self._pass(*point.groups())
        elif write := _WRITE.match(sql):
            self._kept.append(("write", write.group(1)))
        return execute(sql, params, many, context)

    def _pass(self, verb: str, name: str) -> None:
        if verb == "SAVEPOINT":
            self._kept.append(("point", name))
        elif ("point", name) in self._kept:
            place = len(self._kept) - 1 - self._kept[::-1].index(("point", name))
            after = [] if verb.startswith("ROLLBACK") else self._kept[place + 1 :]
            self._kept[place:] = after

    @property
    def tables(self) -> list[str]:
        return sorted({name for kind, name in self._kept if kind == "write" and name not in BESIDES})
