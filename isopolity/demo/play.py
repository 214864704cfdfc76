# SPDX-License-Identifier: EUPL-1.2
"""A review being played: its first four steps, each by the people whose step it is, through the actions alone."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from isopolity.accounts.models import Person
from isopolity.assessments import actions as assessments
from isopolity.benchmarks.models import Item
from isopolity.core.principal import acting
from isopolity.demo.cast import DemoReview, initials_of, visit_begins
from isopolity.demo.texts import by_item, case, told
from isopolity.demo.world import World
from isopolity.reviews import actions as reviews
from isopolity.reviews import stages
from isopolity.reviews.models import Review, TeamMember


class Play:
    """One review being played. ``dice`` is seeded by the city, so the demo is the same every time."""

    def __init__(self, world: World, plan: DemoReview) -> None:
        self.world, self.plan = world, plan
        self.dice = random.Random(plan.city)  # noqa: S311  not for secrets
        self.host = world.hosts[plan.city]
        self.secretariat = world.secretariat
        self.starts = visit_begins(timezone.localdate(), plan.visit_in_days)
        self.items: dict[str, Item] = {item.code: item for item in world.adoption.version.items.all()}
        self.members: dict[str, TeamMember] = {}
        self.review: Review = self._create()
        self.zone = ZoneInfo(self.review.city.timezone)

    def _create(self) -> Review:
        with acting(self.secretariat):
            return reviews.create_review(
                by=self.secretariat, project=self.world.project, city=self.world.cities[self.plan.city],
                adoption=self.world.adoption, starts=self.starts, ends=self.starts + timedelta(days=3),
            )  # fmt: skip

    @property
    def leader(self) -> Person:
        return self.world.officers[self.plan.peers[0]]

    @property
    def facilitator(self) -> Person:
        return self.world.facilitators[len(self.plan.city) % 2]

    def team(self) -> list[TeamMember]:
        return list(self.members.values())

    def at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), tzinfo=self.zone)

    def reached(self, stage: str) -> bool:
        """The play goes beyond this stage."""
        return stages.TABLE[self.plan.stage].number > stages.TABLE[stage].number

    def move_on(self, by: Person, reason: str = "") -> None:
        with acting(by):
            reviews.move_on(by=by, review=self.review, reason=reason)
        self.review.refresh_from_db()


def form_team(here: Play) -> None:
    """Four peers of four cities, a facilitator and two experts; all confirm and declare."""
    world, by = here.world, here.secretariat
    people: list[tuple[Person, str, dict[str, Any]]] = [
        (world.officers[city], initials_of(city), {"city": world.cities[city], "languages": ["en"]})
        for city in here.plan.peers
    ]
    people.append((here.facilitator, "FA", {"kind": "expert", "is_facilitator": True, "languages": ["en"]}))
    for person, initials in zip(world.experts, ("MP", "NS"), strict=True):
        people.append((person, initials, {"kind": "expert", "languages": ["en", "fr"]}))
    pillars = ["GG", "IE", "AC", "WP"]
    with acting(by):
        for number, (person, initials, facts) in enumerate(people):
            here.members[initials] = reviews.add_member(
                by=by, review=here.review, person=person, initials=initials, expertise=[pillars[number % 4]], **facts
            )
        reviews.appoint_leader(by=by, member=here.members[initials_of(here.plan.peers[0])])
    for number, member in enumerate(here.team()):
        with acting(member.person):
            reviews.confirm(by=member.person, member=member)
            text = case()["declarations"][number % 3]
            reviews.declare(by=member.person, member=member, has_conflict=False, declaration=told(text, here.plan.city))
    with acting(by):
        for member in here.team():
            reviews.mark_trained(by=by, member=member, is_trained=True)
    for initials, member in here.members.items():
        member.refresh_from_db()
        here.members[initials] = member


def own_level(here: Play) -> str:
    """The level a city gives itself, by the plan's odds."""
    return here.dice.choices(list(here.plan.strength), list(here.plan.strength.values()))[0]


