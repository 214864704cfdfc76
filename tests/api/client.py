# SPDX-License-Identifier: EUPL-1.2
"""A person's way through the API: Django's test client with a token of theirs."""

from typing import Any

from django.test import Client

from isopolity.accounts.actions import make_token
from isopolity.core.principal import acting


def bearer(person: Any, scopes: list[str] | None = None) -> dict[str, str]:
    """Headers of a request by this person."""
    with acting(person):
        _token, secret = make_token(by=person, name="test", scopes=scopes or ["read", "write"], days=1)
    return {"Authorization": f"Bearer {secret}"}


class Caller:
    """Calls the API as one person. ``get("reviews/1")`` answers the JSON and fails on any other status than 2xx."""

    def __init__(self, person: Any = None) -> None:
        self.client, self.headers = Client(), bearer(person) if person is not None else {}

    def send(self, method: str, path: str, data: Any = None) -> Any:
        """The bare response."""
        body = {"data": data, "content_type": "application/json"} if data is not None else {}
        return self.client.generic(method, f"/api/v1/{path}", headers=self.headers, **_encoded(body))

    def __call__(self, method: str, path: str, data: Any = None, *, status: int | None = None) -> Any:
        answer = self.send(method, path, data)
        wanted = {status} if status else {200, 201, 204}
        assert answer.status_code in wanted, (method, path, answer.status_code, answer.content.decode()[:600])
        return answer.json() if answer.content else None

    def get(self, path: str, **options: Any) -> Any:
        return self("GET", path, **options)

    def all(self, path: str) -> list[Any]:
        """The items of a list."""
        return list(self.get(path)["items"])

    def post(self, path: str, data: Any = None, **options: Any) -> Any:
        return self("POST", path, data, **options)

    def put(self, path: str, data: Any = None, **options: Any) -> Any:
        return self("PUT", path, data, **options)

    def patch(self, path: str, data: Any = None, **options: Any) -> Any:
        return self("PATCH", path, data, **options)


def _encoded(body: dict[str, Any]) -> dict[str, Any]:
    import json

    return body | {"data": json.dumps(body["data"])} if body else {}
