# SPDX-License-Identifier: EUPL-1.2
"""Lessons: several coders, each alone behind the wall; how far they agree; drafts that name nobody they must not."""

import pytest

from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.surveys import actions
from isopolity.surveys.models import Coding, Factor, Respondent, Wave
from isopolity.surveys.queries.lessons import all_drafts, lessons_of

SAID = {"Levanto": "The money came too late.", "Nordhavn": "Nobody had time, and no money."}


@pytest.fixture
def answered(cast, open_wave):
    """Two cities have handed in; the outsider is named as a coder; the code book has two factors."""
    by, bodies = cast.secretariat, {}
    with acting(by):
        for body in Respondent.objects.select_related("wave__project", "wave__questionnaire", "partner__city"):
            if str(body) in SAID and body.partner_id:
                changes = {"goes_on": "no", "why": SAID[str(body)]}
                actions.save_answers(by=by, respondent=body, changes=changes)
                actions.submit_response(by=by, respondent=body)
                bodies[str(body)] = body
        actions.add_factor(by=by, wave=open_wave, name="Money", meaning="Money came late, or never.")
        actions.add_factor(by=by, wave=open_wave, name="Time")
        actions.name_coders(by=by, wave=open_wave, people=[cast.outsider])
    return bodies


def code(person, body, *names):
    with acting(person):
        factors = list(Factor.objects.filter(name__in=names))
        actions.code_answer(by=person, respondent=body, key="why", factors=factors)


def test_each_codes_alone_and_the_agreement_is_shown(cast, client, answered, open_wave):
    code(cast.secretariat, answered["Levanto"], "Money")
    code(cast.secretariat, answered["Nordhavn"], "Money", "Time")
    code(cast.outsider, answered["Levanto"], "Money")
    code(cast.outsider, answered["Nordhavn"], "Time")
    with acting(cast.outsider):
        assert Coding.objects.count() == 2
    with acting(cast.secretariat):
        found = lessons_of(open_wave)
    (pair,) = found.pairs
    assert (pair.number, pair.percent, round(pair.kappa, 2)) == (2, 75.0, 0.5)
    assert {one.factor.name: (one.number, one.of) for one in found.rows} == {"Money": (1, 2), "Time": (1, 2)}
    client.force_login(cast.secretariat)
    page = client.get(f"/surveys/{open_wave.pk}/lessons/").content.decode()
    assert "75 %" in page
    assert "0.50" in page
    assert "Found in the answers of 1 of 2 bodies." in page
    drafts = client.get(f"/surveys/{open_wave.pk}/lessons.txt").content.decode()
    assert "“The money came too late.” (Levanto)" in drafts


def test_only_the_secretariat_and_its_coders_code(cast, client, answered, open_wave):
    for person in (cast.host, cast.association, cast.peer):
        with acting(person), pytest.raises(NotAllowed):
            actions.code_answer(by=person, respondent=answered["Levanto"], key="why", factors=[])
    client.force_login(cast.outsider)
    page = client.get(f"/surveys/{open_wave.pk}/coding/?question=why").content.decode()
    assert "The money came too late." in page
    assert client.get(f"/surveys/{open_wave.pk}/lessons/").status_code == 404
    with acting(cast.secretariat):
        actions.name_coders(by=cast.secretariat, wave=open_wave, people=[])
    assert client.get(f"/surveys/{open_wave.pk}/coding/").status_code == 404
    with acting(cast.outsider), pytest.raises(NotAllowed):
        actions.code_answer(by=cast.outsider, respondent=answered["Levanto"], key="why", factors=[])


def test_only_answers_in_words_that_were_handed_in_are_coded(cast, answered, open_wave):
    other = Respondent.objects.select_related("wave__project", "wave__questionnaire").get(group__isnull=False)
    with acting(cast.secretariat):
        for body, key in ((answered["Levanto"], "goes_on"), (answered["Levanto"], "nothing"), (other, "why")):
            with pytest.raises(Refused):
                actions.code_answer(by=cast.secretariat, respondent=body, key=key, factors=[])
        factor = Factor.objects.get(name="Money")
        actions.code_answer(by=cast.secretariat, respondent=answered["Levanto"], key="why", factors=[factor])
        with pytest.raises(Refused):
            actions.remove_factor(by=cast.secretariat, factor=factor)


def test_drafts_of_a_confidential_wave_hold_released_quotes_without_names(cast, answered, open_wave):
    Wave.objects.update(is_confidential=True)
    open_wave.refresh_from_db()
    code(cast.secretariat, answered["Nordhavn"], "Time")
    with acting(cast.secretariat):
        assert "time" not in all_drafts(open_wave).replace("Time", "")
        actions.release_quote(by=cast.secretariat, wave=open_wave, key="why", text="Nobody had time")
        drafts = all_drafts(open_wave)
    assert "“Nobody had time”" in drafts
    assert "Nordhavn" not in drafts


def test_coding_on_its_page(cast, client, answered, open_wave):
    client.force_login(cast.outsider)
    url, body = f"/surveys/{open_wave.pk}/coding/?question=why", answered["Levanto"].pk
    money = Factor.objects.get(name="Money").pk
    assert client.post(url, {f"read-{body}": "1", f"factors-{body}": [str(money), "999"]}).status_code == 303
    assert "You have coded 1 of 2 answers." in client.get(url).content.decode()
    client.force_login(cast.secretariat)
    lessons = f"/surveys/{open_wave.pk}/lessons/"
    assert client.post(lessons, {"do": "add", "name": "Money"}).status_code == 200
    assert client.post(lessons, {"do": "add", "name": "Power"}).status_code == 303
    power = Factor.objects.get(name="Power").pk
    assert client.post(f"{lessons}{power}/", {"name": "Power at the table"}).status_code == 303
    assert client.post(lessons, {"do": f"remove:{power}"}).status_code == 303
    assert client.post(lessons, {"do": "coders", "people": [cast.secretariat.pk]}).status_code == 303
    assert not Factor.objects.filter(pk=power).exists()