def write_initial_report(here: Play) -> None:
    """Background, provenance and all 73 answers; one city is still writing."""
    host, assessment, city = here.host, here.review.assessment, here.plan.city
    finished = here.reached("initial_report")
    with acting(host):
        for section in assessment.version.background_sections.all():
            if finished or section.code in ("B1", "B2", "B4"):
                body = told(case()["background"][section.code], city)
                assessments.save_background(by=host, assessment=assessment, section=section, value=body)
        for field, name in (("drafted_by", "drafted_by"), ("drafted_how", "how"), ("politicians", "politicians")):
            text = told(case()["provenance"][name], city)
            assessments.save_provenance(by=host, assessment=assessment, field=field, value=text)
        for number, (code, item) in enumerate(here.items.items()):
            if finished or number % 3 or number > 60:
                write_answer(here, item, by_item()[code])
    ask_colleagues(here, finished=finished)
    if finished:
        with acting(host):
            assessments.submit(by=host, assessment=assessment)
        with acting(here.secretariat):
            assessments.accept_assessment(by=here.secretariat, assessment=assessment)
        here.review.refresh_from_db()
        here.move_on(host)


def write_answer(here: Play, item: Item, texts: dict[str, Any]) -> None:
    """One answer, field by field, as the writer's page saves it."""
    level = own_level(here)
    fields = {"level": level, "political": texts["political"], "operational": texts["operational"]}
    fields |= texts["answers"]["meets"] | texts["answers"][level]
    for name, value in fields.items():
        assessments.save_answer(
            by=here.host, assessment=here.review.assessment, item=item, field=name, value=told(value, here.plan.city)
        )


def ask_colleagues(here: Play, *, finished: bool) -> None:
    """Three offices were asked for a few items each; in the city that still writes, their parts stand differently."""
    if finished:
        return
    host, assessment = here.host, here.review.assessment
    left = [item for number, item in enumerate(here.items.values()) if number % 3 == 0 and number <= 60]
    for number, person in enumerate(here.world.contributors[here.plan.city]):
        with acting(host):
            part = assessments.ask_contribution(
                by=host, assessment=assessment, person=person, items=left[number * 4 : number * 4 + 4],
                message="Please answer these four items for your office. Half a page each is plenty.",
                due=timezone.localdate() + timedelta(days=9),
            )  # fmt: skip
        if number == 0:
            for item in part.items.all():
                for name, value in by_item()[item.code]["answers"]["meets"].items():
                    with acting(person):
                        assessments.save_answer(
                            by=person, assessment=assessment, item=item, field=name, value=told(value, here.plan.city)
                        )
            with acting(person):
                assessments.submit_contribution(by=person, contribution=part)


def write_desk_reviews(here: Play) -> None:
    """Each peer judges every item; where the review stands at this step, one is still reading."""
    peers = [member for member in here.team() if member.does_desk_review]
    waiting = not here.reached("desk_review")
    for number, member in enumerate(peers):
        unfinished = waiting and number >= 2
        with acting(member.person):
            for position, (code, item) in enumerate(here.items.items()):
                if not unfinished or position < 30 - 12 * (number - 2):
                    write_desk_note(here, member, item, by_item()[code], number)
            if not unfinished:
                reviews.submit_desk_review(by=member.person, review=here.review)
    if not waiting:
        here.move_on(here.leader)


def write_desk_note(here: Play, member: TeamMember, item: Item, texts: dict[str, Any], number: int) -> None:
    """A judgement always; two of the four peers also write down hypothesis, question and whom to meet."""
    level = here.dice.choices(["meets", "falls_short", "inconclusive", "surpasses"], [5, 3, 3, 1])[0]
    fields = {"level": level}
    if number < 2:
        fields["hypothesis"] = texts["hypothesis"][number]
        fields["questions"] = texts["questions"][number]
        fields["meet"] = "\n".join(texts["meet"])
    for name, value in fields.items():
        reviews.save_desk_note(
            by=member.person, review=here.review, item=item, field=name, value=told(value, here.plan.city)
        )
