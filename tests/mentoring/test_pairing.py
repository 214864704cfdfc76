# SPDX-License-Identifier: EUPL-1.2
"""Profiles, matching, vetoes: who reads what, what is kept, what is refused."""

import json

import pytest

from isopolity.assessments import actions as assessments
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.mentoring import actions
from isopolity.mentoring.actions.profiles import Wanted
from isopolity.mentoring.matching import read_problem
from isopolity.mentoring.models import MatchRun, Pair, Profile, ProfileItem, Takeover, Veto, VetoReason
from isopolity.mentoring.queries.results import Result
from tests.mentoring.stage import agreed_pair, all_handed_in, hand_in, make_mentoring, run

pytestmark = pytest.mark.django_db
SECRET = "Zwetschgenkuchen"


def url(made, path=""):
    return f"/projects/{made.project.pk}/mentoring/{path}"


def city_url(made, name, path=""):
    return url(made, f"cities/{made.city(name).pk}/{path}")


def test_the_secretariat_reads_a_profile_only_once_the_city_hands_it_in(cast, client):
    made = make_mentoring(cast)
    client.force_login(made.mentee)
    assert client.get(city_url(made, "Levanto")).status_code == 200
    with acting(made.mentee):
        actions.set_facts(by=made.mentee, **made.of("Levanto"), about=SECRET, population=5000, languages=["it"])
        actions.set_items(by=made.mentee, **made.of("Levanto"), lines=[Wanted(cast.items[0], 3, 0)])
    for who in (made.secretariat, cast.association):
        client.force_login(who)
        assert client.get(city_url(made, "Levanto")).status_code == 404
        assert SECRET not in client.get(url(made)).text
    with acting(made.mentee):
        actions.hand_in(by=made.mentee, **made.of("Levanto"))
    for who in (made.secretariat, cast.association):
        client.force_login(who)
        assert SECRET in client.get(city_url(made, "Levanto")).text
    client.force_login(made.mentor)
    assert client.get(city_url(made, "Levanto")).status_code == 404


def test_an_assessment_feeds_the_profile_with_consent_only_and_what_is_taken_over_can_be_changed(cast):
    made, by = make_mentoring(cast), cast.host
    with acting(by):
        with pytest.raises(Refused):
            actions.take_over(by=by, **made.of("Levanto"), source="assessment")
        for number, level in enumerate(["falls_short", "surpasses", "meets", "falls_short"]):
            item = cast.items[number]
            assessments.save_answer(by=by, assessment=cast.assessment, item=item, field="level", value=level)
            assessments.save_answer(by=by, assessment=cast.assessment, item=item, field="achieved", value="Done.")
        actions.set_items(by=by, **made.of("Levanto"), lines=[Wanted(cast.items[3], 1, 0, "own word")])
        type(cast.assessment).objects.filter(pk=cast.assessment.pk).update(state="submitted")
        rows = actions.take_over(by=by, **made.of("Levanto"), source="assessment")
        assert [(row.need, row.strength) for row in rows] == [(3, 0), (0, 2), (0, 1)]
        assert ProfileItem.objects.get(item=cast.items[3]).need == 1
        assert Takeover.objects.get().agreed_by == by
        actions.set_items(by=by, **made.of("Levanto"), lines=[Wanted(cast.items[0], 2, 0)])
        actions.stop_feeding(by=by, **made.of("Levanto"), source="assessment")
    assert set(ProfileItem.objects.values_list("item", "need", "source")) == {
        (cast.items[0].pk, 2, "own"), (cast.items[3].pk, 1, "own")}  # fmt: skip
    assert not Takeover.objects.exists()


def test_an_empty_profile_is_not_handed_in(cast):
    made, by = make_mentoring(cast), cast.host
    with acting(by), pytest.raises(Refused, match="people live"):
        actions.hand_in(by=by, **made.of("Levanto"))
    with acting(made.other), pytest.raises(NotAllowed):
        actions.hand_in(by=made.other, **made.of("Levanto"))
    with acting(made.other), pytest.raises(Refused, match="choose from the list"):
        actions.set_items(by=made.other, **made.of("Vestergade"), lines=[Wanted(cast.items[0], 4, 0)])


