# SPDX-License-Identifier: EUPL-1.2
"""What a pair leads to: actions of a plan, lines in the daily mail, a history."""

from datetime import date

import pytest
from django.apps import apps

from isopolity.accounts.models import Notice
from isopolity.core import history
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.mentoring import actions
from isopolity.mentoring.models import GoalLink, Pair, PairState
from isopolity.plans import actions as plans
from isopolity.plans.models import PlanAction
from tests.mentoring.stage import Mentoring, agreed_pair
from tests.mentoring.test_walking import fresh, part, proposed_pair, sign, steps, write

pytestmark = pytest.mark.django_db
SECRET = "Quittengelee"


def begin_plan(made: Mentoring, title: str = "One door"):
    with acting(made.mentee):
        return plans.create_plan(by=made.mentee, project=made.project, city=made.city("Levanto"), title=title)


def take(by, goal, plan, planned=None):
    with acting(by):
        return actions.take_goal(by=by, goal=goal, plan=plan, planned=planned)


# --- Goals and actions ------------------------------------------------------------------------------------------------
def test_a_goal_becomes_an_action_once_and_only_in_a_plan_of_the_mentee(cast):
    made, pair = agreed_pair(cast)
    goal = part(made.mentee, pair, "goal", item=cast.items[0], text="One desk\nfor all")
    plan = begin_plan(made)
    assert not steps(pair)["action_plan"].is_done
    link = take(made.mentee, goal, plan)
    assert (link.action.title, link.action.objective) == ("One desk for all", "One desk\nfor all")
    assert steps(pair)["action_plan"].is_done
    with pytest.raises(Refused, match="already"):
        take(made.mentee, goal, plan)
    other = part(made.mentee, pair, "goal", item=cast.items[1], text="Second")
    with acting(made.mentor):
        foreign = plans.create_plan(by=made.mentor, project=made.project, city=made.city("Nordhavn"), title="Theirs")
    with pytest.raises(Refused, match="mentee city"):
        take(made.secretariat, other, foreign)
    assert take(made.mentee, other, plan, link.action).action == link.action
    with acting(made.mentee):
        actions.release_goal(by=made.mentee, link=link)
    assert PlanAction.objects.count() == 1
    assert GoalLink.objects.get().goal == other


def test_goals_of_a_proposed_pair_do_not_become_actions(cast):
    made, pair = proposed_pair(cast)
    goal = part(made.mentee, pair, "goal", item=cast.items[0], text="One desk")
    with pytest.raises(Refused, match="agreed pair"):
        take(made.mentee, goal, begin_plan(made))


def test_whoever_does_not_write_the_plan_takes_no_goal_into_it(cast, client):
    made, pair = agreed_pair(cast)
    goal = part(made.mentee, pair, "goal", item=cast.items[0], text="One desk")
    plan = begin_plan(made)
    with acting(made.mentee):
        planned = plans.add_action(by=made.mentee, plan=plan, title="One desk")
    for who in (made.mentor, cast.association, made.other):
        client.force_login(who)
        for action, into in ((None, f"plan-{plan.pk}"), (planned, f"action-{planned.pk}")):
            with pytest.raises(NotAllowed):
                take(who, goal, plan, action)
            sent = {"goal": goal.pk, "into": into, "do": "take"}
            assert client.post(f"/pairs/{pair.pk}/plan/", sent).status_code == 404
    assert not GoalLink.objects.exists()


