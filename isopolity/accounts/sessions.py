# SPDX-License-Identifier: EUPL-1.2
"""Sign-ins kept in the database as Django keeps them, read with one plain statement: every request begins with it."""

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

_READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's own store but for how a session is read."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing when it is unknown or has expired."""
        with connection.cursor() as cursor:
            cursor.execute(_READ, [self.session_key, timezone.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        found: dict[str, Any] = self.decode(row[0])
        return found
