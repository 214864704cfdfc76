# SPDX-License-Identifier: EUPL-1.2
"""Logs tell no secrets."""

import re
from collections.abc import Iterator

from django.urls import URLResolver, get_resolver

from isopolity.core.logs import without_secrets


def test_the_secret_of_an_invitation_is_not_logged() -> None:
    told = without_secrets(None, "info", {"request": "GET /invitations/abc-DEF_123/", "status": 200})
    assert told == {"request": "GET /invitations/…/", "status": 200}


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address of the site as its route is written, ``accounts/confirm-email/<str:key>/``."""
    for pattern in resolver.url_patterns:
        written = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<str:\1>", str(pattern.pattern))
        route = before + written.strip("^$")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, route)
        else:
            yield route


def test_no_address_that_opens_something_by_itself_is_logged() -> None:
    secret = re.compile(r"<(?:str:)?(?:secret|word|key|uidb36)>")
    routes = [route for route in addresses(get_resolver()) if secret.search(route)]
    assert len(routes) >= 6
    for route in routes:
        address = "/" + re.sub(r"<[^>]*>", "1", secret.sub("abc-DEF_123", route))
        assert "abc" not in without_secrets(None, "info", {"request": f"GET {address}"})["request"], route
