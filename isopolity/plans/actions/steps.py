# SPDX-License-Identifier: EUPL-1.2
"""Milestones and risks of an action."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.plans.models import Milestone, PlanAction, Risk


@action
def add_milestone(*, by: Person, planned: PlanAction, name: str, due: date) -> Milestone:
    """A step on the way."""
    require(by, "plan.write", planned.plan)
    row = Milestone(action=planned, name=plain(name), due=due)
    checked(row).save()
    return row


@action
def change_milestone(*, by: Person, milestone: Milestone, name: str, due: date) -> Milestone:
    """Another name or day."""
    require(by, "plan.write", milestone.action.plan)
    milestone.name, milestone.due = plain(name), due
    checked(milestone).save()
    return milestone


@action
def finish_milestone(*, by: Person, milestone: Milestone, done_on: date | None = None, is_done: bool = True) -> None:
    """It is done, today unless ``done_on`` says otherwise; or it is not done after all."""
    require(by, "plan.write", milestone.action.plan)
    today = timezone.localdate()
    if done_on is not None and done_on > today:
        words = _("This day is still to come.")
        raise Refused(words, fields={"done_on": words})
    milestone.done_on = (done_on or today) if is_done else None
    milestone.save(update_fields=["done_on"])


@action
def remove_milestone(*, by: Person, milestone: Milestone) -> None:
    """The step is not needed."""
    require(by, "plan.write", milestone.action.plan)
    milestone.delete()


@action
def add_risk(*, by: Person, planned: PlanAction, text: str, answer: str = "", is_political: bool = False) -> Risk:
    """What may go wrong, and the answer to it."""
    require(by, "plan.write", planned.plan)
    row = Risk(action=planned, text=plain(text), answer=plain(answer), is_political=is_political)
    checked(row).save()
    return row


@action
def change_risk(*, by: Person, risk: Risk, text: str, answer: str = "", is_political: bool = False) -> Risk:
    """Other words for a risk or its answer."""
    require(by, "plan.write", risk.action.plan)
    risk.text, risk.answer, risk.is_political = plain(text), plain(answer), is_political
    checked(risk).save()
    return risk


@action
def remove_risk(*, by: Person, risk: Risk) -> None:
    """It is no risk any more."""
    require(by, "plan.write", risk.action.plan)
    risk.delete()
