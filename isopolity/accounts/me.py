# SPDX-License-Identifier: EUPL-1.2
"""The signed-in person of a request."""

from typing import cast

from django.http import HttpRequest

from isopolity.accounts.models import Person


def me(request: HttpRequest) -> Person:
    """Who asks. For views that SignedInOnly guards: there is always somebody."""
    return cast(Person, request.user)