def test_the_best_pairs_are_calculated_kept_and_proposed(cast, client):
    made = all_handed_in(cast)
    found = run(made)
    assert (found.pairs, found.gain, found.distance) == (1, 6, 1.0)
    assert found.made_by == made.secretariat
    with acting(made.secretariat):
        (pair,) = actions.propose_run(by=made.secretariat, run=found)
        actions.propose_run(by=made.secretariat, run=found)
    assert (pair.mentee, pair.mentor) == (made.city("Levanto"), made.city("Nordhavn"))
    assert Pair.objects.count() == 1
    client.force_login(made.secretariat)
    page = client.get(url(made, f"matching/{found.pk}/")).text
    assert "need 3 × strength 2 = 6" in page
    assert "population 1" in page
    file = client.get(url(made, f"matching/{found.pk}/problem.json"))
    assert read_problem(json.loads(file.content)) == Result(found).problem
    keys = [one["id"] for one in found.problem["mentees"] + found.problem["mentors"]]
    answer = client.get(url(made, f"matching/{found.pk}/"), {"mentee": keys[0], "mentor": keys[2]}).text
    assert "gain 5 lower, cities 1 closer together." in answer
    answer = client.get(url(made, f"matching/{found.pk}/"), {"mentee": keys[0], "mentor": keys[1]}).text
    assert "If they must not be a pair" in answer
    for who in (made.mentee, cast.association, cast.authority):
        client.force_login(who)
        for path in ("matching/", f"matching/{found.pk}/", f"matching/{found.pk}/problem.json", "matching/rules/"):
            assert client.get(url(made, path)).status_code == 404


def test_a_large_matching_is_a_job(cast, run_jobs, monkeypatch):
    made = all_handed_in(cast)
    monkeypatch.setattr("isopolity.mentoring.actions.matching.IN_REQUEST", 1)
    found = run(made)
    assert found.state == "waiting"
    with acting(made.secretariat), pytest.raises(Refused):
        actions.propose_run(by=made.secretariat, run=found)
    run_jobs()
    found.refresh_from_db()
    assert (found.state, found.gain) == ("ready", 6)


def test_an_agreed_pair_stays_in_every_later_matching(cast):
    made, pair = agreed_pair(cast)
    hand_in(made, made.mentor, "Nordhavn", [(0, 0, 0), (3, 0, 1)], capacity=0)
    found = run(made)
    assert found.pairs == 1
    assert found.gain == 0
    assert found.problem["mentors"][0]["capacity"] == 1
    with acting(made.secretariat):
        actions.propose_run(by=made.secretariat, run=found)
        with pytest.raises(Refused, match="End that pair first"):
            actions.propose_pair(
                by=made.secretariat, project=made.project, mentee=pair.mentee, mentor=made.city("Vestergade")
            )
    with acting(made.mentee), pytest.raises(Refused, match="agreed pair"):
        actions.take_back(by=made.mentee, **made.of("Levanto"))


def test_a_veto_rules_a_pair_out_and_ends_the_proposal(cast):
    made = all_handed_in(cast)
    old = run(made)
    with acting(made.secretariat):
        (pair,) = actions.propose_run(by=made.secretariat, run=old)
    with acting(made.mentor):
        veto = actions.say_no(by=made.mentor, **made.of("Nordhavn"), other=made.city("Levanto"))
    pair.refresh_from_db()
    assert pair.state == "refused"
    assert not VetoReason.objects.exists()
    with acting(made.secretariat):
        with pytest.raises(Refused, match="said no"):
            actions.propose_run(by=made.secretariat, run=old)
        with pytest.raises(Refused, match="veto stands"):
            actions.propose_pair(
                by=made.secretariat, project=made.project, mentee=pair.mentee, mentor=made.city("Nordhavn")
            )
        anew = actions.run_matching(by=made.secretariat, project=made.project)
    assert anew.answer["pairs"][0]["mentor"].startswith("vestergade")
    with acting(made.mentee), pytest.raises(NotAllowed):
        actions.withdraw_veto(by=made.mentee, veto=veto)
    with acting(made.mentor):
        actions.withdraw_veto(by=made.mentor, veto=veto)
    assert run(made).answer["pairs"][0]["mentor"].startswith("nordhavn")


def test_the_association_says_no_and_others_may_not(cast):
    made = all_handed_in(cast)
    with acting(cast.association):
        veto = actions.say_no(by=cast.association, **made.of("Levanto"), other=made.city("Nordhavn"), reason=SECRET)
    assert veto.by_association
    for who in (made.secretariat, made.other, cast.authority, cast.outsider):
        with acting(who), pytest.raises(NotAllowed):
            actions.say_no(by=who, **made.of("Levanto"), other=made.city("Nordhavn"))
    with acting(made.mentee), pytest.raises(Refused):
        actions.say_no(by=made.mentee, **made.of("Levanto"), other=made.city("Sudmark"))


