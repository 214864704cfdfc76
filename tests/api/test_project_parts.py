# SPDX-License-Identifier: EUPL-1.2
"""An action-planning network through the API alone: shape, steps, money, shelf, objectives, news, public page."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.client import Caller
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat(cast: Cast) -> Caller:
    return Caller(cast.secretariat)


@pytest.fixture
def path(cast: Cast, secretariat: Caller) -> str:
    """A network with one city and the region beside it."""
    shapes = {shape["kind"]: shape for shape in secretariat.get("project-shapes")}
    assert shapes["action_planning"]["phases"][0]["objectives"]
    facts = {"network_id": cast.project.network_id, "name": "By API", "kind": "action_planning", "starts": "2026-01-01"}
    made = secretariat.post("projects", facts)
    assert made["survey_waves"] == [4, 6, 12, 24]
    path = f"projects/{made['id']}"
    city = secretariat.post(
        f"{path}/partners", {"roles": ["city"], "city_id": cast.cities["Levanto"].pk, "website": "https://example.org"}
    )
    body = {"roles": ["authority"], "organisation_id": _region(cast), "beside_id": city["id"]}
    assert secretariat.post(f"{path}/partners", body)["beside_id"] == city["id"]
    return path


def _region(cast: Cast) -> int:
    return int(cast.mentoring.partners.get(beside__isnull=False).organisation_id)


def _upload(caller: Caller, path: str, **facts: Any) -> Any:
    file = SimpleUploadedFile("x.txt", b"What we found.")
    body = {"file": file, "title": "Mapping", "kind": "mapping_report", **facts}
    return caller.client.post(f"/api/v1/{path}/documents", body, headers=caller.headers)


def test_steps_and_documents_asked_for(secretariat: Caller, path: str) -> None:
    steps = secretariat.all(f"{path}/steps")
    assert steps[0]["key"] == "mapping"
    assert steps[0]["due"] == "2026-05-01"
    own = secretariat.post(f"{path}/steps", {"name": "Party", "scope": "project", "due_on": "2026-09-01"})
    secretariat.post(f"{path}/steps/{own['id']}/move", {"up": True})
    changed = secretariat.put(f"{path}/steps/{own['id']}", {"name": "Feast", "due_on": "2026-09-02"})
    assert changed["due"] == "2026-09-02"
    secretariat("DELETE", f"{path}/steps/{own['id']}")
    asked = secretariat.post(f"{path}/document-requests", {"kind": "guide", "due_on": "2026-10-01"})
    secretariat.put(f"{path}/document-requests/{asked['id']}", {"kind": "agenda"})
    assert "agenda" in {row["kind"] for row in secretariat.get(f"{path}/missing-documents")}
    secretariat("DELETE", f"{path}/document-requests/{asked['id']}")
    assert "agenda" not in {row["kind"] for row in secretariat.all(f"{path}/document-requests")}
    secretariat.post(f"{path}/shape", status=422)


def test_money(cast: Cast, secretariat: Caller, path: str) -> None:
    groups = secretariat.get(f"{path}/budget")[0]
    assert "ring-fenced" in groups["warning"]
    line = f"{path}/budget/{groups['id']}"
    spent = secretariat.post(f"{line}/spendings", {"on": "2026-05-01", "amount": "1200.50"})
    assert secretariat.get(f"{path}/budget")[0]["spent"] in ("1200.50", 1200.5)
    secretariat("DELETE", f"{path}/budget/{groups['id']}", status=422)
    secretariat("DELETE", f"{line}/spendings/{spent['id']}")
    assert secretariat.all(f"{line}/spendings") == []
    more = secretariat.post(f"{path}/budget", {"name": "Travel", "ceiling": "10"})
    secretariat.put(f"{path}/budget/{more['id']}", {"name": "Trains", "ceiling": "20"})
    secretariat("DELETE", f"{path}/budget/{more['id']}")
    region = Caller(cast.authority)
    assert region.get(f"{path}/budget")
    region.post(f"{line}/spendings", {"on": "2026-05-01", "amount": "1"}, status=404)
    Caller(cast.outsider).get(f"{path}/budget", status=404)


def test_shelf_objectives_news_and_page(cast: Cast, secretariat: Caller, path: str) -> None:
    host = Caller(cast.host)
    city = next(row["id"] for row in secretariat.all(f"{path}/partners") if row["city"])
    made = _upload(host, path, partner_id=city, is_public="true")
    assert made.status_code == 201, made.content
    row = made.json()
    assert _upload(Caller(cast.authority), path, partner_id=city).status_code == 404
    facts = {"kind": "mapping_report", "title": "Mapping of Levanto", "partner_id": city, "is_public": True}
    assert host.put(f"{path}/documents/{row['id']}", facts)["title"] == "Mapping of Levanto"
    assert host.all(f"{path}/documents?kind=mapping_report")
    assert host.client.get(f"/api/v1/{path}/documents/{row['id']}/file", headers=host.headers).status_code == 200
    first, *_rest = secretariat.all(f"{path}/objectives")
    objective = f"{path}/objectives/{first['id']}"
    secretariat.post(f"{objective}/tick", {}, status=422)
    assert secretariat.post(f"{objective}/tick", {"document_id": row["id"]})["done_on"]
    secretariat("DELETE", f"{path}/documents/{row['id']}", status=422)
    assert secretariat.post(f"{objective}/untick", {"reason": "Too early."})["reopened"] == "Too early."
    assert secretariat.put(objective, {"text": "Extend"})["text"] == "Extend"
    secretariat("DELETE", objective)
    secretariat.post(f"{path}/objectives", {"text": "One more"})
    news = secretariat.post(f"{path}/news", {"title": "We began", "text": "All are here."})
    secretariat.put(f"{path}/news/{news['id']}", {"title": "We have begun", "text": "All are here."})
    assert host.all(f"{path}/news") == []
    secretariat.post(f"{path}/news/{news['id']}/publish", {"is_published": True})
    secretariat.post(f"{path}/page/publish", {"is_published": True}, status=422)
    secretariat.put(f"{path}/page", {"what": {"en": "We plan."}, "why": {}})
    public = path.replace("projects", "public-projects")
    Caller().get(public, status=404)
    secretariat.post(f"{path}/page/publish", {"is_published": True})
    told = Caller().get(public)
    assert told["what"] == {"en": "We plan."}
    assert [one["title"] for one in told["news"]] == ["We have begun"]
    assert [one["title"] for one in told["documents"]] == ["Mapping of Levanto"]
    assert Caller().all("public-projects")[0]["name"] == "By API"
    secretariat("DELETE", f"{path}/news/{news['id']}")
    host("DELETE", f"{path}/documents/{row['id']}")
