# SPDX-License-Identifier: EUPL-1.2
"""Logs tell no secrets."""

from isopolity.core.logs import without_secrets


def test_the_secret_of_an_invitation_is_not_logged() -> None:
    told = without_secrets(None, "info", {"request": "GET /invitations/abc-DEF_123/", "status": 200})
    assert told == {"request": "GET /invitations/…/", "status": 200}
