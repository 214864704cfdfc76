# SPDX-License-Identifier: EUPL-1.2
"""All seven steps through the API alone, from the benchmark's approval to progress on a commitment."""

from typing import Any

import pytest

from tests.api.client import Caller
from tests.cast import Cast

Callers = dict[str, Caller]


@pytest.fixture
def by(cast: Cast) -> Callers:
    """Everybody with a token: the cast by role, the peers as peer0 to peer3."""
    people = {**cast.everyone(), **{f"peer{n}": one for n, one in enumerate(cast.peers)}}
    return {name: Caller(person) for name, person in people.items()}


def inside(by: Callers) -> list[Caller]:
    return [*(by[f"peer{n}"] for n in range(4)), by["hosting_peer"], by["facilitator"]]


def agree_benchmark(cast: Cast, by: Callers) -> None:
    for name, who in (("Levanto", "host"), ("Nordhavn", "hosting_peer")):
        by[who].put(f"adoptions/{cast.adoption.pk}/approvals/{cast.cities[name].pk}")
    review = f"reviews/{cast.review.pk}"
    assert [one for one in by["secretariat"].all(f"{review}/missing") if one["is_blocker"]]
    told = by["secretariat"].post(f"{review}/move-on", {}, status=422)
    assert told["missing"] or told["detail"]
    by["secretariat"].post(f"{review}/move-on", {"reason": "The other cities approve by letter."})
    by["facilitator"].post(f"{review}/move-on", {})


def write_initial_report(cast: Cast, by: Callers) -> None:
    host, path = by["host"], f"assessments/{cast.assessment.pk}"
    host.post(f"{path}/submit", status=422)
    for row in host.all(f"{path}/answers"):
        for field, value in (("level", "meets"), ("achieved", "A plan since 2024.")):
            seen = row["digests"][field]
            host.patch(f"{path}/answers/{row['item_id']}", {"field": field, "value": value, "seen": seen})
    late = {"field": "achieved", "value": "Mine.", "seen": row["digests"]["achieved"]}
    theirs = host.patch(f"{path}/answers/{row['item_id']}", late, status=409)
    assert theirs["theirs"] == "A plan since 2024."
    assert host.post(f"{path}/submit")["state"] == "submitted"
    host.post(f"reviews/{cast.review.pk}/move-on", {})


def read_at_the_desk(cast: Cast, by: Callers) -> None:
    review = f"reviews/{cast.review.pk}"
    for caller in inside(by)[:5]:
        for row in caller.all(f"{review}/desk-review"):
            caller.patch(f"{review}/desk-review/{row['item_id']}", {"field": "level", "value": "inconclusive"})
        caller.post(f"{review}/desk-review/submit")
    assert by["peer0"].get(f"{review}/desk-review/compiled")["items"][0]["state"] == "need_more"
    by["peer0"].post(f"{review}/move-on", {})


def visit_city(cast: Cast, by: Callers) -> None:
    leader, review = by["peer0"], f"reviews/{cast.review.pk}"
    leader.put(f"{review}/visit")
    room = leader.post(f"{review}/visit/rooms", {"name": "Room 1"})
    pair = [cast.members[person.pk].pk for person in cast.peers[:2]]
    meetings = []
    for hour, body in ((9, "Schools"), (10, "Housing")):
        data = {"function": f"Head of {body}", "organisation": body, "source_group": "staff"}
        who = leader.post(f"{review}/interviewees", data)
        meeting = leader.post(f"{review}/meetings", {"interviewees": [who["id"]]})
        place = {
            "starts": f"2027-03-10T{hour:02}:00Z", "ends": f"2027-03-10T{hour + 1:02}:00Z", "room_id": room["id"],
            "members": pair,
        }  # fmt: skip
        meetings.append(leader.put(f"meetings/{meeting['id']}/place", place))
    leader.post(f"{review}/visit/release")
    for meeting in meetings:
        for item in cast.items:
            piece = leader.post(
                f"{review}/evidence",
                {"text": "It is asked twice a year.", "items": [item.pk], "level": "falls_short", "basis": "fact",
                 "meeting_id": meeting["id"]},
            )  # fmt: skip
        leader.post(f"meetings/{meeting['id']}/hold")
    assert piece["citation"].startswith("WP/L/1 – Interview 2 – ")
    leader.post(f"{review}/move-on", {})


