# SPDX-License-Identifier: EUPL-1.2
"""Results: the headline outcomes of the MILE report from answers that match it, the matrix, the wall before both."""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from isopolity.core.errors import Refused
from isopolity.core.principal import acting
from isopolity.networks import actions as networks
from isopolity.places import actions as places
from isopolity.surveys import actions
from isopolity.surveys.models import Respondent, Wave
from isopolity.surveys.queries.results import outcomes_of, results_of

# Ten partners as the report tells of them: group, money secured (thousand euro: actual, provisional), plan, impact.
MILE = {
    "Amadora": ("formal", (350, 150), "part", "yes"),
    "Sevilla": ("formal", None, "part", "yes"),
    "Venezia": ("formal", (200, 100), "part", "yes"),
    "Vantaa": ("formal", (300, 0), "entire", "yes"),
    "Komotini": ("informal", None, "part", "yes"),
    "Nea Alikarnassos": ("informal", None, "part", "yes"),
    "Timisoara": ("informal", (100, 200), "part", "yes"),
    "Torino": ("merged", None, None, "yes"),
    "Eighth city": ("ended", None, None, "no"),
    "Last city": ("ended", None, None, "no"),
}


def answers(group, money, extent, impact):
    """One partner's answers to the follow-up questionnaire."""
    said = {
        "answering_for": "city",
        "group_continues": group,
        "plan_stage": "in_part",
        "plan_engaged": "yes" if extent else "no",
        "funding_secured": "yes" if money else "no",
        "local_impact": impact,
        "separate_meetings": "no",
        "authority_in_group": "no",
        "authority_indication": "none",
        "advice": f"Our group is {group}.",
    }
    if extent:
        said["plan_extent"] = extent
    if money:
        kinds = zip(("money_actual", "money_provisional"), money, strict=True)
        sums = {kind: {"amount": f"{thousand * 1000}.00", "currency": "EUR"} for kind, thousand in kinds}
        said["funding"] = [{"funding_from": "esf", **sums}]
    if impact == "yes":
        rows = ("impact_practice", "impact_policy", "impact_ideas", "impact_partnership", "impact_awareness")
        said["impact_kinds"] = dict.fromkeys(rows, IMPACT_SEEN)
    return said


IMPACT_SEEN = ""


@pytest.fixture
def mile(cast):
    """The follow-up of a network of ten cities, four months after its end: all have handed in."""
    global IMPACT_SEEN  # noqa: PLW0603 - a choice of the shipped questionnaire
    by = cast.secretariat
    with acting(by):
        project = networks.create_project(
            by=by, network=cast.project.network, name="Ten cities", kind="action_planning"
        )
        for name in MILE:
            city = places.add_city(by=by, name=name, country="PT", languages=["pt"])
            networks.add_partner(by=by, project=project, city=city, roles=["city"])
        asked = actions.create_from_library(by=by, project=project, name="mile-follow-up")
        IMPACT_SEEN = asked.definition["choices"]["impact_seen"][0]["name"]
        stance = asked.definition["choices"]["authority_stance"][0]["name"]
        actions.publish_questionnaire(by=by, questionnaire=asked)
        wave = actions.create_wave(
            by=by, project=project, questionnaire=asked, title="Four months after", roles=["city"], months=4,
            counted_from="date", base_date=date(2009, 6, 30),
        )  # fmt: skip
        actions.open_wave(by=by, wave=wave)
        for body in Respondent.objects.select_related("wave__project", "wave__questionnaire", "partner__city"):
            said = answers(*MILE[body.partner.city.name]) | {"authority_indication": stance}
            actions.save_answers(by=by, respondent=body, changes=said)
            actions.submit_response(by=by, respondent=body)
        assert actions.add_shipped_outcomes(by=by, questionnaire=asked) == 5
        assert actions.add_shipped_outcomes(by=by, questionnaire=asked) == 0
    return Wave.objects.select_related("project", "questionnaire").get(pk=wave.pk)


