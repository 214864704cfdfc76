# SPDX-License-Identifier: EUPL-1.2
"""Progress rounds: opened, answered action by action."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.networks.models import Project
from isopolity.plans.models import ActionProgress, Plan, PlanAction, PlanProgress, ProgressRound


@action
def open_round(*, by: Person, project: Project, name: str, due: date) -> ProgressRound:
    """Every plan of the project is asked how it fares."""
    require(by, "plan_round.open", project)
    return _opened(ProgressRound(project=project, name=plain(name), due=due))


@action
def open_own_round(*, by: Person, plan: Plan, name: str, due: date) -> ProgressRound:
    """The city looks at one plan by itself."""
    require(by, "plan.write", plan)
    return _opened(ProgressRound(plan=plan, name=plain(name), due=due))


def _opened(row: ProgressRound) -> ProgressRound:
    checked(row).save()
    return row


@action
def remove_round(*, by: Person, round: ProgressRound) -> None:
    """A round opened by mistake; refused once somebody answered."""
    if round.project is not None:
        require(by, "plan_round.open", round.project)
    else:
        require(by, "plan.write", round.plan)
    if round.progress.exists() or round.plans.exists():
        raise Refused(_("There are answers in this round. It stays."))
    round.delete()


@action
def tell_action_progress(
    *, by: Person, round: ProgressRound, planned: PlanAction, light: str, text: str, transfer: str = "",
    sustainability: str = "",
) -> ActionProgress:  # fmt: skip
    """How an action fares; told again, the newer words replace the older ones, which the history keeps."""
    require(by, "plan.write", planned.plan)
    _check_belongs(round, planned.plan)
    if not plain(text):
        raise Refused(_("Say what happened."), fields={"text": _("Say what happened.")})
    found = ActionProgress.objects.select_for_update().filter(round=round, action=planned).first()
    row = found or ActionProgress(round=round, action=planned)
    row.light, row.text, row.told_at = light, plain(text), timezone.now()
    row.transfer, row.sustainability = plain(transfer), plain(sustainability)
    checked(row).save()
    return row


@action
def tell_plan_progress(
    *, by: Person, round: ProgressRound, plan: Plan, unplanned: str = "", consequences: str = ""
) -> PlanProgress:
    """What nobody had planned, and what else came of it."""
    require(by, "plan.write", plan)
    _check_belongs(round, plan)
    found = PlanProgress.objects.select_for_update().filter(round=round, plan=plan).first()
    row = found or PlanProgress(round=round, plan=plan)
    row.unplanned, row.consequences = plain(unplanned), plain(consequences)
    checked(row).save()
    return row


def _check_belongs(found: ProgressRound, plan: Plan) -> None:
    if found.plan_id != plan.pk and (found.project_id is None or found.project_id != plan.project_id):
        raise Refused(_("This plan is not asked in this round."))
