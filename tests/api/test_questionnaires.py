# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires through the API alone: from the library, by hand, from a file; changed, published, next version."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.client import Caller, bearer
from tests.cast import Cast
from tests.surveys.sheets import book
from tests.surveys.xlsforms import FORMS

pytestmark = pytest.mark.django_db
YES_NO = [{"name": "yes", "label": {"en": "Yes"}}, {"name": "no", "label": {"en": "No"}}]


@pytest.fixture
def secretariat(cast: Cast) -> Caller:
    return Caller(cast.secretariat)


@pytest.fixture
def path(cast: Cast) -> str:
    return f"projects/{cast.project.pk}/questionnaires"


def by_hand(caller: Caller, path: str) -> str:
    return f"questionnaires/{caller.post(path, {'title': 'Ours', 'languages': ['en', 'fr']})['id']}"


def question(name: str, kind: str = "text", **facts: Any) -> dict[str, Any]:
    return {"kind": kind, "name": name, "label": {"en": f"Question {name}"}} | facts


def order(told: dict[str, Any]) -> list[tuple[str, int]]:
    return [(line["key"], line["depth"]) for line in told["questions"]]


def upload(caller: Caller, path: str, content: bytes, name: str = "form.xlsx", status: int = 200) -> Any:
    answer = caller.client.post(
        f"/api/v1/{path}/import", {"file": SimpleUploadedFile(name, content)}, headers=caller.headers
    )
    assert answer.status_code == status, answer.content.decode()[:600]
    return answer.json()


def export(caller: Caller, one: str) -> bytes:
    answer = caller.send("GET", f"{one}/xlsform")
    assert answer.status_code == 200, answer.content
    return bytes(answer.content)


def test_from_the_library_to_the_next_version(cast: Cast, secretariat: Caller, path: str) -> None:
    library = {row["name"]: row for row in secretariat.get("questionnaire-library")}
    assert library["mile-follow-up"]["title"]["en"]
    first = secretariat.post(f"{path}/from-library", {"name": "mile-follow-up"})
    one = f"questionnaires/{first['id']}"
    assert (first["state"], first["number"], first["origin"]) == ("draft", 1, "library:mile-follow-up")
    assert secretariat.all(f"{one}/questions") == []
    changed = secretariat.put(
        f"{one}/questions/advice", {"name": "advice", "label": {"en": "Your advice?"}, "seen": first["mark"]}
    )
    assert changed["mark"] != first["mark"]
    secretariat.post(f"{one}/publish")
    asked = {row["key"]: row for row in secretariat.all(f"{one}/questions?limit=500")}
    assert asked["advice"]["label"] == {"en": "Your advice?"}
    assert asked["impact_ideas"]["part_of"] == "impact_kinds"
    host = Caller(cast.host)
    assert host.get(one)["definition"] == changed["definition"]
    second = secretariat.post(f"{one}/versions")
    assert (second["number"], second["series"], second["state"]) == (2, first["series"], "draft")
    assert [row["number"] for row in secretariat.all(f"{path}?series={first['series']}")] == [2, 1]
    assert [row["number"] for row in host.all(path)] == [1]
    secretariat.post(f"{one}/versions", status=422)
    secretariat.post(f"questionnaires/{second['id']}/publish")
    assert secretariat.get(one)["state"] == "superseded"


def test_by_hand_question_by_question(secretariat: Caller, path: str) -> None:
    one = by_hand(secretariat, path)
    secretariat.post(f"{one}/publish", status=422)
    secretariat.post(f"{one}/questions", question("part", "group"))
    secretariat.post(f"{one}/questions", question("why", after="part", required="true()"))
    told = secretariat.post(f"{one}/questions", question("on", "one_choice", choices="yes_no", offered=YES_NO))
    assert [choice["name"] for choice in told["definition"]["choices"]["yes_no"]] == ["yes", "no"]
    how = question("how", "scale", scale={"low": 1, "high": 4}, relevant="${on} = 'yes'")
    secretariat.post(f"{one}/questions", how)
    told = secretariat.post(f"{one}/move-question", {"key": "on", "up": True})
    assert order(told) == [("part", 0), ("why", 1), ("on", 1), ("how", 0)]
    told = secretariat.put(f"{one}/questions/on", {"name": "goes_on", "label": {"en": "On?"}, "choices": "yes_no"})
    assert told["definition"]["elements"][1]["relevant"] == "${goes_on} = 'yes'"
    secretariat("DELETE", f"{one}/questions/goes_on", status=422)
    secretariat("DELETE", f"{one}/questions/how", status=200)
    told = secretariat("DELETE", f"{one}/questions/goes_on?seen={secretariat.get(one)['mark']}")
    assert order(told) == [("part", 0), ("why", 1)]
    words = {"title": {"en": "Theirs", "fr": "Le leur"}, "languages": ["fr", "en"]}
    assert secretariat.put(one, words)["languages"] == ["fr", "en"]
    secretariat("DELETE", one)
    secretariat.get(one, status=404)


