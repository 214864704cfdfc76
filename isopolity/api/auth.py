# SPDX-License-Identifier: EUPL-1.2
"""Who may call: a person's token with the scope for it."""

from typing import Any

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

READING = {"GET", "HEAD", "OPTIONS"}


class Token(HttpBearer):
    """``Authorization: Bearer iso_…``; everything but reading needs the scope ``write``."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        live = getattr(request, "api_token", None)
        if live is None:
            return None
        if request.method not in READING and "write" not in live.scopes:
            raise HttpError(403, "This token only reads. Make one with the scope write.")
        return live
