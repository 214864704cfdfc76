# SPDX-License-Identifier: EUPL-1.2
"""A mentoring through the API alone, as IncluCities: two pairs, three study visits, two endorsed plans, an academy."""

from typing import Any

import pytest

from tests.api.client import Caller
from tests.cast import Cast

pytestmark = pytest.mark.django_db
WANTED = {"Levanto": 0, "Sudmark": 3}
PAIRS = {"Levanto": "Nordhavn", "Sudmark": "Vestergade"}
FACTS = {"population": 30_000, "newcomer_share": 9, "languages": ["it", "en"], "capacity": 1, "urbanisation": 2}


class Journey:
    """Everybody with a token, and the ids that the API answered."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.office, self.officer = Caller(cast.secretariat), Caller(cast.association)
        people = {"Levanto": cast.host, "Nordhavn": cast.hosting_peer, "Vestergade": cast.peers[2],
                  "Sudmark": cast.peers[3]}  # fmt: skip
        self.by = {name: Caller(who) for name, who in people.items()}
        for name in ("Vestergade", "Sudmark"):
            who = {"email": people[name].email, "kind": "coordinator"}
            self.office.post(f"cities/{cast.cities[name].pk}/roles", who)
        self.at, self.pairs = "", dict[str, str]()

    def item(self, mentee: str) -> int:
        return int(self.cast.items[WANTED[mentee]].pk)


def set_up(here: Journey) -> None:
    cast, office = here.cast, here.office
    facts = {"network_id": cast.mentoring.network_id, "name": "Learning by walking", "kind": "mentoring"}
    project = f"projects/{office.post('projects', facts)['id']}"
    for mentee, mentor in PAIRS.items():
        for name, role in ((mentee, "mentee"), (mentor, "mentor")):
            office.post(f"{project}/partners", {"city_id": cast.cities[name].pk, "roles": ["city", role]})
    body = cast.cities["Levanto"].association_id
    office.post(f"{project}/partners", {"organisation_id": body, "roles": ["association"]})
    office.post(f"{project}/adoptions", {"version_id": cast.version.pk})
    here.at = project


def match(here: Journey) -> None:
    for mentee, mentor in PAIRS.items():
        for name, line in ((mentee, {"need": 3}), (mentor, {"strength": 2})):
            city, call = f"{here.at}/mentoring/cities/{here.cast.cities[name].pk}", here.by[name]
            call.patch(city, FACTS)
            call.put(f"{city}/items", {"lines": [{"item_id": here.item(mentee), **line}]})
            call.post(f"{city}/hand-in")
    run = here.office.post(f"{here.at}/mentoring/runs")
    assert (run["state"], run["pairs"], run["gain"]) == ("ready", 2, 12)
    for pair in here.office.post(f"{here.at}/mentoring/runs/{run['id']}/propose"):
        assert PAIRS[pair["mentee"]["name"]] == pair["mentor"]["name"]
        here.pairs[pair["mentee"]["name"]] = f"pairs/{pair['id']}"


def agree(here: Journey) -> None:
    for name, pair in here.pairs.items():
        seen = here.by[name].put(f"{pair}/agreement", {"text": "We meet three times, in English."})["digest"]
        for call in (here.by[name], here.by[PAIRS[name]], here.officer):
            signed = call.post(f"{pair}/agreement/sign", {"seen": seen})
        assert signed["signed_at"]
        goal = {"item_id": here.item(name), "text": "One desk for all first steps."}
        here.by[name].post(f"{pair}/parts/goal", goal)


def analyse(here: Journey) -> None:
    pair, mentee, mentor = here.pairs["Levanto"], here.by["Levanto"], here.by["Nordhavn"]
    (line, *factors) = mentee.get(f"{pair}/needs")["lines"]
    assert line["prompts"]
    assert factors
    mentee.put(f"{pair}/needs/goals/{line['id']}", {"value": "Four offices, no way.", "seen": line["digest"]})
    mentee.put(f"{pair}/needs/factors/{factors[0]['id']}", {"value": "The state police begins."})
    mentee.post(f"{pair}/needs/submit")
    mentor.post(f"{pair}/needs/comments", {"text": "Begin small."})
    assert [one["text"] for one in here.officer.get(f"{pair}/needs")["comments"]] == ["Begin small."]


def meet(here: Journey) -> None:
    pair, mentee, mentor = here.pairs["Levanto"], here.by["Levanto"], here.by["Nordhavn"]
    for number, host in enumerate(("mentee", "mentor", "mentee")):
        day = f"2026-0{number + 3}-02"
        facts = {"kind": "study", "host": host, "title": f"Visit {number + 1}", "starts_on": day}
        visit = mentor.post(f"{pair}/parts/visit", facts)["id"]
        hours = {"starts": f"{day}T09:00:00Z", "ends": f"{day}T10:00:00Z", "title": "A morning at the desk"}
        mentor.post(f"{pair}/parts/session", {"visit_id": visit, **hours})
        mentor.post(f"{pair}/parts/guest", {"visit_id": visit, "function": "Head of registry", "comes_from": "mentee"})
        mentee.patch(f"{pair}/parts/visit/{visit}", {"is_held": True, "outcome": "Two offices begin."})
    lesson = {"tried": "Evenings", "failed": "Nobody came in winter.", "item_id": here.item("Levanto")}
    entry = mentee.post(f"{pair}/parts/learning", lesson)["id"]
    mentee.post(f"{pair}/parts/learning/{entry}/pass-on")
    flags = here.office.all(f"benchmarks/{here.cast.version.pk}/flags")
    assert "Nobody came in winter." in flags[0]["comment"]


def plan(here: Journey) -> list[int]:
    """Each goal becomes an action; the plans' ids."""
    made = []
    for name, pair in here.pairs.items():
        mentee, mentor = here.by[name], here.by[PAIRS[name]]
        facts = {"city_id": here.cast.cities[name].pk, "title": "One door", "project_id": int(here.at.split("/")[1])}
        number = mentee.post("plans", facts)["id"]
        (goal,) = mentee.get(f"{pair}/goals")
        where = f"{pair}/goals/{goal['goal_id']}/action"
        mentor.post(where, {"plan_id": number}, status=404)
        taken = mentee.post(where, {"plan_id": number})
        mentee.post(where, {"plan_id": number}, status=422)
        (action,) = mentee.all(f"plans/{number}/actions")
        assert (action["title"], taken["action_id"]) == ("One desk for all first steps.", action["id"])
        (origin,) = mentee.get(f"plans/{number}/origins")
        assert (origin["action_id"], origin["url"]) == (action["id"], f"/{pair}/plan/")
        (seen,) = mentor.get(f"{pair}/goals")
        assert seen == {"goal_id": goal["goal_id"], "is_in_plan": True, "plan_id": None, "action_id": None}
        made.append(number)
    return made


