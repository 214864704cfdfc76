# SPDX-License-Identifier: EUPL-1.2
"""A support group through the API alone: made, filled, advised, counted, met, ended."""

from typing import Any

import pytest

from tests.api.client import Caller
from tests.cast import Cast
from tests.groups.stage import ADDRESS, PLANTED, full, soon

pytestmark = pytest.mark.django_db


def made(cast: Cast, host: Caller) -> str:
    data = {"city_id": cast.cities["Levanto"].pk, "name": "Homes", "theme": "Housing"}
    return f"groups/{host.post(f'projects/{cast.mentoring.pk}/groups', data)['id']}"


def join(host: Caller, group: str, **changed: Any) -> dict[str, Any]:
    base = {"kind": "person", "function": "Teacher", "sector": "public", "tier": "core", "stake": "key"}
    return host.post(f"{group}/members", {**base, **changed})


def test_members_map_advice_and_life(cast: Cast) -> None:
    host = Caller(cast.host)
    group = made(cast, host)
    one = join(host, group, email="teacher@example.org", name=PLANTED)
    path = f"{group}/members/{one['id']}"
    assert host.put(f"{path}/place", {"interest": 4, "influence": 4})["quadrant"] == "Work closely together"
    host.put(f"{path}/place", {"interest": 5, "influence": 4}, status=422)
    assert host.patch(path, {"organisation": "School"})["organisation"] == "School"
    assert host.post(f"{path}/invite")["has_account"]
    codes = {line["code"] for line in host.get(f"{group}/advice")}
    assert {"core_small", "no_third", "no_politician"} <= codes
    answer = host.post(f"{group}/advice-answers", {"code": "core_small", "reason": "A small town."})
    host("DELETE", f"{group}/advice-answers/{answer['id']}")
    assert host.post(f"{path}/leave", {})["email"] == ""
    assert [row["id"] for row in host.all(f"{group}/former-members")] == [one["id"]]
    host.post(f"{path}/come-back")
    told = host.put(f"{group}/life", {"life": "formal", "since": soon().date().isoformat(), "note": "Goes on."})
    assert (told["life"], told["core"]) == ("formal", 1)
    host("DELETE", group, status=422)
    host("DELETE", path)
    host("DELETE", group)


def test_coordinators_and_facets(cast: Cast) -> None:
    host, member = Caller(cast.host), Caller(cast.group_member)
    group = f"groups/{cast.group.pk}"
    row = host.post(f"{group}/coordinators", {"email": "keeper@example.org"})
    host("DELETE", f"{group}/coordinators/{row['id']}")
    facet = host.post(f"{group}/facets", {"name": "gender", "collected_by": "answers", "values": ["women", "men"]})
    at = f"{group}/facets/{facet['id']}"
    value = member.get(f"{group}/facets")[0]["values"][0]
    member.put(f"{at}/my-answer", {"value_id": value["id"]}, status=422)
    assert member.put(f"{group}/my-consent")["wording"]
    member.put(f"{at}/my-answer", {"value_id": value["id"]})
    assert member.get(f"{group}/facets")[0]["values"][0]["members"] is None
    member("DELETE", f"{group}/my-consent")
    host.put(at, {"name": "gender", "collected_by": "counts", "values": ["women", "men"]})
    host.put(f"{at}/counts", {"counts": [{"value_id": value["id"], "members": 2}]})
    host("DELETE", at)


def test_a_meeting_from_plan_to_task(cast: Cast) -> None:
    host, member = Caller(cast.host), Caller(cast.group_member)
    group = f"groups/{cast.group.pk}"
    times = {"starts": soon(24).isoformat(), "ends": soon(26).isoformat()}
    meeting = host.post(f"{group}/meetings", {"title": "First", **times})
    path = f"group-meetings/{meeting['id']}"
    host.put(path, {"title": "First meeting", **times})
    points = [host.post(f"{path}/agenda", {"text": text}) for text in ("One", "Two")]
    host.post(f"{path}/agenda/{points[1]['id']}/move", {"up": True})
    host.put(f"{path}/agenda/{points[0]['id']}", {"text": "First", "length": 20})
    host("DELETE", f"{path}/agenda/{points[1]['id']}")
    place = cast.group.members.get(person=cast.group_member).pk  # type: ignore[attr-defined]
    guest = host.post(f"{path}/invitees", {"members": [place]})[0]
    assert member.put(f"{path}/invitees/{guest['id']}/reply", {"reply": "yes"})["reply"] == "yes"
    saved = host.put(f"{path}/minutes", {"value": "<p>We met.</p>", "seen": meeting["digest"]})
    host.put(f"{path}/minutes", {"value": "<p>Late.</p>", "seen": meeting["digest"]}, status=409)
    assert member.get(path)["digest"] == saved["digest"]
    decision = host.post(f"{path}/decisions", {"text": "Monthly."})
    host.put(f"{path}/decisions/{decision['id']}", {"text": "Every month."})
    host("DELETE", f"{path}/decisions/{decision['id']}")
    task = host.post(f"{group}/tasks", {"what": "Ask", "member_id": place, "meeting_id": meeting["id"]})
    host.put(f"group-tasks/{task['id']}", {"what": "Ask the schools", "member_id": place})
    assert member.put(f"group-tasks/{task['id']}/done", {"is_done": True})["done_on"]
    host("DELETE", f"group-tasks/{task['id']}")
    host.put(f"{path}/attendance", {"members": [place]}, status=422)
    host.post(f"{path}/cancel", {"reason": "The hall is closed."})
    host.post(f"{path}/reopen")
    host("DELETE", f"{path}/invitees/{guest['id']}")
    host("DELETE", path, status=422)
    assert b"BEGIN:VCALENDAR" in host.send("GET", f"{group}/calendar").content


@pytest.mark.parametrize("role", ["group_member", "authority", "association", "outsider"])
def test_nobody_else_is_told_a_contact(cast: Cast, role: str) -> None:
    meeting, caller = full(cast), Caller(cast.everyone()[role])
    group = f"groups/{cast.group.pk}"
    for path in (group, f"{group}/members", f"{group}/former-members", f"{group}/advice", f"{group}/facets",
                 f"{group}/tasks", f"{group}/meetings", f"{group}/core-organisations", f"{group}/coordinators",
                 f"group-meetings/{meeting.pk}", f"projects/{cast.mentoring.pk}/groups"):  # fmt: skip
        said = caller.send("GET", path).content.decode()
        assert PLANTED not in said
        assert ADDRESS not in said
