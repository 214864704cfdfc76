# SPDX-License-Identifier: EUPL-1.2
"""The follow-up of the action-planning network: a wave that is over, one that is open, one that the clock will open."""

from functools import cache
from typing import Any

import yaml

from isopolity.accounts.models import Person
from isopolity.core.principal import acting
from isopolity.demo.clock import on_day
from isopolity.demo.papers import days_from_now
from isopolity.demo.texts import FOLDER
from isopolity.demo.world import World
from isopolity.networks.models import Project
from isopolity.surveys import actions as surveys
from isopolity.surveys.models import PersonalLink, Questionnaire, Respondent, Wave
from isopolity.surveys.rules import LINK

BASE = -385
FIRST, SECOND = -262, -20  # when they opened
BY_TELEPHONE = ("Torrevalle", "Nea Thymaria")
BY_LINK = "Vilarinha do Mar"
CLOSENESS = [
    {"name": "none", "label": {"en": "No contact", "fr": "Aucun contact", "de": "Kein Kontakt"}},
    {"name": "some", "label": {"en": "Now and then", "fr": "De temps en temps", "de": "Ab und zu"}},
    {"name": "close", "label": {"en": "Close partners", "fr": "Partenaires proches", "de": "Enge Partner"}},
]


@cache
def told() -> dict[str, Any]:
    """What the cities answered."""
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / "survey.yaml").read_text(encoding="utf-8"))
    return loaded


def follow_up_network(world: World, project: Project) -> None:
    """Two waves with answers, a third one planned; the lessons of the first are coded."""
    by = world.secretariat
    with acting(by):
        asked = surveys.create_from_library(by=by, project=project, name="mile-follow-up")
        surveys.publish_questionnaire(by=by, questionnaire=asked)
        surveys.add_shipped_outcomes(by=by, questionnaire=asked)
    first = _first_wave(world, project, asked)
    _code(world, first)
    _second_wave(world, project, _next_version(by, asked))


def _planned(by: Person, project: Project, asked: Questionnaire, title: str, months: int) -> Wave:
    return surveys.create_wave(
        by=by, project=project, questionnaire=asked, title=title, roles=["city"], months=months, counted_from="date",
        base_date=days_from_now(BASE), remind_days=14, open_weeks=8,
    )  # fmt: skip


def _bodies(wave: Wave) -> dict[str, Respondent]:
    rows = Respondent.objects.filter(wave=wave)
    near = rows.select_related("wave__project", "wave__questionnaire", "partner__city", "partner__organisation")
    return {str(body): body for body in near}


def _first_wave(world: World, project: Project, asked: Questionnaire) -> Wave:
    """All ten have handed in: seven by themselves, two by telephone, one by a personal link."""
    by = world.secretariat
    with on_day(FIRST), acting(by):
        wave = _planned(by, project, asked, "Four months after", 4)
        surveys.open_wave(by=by, wave=wave)
    for number, (name, body) in enumerate(_bodies(wave).items()):
        answers = answers_of(told()["first"][name])
        with on_day(FIRST + 4 + 3 * number):
            if name == BY_LINK:
                _by_link(world, body, answers)
            else:
                who = by if name in BY_TELEPHONE else world.hosts[name]
                with acting(who):
                    _hand_in(who, body, answers)
    with on_day(FIRST + 56), acting(by):
        surveys.close_wave(by=by, wave=wave)
    return wave


def _by_link(world: World, body: Respondent, answers: dict[str, Any]) -> None:
    by = world.secretariat
    with acting(by):
        surveys.save_contact(by=by, respondent=body, name="Office for newcomers", email="office@vilarinha.example")
        surveys.make_link(by=by, respondent=body)
    link = f"{LINK}{PersonalLink.objects.filter(respondent=body)[0].pk}"
    with acting(link):
        _hand_in(link, body, answers)


def _hand_in(who: Any, body: Respondent, answers: dict[str, Any]) -> None:
    surveys.save_answers(by=who, respondent=body, changes=answers)
    surveys.submit_response(by=who, respondent=body)


def answers_of(city: dict[str, Any]) -> dict[str, Any]:
    """A city's lines as answers to the questionnaire."""
    impact, money = city.get("impact"), city.get("money")
    answers = {"answering_for": "city", "function": "Integration office", **city["group"], **city["plan"]}
    answers |= {**city["authorities"], **city["general"], "local_impact": "yes" if impact else "no"}
    answers |= {"funding_secured": "yes" if money else "no", "core_active": "some", "may_call": "yes"}
    answers |= {"shared_with": ["departments", "cities"] if impact else ["nobody"]}
    if impact:
        answers["impact_kinds"] = {key: seen for key, seen in impact.items() if key != "example"}
        answers |= {"impact_example": impact["example"], "impact_measured": "yes"}
    if money:
        answers["funding"] = [_sum(*line) for line in money]
    return answers