def test_the_page_states_the_headline_outcomes_of_the_mile_report(cast, client, mile):
    """Four months on: 4 formally sustained, 3 informally; 1.4 M€ by 4; 7 still implementing; 8 with local impact."""
    with acting(cast.secretariat):
        found = outcomes_of(results_of(mile, cast.secretariat))
    assert [(one.number, one.of) for one in found] == [(4, 10), (3, 10), (4, 10), (7, 10), (8, 10)]
    assert found[2].total == Decimal("1400000.00")
    assert found[0].who == ["Amadora", "Sevilla", "Vantaa", "Venezia"]
    client.force_login(cast.secretariat)
    page = client.get(f"/surveys/{mile.pk}/results/").content.decode()
    for sentence in (
        "4 of 10 partners have formally sustained their support group",
        "3 of 10 partners have informally sustained their support group",
        "4 of 10 partners have secured actual and provisional funding: 1,400,000 €",
        "7 of 10 partners still work to have their plan carried out, in part or in its entirety",
        "8 of 10 partners report an impact in their city that goes on, besides money",
    ):
        assert sentence in page
    assert "Amadora, Sevilla, Vantaa, Venezia" in page


def test_the_matrix_stands_on_screen_and_in_a_workbook(cast, client, mile):
    client.force_login(cast.secretariat)
    page = client.get(f"/surveys/{mile.pk}/matrix/").content.decode()
    assert "Timisoara" in page
    book = load_workbook(io.BytesIO(client.get(f"/surveys/{mile.pk}/matrix.xlsx").content))
    rows = list(book.worksheets[0].values)
    assert len(rows) == 12
    place = rows[1].index("money_total")
    assert sum(row[place] or 0 for row in rows[2:]) == 1_400_000
    assert "4 of 10 partners" in list(book.worksheets[1].values)[1][0]


def test_a_confidential_wave_gives_others_numbers_and_released_quotes_only(cast, client, mile):
    Wave.objects.update(is_confidential=True)
    officer = cast.outsider
    with acting(cast.secretariat):
        city = mile.project.partners.get(city__name="Torino").city
        places.give_city_role(by=cast.secretariat, city=city, person=officer, kind="officer")
    client.force_login(officer)
    url = f"/surveys/{mile.pk}/results/?section=In general"
    page = client.get(url).content.decode()
    assert "4 of 10 partners" in page
    assert "Amadora" not in page
    assert "Our group is" not in page
    for closed in (f"/surveys/{mile.pk}/matrix/", f"/surveys/{mile.pk}/matrix.xlsx"):
        assert client.get(closed).status_code == 404
    mile.refresh_from_db()
    with acting(cast.secretariat):
        with pytest.raises(Refused):
            actions.release_quote(by=cast.secretariat, wave=mile, key="advice", text="Nobody said this")
        actions.release_quote(by=cast.secretariat, wave=mile, key="advice", text="Our group is formal")
    page = client.get(url).content.decode()
    assert "Our group is formal" in page
    assert "Amadora" not in page
    Wave.objects.update(is_confidential=False)
    page = client.get(url).content.decode()
    assert "Amadora" in page


def test_too_few_answers_show_no_numbers_of_a_confidential_wave(cast, client, wave, asked):
    Wave.objects.update(is_confidential=True, state="open")
    wave.refresh_from_db()
    body = Respondent.objects.select_related("wave__project", "wave__questionnaire").get(partner__city__name="Nordhavn")
    with acting(cast.hosting_peer):
        actions.save_answers(by=cast.hosting_peer, respondent=body, changes={"goes_on": "yes"})
        actions.submit_response(by=cast.hosting_peer, respondent=body)
    client.force_login(cast.authority)
    assert "Too few answers" in client.get(f"/surveys/{wave.pk}/results/").content.decode()


def test_a_statement_must_be_a_condition_on_questions_that_are_there(cast, asked):
    facts = {"noun": {"en": "cities"}, "text": {"en": "go on"}}
    with acting(cast.secretariat):
        for condition in ("${goes_on} = ", "${other} = 'yes'"):
            with pytest.raises(Refused) as refused:
                actions.add_outcome(by=cast.secretariat, questionnaire=asked, condition=condition, **facts)
            assert set(refused.value.fields) == {"condition"}


def test_outcomes_are_managed_on_their_page(cast, client, asked):
    client.force_login(cast.secretariat)
    url = f"/questionnaires/{asked.pk}/outcomes/"
    sent = {"do": "add", "noun": "cities", "text": "go on", "condition": "${goes_on} = 'yes'", "sum": ""}
    assert client.post(url, sent).status_code == 303
    page = client.get(url).content.decode()
    assert "cities go on" in page
    number = page.split("remove:")[1].split('"')[0]
    assert client.post(url, {"do": f"remove:{number}"}).status_code == 303
    assert "cities go on" not in client.get(url).content.decode()
