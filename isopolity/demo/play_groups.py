# SPDX-License-Identifier: EUPL-1.2
"""Support groups of the action-planning network's cities, each at another point of its life."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from isopolity.accounts.models import Person
from isopolity.core.principal import acting
from isopolity.demo.world import World, member_of_cast
from isopolity.groups import actions as groups
from isopolity.groups.models import GroupLife, GroupMeeting, Member, SupportGroup, Tier
from isopolity.networks.models import Project

STARTED = 300  # days ago


@dataclass(frozen=True)
class Seat:
    """A member as the demo knows them: who, where, in which part, what they do about the theme, place on the map."""

    function: str
    organisation: str
    sector: str
    tier: str
    stake: str
    connection: str = ""
    place: tuple[int, int] | None = None
    joined: int = STARTED
    left: int | None = None
    is_politician: bool = False


SEATS = [
    Seat("Head of service", "Integration office", "public", "core", "key", "Leads the city’s programme.", (4, 4)),
    Seat("Counsellor for newcomers", "Job centre", "public", "core", "key", "Finds first jobs.", (3, 4)),
    Seat("Chair", "Association of new neighbours", "third", "core", "primary", "Founded by people who came.", (4, 2)),
    Seat("Course leader", "Women’s centre", "third", "core", "primary", "Runs evening courses.", (4, 1), 280),
    Seat("Adviser for members", "Chamber of crafts", "private", "core", "key", "Places apprentices.", (3, 3), 240),
    Seat("Head of adult education", "Adult education centre", "public", "core", "key", "Teaches the language.", (3, 3)),
    Seat("Organiser", "Workers’ union", "third", "core", "secondary", "Advises on contracts.", (3, 2), 200),
    Seat("Deputy mayor for social affairs", "City council", "public", "wider", "key", "Answers for the theme.", (2, 4),
         is_politician=True),
    Seat("", "Housing company", "private", "wider", "secondary", "", (1, 3), 260),
    Seat("Librarian", "Library service", "public", "wider", "secondary", "Homework club.", (3, 1), 180),
    Seat("Pastor", "Church in the old town", "third", "wider", "secondary", "", (2, 1), 220, 60),
    Seat("", "Sports club", "third", "wider", "secondary", "", None, 90),
    Seat("Owner", "Bakery on the market", "private", "wider", "primary", "Trains two apprentices.", (3, 1), 40),
    Seat("Researcher", "University", "public", "core", "secondary", "Counts who gives up courses.", (3, 2), 290, 120),
]  # fmt: skip


@dataclass(frozen=True)
class GroupPlan:
    """How far a city's group came. ``seats``: numbers of SEATS that are taken."""

    city: str
    name: str
    seats: range | list[int]
    life: str = GroupLife.ACTIVE
    note: str = ""
    merged_into: str = ""
    meetings: int = 0
    reasons: dict[str, str] = field(default_factory=dict)


PLANS = [
    GroupPlan("Nordhavn", "Work for everybody", range(14), meetings=4),
    GroupPlan("Valmora", "Officina aperta", [0, 1, 2, 3, 4, 5, 7, 9], meetings=2,
              reasons={"key_by_map": "The map is from the first meeting. We draw it again in spring."}),
    GroupPlan("Port-Clairval", "Un métier ici", [0, 1, 5, 7, 8], meetings=1),
    GroupPlan("Aldersheim", "Arbeit und Ankommen", range(12), GroupLife.FORMAL, "The city’s integration office runs it "
              "with a budget of its own. It meets four times a year.", meetings=3),
    GroupPlan("Hallasaari", "Avoin ovi", [0, 2, 3, 7, 9, 11, 12], GroupLife.INFORMAL, "Members meet in the round of "
              "associations.", meetings=2),
    GroupPlan("Karvinka", "Práce pro všechny", [0, 1, 4, 5, 7], GroupLife.MERGED, "", "Council for employment", 1),
    GroupPlan("Torrevalle", "Manos abiertas", [0, 1, 2, 6, 7], GroupLife.ENDED, "Nobody had time to call the meetings.",
              meetings=1),
    GroupPlan("Nowobrzeg", "Praca i sąsiedzi", [0, 3]),
]  # fmt: skip
TITLES = ["Who we are, what we want to change", "Numbers and voices", "Two actions to choose", "Who does what"]


def form_groups(world: World, project: Project) -> None:
    """Each city's group in the action-planning network."""
    for plan in PLANS:
        _play(world, project, plan)


def _play(world: World, project: Project, plan: GroupPlan) -> None:
    host, today = world.hosts[plan.city], timezone.localdate()
    with acting(host):
        group = groups.create_group(
            by=host, project=project, city=world.cities[plan.city], name=plan.name,
            theme="A first job within a year for people who arrive", started_on=today - timedelta(days=STARTED),
            about="The group looks where newcomers get stuck on their way to work, and carries two actions against it.",
        )  # fmt: skip
        members = [_seat(host, group, SEATS[number], today) for number in plan.seats]
        for code, reason in plan.reasons.items():
            groups.answer_advice(by=host, group=group, code=code, reason=reason)
        for number in range(plan.meetings):
            _meet(host, group, members, number)
        if plan.city == "Nordhavn":
            _facets(host, group)
            _next_meeting(world, host, group, members)
        if plan.life != GroupLife.ACTIVE:
            groups.tell_life(
                by=host, group=group, life=plan.life, since=today - timedelta(days=20), note=plan.note,
                merged_into=plan.merged_into,
            )  # fmt: skip
    if plan.city == "Nordhavn":
        _light_account(host, members[3])