def test_names_used_in_two_groups_are_reached_by_their_keys(secretariat: Caller, path: str) -> None:
    one = by_hand(secretariat, path)
    for group in ("a", "b"):
        secretariat.post(f"{one}/questions", question(group, "group"))
        told = secretariat.post(f"{one}/questions", question("note", after=group))
    assert [key for key, _depth in order(told)] == ["a", "a/note", "b", "b/note"]
    told = secretariat.put(f"{one}/questions/b/note", {"name": "other", "label": {"en": "Other"}})
    assert [key for key, _depth in order(told)] == ["a", "note", "b", "other"]


def test_an_xlsform_in_and_out(cast: Cast, secretariat: Caller, path: str) -> None:
    secretariat.get(f"{path}/import", status=404)
    seen = upload(secretariat, path, book(**FORMS["places and codes"]))
    assert any("geotrace" in line for line in seen["left_out"])
    assert secretariat.all(path) == []
    assert secretariat.get(f"{path}/import")["definition"] == seen["definition"]
    secretariat("DELETE", f"{path}/import")
    secretariat.post(f"{path}/import/take", status=404)
    upload(secretariat, path, book(**FORMS["cascade"]))
    made = secretariat.post(f"{path}/import/take")
    assert made["origin"] == "xlsform"
    again = upload(secretariat, path, export(secretariat, f"questionnaires/{made['id']}"))
    assert again["definition"] == made["definition"]


def test_a_file_that_cannot_run_names_its_faults(secretariat: Caller, path: str) -> None:
    told = upload(secretariat, path, book(**FORMS["group never ends"]), status=422)
    assert "Unmatched 'begin_group'" in told["detail"]
    told = upload(secretariat, path, book(**FORMS["unknown function"]), status=422)
    assert "[row : 2] a · constraint" in told["fields"]["1"]
    for content, name in ((b"\x00\x01", "form.xlsx"), (b"", "form.csv"), (b"PK\x03\x04", "form.xls")):
        upload(secretariat, path, content, name, status=422)
    secretariat.get(f"{path}/import", status=404)
    answer = secretariat.client.post(f"/api/v1/{path}/import", {}, headers=secretariat.headers)
    assert answer.status_code == 422


def test_a_preview_is_for_its_person_only(cast: Cast, secretariat: Caller, path: str) -> None:
    upload(secretariat, path, book(**FORMS["one choice"]))
    another = Caller(cast.operator)  # made the project, so is of its secretariat too
    another.get(f"{path}/import", status=404)
    another.post(f"{path}/import/take", status=404)
    for person in (cast.host, cast.peer, cast.outsider):
        caller = Caller(person)
        upload(caller, path, book(**FORMS["one choice"]), status=404)
        caller.get(f"{path}/import", status=404)
        caller.post(f"{path}/import/take", status=404)
        caller("DELETE", f"{path}/import", status=404)


def test_who_reaches_a_questionnaire(cast: Cast, secretariat: Caller, path: str) -> None:
    made = secretariat.post(f"{path}/from-library", {"name": "support-group-self-check"})
    one = f"questionnaires/{made['id']}"
    host, readings = Caller(cast.host), (one, f"{one}/questions", f"{one}/xlsform")
    for reading in readings:
        host.get(reading, status=404)
    secretariat.post(f"{one}/publish")
    for reading in readings:
        assert host.send("GET", reading).status_code == 200
        for name in ("outsider", "removed_peer", "group_member", "authority"):
            assert Caller(cast.everyone()[name]).send("GET", reading).status_code == 404, name
        Caller().get(reading, status=401)
    Caller(cast.outsider).get(path, status=404)
    Caller().get("questionnaire-library", status=401)
    Caller().post(path, {"title": "X"}, status=401)
    for name in ("host", "outsider", "association", "facilitator"):
        caller = Caller(cast.everyone()[name])
        for action in ("publish", "versions"):
            caller.post(f"{one}/{action}", status=404)
        caller.post(path, {"title": "X"}, status=404)
        caller.post(f"{path}/from-library", {"name": "mile-follow-up"}, status=404)
    only_reads = Caller()
    only_reads.headers = bearer(cast.secretariat, ["read"])
    only_reads.post(f"{one}/versions", status=403)


