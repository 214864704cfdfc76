# SPDX-License-Identifier: EUPL-1.2
"""A network of ten cities as in MILE: support groups in their states, plans with the money that the cities tell of.

What each city answers stands with the demo (demo/texts/survey.yaml); it matches the published report.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from isopolity.accounts.models import Person
from isopolity.core.principal import acting
from isopolity.demo.play_surveys import answers_of, told
from isopolity.groups import actions as groups
from isopolity.networks import actions as networks
from isopolity.networks.models import Project
from isopolity.places import actions as places
from isopolity.places.models import City
from isopolity.plans import actions as plans
from isopolity.surveys import actions as surveys
from isopolity.surveys.models import Respondent, Wave
from tests.cast import Cast, person

ENDED = date(2026, 6, 30)
SENTENCES = (
    "4 of 10 partners have formally sustained their support group",
    "3 of 10 partners have informally sustained their support group",
    "4 of 10 partners have secured actual and provisional funding: 1,400,000 €",
    "7 of 10 partners still work to have their plan carried out, in part or in its entirety",
    "8 of 10 partners report an impact in their city that goes on, besides money",
)


@dataclass
class Mile:
    """The network, its cities, and the officer who works for all of them in these tests."""

    project: Project
    officer: Person
    cities: dict[str, City] = field(default_factory=dict)


def said(city: str) -> dict[str, Any]:
    """What the city answers."""
    return answers_of(told()["first"][city])


def network(cast: Cast) -> Mile:
    """Ten cities with their support groups, and plans with funding."""
    by = cast.secretariat
    with acting(by):
        made = networks.create_project(by=by, network=cast.project.network, name="Ten cities", kind="action_planning")
        mile = Mile(made, person("Officer of ten cities"))
        for name in told()["first"]:
            city = places.add_city(by=by, name=name, country="PT", languages=["pt"])
            networks.add_partner(by=by, project=made, city=city, roles=["city"])
            places.give_city_role(by=by, city=city, person=mile.officer, kind="coordinator")
            mile.cities[name] = city
    with acting(mile.officer):
        for name, city in mile.cities.items():
            _group_and_plan(mile, city, said(name))
    return mile


def _group_and_plan(mile: Mile, city: City, answers: dict[str, Any]) -> None:
    by = mile.officer
    facts = {"name": f"Group of {city}", "theme": "A first job", "started_on": date(2025, 1, 1)}
    group = groups.create_group(by=by, project=mile.project, city=city, **facts)
    groups.tell_life(
        by=by, group=group, since=ENDED, life=answers["group_continues"], note=answers.get("group_how", "It ended."),
        merged_into=answers.get("group_merged_into", ""),
    )  # fmt: skip
    plan = plans.create_plan(by=by, project=mile.project, city=city, title=f"Plan of {city}", group=group)
    action = plans.add_action(by=by, plan=plan, title="Courses at work")
    for line in answers.get("funding", []):
        for state, key in (("secured", "money_actual"), ("indicated", "money_provisional")):
            if key in line:
                plans.add_funding_line(
                    by=by, planned=action, source=line["funding_from"], name=line["funding_for"], state=state,
                    amount=Decimal(line[key]["amount"]), day=ENDED, who="Integration office", whom="Programme office",
                )  # fmt: skip


def hand_in(by: Person, wave: Wave, *, but: tuple[str, ...] = ()) -> None:
    """Every city answers, but those."""
    rows = Respondent.objects.select_related("wave__project", "wave__questionnaire", "partner__city")
    with acting(by):
        for body in rows.filter(wave=wave):
            if str(body) not in but:
                surveys.save_answers(by=by, respondent=body, changes=said(str(body)))
                surveys.submit_response(by=by, respondent=body)