def _seat(by: Person, group: SupportGroup, seat: Seat, today: date) -> Member:
    member = groups.add_member(
        by=by, group=group, kind="person" if seat.function else "organisation", function=seat.function,
        organisation=seat.organisation, sector=seat.sector, tier=seat.tier, stake=seat.stake,
        connection=seat.connection, is_politician=seat.is_politician, joined_on=today - timedelta(days=seat.joined),
    )  # fmt: skip
    if seat.place:
        member = groups.place_member(by=by, member=member, interest=seat.place[0], influence=seat.place[1])
    if seat.left:
        member = groups.let_go(by=by, member=member, left_on=today - timedelta(days=seat.left))
    return member


def _at(group: SupportGroup, days: int, hour: int) -> datetime:
    day = timezone.localdate() + timedelta(days=days)
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(group.city.timezone))


def _meet(by: Person, group: SupportGroup, members: list[Member], number: int) -> None:
    """A meeting that was held: agenda, attendance, minutes, a decision, a task."""
    days = 70 * number - 250
    meeting = groups.plan_group_meeting(
        by=by, group=group, title=TITLES[number], starts=_at(group, days, 17), ends=_at(group, days, 19),
        place="Town hall, room 2",
    )  # fmt: skip
    _agenda(by, meeting)
    there = [row for place, row in enumerate(members) if row.left_on is None and (place + number) % 4]
    groups.note_group_attendance(by=by, meeting=meeting, present=there)
    groups.save_minutes(
        by=by, meeting=meeting,
        value="<p>The job centre showed how many newcomers wait for their first course, and how long.</p>"
        "<p>The associations told why people give up: shifts, children, buses that do not run in the evening.</p>",
    )  # fmt: skip
    groups.add_decision(by=by, meeting=meeting, text="We look at evening courses first.")
    core = [row for row in members if row.tier == Tier.CORE and row.left_on is None]
    task = groups.give_task(
        by=by, group=group, meeting=meeting, what="Ask the course providers for their numbers",
        member=core[number % len(core)], due=timezone.localdate() + timedelta(days=days + 30),
    )  # fmt: skip
    if number < 3:
        groups.finish_task(by=by, task=task)


def _agenda(by: Person, meeting: GroupMeeting) -> None:
    for text, length, who in (
        ("Welcome, and who is new", 15, "Integration office"),
        ("What we found out since last time", 45, "Job centre"),
        ("What we decide today", 40, ""),
        ("Who does what, next meeting", 20, "Integration office"),
    ):
        groups.add_agenda_point(by=by, meeting=meeting, text=text, length=length, who=who)


def _next_meeting(world: World, by: Person, group: SupportGroup, members: list[Member]) -> None:
    meeting = groups.plan_group_meeting(
        by=by, group=group, title="The plan, read together", starts=_at(group, 12, 17), ends=_at(group, 12, 19),
        place="Women’s centre", online="https://meet.example.org/work",
    )  # fmt: skip
    _agenda(by, meeting)
    here = [row for row in members if row.left_on is None]
    made = groups.invite_to_group_meeting(
        by=by, meeting=meeting, members=here, organisations=[world.bodies["Region of Nordhavn"]]
    )
    for place, invitee in enumerate(made):
        if place % 3 != 2 and invitee.member is not None:
            groups.reply_to_invitation(by=by, invitee=invitee, reply="no" if place % 5 == 4 else "yes")


def _facets(by: Person, group: SupportGroup) -> None:
    """Two counted facets, one of which has few people in a value; one that members answer themselves."""
    for name, counts in (("Gender", {"women": 7, "men": 5}), ("Age", {"under 30": 1, "30 to 60": 8, "over 60": 3})):
        facet = groups.add_facet(by=by, group=group, name=name, collected_by="counts", values=list(counts))
        numbers = {value.pk: counts[value.name] for value in facet.values.all()}
        groups.count_facet(by=by, facet=facet, counts=numbers)
    groups.add_facet(by=by, group=group, name="Born abroad", collected_by="answers", values=["yes", "no"])


def _light_account(host: Person, member: Member) -> None:
    """The course leader signs in; her account sees this group and nothing else of the city."""
    with acting("job:demo"):
        person = member_of_cast("Course leader of the women’s centre")
    with acting(host):
        groups.change_member(by=host, member=member, email=person.email)
        groups.invite_member(by=host, member=member)
        groups.give_task(
            by=host, group=member.group, what="Bring two course members to the next meeting", member=member,
            due=timezone.localdate() + timedelta(days=10),
        )  # fmt: skip
