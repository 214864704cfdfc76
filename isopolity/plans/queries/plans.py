# SPDX-License-Identifier: EUPL-1.2
"""One plan: its actions with all that belongs to them, evidence, commitments that may become actions."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from isopolity.core.components import Event
from isopolity.core.history import Where, happened
from isopolity.plans.models import (
    ActionNeed,
    AuthorityContact,
    CommitmentLink,
    Endorsement,
    EvidenceKind,
    FundingLine,
    FundingStep,
    Milestone,
    Plan,
    PlanAction,
    PlanEvidence,
    PlanVersion,
    Risk,
)
from isopolity.plans.schedule import Task
from isopolity.plans.smart import Described, Hint, hints
from isopolity.reports.models import Commitment, CommitmentState, Headline

PLANS = Plan.objects.select_related("project", "city", "group")
ACTIONS = PlanAction.objects.select_related("plan__project", "plan__city", "plan__group")
SHOWN = 40


def actions_of(plan: Plan) -> list[PlanAction]:
    """The plan's actions in order, with milestones, risks and what they wait for. Four queries."""
    rows = PlanAction.objects.filter(plan=plan).prefetch_related("milestones", "risks", "needs")
    found = list(rows)
    for row in found:
        row.plan = plan
    return found


def evidence_of(plan: Plan) -> list[PlanEvidence]:
    """Numbers first, then what people say, then what is coming."""
    kinds = EvidenceKind.values
    rows = PlanEvidence.objects.filter(plan=plan).select_related("report")
    return sorted(rows, key=lambda one: (kinds.index(one.kind), one.pk))


def tasks_of(actions: list[PlanAction]) -> list[Task]:
    """The actions as the schedule knows them."""
    return [Task(a.pk, a.title, a.starts, a.ends, frozenset(need.needed_id for need in a.needs.all())) for a in actions]


def hints_of(action: PlanAction) -> list[Hint]:
    """What its description lacks; milestones and risks were fetched with it."""
    return hints(
        Described(
            objective=action.objective, target=action.target, lead=action.lead, has_start=action.starts is not None,
            has_end=action.ends is not None, beneficiaries=action.beneficiaries,
            milestones=len(action.milestones.all()), risks=len(action.risks.all()),
        )
    )  # fmt: skip


def share_for_women(actions: list[PlanAction]) -> tuple[int, int]:
    """(actions addressed to migrant women and girls, all actions that were not stopped)."""
    counted = [a for a in actions if a.state != CommitmentState.STOPPED]
    return sum(a.for_women for a in counted), len(counted)


def open_commitments(plan: Plan) -> QuerySet[Commitment]:
    """The city's commitments, from replies that are handed in, that stand in no plan yet."""
    rows = Commitment.objects.filter(
        recommendation__report__review__city=plan.city_id, recommendation__report__replied_at__isnull=False,
        plan_link=None,
    )  # fmt: skip
    return rows.select_related("recommendation__report__review").order_by("recommendation__report_id", "pk")


def links_of(plan: Plan) -> QuerySet[CommitmentLink]:
    """Commitments that became actions of this plan."""
    return CommitmentLink.objects.filter(action__plan=plan).select_related(
        "action", "commitment__recommendation__report__review"
    )


def headlines_for(plan: Plan) -> QuerySet[Headline]:
    """Headline findings of the city's published reports that are not in the evidence base yet."""
    rows = Headline.objects.filter(review__city=plan.city_id, review__report__published_at__isnull=False)
    known = PlanEvidence.objects.filter(plan=plan, report__isnull=False).values("text")
    return rows.exclude(text__in=known).select_related("review__report", "review__project").order_by("review_id", "pk")


def history_of(plan: Plan, *, before: datetime | None = None) -> tuple[list[Event], datetime | None]:
    """What happened in the plan."""
    actions = list(PlanAction.objects.filter(plan=plan).values_list("pk", flat=True))
    lines = list(FundingLine.objects.filter(action__in=actions).values_list("pk", flat=True))
    wheres: list[tuple[Any, Where]] = [(Plan, {"id": plan.pk})]
    wheres += [(model, {"plan_id": plan.pk}) for model in (PlanAction, PlanEvidence, Endorsement, PlanVersion)]
    wheres += [
        (model, {"action_id__in": actions}) for model in (Milestone, Risk, ActionNeed, CommitmentLink, FundingLine)
    ]
    return happened([*wheres, (FundingStep, {"line_id__in": lines})], limit=SHOWN, before=before)


def contacts_of(plan: Plan, *, bodies: set[int] | None = None) -> QuerySet[AuthorityContact]:
    """Talks with managing authorities; with ``bodies`` only those of these organisations."""
    rows = AuthorityContact.objects.filter(plan=plan).select_related("organisation")
    return rows if bodies is None else rows.filter(Q(organisation__in=bodies))
