# SPDX-License-Identifier: EUPL-1.2
"""Makes the demo's data, through the actions, as the cast."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from isopolity.accounts.models import Person
from isopolity.core.errors import Refused
from isopolity.demo.cast import REVIEWS, STAGES, DemoReview
from isopolity.demo.play import Play, form_team, write_desk_reviews, write_initial_report
from isopolity.demo.play_groups import form_groups
from isopolity.demo.play_pairs import play_pairs
from isopolity.demo.play_plans import make_plans
from isopolity.demo.play_projects import play_projects
from isopolity.demo.play_report import follow_up, report_and_reply, write_findings
from isopolity.demo.play_surveys import follow_up_network
from isopolity.demo.play_visit import plan_visit, take_interviews
from isopolity.demo.world import World, hold_training, make_world
from isopolity.reviews.models import Review


def play(world: World, plan: DemoReview, *, tell: Callable[[str], None]) -> Review:
    """The whole review up to the plan's stage."""
    here = Play(world, plan)
    here.move_on(world.secretariat)
    form_team(here)
    here.move_on(world.secretariat)
    tell(f"{plan.city}: initial report")
    write_initial_report(here)
    if here.reached("initial_report"):
        tell(f"{plan.city}: desk reviews")
        write_desk_reviews(here)
    if here.reached("desk_review"):
        tell(f"{plan.city}: visit")
        plan_visit(here)
        take_interviews(here)
    if here.reached("visit"):
        tell(f"{plan.city}: findings")
        write_findings(here)
    if here.reached("assessment"):
        tell(f"{plan.city}: report")
        report_and_reply(here)
    if here.reached("feedback"):
        tell(f"{plan.city}: follow-up")
        follow_up(here)
    return here.review


def main(stage: str = "", *, tell: Callable[[str], None] = print) -> bool:
    """Five reviews, one at each stage, or only the one at ``stage``; two projects of other kinds.

    False when there is data already. All or nothing: an interrupted start leaves an empty database.
    """
    if settings.MODE == "production":
        raise Refused("Demo data is only made in demo mode.")
    if stage and stage not in STAGES:
        raise Refused(f"There is no stage {stage!r}. Choose one of: {', '.join(STAGES)}.")
    if Person.objects.exists():
        return False
    with transaction.atomic():
        world = make_world(tell=tell)
        hold_training(world)
        for plan in REVIEWS:
            if not stage or plan.stage == stage:
                play(world, plan, tell=tell)
        planning = play_projects(world, tell=tell)
        tell("support groups")
        form_groups(world, planning)
        tell("action plans")
        make_plans(world, planning)
        tell("pairs of the mentoring")
        play_pairs(world)
        tell("follow-up surveys")
        follow_up_network(world, planning)
    return True