def find(cast: Cast, by: Callers) -> None:
    peer, review = by["peer1"], f"reviews/{cast.review.pk}"
    assert {row["state"] for row in peer.all(f"{review}/evidence-by-item")} == {"corroborated"}
    for item in cast.items:
        path = f"{review}/findings/{item.pk}"
        peer.patch(path, {"field": "level", "value": "falls_short"})
        peer.patch(path, {"field": "text", "value": "It is rarely asked."})
        peer.put(f"{path}/compared", {"value": True})
    by["peer0"].post(f"{review}/move-on", {})


def report(cast: Cast, by: Callers) -> dict[str, Any]:
    leader, review = by["peer0"], f"reviews/{cast.review.pk}"
    held = [leader.all(f"{review}/findings")[0]["id"]]
    leader.post(f"{review}/report", {"title": "Levanto, read by its peers"})
    leader.post(f"{review}/headlines", {"text": "Ask more.", "balance": "criticism", "findings": held})
    sections = leader.get(f"{review}/report")["sections"]
    improve = next(one["id"] for one in sections if one["kind"] == "improve")
    text = {"text": "The committee waits.", "findings": held}
    paragraph = leader.post(f"{review}/report/sections/{improve}/paragraphs", text)
    advice = {"text": "Consult it monthly.", "horizon": "short", "addressee": "Mayor", "findings": []}
    assert "findings" in leader.post(f"{review}/report/recommendations", advice, status=422)["fields"]
    advice = leader.post(f"{review}/report/recommendations", advice | {"findings": held})
    leader.post(f"{review}/report/show-headlines", status=422)
    by["host"].get(f"{review}/headlines", status=404)
    for subject in ("headlines", "report"):
        for caller in inside(by):
            caller.post(f"{review}/report/sign-offs", {"subject": subject})
    leader.post(f"{review}/report/show-headlines")
    by["host"].get(f"{review}/report", status=404)
    leader.post(f"{review}/report/share")
    return {"paragraph": paragraph["id"], "advice": advice["id"]}


def reply(cast: Cast, by: Callers, written: dict[str, Any]) -> int:
    host, review = by["host"], f"reviews/{cast.review.pk}"
    host.post(f"{review}/report/fact-checks", {"paragraph_id": written["paragraph"], "is_correct": True})
    open_part = by["peer0"].post(f"{review}/report/end-fact-check", status=422)
    assert open_part["missing"] == ["Recommendation 1"]
    host.post(f"{review}/report/fact-checks", {"recommendation_id": written["advice"], "is_correct": True})
    by["peer0"].post(f"{review}/report/end-fact-check")
    host.put(f"recommendations/{written['advice']}/reply", {"answer": "accept"})
    facts = {"title": "Monthly meeting", "office": "Mayor's office", "amount": "5000.00"}
    promise = host.post(f"recommendations/{written['advice']}/commitments", facts)
    host.post(f"{review}/report/reply/finish")
    published = host.post(f"{review}/report/publish")
    host.post(f"{review}/move-on", {})
    host.post(f"commitments/{promise['id']}/progress", {"state": "under_way", "text": "First meeting held."})
    return int(published["id"])


def test_all_seven_steps_through_the_api(cast: Cast, by: Callers) -> None:
    agree_benchmark(cast, by)
    write_initial_report(cast, by)
    read_at_the_desk(cast, by)
    visit_city(cast, by)
    find(cast, by)
    published = reply(cast, by, report(cast, by))
    assert by["secretariat"].get(f"reviews/{cast.review.pk}")["stage"] == "follow_up"
    public = Caller().get(f"published-reports/{published}")
    assert public["recommendations"][0]["commitments"][0]["progress"][0]["text"] == "First meeting held."
    assert "Interview" not in str(public)
    assert "AP" not in str(public).replace("API", "")