def _sum(source: str, actual: int, provisional: int, purpose: str) -> dict[str, Any]:
    amounts = {"money_actual": actual, "money_provisional": provisional}
    money = {key: {"amount": f"{amount}.00", "currency": "EUR"} for key, amount in amounts.items() if amount}
    return {"funding_from": source, "funding_for": purpose, **money}


# --- Lessons --------------------------------------------------------------------------------------------------------
def _code(world: World, wave: Wave) -> None:
    """Two people read the advice of each city, each alone."""
    by, other = world.secretariat, world.experts[0]
    with acting(by):
        book = {key: surveys.add_factor(by=by, wave=wave, **facts) for key, facts in told()["factors"].items()}
        surveys.name_coders(by=by, wave=wave, people=[other])
    bodies = _bodies(wave)
    for place, person in enumerate((by, other)):
        with acting(person):
            for name, found in told()["coded"].items():
                factors = [book[key] for key in found[place]]
                surveys.code_answer(by=person, respondent=bodies[name], key="advice", factors=factors)


# --- The second wave ------------------------------------------------------------------------------------------------
def _next_version(by: Person, asked: Questionnaire) -> Questionnaire:
    """The relation to those who fund was a number and is now a choice in words."""
    with on_day(SECOND - 10), acting(by):
        draft = surveys.new_version(by=by, questionnaire=asked)
        label = {"en": "How close is your relation with the bodies that fund?",
                 "fr": "Quelle est votre relation avec les organismes financeurs ?",
                 "de": "Wie eng ist Ihre Beziehung zu den Stellen, die fördern?"}  # fmt: skip
        surveys.remove_question(by=by, questionnaire=draft, key="authority_relation")
        draft.refresh_from_db()
        question = {"kind": "one_choice", "name": "authority_relation", "choices": "closeness", "label": label}
        surveys.add_question(by=by, questionnaire=draft, question=question, after="authorities", choices=CLOSENESS)
        draft.refresh_from_db()
        return surveys.publish_questionnaire(by=by, questionnaire=draft)


def _second_wave(world: World, project: Project, asked: Questionnaire) -> None:
    """Open: five have handed in, one has begun, one has a link, the rest was reminded. The third is planned."""
    by = world.secretariat
    with on_day(SECOND), acting(by):
        wave = _planned(by, project, asked, "Twelve months after", 12)
        surveys.open_wave(by=by, wave=wave)
        _planned(by, project, asked, "Two years after", 24)
    bodies = _bodies(wave)
    for number, (name, change) in enumerate(told()["second"].items()):
        city = told()["first"][name]
        later = city | {part: {**city.get(part, {}), **new} if part != "money" else new for part, new in change.items()}
        closeness = CLOSENESS[min(city["authorities"]["authority_relation"] // 2, 2)]["name"]
        answers = answers_of(later) | {"authority_relation": closeness}
        with on_day(SECOND + 2 + 3 * number), acting(world.hosts[name]):
            _hand_in(world.hosts[name], bodies[name], answers)
    _still_open(world, wave, bodies)


def _still_open(world: World, wave: Wave, bodies: dict[str, Respondent]) -> None:
    by, host = world.secretariat, world.hosts["Torrevalle"]
    with on_day(-6), acting(host):
        surveys.save_answers(by=host, respondent=bodies["Torrevalle"], changes={"answering_for": "city"})
    with acting(by):
        place = {"name": "Office for newcomers", "email": "office@vilarinha.example", "language": "fr"}
        surveys.save_contact(by=by, respondent=bodies[BY_LINK], **place)
        surveys.make_link(by=by, respondent=bodies[BY_LINK])
        surveys.name_interviewer(by=by, respondent=bodies["Nea Thymaria"], person=world.experts[0])
        region = project_partner(wave, "Region of Nordhavn")
        surveys.ask_partner(by=by, wave=wave, partner=region)
    with on_day(-4), acting(by):
        surveys.remind_everybody(by=by, wave=wave)


def project_partner(wave: Wave, name: str) -> Any:
    """An organisation that takes part."""
    return wave.project.partners.get(organisation__name=name)