def test_a_published_version_stands(secretariat: Caller, path: str) -> None:
    one = by_hand(secretariat, path)
    secretariat.post(f"{one}/questions", question("a"))
    secretariat.post(f"{one}/publish")
    secretariat.post(f"{one}/publish", status=422)
    secretariat.post(f"{one}/questions", question("b"), status=404)
    secretariat.put(f"{one}/questions/a", {"name": "b", "label": {"en": "B"}}, status=404)
    secretariat.post(f"{one}/move-question", {"key": "a", "up": True}, status=404)
    secretariat("DELETE", f"{one}/questions/a", status=404)
    secretariat.put(one, {"title": {"en": "X"}, "languages": ["en"]}, status=404)
    secretariat("DELETE", one, status=404)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"relevant": "${nobody} = 1"}, "relevant"),
        ({"relevant": "1 +"}, "relevant"),
        ({"label": {}}, "label"),
        ({"name": "two words"}, ""),
        ({"name": "a"}, "name"),
        ({"after": "nobody"}, "after"),
        ({"kind": "foreign"}, "data.kind"),
        ({"kind": "one_choice"}, ""),
        ({"kind": "one_choice", "choices": "none"}, "choices"),
        ({"kind": "scale", "scale": {"low": 5, "high": 1}}, "scale"),
        ({"kind": "scale", "scale": {"low": 0, "high": 1, "step": 0}}, ""),
        ({"kind": "scale", "scale": {"low": -1e308, "high": 1e308, "step": 1e-308}}, "scale"),
        ({"kind": "money", "currencies": ["euro"]}, ""),
        ({"kind": "matrix", "choices": "none", "offered": YES_NO}, ""),
        ({"kind": "calculation"}, "calculation"),
        ({"elements": []}, "data.elements"),
        ({"rows": [{"name": "x"}]}, ""),
    ],
)
def test_a_question_that_cannot_be_asked(secretariat: Caller, path: str, facts: dict[str, Any], field: str) -> None:
    one = by_hand(secretariat, path)
    before = secretariat.post(f"{one}/questions", question("a"))
    told = secretariat.post(f"{one}/questions", question("x") | facts, status=422)
    assert field in told["fields"], told
    assert secretariat.get(one) == before


def test_what_is_not_there_and_what_is_not_sent_right(secretariat: Caller, path: str) -> None:
    one = by_hand(secretariat, path)
    told = secretariat.post(f"{one}/questions", question("a"))
    for key in ("nobody", "a/b", "%20"):
        secretariat.put(f"{one}/questions/{key}", {"name": "a", "label": {"en": "A"}}, status=404)
        secretariat("DELETE", f"{one}/questions/{key}", status=404)
    secretariat.post(f"{one}/move-question", {"key": "nobody", "up": True}, status=422)
    secretariat.post(f"{one}/move-question", {"key": "a"}, status=422)
    secretariat.post(f"{path}/from-library", {"name": "../secrets"}, status=422)
    secretariat.post(path, {"title": " ", "languages": ["en"]}, status=422)
    secretariat.post(path, {"title": "X", "languages": []}, status=422)
    secretariat.post(path, {"title": "X", "languages": ["no language"]}, status=422)
    secretariat.put(one, {"title": {"fr": "X"}, "languages": ["en"]}, status=422)
    secretariat.put(one, {"title": {"en": "X"}, "languages": ["en"], "seen": "older"}, status=422)
    secretariat.get("questionnaires/999999", status=404)
    secretariat.get(f"{path}?series=none", status=422)
    assert secretariat.get(one) == told


def test_signs_that_a_workbook_cannot_hold_are_left_out_of_it(secretariat: Caller, path: str) -> None:
    one = by_hand(secretariat, path)
    secretariat.post(f"{one}/questions", question("a", label={"en": "Which\x07 bell?"}))
    assert export(secretariat, one).startswith(b"PK")
