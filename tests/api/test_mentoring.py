# SPDX-License-Identifier: EUPL-1.2
"""A mentoring through the API alone: profiles, matching, agreement, needs, visits, results."""

import pytest

from isopolity.benchmarks import actions as benchmarks
from isopolity.core.principal import acting
from tests.api.client import Caller
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FACTS = {"population": 20_000, "newcomer_share": 8, "languages": ["it", "en"], "capacity": 1, "urbanisation": 2}


def paired(cast: Cast) -> int:
    """Profiles handed in, calculated, proposed; the pair's id."""
    with acting(cast.secretariat):
        benchmarks.adopt(by=cast.secretariat, project=cast.mentoring, version=cast.version)
    at, item = f"projects/{cast.mentoring.pk}/mentoring", cast.items[0].pk
    for who, name, line in (
        (cast.host, "Levanto", {"need": 3}),
        (cast.hosting_peer, "Nordhavn", {"strength": 2}),
    ):
        city, call = f"{at}/cities/{cast.cities[name].pk}", Caller(who)
        call.patch(city, FACTS)
        call.put(f"{city}/items", {"lines": [{"item_id": item, **line}]})
        assert call.post(f"{city}/hand-in")["handed_in_at"]
    office = Caller(cast.secretariat)
    office.patch(f"{at}/rules", {"max_distance": 6})
    assert office.get(f"{at}/problem")["rules"]["max_distance"] == 6
    run = office.post(f"{at}/runs")
    assert (run["state"], run["gain"], office.all(f"{at}/runs")[0]["id"]) == ("ready", 6, run["id"])
    (pair,) = office.post(f"{at}/runs/{run['id']}/propose")
    Caller(cast.host).get(f"{at}/problem", status=404)
    return int(pair["id"])


def test_a_mentoring_through_the_api_alone(cast: Cast) -> None:
    pair = f"pairs/{paired(cast)}"
    mentee, mentor, officer = Caller(cast.host), Caller(cast.hosting_peer), Caller(cast.association)
    seen = mentee.put(f"{pair}/agreement", {"text": "We meet."})["digest"]
    officer.put(f"{pair}/agreement", {"text": "No."}, status=404)
    for call in (mentee, mentor, officer):
        signed = call.post(f"{pair}/agreement/sign", {"seen": seen})
    assert signed["signed_at"]
    assert mentee.get(pair)["state"] == "agreed"
    goal = mentee.post(f"{pair}/parts/goal", {"item_id": cast.items[0].pk, "text": "Better"})["id"]
    mentee.put(f"{pair}/needs/goals/{goal}", {"value": "Much"})
    mentor.get(f"{pair}/needs", status=404)
    mentee.post(f"{pair}/needs/submit")
    mentor.post(f"{pair}/needs/comments", {"text": "Begin small", "goal_id": goal})
    assert officer.get(f"{pair}/needs")["lines"][0]["comments"][0]["text"] == "Begin small"
    visit = mentor.post(f"{pair}/parts/visit", {"kind": "study", "host": "mentor", "title": "See"})["id"]
    hours = {"starts": "2027-05-03T09:00:00Z", "ends": "2027-05-03T10:00:00Z"}
    mentor.post(f"{pair}/parts/session", {"visit_id": visit, "title": "Walk", **hours})
    mentor.patch(f"{pair}/parts/visit/{visit}", {"is_held": True})
    lesson = {"tried": "Evenings", "item_id": cast.items[0].pk, "visit_id": visit}
    entry = mentee.post(f"{pair}/parts/learning", lesson)
    assert entry["fields"]["visit_id"] == visit
    mentee.post(f"{pair}/parts/learning/{entry['id']}/pass-on")
    mentor.post(f"{pair}/parts/academy", {"title": "Academy", "participants": 40})
    assert {step["key"] for step in officer.get(pair)["steps"] if step["is_done"]} >= {"agreement", "goals", "academy"}
    Caller(cast.authority).get(pair, status=404)


def test_vetoes_and_signatures_through_the_api(cast: Cast) -> None:
    number = paired(cast)
    at, pair = f"projects/{cast.mentoring.pk}/mentoring", f"pairs/{number}"
    mentee = Caller(cast.host)
    seen = mentee.put(f"{pair}/agreement", {"text": "We meet."})["digest"]
    mentee.post(f"{pair}/agreement/sign", {"seen": seen})
    mentee.post(f"{pair}/agreement/withdraw")
    other = {"other_id": cast.cities["Levanto"].pk, "reason": "Private"}
    veto = Caller(cast.hosting_peer).post(f"{at}/cities/{cast.cities['Nordhavn'].pk}/vetoes", other)
    assert Caller(cast.secretariat).get(f"{at}/vetoes")[0]["reason"] == "Private"
    assert Caller(cast.host).get(f"{at}/vetoes") == []
    assert mentee.get(pair)["state"] == "refused"
    Caller(cast.hosting_peer).post(f"{at}/vetoes/{veto['id']}/withdraw")
    body = {"mentee_id": cast.cities["Levanto"].pk, "mentor_id": cast.cities["Nordhavn"].pk}
    made = Caller(cast.secretariat).post(f"{at}/pairs", body)
    assert Caller(cast.secretariat).post(f"pairs/{made['id']}/agree")["state"] == "agreed"
    assert Caller(cast.secretariat).post(f"pairs/{made['id']}/end")["state"] == "ended"
