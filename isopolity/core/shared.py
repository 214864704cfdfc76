# SPDX-License-Identifier: EUPL-1.2
"""What all web processes share for a short time: the counters behind the rate limits, kept in a table of the database.

They have a connection of their own, so that a count outlives the request's transaction when that is rolled back.
"""

from time import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

ALIAS = "counters"


class SharedCacheRouter:
    """Sends Django's cache table to its own connection; all else goes on as usual."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """The connection of the counters, for the counters."""
        is_counter = model._meta.app_label == "django_cache" and ALIAS in settings.DATABASES
        return ALIAS if is_counter else None

    db_for_write = db_for_read


def hidden_key(key: str, prefix: str, version: int) -> str:
    """A key as the table keeps it: addresses of visitors stand in keys, and are not to be read from the table."""
    return salted_hmac("isopolity.counters", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def allows(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count one use of ``what`` from the visitor's address; False once it was used ``most`` times in ``seconds``.

    Two requests at the same instant may be counted as one: a limit against floods, not an account book.
    """
    if settings.RATELIMITS_OFF:
        return True
    from allauth.account.adapter import get_adapter

    key = f"limit:{what}:{int(time() // seconds)}:{get_adapter().get_client_ip(request)}"
    used: int = cache.get(key, 0)
    if used < most:
        cache.set(key, used + 1, seconds * 2)
    return used < most
