# SPDX-License-Identifier: EUPL-1.2
"""A goal of a pair becomes an action of the mentee's action plan."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.mentoring.models import Goal, GoalLink, PairState
from isopolity.plans.actions import add_action
from isopolity.plans.models import Plan, PlanAction

TITLE = 200


@action
def take_goal(*, by: Person, goal: Goal, plan: Plan, planned: PlanAction | None = None) -> GoalLink:
    """The goal becomes a new action of the mentee's plan, or belongs to one that is there."""
    require(by, "pair.read", goal.pair)
    require(by, "plan.write", plan)
    if goal.pair.state != PairState.AGREED:
        raise Refused(_("Only goals of an agreed pair become actions."))
    if plan.city_id != goal.pair.mentee_id or plan.project_id not in (None, goal.pair.project_id):
        raise Refused(_("Choose an action plan of the mentee city in this project."))
    if GoalLink.objects.filter(goal=goal).exists():
        raise Refused(_("This goal stands in an action plan already."))
    if planned is None:
        title = Truncator(" ".join(goal.text.split())).chars(TITLE)
        planned = add_action(by=by, plan=plan, title=title, objective=goal.text)
    elif planned.plan_id != plan.pk:
        raise Refused(_("Choose an action of this plan."))
    row = GoalLink(goal=goal, action=planned)
    checked(row).save()
    return row


@action
def release_goal(*, by: Person, link: GoalLink) -> None:
    """The goal and the action go separate ways; both stay."""
    require(by, "pair.read", link.goal.pair)
    require(by, "plan.write", link.action.plan)
    link.delete()