def endorse(here: Journey, plans: list[int]) -> None:
    body = here.cast.cities["Levanto"].association_id
    ask = {"name": "Association of Towns", "email": "towns@example.org", "organisation_id": body}
    asked = here.by["Levanto"].post(f"plans/{plans[0]}/endorsements", ask)
    mark = here.officer.get(f"endorsements/{asked['id']}/mark")["mark"]
    given = here.officer.post(f"endorsements/{asked['id']}/endorse", {"given_as": "Director", "seen": mark})
    assert given["state"] == "given"
    mentee = here.by["Sudmark"]
    paper: dict[str, Any] = {"name": "Council", "reference": "12/2026", "decided_on": "2026-10-05"}
    answer = mentee.client.post(f"/api/v1/plans/{plans[1]}/endorsements/resolution", paper, headers=mentee.headers)
    assert answer.status_code == 201, answer.content


def test_inclucities_through_the_api_alone(cast: Cast) -> None:
    here = Journey(cast)
    set_up(here)
    match(here)
    agree(here)
    analyse(here)
    meet(here)
    endorse(here, plan(here))
    first, mentor = here.pairs["Levanto"], here.by["Nordhavn"]
    mentor.post(f"{first}/parts/academy", {"title": "Academy", "participants": 43})
    done = {step["key"] for step in here.office.get(first)["steps"] if step["is_done"]}
    assert done >= {"agreement", "goals", "needs_analysis", "comment", "study_visits", "learning", "action_plan",
                    "endorsement", "academy"}  # fmt: skip
    told = " ".join(event["text"] for event in here.officer.get(f"{first}/history")["items"])
    assert "passed a lesson on to the benchmark" in told
    assert "Nobody came" not in told
    Caller(cast.outsider).get(f"{first}/history", status=404)
