# SPDX-License-Identifier: EUPL-1.2
"""Plans in a list: those of a project, or all around a person; how far they are and what waits for whom."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from isopolity.groups.rules import followed
from isopolity.networks.models import PartnerRole, Project
from isopolity.networks.rules import projects_run
from isopolity.places.models import CityRoleKind
from isopolity.places.rules import city_roles, organisations
from isopolity.plans.models import ActionNeed, Endorsement, EndorsementState, FundingLine, Milestone, Plan, PlanAction
from isopolity.plans.money import Totals
from isopolity.plans.queries.money import as_line, lines_of, shown, totals_of
from isopolity.plans.rules import core_memberships
from isopolity.reports.models import CommitmentState

FINISHED = (CommitmentState.DONE, CommitmentState.STOPPED)
ORDERS = {"city": ("city__name", "title", "pk"), "new": ("-created_at", "pk"), "title": ("title", "pk")}


@dataclass(frozen=True)
class Wait:
    """An action that cannot go on, and whose turn it is."""

    action: PlanAction
    kind: str
    whom: str


@dataclass
class PlanRow:
    """A line of the board."""

    plan: Plan
    actions: list[PlanAction] = field(default_factory=list)
    late: list[Milestone] = field(default_factory=list)
    following: Milestone | None = None
    money: Totals | None = None
    waits: list[Wait] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def states(self) -> list[tuple[str, int]]:
        """(state in words, number of actions), without empty ones."""
        counted = [(state, sum(a.state == state for a in self.actions)) for state in CommitmentState]
        return [(str(state.label), number) for state, number in counted if number]

    @property
    def last_day(self) -> date | None:
        """When the last action ends."""
        return max((a.ends for a in self.actions if a.ends), default=None)

    @property
    def for_women(self) -> int:
        """Actions addressed to migrant women and girls."""
        return sum(a.for_women for a in self.actions)


@dataclass(frozen=True)
class WomenShare:
    """Actions addressed to migrant women and girls among all that were not stopped; ``rows`` are the actions."""

    rows: list[Any]
    counted: int

    @property
    def is_third(self) -> bool:
        """At least every third one, as IncluCities asked of its plans."""
        return self.counted > 0 and 3 * len(self.rows) >= self.counted

    @property
    def percent(self) -> int:
        """Rounded down: a share just below a third never reads as one."""
        return 100 * len(self.rows) // self.counted if self.counted else 0


def women_of(person: Any, project: Project) -> WomenShare:
    """Over all plans of the project that the person may read, whatever page of the board is shown. Two queries."""
    counted = PlanAction.objects.filter(plan__in=plans_of(person, project).order_by()).exclude(
        state=CommitmentState.STOPPED
    )
    rows = counted.filter(for_women=True).order_by("plan__city__name", "plan__title", "position", "pk")
    return WomenShare(list(rows.values("pk", "title", "plan__city__name")), counted.count())


def around(person: Any) -> Q:
    """The plans that the person may read."""
    mine = Q(project__in=projects_run(person)) | Q(city__in={city for city, _kind in city_roles(person)})
    mine |= Q(group__in=core_memberships(person))
    if organisations(person):
        mine |= Q(city__association__in=organisations(person))
    for project, city in followed(person, PartnerRole.AUTHORITY) | followed(person, PartnerRole.ASSOCIATION):
        mine |= Q(project=project, city=city)
    return mine


def plans_of(
    person: Any, project: Project | None = None, *, words: str = "", state: str = "", order: str = ""
) -> QuerySet[Plan]:
    """Plans the person may read: of a project, or all; filtered and sorted."""
    rows = Plan.objects.filter(around(person)).select_related("city", "project")
    if project is not None:
        rows = rows.filter(project=project)
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(problem__icontains=word) | Q(city__name__icontains=word))
    if state in CommitmentState.values:
        rows = rows.filter(pk__in=PlanAction.objects.filter(state=state).values("plan_id"))
    if state == "late":
        late = Milestone.objects.filter(done_on=None, due__lt=timezone.localdate())
        rows = rows.filter(pk__in=late.exclude(action__state__in=FINISHED).values("action__plan_id"))
    return rows.order_by(*ORDERS.get(order, ORDERS["city"]))


def rows_of(plans: list[Plan]) -> list[PlanRow]:
    """Each plan with its actions, deadlines, money and what waits for whom. Six queries, whatever their number."""
    found = {plan.pk: PlanRow(plan) for plan in plans}
    actions = {
        a.pk: a for a in PlanAction.objects.filter(plan__in=plans).defer("partners", "transfer", "sustainability")
    }
    for action in actions.values():
        found[action.plan_id].actions.append(action)
    for step in Milestone.objects.filter(action__plan__in=plans, done_on=None).order_by("due", "pk"):
        action = actions[step.action_id]
        if action.state in FINISHED:
            continue
        row = found[action.plan_id]
        if step.is_late:
            row.late.append(step)
        elif row.following is None:
            row.following = step
    by_plan: dict[int, list[FundingLine]] = defaultdict(list)
    for line in lines_of(plans):
        by_plan[line.action.plan_id].append(line)
    for pk, row in found.items():
        row.money = totals_of(by_plan[pk])
        row.waits = _money_waits(by_plan[pk])
    for one in Endorsement.objects.filter(plan__in=plans, state=EndorsementState.ASKED):
        found[one.plan_id].asked.append(one.name)
    for need in ActionNeed.objects.filter(action__plan__in=plans):
        action, needed = actions[need.action_id], actions[need.needed_id]
        if action.state not in FINISHED and needed.state != CommitmentState.DONE:
            found[action.plan_id].waits.append(Wait(action, "action", needed.lead or needed.title))
    return list(found.values())


def _money_waits(lines: list[FundingLine]) -> list[Wait]:
    """Money that was asked for and not answered with a yes."""
    asked = [(line, shown(line)) for line in lines if line.refused_on is None and not line.is_own]
    return [
        Wait(line.action, "money", (one.step.whom if one.step else "") or str(line))
        for line, one in asked
        if one.state in ("requested", "indicated") and line.action.state not in FINISHED and as_line(line).amounts
    ]


def my_plans(person: Any) -> list[Plan]:
    """Plans of the cities that the person coordinates, for the home page; no query for others."""
    cities = {city for city, kind in city_roles(person) if kind == CityRoleKind.COORDINATOR}
    return list(Plan.objects.filter(city__in=cities).select_related("city")) if cities else []


def has_plans(project: Project) -> bool:
    """The project has a plan, whoever may read it."""
    return Plan.objects.filter(project=project).exists()