def test_goal_and_action_show_each_other_to_those_who_read_both(cast, client):
    made, pair = agreed_pair(cast)
    goal = part(made.mentee, pair, "goal", item=cast.items[0], text=SECRET)
    plan = begin_plan(made, "A door of its own")
    client.force_login(made.mentee)
    where = f"/pairs/{pair.pk}/plan/"
    assert where in client.get(f"/plans/{plan.pk}/").text  # the button “From a goal of a mentoring”
    sent = {"goal": goal.pk, "into": f"plan-{plan.pk}", "do": "take"}
    assert client.post(where, sent).status_code == 303
    planned = PlanAction.objects.get()
    assert f"/plan-actions/{planned.pk}/" in client.get(where).text
    assert "From a mentoring" in client.get(f"/plan-actions/{planned.pk}/").text
    client.force_login(made.mentor)
    page = client.get(where).text
    assert "It stands in the action plan of Levanto." in page
    assert "A door of its own" not in page
    assert f"/plan-actions/{planned.pk}/" not in page
    client.force_login(cast.authority)  # reads the plan, not the pair
    page = client.get(f"/plan-actions/{planned.pk}/")
    assert page.status_code == 200
    assert "From a mentoring" not in page.text
    assert client.get(where).status_code == 404
    client.force_login(made.mentee)
    assert client.post(where, {"goal": goal.pk, "do": "release"}).status_code == 303
    assert not GoalLink.objects.exists()


def test_queries_of_the_pages_about_plan_and_history_do_not_grow(cast, client, queries_of):
    made, pair = agreed_pair(cast)
    plan = begin_plan(made)

    def more(number):
        goal = part(made.mentee, pair, "goal", item=cast.items[number], text="Better")
        part(made.mentee, pair, "visit", kind="study", host="mentee", title="Visit", starts_on=date(2027, 5, 3))
        return take(made.mentee, goal, plan)

    planned = more(0).action
    client.force_login(made.mentee)
    paths = [f"/pairs/{pair.pk}/plan/", f"/pairs/{pair.pk}/history/", f"/plans/{plan.pk}/",
             f"/plan-actions/{planned.pk}/"]  # fmt: skip
    before = [queries_of(path) for path in paths]
    more(1)
    more(2)
    after = [queries_of(path) for path in paths]
    assert all(now <= then for now, then in zip(after, before, strict=True)), (before, after)


# --- Mail -------------------------------------------------------------------------------------------------------------
def told(person, start=""):
    return [row.text for row in Notice.objects.filter(person=person, key__startswith=start).order_by("pk")]


def test_those_who_sign_learn_that_the_agreement_is_ready_changed_and_signed_by_all(cast):
    made, pair = proposed_pair(cast)
    write(made.mentee, pair, SECRET)
    ready = "The agreement of Levanto – Nordhavn is ready. Please read and sign it."
    assert told(made.mentor, "agreement") == told(cast.association, "agreement") == [ready]
    assert told(made.mentee, "agreement") == told(made.secretariat, "agreement") == []
    write(made.mentee, pair, "We meet twice.")
    assert told(made.mentor, "agreement") == [ready]  # once a day
    sign(made.mentor, pair, "We meet twice.")
    write(made.mentee, pair, SECRET, voids_signatures=True)
    assert "signatures are void" in told(made.mentor, "agreement")[-1]
    for who in (made.mentee, made.mentor, cast.association):
        sign(who, pair, SECRET)
    for who in (made.mentee, made.mentor, made.secretariat):
        assert told(who, "agreement")[-1] == "All have signed the agreement of Levanto – Nordhavn."
    assert not Notice.objects.filter(text__contains=SECRET).exists()


def test_mentor_associations_and_secretariat_learn_of_the_needs_analysis(cast):
    made, pair = agreed_pair(cast)
    goal = part(made.mentee, pair, "goal", item=cast.items[0], text=SECRET)
    with acting(made.mentee):
        actions.save_need(by=made.mentee, pair=pair, goal=goal, value=SECRET)
        assert not told(made.mentor, "needs")
        actions.submit_needs(by=made.mentee, pair=pair)
    assert told(made.mentor, "needs") == ["The needs analysis of Levanto is submitted. Please comment on it."]
    for who in (cast.association, made.secretariat):
        assert told(who, "needs") == ["The needs analysis of Levanto is submitted. You can read it now."]
    with acting(made.mentor):
        actions.comment_needs(by=made.mentor, pair=fresh(pair), text=SECRET)
    assert told(made.mentee, "needs") == ["Nordhavn has commented on your needs analysis."]
    assert told(made.other, "needs") == []
    assert not Notice.objects.filter(text__contains=SECRET).exists()