def test_the_reason_of_a_veto_is_read_by_secretariat_and_author_alone(cast, client):
    made = all_handed_in(cast)
    with acting(made.mentor):
        actions.say_no(by=made.mentor, **made.of("Nordhavn"), other=made.city("Levanto"), reason=SECRET)
    found = run(made)
    pages = [url(made), *(city_url(made, name) for name in ("Levanto", "Nordhavn")), url(made, "matching/"),
             url(made, f"matching/{found.pk}/"), url(made, f"matching/{found.pk}/problem.json"), "/"]  # fmt: skip
    client.force_login(made.secretariat)
    assert [page for page in pages if SECRET in client.get(page).text] == [url(made, "matching/")]
    for who in (made.mentee, made.mentor, made.other, cast.association, cast.authority, cast.outsider):
        client.force_login(who)
        assert not [page for page in pages if SECRET in client.get(page).text], who
    assert VetoReason.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_the_database_itself_keeps_the_reason_of_a_veto(cast, as_person):
    made = all_handed_in(cast)
    with acting(made.mentor):
        actions.say_no(by=made.mentor, **made.of("Nordhavn"), other=made.city("Levanto"), reason=SECRET)
    seen = {}
    for name, who in {**cast.everyone(), "nobody": None}.items():
        with as_person(who) as cursor:
            for table in ("mentoring_vetoreason", "mentoring_vetoreasonevent"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                seen[name, table] = cursor.fetchone()[0]
    assert {name for (name, _table), rows in seen.items() if rows} == {"operator", "secretariat", "hosting_peer"}
    # The operator of the cast made this project and is its secretariat, too.


def test_queries_do_not_grow_with_cities_and_runs(cast, client, queries_of):
    made = make_mentoring(cast)
    hand_in(made, made.mentee, "Levanto", [(0, 3, 0)])
    hand_in(made, made.mentor, "Nordhavn", [(0, 0, 2)])
    first = run(made)
    with acting(made.secretariat):
        actions.propose_run(by=made.secretariat, run=first)
    client.force_login(made.secretariat)
    paths = [url(made), url(made, "matching/"), city_url(made, "Levanto")]
    before = [queries_of(path) for path in paths]
    hand_in(made, made.other, "Vestergade", [(0, 0, 2), (1, 1, 1), (2, 1, 1)])
    with acting(made.mentee):
        actions.set_items(by=made.mentee, **made.of("Levanto"), lines=[Wanted(item, 1, 0) for item in cast.items])
    last = [run(made), run(made)][-1]
    with acting(made.secretariat):
        actions.propose_run(by=made.secretariat, run=last)
    after = [queries_of(path) for path in paths]
    assert all(now <= then for now, then in zip(after, before, strict=True))
    assert max(after) <= 20


def test_pages_of_a_city_keep_what_was_typed_and_save(cast, client):
    made = make_mentoring(cast)
    client.force_login(made.mentee)
    facts = {"population": "9000", "newcomer_share": "300", "languages": "it, en", "capacity": "1", "about": SECRET}
    answer = client.post(city_url(made, "Levanto", "facts/"), facts)
    assert answer.status_code == 200
    assert SECRET in answer.text
    assert not Profile.objects.filter(about=SECRET).exists()
    assert client.post(city_url(made, "Levanto", "facts/"), facts | {"newcomer_share": "3"}).status_code == 303
    item = cast.items[0]
    answer = client.post(city_url(made, "Levanto", "items/"), {f"need-{item.pk}": "9", f"note-{item.pk}": SECRET})
    assert answer.status_code == 200
    assert SECRET in answer.text
    answer = client.post(city_url(made, "Levanto", "items/"), {f"need-{item.pk}": "2", f"note-{item.pk}": "Why"})
    assert answer.status_code == 303
    assert ProfileItem.objects.get().note == "Why"
    assert client.post(city_url(made, "Levanto", "do/"), {"do": "hand_in"}).status_code == 303
    assert Profile.objects.get().handed_in_at
    assert client.post(city_url(made, "Levanto", "do/"), {"do": "nonsense"}).status_code == 404
    answer = client.post(city_url(made, "Levanto", "veto/"), {"other": made.city("Nordhavn").pk, "reason": SECRET})
    assert answer.status_code == 303
    assert Veto.objects.count() == 1
    client.force_login(made.secretariat)
    assert client.post(url(made, "matching/")).status_code == 303
    assert not MatchRun.objects.exists()
