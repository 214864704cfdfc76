# SPDX-License-Identifier: EUPL-1.2
"""Hostile and broken input gives a clear answer as problem details, never a fault of ours."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from isopolity.core.principal import acting
from isopolity.places.models import City
from tests.api.client import Caller, bearer
from tests.cast import Cast

CITIES = "/api/v1/cities"


@pytest.fixture
def headers(cast: Cast) -> dict[str, str]:
    return bearer(cast.secretariat)


def told(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content[:300]
    assert answer["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == status
    assert problem["detail"]
    return problem


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("\xff", 400),
        ("[" * 100_000, 400), ('{"name": ' + "9" * 5000 + "}", 400), ("[]", 422), ("null", 422),
        ('{"name": "A\\u0000B", "country": "FI"}', 422), ('{"name": "A\\ud800", "country": "FI"}', 422),
        ('{"name": "A", "country": "FI", "latitude": NaN}', 422), ('{"name": 3, "country": "FI"}', 422),
        ('{"name": "A", "country": "FI", "population": 99999999999999999999}', 422),
        (json.dumps({"name": "A" * 10_000, "country": "FI"}), 422),
    ],
)  # fmt: skip
def test_a_body_that_does_not_fit(client: Client, headers: dict[str, str], body: str, status: int) -> None:
    told(client.post(CITIES, body.encode("latin-1"), "application/json", headers=headers), status)


def test_another_content_type(client: Client, headers: dict[str, str]) -> None:
    told(client.post(CITIES, "name=A", "application/x-www-form-urlencoded", headers=headers), 415)
    told(client.post(CITIES, "<a/>", "text/xml", headers=headers), 415)
    told(client.post(CITIES, {"name": "A"}, headers=headers), 400)
    told(client.post(CITIES, {"name": "A"}, headers=headers | {"Idempotency-Key": "k"}), 415)


def test_too_large(client: Client, headers: dict[str, str], settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    big = json.dumps({"name": "A" * 2_000_000, "country": "FI"})
    told(client.post(CITIES, big, "application/json", headers=headers), 413)


def test_addresses_that_are_none(client: Client, headers: dict[str, str]) -> None:
    told(client.get("/api/v1/nothing", headers=headers), 404)
    told(client.get(f"{CITIES}/abc", headers=headers), 404)
    told(client.get(f"{CITIES}/99999999999999999999999", headers=headers), 422)
    told(client.get(f"{CITIES}?offset=99999999999999999999999", headers=headers), 422)
    told(client.get(f"{CITIES}?q=%00", headers=headers), 422)
    told(client.put(CITIES, {}, "application/json", headers=headers), 405)


def test_a_refused_request_changes_nothing(cast: Cast) -> None:
    caller = Caller(cast.secretariat)
    city = cast.cities["Levanto"]
    assert "timezone" in str(caller.patch(f"cities/{city.pk}", {"name": "Elsewhere", "timezone": "Mars"}, status=422))
    with acting(cast.secretariat):
        assert City.objects.get(pk=city.pk).name == "Levanto"
    operator = cast.operator  # the new address is fine, closing one's own account is not: neither is done
    address = operator.email
    Caller(operator).patch(f"people/{operator.pk}", {"email": "new@example.org", "is_active": False}, status=422)
    operator.refresh_from_db()
    assert operator.email == address


def test_a_document_goes_up_and_comes_down(client: Client, cast: Cast) -> None:
    headers = bearer(cast.host)
    path = f"/api/v1/assessments/{cast.assessment.pk}/answers/{cast.items[0].pk}/documents"
    picture = SimpleUploadedFile("../../plan.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50, "text/html")
    answer = client.post(path, {"file": picture}, headers=headers)
    assert answer.status_code == 201, answer.content
    assert answer.json()["content_type"] == "image/png"
    fetched = client.get(f"/api/v1/documents/{answer.json()['id']}/file", headers=headers)
    assert fetched.status_code == 200
    assert fetched["X-Content-Type-Options"] == "nosniff"
    told(client.get(f"/api/v1/documents/{answer.json()['id']}/file", headers=bearer(cast.outsider)), 404)
    told(client.post(path, {"file": SimpleUploadedFile("a.exe", b"MZ" * 40)}, headers=headers), 422)
    told(client.post(path, {}, "application/json", headers=headers), 422)


def test_a_tokens_secret_is_never_kept(cast: Cast) -> None:
    caller = Caller(cast.host)
    caller.headers["Idempotency-Key"] = "token"
    made = caller.post("me/tokens", {"name": "script"})
    assert made["secret"].startswith("iso_")
    assert caller.post("me/tokens", {"name": "script"})["secret"] != made["secret"]
    assert "secret" not in str(caller.get("me/tokens"))
