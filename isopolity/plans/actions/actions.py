# SPDX-License-Identifier: EUPL-1.2
"""Actions of a plan: added, described, put in order; what they wait for; commitments that become actions."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.autosave import check
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.plans.actions.plans import locked_plan
from isopolity.plans.models import ActionNeed, CommitmentLink, Plan, PlanAction
from isopolity.plans.schedule import circle
from isopolity.reports.models import Commitment

FACTS = ("title", "lead", "for_women", "starts", "ends", "state")
ACTION_TEXTS = ("objective", "target", "partners", "beneficiaries", "transfer", "sustainability")


@action
def add_action(*, by: Person, plan: Plan, **facts: Any) -> PlanAction:
    """A new action at the end of the plan. More than three are possible; the page warns."""
    require(by, "plan.write", plan)
    last = locked_plan(plan).actions.aggregate(last=Max("position"))["last"]
    return _keep(PlanAction(plan=plan, position=0 if last is None else last + 1), facts)


@action
def change_action(*, by: Person, planned: PlanAction, **facts: Any) -> PlanAction:
    """Other facts: title, lead, for_women, starts, ends, state, or one of its texts."""
    require(by, "plan.write", planned.plan)
    return _keep(_locked(planned), facts)


def _locked(planned: PlanAction) -> PlanAction:
    return PlanAction.objects.select_for_update(of=("self",)).select_related("plan").get(pk=planned.pk)


def _keep(row: PlanAction, facts: dict[str, Any]) -> PlanAction:
    for name, value in facts.items():
        if name not in FACTS + ACTION_TEXTS:
            raise Refused(_("There is no such field."), fields={name: _("There is no such field.")})
        setattr(row, name, plain(value) if isinstance(value, str) else value)
    if row.starts and row.ends and row.ends < row.starts:
        words = _("The end is before the start.")
        raise Refused(words, fields={"ends": words})
    checked(row).save()
    return row


@action
def save_action_text(*, by: Person, planned: PlanAction, field: str, value: str, seen: str | None = None) -> PlanAction:
    """One long text of an action. ``seen`` is the digest of what the change started from."""
    require(by, "plan.write", planned.plan)
    if field not in ACTION_TEXTS:
        raise Refused(_("There is no such field."))
    row, text = _locked(planned), plain(value)
    check(getattr(row, field), text, seen)
    setattr(row, field, text)
    row.save(update_fields=[field])
    return row


@action
def move_action(*, by: Person, planned: PlanAction, up: bool) -> PlanAction:
    """One place up or down in its plan."""
    require(by, "plan.write", planned.plan)
    rows = list(locked_plan(planned.plan).actions.order_by("position", "pk"))
    place = next(number for number, row in enumerate(rows) if row.pk == planned.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows):
        if row.position != number:
            row.position = number
            row.save(update_fields=["position"])
    return planned


@action
def remove_action(*, by: Person, planned: PlanAction) -> None:
    """Take an action out of the plan; refused while it has money that is secured or spent."""
    require(by, "plan.write", planned.plan)
    if planned.funding.filter(steps__state__in=["secured", "spent"]).exists():
        raise Refused(_("Money for this action is secured. Say that the action is stopped instead."))
    planned.delete()


@action
def add_need(*, by: Person, planned: PlanAction, needed: PlanAction) -> ActionNeed:
    """The action waits for another one of the same plan; a circle is refused."""
    require(by, "plan.write", planned.plan)
    locked_plan(planned.plan)
    if needed.plan_id != planned.plan_id or needed.pk == planned.pk:
        raise Refused(_("Choose another action of the same plan."), fields={"needed": _("Choose another action.")})
    if ActionNeed.objects.filter(action=planned, needed=needed).exists():
        raise Refused(_("This is noted already."), fields={"needed": _("This is noted already.")})
    needs: dict[int, list[int]] = {planned.pk: [needed.pk]}
    for one, other in ActionNeed.objects.filter(action__plan=planned.plan_id).values_list("action_id", "needed_id"):
        needs.setdefault(one, []).append(other)
    if circle(needs):
        words = _("“%s” already waits for this action. Two actions cannot wait for each other.") % needed
        raise Refused(words, fields={"needed": words})
    row = ActionNeed(action=planned, needed=needed)
    checked(row).save()
    return row


@action
def remove_need(*, by: Person, need: ActionNeed) -> None:
    """The action waits for it no longer."""
    require(by, "plan.write", need.action.plan)
    need.delete()


@action
def take_commitment(
    *, by: Person, plan: Plan, commitment: Commitment, planned: PlanAction | None = None
) -> CommitmentLink:
    """A commitment of the city becomes a new action of the plan, or belongs to one that is there."""
    require(by, "plan.write", plan)
    report = commitment.recommendation.report
    if report.review.city_id != plan.city_id or report.replied_at is None:
        raise Refused(_("Only the city’s own commitments from a finished reply can become actions."))
    if CommitmentLink.objects.filter(commitment=commitment).exists():
        raise Refused(_("This commitment stands in a plan already."))
    if planned is None:
        planned = add_action(
            by=by, plan=plan, title=commitment.title, lead=commitment.office, ends=commitment.due,
            state=commitment.state,
        )  # fmt: skip
    elif planned.plan_id != plan.pk:
        raise Refused(_("Choose an action of this plan."))
    row = CommitmentLink(commitment=commitment, action=planned)
    checked(row).save()
    return row


@action
def release_commitment(*, by: Person, link: CommitmentLink) -> None:
    """The commitment and the action go separate ways; both stay."""
    require(by, "plan.write", link.action.plan)
    link.delete()
