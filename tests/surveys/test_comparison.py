# SPDX-License-Identifier: EUPL-1.2
"""Two waves side by side: the same question by its key and digest, another kind told in words."""

from datetime import date

import pytest

from isopolity.core.principal import acting
from isopolity.surveys import actions
from isopolity.surveys.models import Questionnaire, Respondent, Wave
from isopolity.surveys.queries.comparison import compare
from isopolity.surveys.queries.results import results_of
from tests.surveys.made import definition, q


def wave_with(cast, asked, title, months):
    by = cast.secretariat
    made = actions.create_wave(
        by=by, project=cast.mentoring, questionnaire=asked, title=title, roles=["city"], months=months,
        counted_from="date", base_date=date(2026, 1, 31),
    )  # fmt: skip
    return actions.open_wave(by=by, wave=made)


def answer(cast, wave, **said):
    for body in Respondent.objects.select_related("wave__project", "wave__questionnaire").filter(wave=wave):
        changes = {key: value.get(str(body)) for key, value in said.items()}
        actions.save_answers(by=cast.secretariat, respondent=body, changes=changes)
        actions.submit_response(by=cast.secretariat, respondent=body)


@pytest.fixture
def two_waves(cast):
    """In the second, one question is the same, one changed its kind, one its words, one is gone and one is new."""
    by, facts = cast.secretariat, {"by": cast.secretariat}
    same, money = q("one_choice", "goes_on", choices="yes_no"), q("money", "sum", currencies=["EUR"])
    first = definition(same, q("integer", "met"), money, q("one_choice", "how", choices="colours"),
                       q("integer", "old"))  # fmt: skip
    other = {"label": {"en": "Other words"}}
    second = definition(same, q("one_choice", "met", choices="yes_no"), money,
                        q("one_choice", "how", choices="colours") | other, q("integer", "new"))  # fmt: skip
    with acting(by):
        one = actions.create_questionnaire(**facts, project=cast.mentoring, title="Follow-up")
        Questionnaire.objects.filter(pk=one.pk).update(definition=first, languages=first["languages"])
        one.refresh_from_db()
        actions.publish_questionnaire(**facts, questionnaire=one)
        early = wave_with(cast, one, "Early", 4)
        ten = {"amount": "10", "currency": "EUR"}
        answer(cast, early, goes_on={"Levanto": "yes", "Nordhavn": "yes"}, met={"Levanto": 3}, sum={"Levanto": ten})
        two = actions.new_version(**facts, questionnaire=one)
        Questionnaire.objects.filter(pk=two.pk).update(definition=second)
        two.refresh_from_db()
        actions.publish_questionnaire(**facts, questionnaire=two)
        late = wave_with(cast, two, "Late", 12)
        answer(cast, late, goes_on={"Levanto": "yes", "Nordhavn": "no"}, met={"Levanto": "yes"}, sum={"Nordhavn": ten})
        actions.add_outcome(
            **facts, questionnaire=two, noun={"en": "cities"}, text={"en": "go on"}, condition="${goes_on} = 'yes'"
        )
    return early, late


def test_what_did_not_change_is_counted_beside_each_other_and_what_did_is_told(cast, two_waves):
    with acting(cast.secretariat):
        first, second = (results_of(wave, cast.secretariat) for wave in two_waves)
        found = {one.key: one for one in compare(first, second, "")}
    assert found["goes_on"].rows == [["Yes", 2, "100 %", 1, "50 %"], ["No", 0, "0 %", 1, "50 %"]]
    assert found["goes_on"].kept == "Of 2 bodies that answered both times, 1 say the same."
    assert found["sum"].rows[0] == ["sum", "10", "10"]
    assert found["met"].changed.startswith("It was answered as: Whole number. Now it is answered as: One choice.")
    assert found["met"].first.facts[0] == ("sum", "3")
    assert found["met"].second.counts[0] == ("Yes", 1, "100 %")
    assert found["how"].changed.startswith("Its words or its choices have changed.")
    assert found["old"].changed == "It is not asked any more."
    assert found["new"].changed == "It was not asked in the earlier survey."


def test_the_page_compares_and_keeps_to_the_wall(cast, client, two_waves):
    early, late = two_waves
    client.force_login(cast.host)
    page = client.get(f"/surveys/{early.pk}/comparison/").content.decode()
    assert page.index("2 of 2 cities go on") < page.index("1 of 2 cities go on")
    assert "It is not asked any more." in page
    Wave.objects.filter(pk=early.pk).update(is_confidential=True)
    client.force_login(cast.association)
    assert "Too few answers to show numbers" in client.get(f"/surveys/{late.pk}/comparison/").content.decode()
    client.force_login(cast.outsider)
    assert client.get(f"/surveys/{late.pk}/comparison/").status_code == 404
