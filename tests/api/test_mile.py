# SPDX-License-Identifier: EUPL-1.2
"""The network of ten cities through the API alone: groups, plans with money, the survey, its headline outcomes."""

from typing import Any

import pytest

from isopolity.demo.play_surveys import told
from tests.api.client import Caller
from tests.cast import Cast
from tests.surveys.mile import SENTENCES, said

pytestmark = pytest.mark.django_db
ENDED = "2026-06-30"
BY_LINK = "Vilarinha do Mar"


def test_ten_cities_from_their_groups_to_the_headline_outcomes(cast: Cast) -> None:
    by, officer = Caller(cast.secretariat), Caller(cast.outsider)
    facts = {"network_id": cast.project.network_id, "name": "Ten cities", "kind": "action_planning"}
    project = f"projects/{by.post('projects', facts)['id']}"
    for name in told()["first"]:
        city = by.post("cities", {"name": name, "country": "PT", "languages": ["pt"]})["id"]
        by.post(f"{project}/partners", {"city_id": city, "roles": ["city"]})
        role = {"email": cast.outsider.email, "kind": "coordinator"}
        by.post(f"cities/{city}/roles", role)
        _group_and_plan(officer, project, city, said(name))
    assert sum(_secured(officer, plan["id"]) for plan in officer.all("plans")) == 1_400_000
    survey = _survey(by, project)
    for body in by.all(f"{survey}/respondents"):
        _answer(by, officer, body)
    by.post(f"{survey}/close")
    found = by.get(f"{survey}/results?section=The support group")
    assert [one["sentence"] for one in found["outcomes"]] == list(SENTENCES)
    assert found["questions"][0]["counts"][0]["number"] == 4
    matrix = {row["name"]: row["answers"] for row in by.all(f"{survey}/matrix")}
    assert matrix["Nordhavn"]["money_total"] == 400_000
    assert len(matrix) == 10


def _group_and_plan(officer: Caller, project: str, city: int, answers: dict[str, Any]) -> None:
    group = officer.post(
        f"{project}/groups",
        {"city_id": city, "name": f"Group {city}", "theme": "A first job", "started_on": "2025-01-01"},
    )
    life = {"life": answers["group_continues"], "since": ENDED, "note": answers.get("group_how", "")}
    life |= {"merged_into": answers.get("group_merged_into", "")}
    assert officer.put(f"groups/{group['id']}/life", life)["life"] == answers["group_continues"]
    facts = {"city_id": city, "title": f"Plan {city}", "project_id": group["project_id"], "group_id": group["id"]}
    plan = officer.post("plans", facts)["id"]
    action = officer.post(f"plans/{plan}/actions", {"title": "Courses at work"})["id"]
    for line in answers.get("funding", []):
        for state, key in (("secured", "money_actual"), ("indicated", "money_provisional")):
            if key in line:
                step = {"state": state, "amount": line[key]["amount"], "day": ENDED, "who": "Office", "whom": "Unit"}
                funding = {"source": line["funding_from"], "name": line["funding_for"], "step": step}
                officer.post(f"plans/{plan}/actions/{action}/funding", funding)


def _secured(officer: Caller, plan: int) -> float:
    return float(officer.get(f"plans/{plan}/funding/totals")["total"])


def _survey(by: Caller, project: str) -> str:
    """The questionnaire of the library with its statements, asked of the cities."""
    asked = by.post(f"{project}/questionnaires/from-library", {"name": "mile-follow-up"})["id"]
    by.post(f"questionnaires/{asked}/publish")
    assert by.post(f"questionnaires/{asked}/outcomes/from-library") == {"number": 5}
    facts = {"title": "Four months after", "questionnaire_id": asked, "roles": ["city"], "counted_from": "date"}
    made = by.post(f"{project}/surveys", facts | {"base_date": ENDED, "months": 4})
    by.post(f"surveys/{made['id']}/open")
    return f"surveys/{made['id']}"


def _answer(by: Caller, officer: Caller, body: dict[str, Any]) -> None:
    """One city by a personal link, the others with an account."""
    path, answers = f"respondents/{body['id']}", {"answers": said(body["name"])}
    if body["name"] != BY_LINK:
        officer.patch(f"{path}/answers", answers)
        officer.post(f"{path}/submit")
        return
    link = Caller()
    link.headers = {"X-Survey-Link": by.post(f"{path}/links")["address"].rstrip("/").rpartition("/")[2]}
    link.patch("survey-link", answers)
    assert link.post("survey-link/submit")["faults"] == []