def test_the_other_city_learns_when_they_meet_in_its_own_language(cast):
    made, pair = agreed_pair(cast)
    made.mentee.language = "de"
    made.mentee.save()
    visit = part(made.mentor, pair, "visit", title=SECRET, place=SECRET)
    assert not told(made.mentee, "visit")
    change = {"by": made.mentor, "pair": pair, "part": "visit", "row": visit}
    with acting(made.mentor):
        actions.change_part(**change, facts={"starts_on": date(2027, 3, 3), "ends_on": date(2027, 3, 4)})
        actions.change_part(**change, facts={"aims": SECRET})
        actions.change_part(**change, facts={"starts_on": date(2027, 3, 2)})
        actions.remove_part(by=made.mentor, pair=pair, row=visit)
    texts = told(made.mentee, "visit")
    assert len(texts) == 3
    assert ["3. März 2027" in texts[0], "2. März 2027" in texts[1]] == [True, True]
    assert not told(made.mentor, "visit")
    assert not Notice.objects.filter(text__contains=SECRET).exists()


# --- History ----------------------------------------------------------------------------------------------------------
def test_every_kept_kind_of_row_has_words_for_its_history():
    labels = {
        model._meta.label_lower
        for model in apps.get_app_config("mentoring").get_models()
        if hasattr(model, "pgh_event_model") and not hasattr(model, "pgh_tracked_model")
    }
    assert labels
    assert not labels - set(history._nouns) - set(history._sentences)


def test_the_history_of_a_pair_tells_who_did_what_and_no_text(cast, client):
    made, pair = proposed_pair(cast)
    write(made.mentee, pair, SECRET)
    for who in (made.mentee, made.mentor, cast.association):
        sign(who, pair, SECRET)
    goal = part(made.mentee, pair, "goal", item=cast.items[0], text=SECRET)
    with acting(made.mentee):
        actions.save_need(by=made.mentee, pair=pair, goal=goal, value=SECRET)
    visit = part(made.mentor, pair, "visit", title=SECRET)
    part(made.mentor, pair, "guest", visit, function="Head", comes_from="mentor")
    entry = part(made.mentee, pair, "learning", tried=SECRET, item=cast.items[0])
    with acting(made.mentee):
        actions.pass_on_lesson(by=made.mentee, entry=entry)
        actions.remove_part(by=made.mentee, pair=pair, row=visit)
    url = f"/pairs/{pair.pk}/history/"
    words = ("proposed the pair", "signed the agreement: mentor city", "the agreement stands",
             "set the pair to: agreed", "added: a goal (GG/A/1)", "removed: a visit", "added: a participant of a visit",
             "passed a lesson on to the benchmark", "Coordinator of Nordhavn")  # fmt: skip
    for who in (made.mentee, made.mentor, cast.association, made.secretariat):
        client.force_login(who)
        page = client.get(url).text
        assert [word for word in words if word not in page] == []
        assert SECRET not in page
        assert ("a text of the needs analysis" in page) is (who == made.mentee)  # it is not submitted yet
    assert client.get(url, {"before": "2020-01-01T00:00:00Z"}).status_code == 200
    assert client.get(url, {"before": "nonsense"}).status_code == 200
    for who in (made.other, cast.authority, cast.outsider):
        client.force_login(who)
        assert client.get(url).status_code == 404


def test_the_history_does_not_say_who_refused_but_to_the_secretariat(cast, client):
    made, pair = agreed_pair(cast)
    with acting(made.mentor):
        actions.say_no(by=made.mentor, **made.of("Nordhavn"), other=made.city("Levanto"), reason=SECRET)
    assert Pair.objects.get().state == PairState.REFUSED
    seen = {}
    for who in (made.mentee, cast.association, made.secretariat):
        client.force_login(who)
        page = client.get(f"/pairs/{pair.pk}/history/").text
        assert SECRET not in page
        seen[who.name] = "set the pair to: refused" in page
    assert seen == {made.mentee.name: False, cast.association.name: False, made.secretariat.name: True}
