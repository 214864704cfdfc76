# SPDX-License-Identifier: EUPL-1.2
"""Action plans of three cities: money in every state, actions that wait, commitments that became actions."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from isopolity.accounts.models import Person
from isopolity.core.principal import acting
from isopolity.demo.world import World
from isopolity.groups.models import SupportGroup
from isopolity.networks.models import Project
from isopolity.plans import actions as plans
from isopolity.plans.models import Plan, PlanAction
from isopolity.plans.queries.plans import open_commitments


@dataclass(frozen=True)
class Act:
    """An action of the demo: days from today, what it reaches, its milestones (name, days), how its money stands."""

    title: str
    lead: str
    objective: str
    target: str
    days: tuple[int, int]
    state: str
    milestones: tuple[tuple[str, int], ...]
    money: tuple[tuple[str, str, tuple[tuple[str, int], ...]], ...]
    for_women: bool = False


COURSES = Act(
    "Evening courses with child care", "Adult education centre",
    "Mothers who arrived in the last three years learn the language in the evening, in the school of their children.",
    "60 women pass the B1 exam by the end of the second year.", (-120, 300), "under_way",
    (("Rooms in two schools are agreed", -60), ("First course is full", -10), ("Half of the women take the exam", 200)),
    (("esf", "Call for local training", (("requested", 120_000), ("indicated", 100_000), ("secured", 90_000),
                                         ("spent", 30_000))),
     ("local", "Rooms and child care", (("secured", 25_000),))),
    for_women=True,
)  # fmt: skip
DESK = Act(
    "A desk where skills are recognised", "Job centre",
    "Newcomers hear in one visit which of their certificates count, and which course closes the gap.",
    "The desk opens in the town hall and 200 people a year come to it.", (310, 600), "planned",
    (("Council decides on the desk", 250),),
    (("amif", "National AMIF programme", (("requested", 180_000), ("indicated", 150_000))),
     ("regional", "Regional labour fund", (("requested", 40_000),))),
)  # fmt: skip
MENTORS = Act(
    "Mentors in small firms", "Chamber of crafts",
    "Craftsmen who retired help young newcomers through the first year of an apprenticeship.",
    "30 pairs work together; 24 of them finish the first year.", (-30, 500), "under_way",
    (("20 mentors have signed", 20), ("30 pairs have met", 90)),
    (("private", "Foundation of the savings bank", (("requested", 20_000), ("secured", 15_000))),),
)  # fmt: skip
DONE = Act(
    "Letters of the city in plain words", "Office for residents",
    "The ten most sent letters of the city are understood without help.",
    "Ten letters are rewritten with readers by the spring.", (-280, -40), "done",
    (("Readers tried all ten letters", -60),), (("local", "", (("secured", 8_000), ("spent", 7_400))),),
)  # fmt: skip
PLANS = {
    "Nordhavn": ("A first job within a year", (COURSES, DESK, MENTORS)),
    "Valmora": ("From course to contract", (MENTORS, DESK)),
    "Aldersheim": ("Ankommen heißt arbeiten", (DONE, COURSES)),
}
PROBLEM = (
    "Four of ten people who arrive have no work after two years. Women wait longest: courses end when schools do, and "
    "nobody tells them which certificates count."
)
EVIDENCE = (
    ("numbers", "38 of 100 people have no paid work two years after they arrived; of women, 54.",
     "Job centre, yearly figures"),
    ("perceptions", "“I could come if somebody minded the children.”", "Six talks of the support group"),
    ("foresight", "In ten years one in three craftsmen of the town retires.", "Chamber of crafts, forecast"),
)  # fmt: skip


def make_plans(world: World, project: Project) -> None:
    """Three cities' plans in the action-planning project."""
    for city in PLANS:
        _plan(world, project, city)
    _round(world, project)


LIGHTS = {"done": ("done", "All of it is done."), "under_way": ("on_track", "It goes as planned."),
          "planned": ("at_risk", "The council has not decided yet."),
          "stopped": ("stopped", "It was given up.")}  # fmt: skip


def _round(world: World, project: Project) -> None:
    """The secretariat asked all; two cities told, one still has to."""
    with acting(world.secretariat):
        found = plans.open_round(
            by=world.secretariat, project=project, name="Autumn round", due=timezone.localdate() + timedelta(days=9)
        )
    for plan in Plan.objects.filter(project=project, city__name__in=["Nordhavn", "Aldersheim"]):
        host = world.hosts[plan.city.name]
        with acting(host):
            for planned in plan.actions.all():
                light, text = LIGHTS[planned.state]
                plans.tell_action_progress(
                    by=host, round=found, planned=planned, light=light, text=text,
                    transfer="A neighbouring town looked at it.",
                )  # fmt: skip
            plans.tell_plan_progress(
                by=host, round=found, plan=plan, unplanned="Course members founded a choir.",
                consequences="Neighbours who never came to the school sing there now.",
            )  # fmt: skip


