# SPDX-License-Identifier: EUPL-1.2
"""An action plan through the API alone: from its first word to its printed whole."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from isopolity.plans.sheets import FIELDS
from tests.api.client import Caller
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def begun(cast: Cast, host: Caller) -> str:
    """A plan with its texts, evidence and two actions, the second waiting for the first."""
    data = {"city_id": cast.cities["Levanto"].pk, "project_id": cast.mentoring.pk, "title": "A first job"}
    path = f"plans/{host.post('plans', {**data, 'group_id': cast.group.pk})['id']}"
    host.put(f"{path}/text", {"field": "problem", "value": "Four of ten wait two years for work."})
    host.post(f"{path}/evidence", {"kind": "numbers", "text": "4 of 10 wait.", "source": "Job centre, 2026"})
    first = host.post(
        f"{path}/actions", {"title": "Evening courses", "target": "60 pass", "starts": "2026-01-01",
                            "ends": "2026-06-30", "for_women": True}
    )  # fmt: skip
    second = host.post(f"{path}/actions", {"title": "Skills desk", "starts": "2026-07-01", "ends": "2027-06-30"})
    host.post(f"{path}/actions/{second['id']}/needs", {"needed_id": first["id"]})
    host.post(f"{path}/actions/{first['id']}/needs", {"needed_id": second["id"]}, status=422)
    step = host.post(f"{path}/actions/{first['id']}/milestones", {"name": "Rooms", "due": "2026-03-01"})
    host.put(f"{path}/milestones/{step['id']}/done", {"done_on": "2026-02-20"})
    host.post(f"{path}/actions/{first['id']}/risks", {"text": "Election", "is_political": True})
    return path


def fund(host: Caller, path: str) -> None:
    """One line through all states, each counted once; a refused one; the authority tells what it may pay."""
    action = host.all(f"{path}/actions")[0]["id"]
    step = {"state": "requested", "amount": "1000", "day": "2026-01-10", "who": "Office", "whom": "Region"}
    line = host.post(f"{path}/actions/{action}/funding", {"source": "esf", "step": step})
    at = f"{path}/funding/{line['id']}"
    host.post(f"{at}/steps", {"state": "spent", "amount": "10", "day": "2026-02-01"}, status=422)
    for state, amount in (("indicated", "900"), ("secured", "800"), ("spent", "300")):
        host.post(f"{at}/steps", {"state": state, "amount": amount, "day": "2026-02-10"})
    other = host.post(f"{path}/actions/{action}/funding", {"source": "erdf", "step": step})
    host.post(f"{path}/funding/{other['id']}/refusal", {"day": "2026-02-01", "reason": "It pays for buildings."})
    told = {name: float(amount) for name, amount in host.get(f"{path}/funding/totals")["by_state"].items()}
    assert told == {"requested": 0, "indicated": 0, "secured": 500, "spent": 300}


def test_from_the_first_word_to_an_endorsed_version_and_what_changed_since(cast: Cast) -> None:
    host, authority, outsider = Caller(cast.host), Caller(cast.authority), Caller(cast.outsider)
    path = begun(cast, host)
    fund(host, path)
    authority.post(f"{path}/indications", {"day": "2026-02-01", "note": "Up to 50,000 euro."})
    assert [row["by_authority"] for row in host.all(f"{path}/contacts")] == [True]
    asked = host.post(f"{path}/endorsements", {"name": "Authority", "email": cast.authority.email})
    mark = authority.get(f"endorsements/{asked['id']}/mark")
    assert mark["content"]["title"] == "A first job"
    action = host.all(f"{path}/actions")[0]["id"]
    host.patch(f"{path}/actions/{action}", {"lead": "Adult education centre"})
    answer = {"given_as": "Head of unit", "seen": mark["mark"]}
    authority.post(f"endorsements/{asked['id']}/endorse", answer, status=422)
    answer["seen"] = authority.get(f"endorsements/{asked['id']}/mark")["mark"]
    assert authority.post(f"endorsements/{asked['id']}/endorse", answer)["version"] == 1
    assert host.get(f"{path}/versions/1/changes") == []
    host.patch(f"{path}/actions/{action}", {"target": "80 pass"})
    (change,) = host.get(f"{path}/versions/1/changes")
    assert (change["path"], change["before"], change["after"]) == (["Evening courses"], "60 pass", "80 pass")
    assert host.all(f"{path}/versions")[0]["content"]["actions"][0]["target"] == "60 pass"
    outsider.get(path, status=404)
    authority.patch(f"{path}/actions/{action}", {"target": "No"}, status=404)


def test_a_progress_round_and_the_printed_whole(cast: Cast, run_jobs: Any) -> None:
    host, secretariat = Caller(cast.host), Caller(cast.secretariat)
    path = begun(cast, host)
    round = secretariat.post(f"projects/{cast.mentoring.pk}/plan-rounds", {"name": "Spring", "due": "2026-04-01"})["id"]
    action = host.all(f"{path}/actions")[0]["id"]
    at = f"{path}/rounds/{round}"
    host.put(f"{at}/actions/{action}", {"light": "green", "text": "Well."}, status=422)
    host.put(f"{at}/actions/{action}", {"light": "on_track", "text": "Rooms were found."})
    host.put(f"{at}/unplanned", {"unplanned": "A choir"})
    share = secretariat.get(f"projects/{cast.mentoring.pk}/plan-women")
    assert ([row["title"] for row in share["actions"]], share["counted"]) == (["Evening courses"], 2)
    assert [row["light"] for row in secretariat.all(f"{at}/actions")] == ["on_track"]
    own = int(path.rpartition("/")[2])
    orders = [host.post("prints", {"what": "plan", "object_id": own, "format": one}) for one in ("pdf", "docx", "xlsx")]
    run_jobs()
    for order in orders:
        assert host.get(f"prints/{order['id']}")["state"] == "ready"
        file = host.send("GET", f"prints/{order['id']}/file")
        assert b"".join(file.streaming_content)[:4] in (b"%PDF", b"PK\x03\x04")


def sheet(host: Caller, path: str) -> Any:
    return load_workbook(io.BytesIO(host.send("GET", f"{path}/xlsx").content))


def send(host: Caller, path: str, content: bytes, status: int = 200) -> Any:
    answer = host.client.post(
        f"/api/v1/{path}/xlsx", {"file": SimpleUploadedFile("plan.xlsx", content)}, headers=host.headers
    )
    assert answer.status_code == status, answer.content.decode()[:600]
    return answer.json()


def test_actions_go_out_as_a_spreadsheet_and_come_back(cast: Cast) -> None:
    host = Caller(cast.host)
    path = begun(cast, host)
    book = sheet(host, path)
    column = FIELDS.index("target") + 2
    book["Actions"].cell(4, column).value = "200 people a year"
    book["Actions"].cell(5, FIELDS.index("title") + 2).value = "Mentors"
    stream = io.BytesIO()
    book.save(stream)
    told = send(host, path, stream.getvalue())["changes"]
    assert [(row["name"], row["field"], row["is_new"]) for row in told] == [
        ("Skills desk", "target", False), ("Mentors", "title", True)
    ]  # fmt: skip
    assert host.post(f"{path}/xlsx/take", {})["changed"] == 2
    assert [row["title"] for row in host.all(f"{path}/actions")] == ["Evening courses", "Skills desk", "Mentors"]
    host.post(f"{path}/xlsx/take", {}, status=404)
    send(host, path, b"PK\x03\x04broken", status=422)
    send(host, path, stream.getvalue())
    host("DELETE", f"{path}/xlsx")
