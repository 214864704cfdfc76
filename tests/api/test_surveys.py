# SPDX-License-Identifier: EUPL-1.2
"""A survey through the API alone: planned, opened, answered with a token, by link and by telephone, read as results."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from tests.api.client import Caller
from tests.cast import Cast

pytestmark = pytest.mark.django_db
YES_NO = [{"name": "yes", "label": {"en": "Yes"}}, {"name": "no", "label": {"en": "No"}}]


@pytest.fixture
def by(cast: Cast) -> Caller:
    return Caller(cast.secretariat)


@pytest.fixture
def asked(cast: Cast, by: Caller) -> int:
    """A published questionnaire of the mentoring: a choice, a text, a sum, a file."""
    made = by.post(f"projects/{cast.mentoring.pk}/questionnaires", {"title": "Follow-up", "languages": ["en", "fr"]})
    one = f"questionnaires/{made['id']}"
    first = {"kind": "one_choice", "name": "goes_on", "choices": "yes_no", "offered": YES_NO, "required": "true()"}
    money = {"kind": "money", "name": "sum", "currencies": ["EUR"]}
    for question in (first, {"kind": "long_text", "name": "why"}, money, {"kind": "file", "name": "proof"}):
        by.post(f"{one}/questions", question | {"label": {"en": f"Question {question['name']}"}})
    by.post(f"{one}/publish")
    return int(made["id"])


@pytest.fixture
def wave(cast: Cast, by: Caller, asked: int) -> str:
    """Open, for cities and managing authorities."""
    facts = {"title": "After four months", "questionnaire_id": asked, "roles": ["city", "authority"],
             "counted_from": "date", "base_date": "2026-01-31"}  # fmt: skip
    made = by.post(f"projects/{cast.mentoring.pk}/surveys", facts)
    assert (made["state"], made["opens_on"]) == ("planned", "2026-05-31")
    return f"surveys/{made['id']}"


def bodies(by: Caller, wave: str) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in by.all(f"{wave}/respondents")}


def linked(address: str) -> Caller:
    caller = Caller()
    caller.headers = {"X-Survey-Link": address.rstrip("/").rpartition("/")[2]}
    return caller


def test_a_survey_from_plan_to_results(cast: Cast, by: Caller, asked: int, wave: str) -> None:
    """By its people, by a personal link, by telephone; results for the secretariat and for a partner."""
    assert by.patch(wave, {"months": 6, "consent": "We keep your answers for a year."})["opens_on"] == "2026-07-31"
    by.post(f"{wave}/open")
    asked_now = bodies(by, wave)
    assert sorted(asked_now) == ["Levanto", "Nordhavn", "Region of Levanto"]
    host, path = Caller(cast.host), f"respondents/{asked_now['Levanto']['id']}"
    sheet = host.get(f"{path}/answers")
    assert [fault["key"] for fault in sheet["faults"]] == ["goes_on"]
    host.patch(f"{path}/answers", {"answers": {"goes_on": "yes"}}, status=422)
    host.post(f"{path}/consent", {"language": "fr"})
    said = {"goes_on": "yes", "why": "We meet each month.", "sum": {"amount": "1200.50", "currency": "EUR"}}
    saved = host.patch(f"{path}/answers", {"answers": said, "before": {"goes_on": None}})
    assert (saved["answers"]["why"], saved["language"], saved["mode"]) == ("We meet each month.", "fr", "body")
    host.patch(f"{path}/answers", {"answers": {"why": "Late"}, "before": {"why": "Older"}}, status=409)
    file = SimpleUploadedFile("plan.txt", b"A plain text.")
    kept = host.client.post(f"/api/v1/{path}/answer-files", {"key": "proof", "file": file}, headers=host.headers)
    assert kept.status_code == 200, kept.content
    host.patch(f"{path}/answers", {"answers": {"proof": kept.json()}})
    assert host.post(f"{path}/submit")["submitted_at"]
    host.patch(f"{path}/answers", {"answers": {"why": "Later"}}, status=422)
    _by_link(by, asked_now["Nordhavn"]["id"])
    _by_telephone(cast, by, asked_now["Region of Levanto"]["id"])
    assert {row["state"] for row in by.all(f"{wave}/respondents")} == {"submitted"}
    assert by.post(f"{wave}/remind") == {"number": 0}
    _results(cast, by, asked, wave)
    _lessons(cast, by, wave)
    assert by.post(f"{wave}/close")["state"] == "closed"


def _by_link(by: Caller, body: int) -> None:
    path = f"respondents/{body}"
    by.put(path, {"name": "Desk", "email": "desk@nordhavn.example", "language": "fr"})
    link = linked(by.post(f"{path}/links")["address"])
    assert by.get(path)["links"] == 1
    assert link.get("survey-link")["body"] == "Nordhavn"
    link.patch("survey-link", {"answers": {"goes_on": "no"}}, status=422)
    link.post("survey-link/consent", {})
    saved = link.patch("survey-link", {"answers": {"goes_on": "no", "why": "Nobody came."}})
    assert saved["faults"] == []
    file = SimpleUploadedFile("x.txt", b"A plain text.")
    kept = link.client.post("/api/v1/survey-link/answer-files", {"key": "proof", "file": file}, headers=link.headers)
    assert kept.status_code == 200, kept.content
    link.patch("survey-link", {"answers": {"other": 1}}, status=422)
    link.get(f"{path}/answers", status=401)
    assert link.post("survey-link/submit")["submitted_at"]
    by.post(f"{path}/reopen", {"reason": "The sum is missing."})
    assert link.get("survey-link")["reopened_because"] == "The sum is missing."
    link.post("survey-link/submit")
    assert by("DELETE", f"{path}/links") == {"number": 1}
    link.get("survey-link", status=401)
    by.post(f"{path}/links/send")


def _by_telephone(cast: Cast, by: Caller, body: int) -> None:
    path, other = f"respondents/{body}", Caller(cast.outsider)
    other.get(f"{path}/answers", status=404)
    by.put(f"{path}/interviewer", {"person_id": cast.outsider.pk})
    other.post(f"{path}/consent", {})
    saved = other.patch(f"{path}/answers", {"answers": {"goes_on": "yes", "sum": {"amount": "800", "currency": "EUR"}}})
    assert saved["mode"] == "telephone"
    other.post(f"{path}/submit")
    by.put(f"{path}/interviewer", {"person_id": None})
    other.get(f"{path}/answers", status=404)


def _results(cast: Cast, by: Caller, asked: int, wave: str) -> None:
    statement = {"noun": {"en": "bodies"}, "text": {"en": "go on"}, "condition": "${goes_on} = 'yes'", "sum": "${sum}"}
    outcomes = f"questionnaires/{asked}/outcomes"
    made = by.post(outcomes, statement)
    by.post(outcomes, statement | {"condition": "${nobody} = 1"}, status=422)
    assert by.post(f"{outcomes}/from-library") == {"number": 0}
    found = by.get(f"{wave}/results")
    assert found["outcomes"][0]["sentence"] == "2 of 3 bodies go on: 2,000.50 €"
    assert found["outcomes"][0]["who"] == ["Levanto", "Region of Levanto"]
    by_key = {one["key"]: one for one in found["questions"]}
    assert by_key["goes_on"]["counts"] == [{"answer": "Yes", "number": 2}, {"answer": "No", "number": 1}]
    assert {"name": "sum", "value": "2,000.50"} in by_key["sum"]["facts"]
    matrix = {row["name"]: row["answers"] for row in by.all(f"{wave}/matrix")}
    assert matrix["Nordhavn"]["why"] == "Nobody came."
    assert [one["key"] for one in by.get(f"{wave}/matrix/columns")] == ["goes_on", "why", "sum", "proof"]
    assert {row["name"] for row in Caller(cast.association).all(f"{wave}/matrix")} == set(matrix)
    quote = by.post(f"{wave}/quotes", {"key": "why", "text": "Nobody came."})
    by.post(f"{wave}/quotes", {"key": "why", "text": "Nobody said this."}, status=422)
    assert [one["id"] for one in by.all(f"{wave}/quotes")] == [quote["id"]]
    by("DELETE", f"{wave}/quotes/{quote['id']}")
    by("DELETE", f"{outcomes}/{made['id']}")


def _lessons(cast: Cast, by: Caller, wave: str) -> None:
    money = by.post(f"{wave}/factors", {"name": "Money"})
    by.post(f"{wave}/factors", {"name": "Money"}, status=422)
    people = by.post(f"{wave}/factors", {"name": "Nobody"})
    by.put(f"{wave}/factors/{people['id']}", {"name": "People", "meaning": "Enough of them, or too few."})
    coder = Caller(cast.outsider)
    coder.get(f"{wave}/factors", status=404)
    assert by.put(f"{wave}/coders", {"person_ids": [cast.outsider.pk]})[0]["id"] == cast.outsider.pk
    todo = coder.all(f"{wave}/coding?question=why")
    assert {(row["text"], row["found"]) for row in todo} == {("We meet each month.", None), ("Nobody came.", None)}
    for caller in (by, coder):
        for row in todo:
            found = [people["id"]] if row["text"] == "Nobody came." else []
            caller.post(f"{wave}/coding", {"respondent_id": row["respondent"], "key": "why", "factor_ids": found})
    coder.post(f"{wave}/coding", {"respondent_id": todo[0]["respondent"], "key": "goes_on"}, status=422)
    lessons = by.get(f"{wave}/lessons")
    assert (lessons["pairs"][0]["percent"], lessons["pairs"][0]["kappa"]) == (100, 1)
    by_name = {row["factor"]["name"]: row for row in lessons["rows"]}
    assert (by_name["People"]["number"], by_name["People"]["of"]) == (1, 2)
    assert "“Nobody came.” (Nordhavn)" in by_name["People"]["draft"]
    by("DELETE", f"{wave}/factors/{people['id']}", status=422)
    by("DELETE", f"{wave}/factors/{money['id']}")
    number = wave.split("/")[1]
    same = by.get(f"{wave}/comparison/{number}")
    assert same["questions"][0]["kept"] == "Of 3 bodies that answered both times, 3 say the same."


def test_the_workbook_is_a_print(cast: Cast, by: Caller, wave: str, run_jobs: Any) -> None:
    by.post(f"{wave}/open")
    body = bodies(by, wave)["Levanto"]["id"]
    by.patch(f"respondents/{body}/answers", {"answers": {"goes_on": "yes", "why": "=1+1"}})
    by.post(f"respondents/{body}/submit")
    number = int(wave.split("/")[1])
    order = by.post("prints", {"what": "survey_matrix", "object_id": number, "format": "xlsx"})
    run_jobs()
    file = by.send("GET", f"prints/{order['id']}/file")
    rows = list(load_workbook(io.BytesIO(b"".join(file))).worksheets[0].values)
    assert rows[1][1:3] == ("goes_on", "why")
    assert rows[2][:3] == ("Levanto", "Yes", "=1+1")
    Caller(cast.outsider).post("prints", {"what": "survey_matrix", "object_id": number, "format": "xlsx"}, status=404)


def test_who_reaches_a_survey(cast: Cast, by: Caller, asked: int, wave: str) -> None:
    host, outsider = Caller(cast.host), Caller(cast.outsider)
    host.get(wave, status=404)
    assert host.all(f"projects/{cast.mentoring.pk}/surveys") == []
    by.post(f"{wave}/open")
    by("DELETE", wave, status=404)
    one = bodies(by, wave)["Levanto"]["id"]
    assert {row["state"] for row in bodies(host, wave).values()} == {"silent", ""}
    for reading in (wave, f"{wave}/respondents", f"{wave}/results", f"{wave}/matrix", f"{wave}/quotes",
                    f"respondents/{one}", f"respondents/{one}/answers"):  # fmt: skip
        outsider.get(reading, status=404)
        Caller().get(reading, status=401)
    for writing in (f"{wave}/close", f"{wave}/remind", f"respondents/{one}/links", f"respondents/{one}/remind"):
        host.post(writing, status=404)
    host.get(f"respondents/{one}", status=404)
    linked("nothing").get("survey-link", status=401)
    by.patch(wave, {"is_confidential": True}, status=422)
    by.patch(wave, {"questionnaire_id": 999_999}, status=422)
    by.post(f"{wave}/respondents", {}, status=422)
    extra = cast.mentoring.partners.get(organisation__kind="association").pk
    added = by.post(f"{wave}/respondents", {"partner_id": extra})
    by("DELETE", f"respondents/{added['id']}")


@pytest.mark.parametrize("odd", [None, 1, "x", [], {}, [[]], {"amount": []}, ["yes", {}], True, {"goes_on": {"a": 1}}])
def test_odd_answers_are_faults_and_break_nothing(cast: Cast, by: Caller, wave: str, odd: Any) -> None:
    by.post(f"{wave}/open")
    body = bodies(by, wave)["Levanto"]["id"]
    by.patch(f"respondents/{body}/answers", {"answers": dict.fromkeys(["goes_on", "why", "sum", "proof"], odd)})
    by.post(f"respondents/{body}/submit", status=422)
