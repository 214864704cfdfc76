# SPDX-License-Identifier: EUPL-1.2
"""Tokens, errors, idempotency: what all endpoints share."""

import pytest
from django.test import Client
from django.utils import timezone

from isopolity.accounts.models import ApiToken
from isopolity.api.v1 import api as api_v1
from isopolity.places.models import City
from tests.api.client import bearer
from tests.benchmarks.made import imported
from tests.cast import Cast, small_benchmark


@pytest.fixture
def api(client: Client) -> Client:
    return client


def test_without_a_token_401_whether_or_not_it_exists(api: Client, cast: Cast) -> None:
    for path in (f"/api/v1/projects/{cast.project.pk}", "/api/v1/projects/999999"):
        answer = api.get(path)
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"


def test_a_session_is_not_a_token(api: Client, cast: Cast) -> None:
    api.force_login(cast.secretariat)
    assert api.get(f"/api/v1/projects/{cast.project.pk}").status_code == 401
    draft = imported(small_benchmark(urn="urn:test:draft"))
    path = f"/api/v1/benchmarks/{draft.pk}"  # needs no token, and shows drafts to a secretariat only
    assert api.get(path).status_code == 404
    assert api.get(path, headers=bearer(cast.secretariat)).status_code == 200


def test_out_of_reach_is_404(api: Client, cast: Cast) -> None:
    assert api.get(f"/api/v1/projects/{cast.project.pk}", headers=bearer(cast.outsider)).status_code == 404


def test_a_token_that_is_over_calls_nothing(api: Client, cast: Cast) -> None:
    path, now = f"/api/v1/projects/{cast.project.pk}", timezone.now()
    for over in ({"revoked_at": now}, {"expires_at": now}):
        headers = bearer(cast.secretariat)
        assert api.get(path, headers=headers).status_code == 200
        ApiToken.objects.filter(person=cast.secretariat).update(**over)
        assert api.get(path, headers=headers).status_code == 401
    headers = bearer(cast.peer)
    type(cast.peer).objects.filter(pk=cast.peer.pk).update(is_active=False)
    assert api.get(path, headers=headers).status_code == 401


def test_a_reading_token_does_not_write(api: Client, cast: Cast) -> None:
    headers = bearer(cast.secretariat, ["read"])
    assert api.get(f"/api/v1/projects/{cast.project.pk}", headers=headers).status_code == 200
    answer = api.post("/api/v1/cities", {"name": "X", "country": "FI"}, "application/json", headers=headers)
    assert answer.status_code == 403


def test_a_creation_sent_twice_is_made_once(api: Client, cast: Cast) -> None:
    headers = bearer(cast.secretariat) | {"Idempotency-Key": "one"}
    data = {"name": "Nowhere", "country": "FI"}
    first = api.post("/api/v1/cities", data, "application/json", headers=headers)
    again = api.post("/api/v1/cities", data, "application/json", headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert City.objects.filter(name="Nowhere").count() == 1
    other = api.post("/api/v1/cities", data | {"name": "Elsewhere"}, "application/json", headers=headers)
    assert other.status_code == 422


def test_an_unknown_field_is_an_error(api: Client, cast: Cast) -> None:
    data = {"name": "Nowhere", "country": "FI", "size": 3}
    answer = api.post("/api/v1/cities", data, "application/json", headers=bearer(cast.secretariat))
    assert answer.status_code == 422
    assert "size" in str(answer.json()["fields"])


def test_the_description_is_openapi_3_1(api: Client, db: None) -> None:
    assert api.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")


def test_no_address_stands_in_two_modules() -> None:
    """The framework would find the first only, and answer 405 for what the second has."""
    known: dict[str, str] = {}
    for _prefix, router in api_v1._routers:
        for path in router.path_operations:
            name = next(iter(router.path_operations[path].operations)).view_func.__module__
            assert known.setdefault(path, name) == name, f"{path} stands in {known[path]} and {name}"


def test_the_page_of_the_api_tells_each_endpoint(client: Client, db: None) -> None:
    page = client.get("/api/").content.decode()
    assert "PATCH /api/v1/assessments/{pk}/answers/{item}" in page
    assert "curl -X POST" in page
    assert page.count("<details") == sum(len(verbs) for verbs in api_v1.get_openapi_schema()["paths"].values())
