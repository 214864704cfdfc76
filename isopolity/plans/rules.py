# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with action plans."""

from typing import Any

from isopolity.core.policy import for_anyone, permission, remember
from isopolity.groups.models import Member, Tier
from isopolity.groups.rules import belongs_in_project, follows_in_project
from isopolity.networks.models import Partner, Project
from isopolity.networks.rules import association_of, authority_of, projects_run, runs, takes_part
from isopolity.places.models import City, CityRoleKind
from isopolity.places.rules import association_follows, city_roles, coordinates, organisations
from isopolity.plans.models import Endorsement, Plan

Place = tuple[Project | None, City]


def core_memberships(person: Any) -> set[int]:
    """Groups in whose core the person now sits, with a light account."""
    rows = Member.objects.filter(person=person, left_on=None, tier=Tier.CORE)
    return remember(person, "core_memberships", lambda: set(rows.values_list("group_id", flat=True)))


def coordinates_place(person: Any, place: Place) -> bool:
    """Coordinator of the city, which is a partner of the project if there is one."""
    return coordinates(person, place[1]) and (place[0] is None or takes_part(person, place[0]))


def runs_place(person: Any, place: Place) -> bool:
    """Secretariat of the project."""
    return place[0] is not None and runs(person, place[0])


def coordinates_city_of(person: Any, plan: Plan) -> bool:
    """Coordinator of the plan's city."""
    return (plan.city_id, CityRoleKind.COORDINATOR) in city_roles(person)


def works_for_city_of(person: Any, plan: Plan) -> bool:
    """Coordinator or officer of the plan's city."""
    return any(city == plan.city_id for city, _kind in city_roles(person))


def runs_project_of(person: Any, plan: Plan) -> bool:
    """Secretariat of the plan's project."""
    return plan.project_id is not None and plan.project_id in projects_run(person)


def in_core_group_of(person: Any, plan: Plan) -> bool:
    """Sits in the core of the plan's support group."""
    return plan.group_id is not None and plan.group_id in core_memberships(person)


def association_follows_plan(person: Any, plan: Plan) -> bool:
    """Officer of the association of the plan's city."""
    if association_follows(person, plan.city):
        return True
    return plan.project_id is not None and association_of(person, plan.city_id, plan.project_id)


def authority_beside(person: Any, plan: Plan) -> bool:
    """Works for the managing authority beside the plan's city."""
    return plan.project_id is not None and authority_of(person, plan.city_id, plan.project_id)


def is_asked(person: Any, endorsement: Endorsement) -> bool:
    """The letter went to the person's own address."""
    return bool(endorsement.email) and endorsement.email == person.email.lower()


def works_for_asked(person: Any, endorsement: Endorsement) -> bool:
    """Works for the organisation that is asked."""
    return endorsement.organisation_id is not None and endorsement.organisation_id in organisations(person)


@for_anyone
def is_shown(person: Any, plan: Plan) -> bool:
    """The city opened the plan's public page."""
    return plan.shows_page


def is_partner(project: Project, city: City) -> bool:
    """The city is a partner of the project."""
    return Partner.objects.filter(project=project, city=city).exists()


TABLE = {
    "plan.list": permission(
        "see which action plans a project has, as far as one may know them",
        runs,
        takes_part,
        belongs_in_project,
        follows_in_project,
    ),
    "plan.create": permission("begin an action plan of a city", runs_place, coordinates_place),
    "plan.read": permission(
        "read an action plan with its actions, money and progress",
        works_for_city_of,
        runs_project_of,
        in_core_group_of,
        association_follows_plan,
        authority_beside,
    ),
    "plan.write": permission("write an action plan", coordinates_city_of, runs_project_of),
    "plan.contacts": permission(
        "read a plan’s talks with managing authorities", works_for_city_of, runs_project_of, in_core_group_of
    ),
    "endorsement.give": permission("endorse an action plan for one’s organisation", is_asked, works_for_asked),
    "plan_round.open": permission("ask all action plans of a project how they fare", runs),
    "plan.publish": permission("say what of an action plan is public", coordinates_city_of),
    "plan.indicate": permission("tell what the managing authority may pay for a city’s plan", authority_beside),
    "plan.public": permission("see what a city shows of its plan to everybody", is_shown),
}
