# SPDX-License-Identifier: EUPL-1.2
"""The pairs of the demo's mentoring: profiles, matching, one pair far on its way, one at its beginning."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from isopolity.accounts.models import Person
from isopolity.benchmarks import actions as benchmarks
from isopolity.benchmarks.models import BenchmarkVersion, Item
from isopolity.benchmarks.queries import items_of
from isopolity.core.autosave import digest
from isopolity.core.principal import acting
from isopolity.demo import texts_pairs as said
from isopolity.demo.cast_projects import MENTEES, MENTORS
from isopolity.demo.papers import days_from_now, paper
from isopolity.demo.play_pair_plan import plan_from_goals
from isopolity.demo.world import World
from isopolity.groups import actions as groups
from isopolity.mentoring import actions
from isopolity.mentoring.actions.profiles import Wanted
from isopolity.mentoring.models import Pair
from isopolity.networks import actions as networks
from isopolity.networks.models import Project
from isopolity.places.models import OrganisationRole

BENCHMARK = "neighbourhood-participation"


def play_pairs(world: World) -> None:
    """From the profiles to an academy."""
    with acting("job:demo"):
        project = Project.objects.get(kind="mentoring")
        by = Person.objects.get(project_roles__project=project)
    with acting(by):
        version = BenchmarkVersion.objects.get(benchmark__urn__endswith=BENCHMARK, state="published")
        adoption = benchmarks.adopt(by=by, project=project, version=version)
        items = items_of(version, adoption)
    _profiles(world, project, items)
    far, near = _match(world, by, project)
    _far(world, far, items)
    _near(world, near, items)


def _profiles(world: World, project: Project, items: list[Item]) -> None:
    """All but one city have handed in theirs."""
    for number, name in enumerate([*MENTEES, *MENTORS]):
        host, city = world.hosts[name], world.cities[name]
        of: dict[str, Any] = {"by": host, "project": project, "city": city}
        share, competences, about, lines = said.PROFILES[name]
        with acting(host):
            actions.set_facts(
                **of, newcomer_share=share, competences=competences, about=about, capacity=1,
                languages=[*city.languages, "en"],
            )  # fmt: skip
            wanted = [Wanted(items[at], need, strength, note) for at, need, strength, note in lines]
            actions.set_items(**of, lines=wanted)
            if number != len(MENTEES) - 1:
                actions.hand_in(**of)


def _match(world: World, by: Person, project: Project) -> tuple[Pair, Pair]:
    """A veto, a calculation, its proposal."""
    host = world.hosts["Clairbruyère"]
    with acting(host):
        actions.say_no(
            by=host, project=project, city=world.cities["Clairbruyère"], other=world.cities["Nea Thymaria"],
            reason="Our twin-town agreement with this city has just ended in a quarrel about money.",
        )  # fmt: skip
    with acting(by):
        networks.add_step(by=by, project=project, name="A photo and two sentences for the public page", scope="pair")
        actions.set_match_rules(by=by, project=project, max_distance=5)
        run = actions.run_matching(by=by, project=project)
        actions.propose_run(by=by, run=run)
        found = Pair.objects.select_related("mentee", "mentor", "project").filter(project=project)
        pairs = {pair.mentee.name: pair for pair in found}
    return pairs["Roccaserena"], pairs["Port-Clairval"]


def _officer(city: Any) -> Person:
    found = OrganisationRole.objects.select_related("person").filter(organisation=city.association_id).first()
    assert found is not None
    return found.person


def _signers(world: World, pair: Pair) -> list[Person]:
    """Both coordinators, then the officers of both associations, each once."""
    cities = [world.hosts[pair.mentee.name], world.hosts[pair.mentor.name]]
    return list({one.pk: one for one in [*cities, _officer(pair.mentee), _officer(pair.mentor)]}.values())


def _agree(world: World, pair: Pair, signed: int) -> None:
    host = world.hosts[pair.mentee.name]
    with acting(host):
        row = actions.write_agreement(
            by=host, pair=pair, text=said.AGREEMENT.format(mentee=pair.mentee, mentor=pair.mentor)
        )
    for person in _signers(world, pair)[:signed]:
        with acting(person):
            actions.sign_agreement(by=person, pair=pair, seen=digest(row.text))


def _part(by: Person, pair: Pair, part: str, at: Any = None, **facts: Any) -> Any:
    with acting(by):
        return actions.add_part(by=by, pair=pair, part=part, facts=facts, visit=at)


def _far(world: World, pair: Pair, items: list[Item]) -> None:
    """Agreed, analysed, visited three times, an academy held."""
    host, mentor = world.hosts[pair.mentee.name], world.hosts[pair.mentor.name]
    _agree(world, pair, 4)
    for at, goal, need, _comment in said.GOALS:
        row = _part(host, pair, "goal", item=items[at], text=goal)
        with acting(host):
            actions.save_need(by=host, pair=pair, goal=row, value=need)
    with acting(host):
        actions.submit_needs(by=host, pair=pair)
    pair.refresh_from_db()
    pair = Pair.objects.select_related("project", "mentee", "mentor", "needs").get(pk=pair.pk)
    with acting(mentor):
        for row, (_at, _goal, _need, comment) in zip(pair.goals.all(), said.GOALS, strict=True):
            actions.comment_needs(by=mentor, pair=pair, goal=row, text=comment)
    _network(host, pair)
    visits = [_visit(host if row[0] == "mentee" else mentor, pair, row) for row in said.VISITS]
    _workshop(host, pair)
    _lessons(host, mentor, pair, items, visits)
    _results(mentor, pair)
    plan_from_goals(host, pair)


def _network(host: Person, pair: Pair) -> None:
    with acting(host):
        group = groups.create_group(
            by=host, project=pair.project, city=pair.mentee, name="Neighbours at one table",
            theme="Participation in the quarter by the harbour", kind="network",
        )  # fmt: skip
        for function, organisation, sector, tier, stake, interest, influence in said.NETWORK:
            member = groups.add_member(
                by=host, group=group, kind="person", function=function, organisation=organisation, sector=sector,
                tier=tier, stake=stake,
            )  # fmt: skip
            groups.place_member(by=host, member=member, interest=interest, influence=influence)


def _visit(by: Person, pair: Pair, row: Any) -> Any:
    where, days, title, aims, outcome, programme = row
    city = pair.mentee if where == "mentee" else pair.mentor
    day = days_from_now(days)
    visit = _part(
        by, pair, "visit", kind="study", host=where, title=title, place=f"Town hall of {city}", starts_on=day,
        ends_on=day + timedelta(days=1), hosts="Integration officer", aims=aims, is_held=True, outcome=outcome,
    )  # fmt: skip
    for number, (hour, minutes, what, room, whom) in enumerate(programme):
        starts = datetime.combine(day + timedelta(days=number // 3), time(hour), tzinfo=ZoneInfo(city.timezone))
        _part(by, pair, "session", visit, starts=starts, ends=starts + timedelta(minutes=minutes), title=what,
              room=room, with_whom=whom)  # fmt: skip
    for function, organisation, comes_from in said.GUESTS:
        _part(by, pair, "guest", visit, function=function, organisation=organisation, comes_from=comes_from,
              came=True)  # fmt: skip
    return visit


def _workshop(by: Person, pair: Pair) -> None:
    _part(
        by, pair, "visit", kind="workshop", host="mentee", title="What we take home, told to the other pairs",
        is_online=True, starts_on=days_from_now(20), aims="First actions of all mentees, with questions of the others.",
    )  # fmt: skip


def _lessons(host: Person, mentor: Person, pair: Pair, items: list[Item], visits: list[Any]) -> None:
    for number, (days, at, texts) in enumerate(said.LESSONS):
        tried, worked, failed, why = texts
        by = mentor if number == 1 else host
        entry = _part(
            by, pair, "learning", on=days_from_now(days), item=items[at], visit=visits[number], tried=tried,
            worked=worked, failed=failed, why=why,
        )  # fmt: skip
        if number == 0:
            with acting(by):
                actions.pass_on_lesson(by=by, entry=entry)


def _results(mentor: Person, pair: Pair) -> None:
    _part(
        mentor, pair, "academy", title="Academy: participation where many arrive", on=days_from_now(-12),
        place=f"House of associations, {pair.mentor}", participants=43,
        about="Two days for officers of smaller towns: how to be heard by those who never come to a meeting.",
    )  # fmt: skip
    _part(
        mentor, pair, "product", kind="one_stop_shop", title="Arrived: all first steps on one page",
        link="https://example.org/arrived", about="In seven languages; the office answers within two days.",
    )  # fmt: skip
    _part(
        mentor, pair, "product", kind="guide", title="How to invite those who are never invited",
        about="Eight pages, with the letters that worked.",
        file=paper("How to invite those who are never invited", ["Go where people are.", "Bring an interpreter."]),
    )  # fmt: skip
    _part(mentor, pair, "dissemination", on=days_from_now(-5), what="Talk at the general assembly",
          audience="Mayors of 60 towns", reached=110)  # fmt: skip


def _near(world: World, pair: Pair, items: list[Item]) -> None:
    """Two of four have signed; the needs analysis is being written; the first visit is planned."""
    host = world.hosts[pair.mentee.name]
    _agree(world, pair, 2)
    at, goal, need, _comment = said.GOALS[0]
    row = _part(host, pair, "goal", item=items[at], text=goal)
    with acting(host):
        actions.save_need(by=host, pair=pair, goal=row, value=need.split(".")[0] + ".")
    _part(
        host, pair, "visit", kind="study", host="mentee", title="First visit: the quarter and its people",
        starts_on=days_from_now(33), ends_on=days_from_now(34), hosts="Integration officer",
        aims="The mentor sees the quarter with the eyes of those who live there.",
    )  # fmt: skip