def _plan(world: World, project: Project, city: str) -> None:
    host, (title, acts) = world.hosts[city], PLANS[city]
    group = SupportGroup.objects.filter(project=project, city=world.cities[city]).first()
    with acting(host):
        plan = plans.create_plan(by=host, project=project, city=world.cities[city], title=title, group=group)
        plans.save_plan_text(by=host, plan=plan, field="problem", value=PROBLEM)
        plans.save_plan_text(
            by=host, plan=plan, field="aims", value="Work that fits what people can do, within a year of arriving."
        )
        for kind, text, source in EVIDENCE:
            plans.add_evidence(by=host, plan=plan, kind=kind, text=text, source=source)
        made = [_act(host, plan, act) for act in acts]
        if city == "Nordhavn":
            _more(host, plan, made)
        if city == "Aldersheim":
            for commitment in open_commitments(plan)[:2]:
                plans.take_commitment(by=host, plan=plan, commitment=commitment)
    if city == "Nordhavn":
        _authority(world, plan)


def _act(by: Person, plan: Plan, act: Act) -> PlanAction:
    today = timezone.localdate()
    made = plans.add_action(
        by=by, plan=plan, title=act.title, lead=act.lead, objective=act.objective, target=act.target, state=act.state,
        starts=today + timedelta(days=act.days[0]), ends=today + timedelta(days=act.days[1]), for_women=act.for_women,
        beneficiaries="People who arrived in the last three years; some of them sit in the support group.",
        partners="Women’s centre, association of new neighbours", transfer="Two towns visit in the autumn.",
        sustainability="The city’s budget carries the staff from the third year on.",
    )  # fmt: skip
    for name, days in act.milestones:
        step = plans.add_milestone(by=by, planned=made, name=name, due=today + timedelta(days=days))
        if days < -20:
            plans.finish_milestone(by=by, milestone=step, done_on=today + timedelta(days=days))
    plans.add_risk(
        by=by, planned=made, text="The majority in the council changes after the election.", is_political=True,
        answer="All groups in the council were asked early and sit in the wider network.",
    )  # fmt: skip
    for source, name, steps in act.money:
        _fund(by, made, source, name, steps)
    return made


def _fund(by: Person, planned: PlanAction, source: str, name: str, steps: tuple[tuple[str, int], ...]) -> None:
    today = timezone.localdate()
    days = [today - timedelta(days=30 * (len(steps) - number)) for number in range(len(steps))]
    who = {"who": "Integration office", "whom": "Programme office"}
    line = plans.add_funding_line(
        by=by, planned=planned, source=source, name=name, is_own=source == "local", state=steps[0][0],
        amount=Decimal(steps[0][1]), day=days[0], **who,
    )  # fmt: skip
    for (state, amount), day in zip(steps[1:], days[1:], strict=True):
        plans.take_funding_step(by=by, line=line, state=state, amount=Decimal(amount), day=day, **who)


def _more(by: Person, plan: Plan, made: list[PlanAction]) -> None:
    """The desk waits for the courses; money in another currency; money that was refused; a page for everybody."""
    today = timezone.localdate()
    plans.add_need(by=by, planned=made[1], needed=made[0])
    plans.add_funding_line(
        by=by, planned=made[1], source="national", name="Fund for recognition", state="requested",
        amount=Decimal(26_810), currency="DKK", original=Decimal(200_000), rate_on=today - timedelta(days=12),
        day=today - timedelta(days=10), who="Integration office", whom="Ministry for work",
    )  # fmt: skip
    refused = plans.add_funding_line(
        by=by, planned=made[2], source="erdf", name="Call for town centres", state="requested", amount=Decimal(60_000),
        day=today - timedelta(days=90), who="Chamber of crafts", whom="Region of Nordhavn",
    )  # fmt: skip
    plans.refuse_funding(
        by=by, line=refused, day=today - timedelta(days=45), reason="The call pays for buildings, not for people."
    )
    council = "City council of Nordhavn"
    plans.record_endorsement(
        by=by, plan=plan, name=council, reference="Resolution 41/2026", decided_on=today - timedelta(days=30),
        given_as="Mayor",
    )  # fmt: skip
    plans.change_action(by=by, planned=made[2], target="40 pairs work together; 30 of them finish the first year.")
    plans.add_milestone(by=by, planned=made[1], name="The town hall gives a room", due=today + timedelta(days=150))
    plans.show_plan(by=by, plan=plan, page=True, progress=True, money=True)


def _authority(world: World, plan: Plan) -> None:
    """The region beside Nordhavn met the city, and later told what it may pay for."""
    host, body, today = world.hosts["Nordhavn"], world.bodies["Region of Nordhavn"], timezone.localdate()
    with acting(host):
        plans.note_contact(
            by=host, plan=plan, organisation=body, kind="meeting", day=today - timedelta(days=70),
            who="Integration office and programme unit", note="The unit explained the two calls of next year.",
        )  # fmt: skip
    with acting(host):
        plans.ask_endorsement(
            by=host, plan=plan, name=str(body), email="programme.unit@region.example", organisation=body
        )
    officer = Person.objects.get(name="Programme officer of the Region of Nordhavn")
    with acting(officer):
        plans.indicate(
            by=officer, plan=plan, day=today - timedelta(days=20), who="Programme unit",
            note="The call for recognition of skills opens in May. A desk for the region may get 150,000 €.",
        )  # fmt: skip
