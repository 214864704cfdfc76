# SPDX-License-Identifier: EUPL-1.2
"""Actions of a plan: facts, texts, milestones, risks, what they wait for, commitments."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.plans import plan_of
from isopolity.api.shapes import (
    Code,
    Day,
    Direction,
    FieldIn,
    Id,
    Input,
    Long,
    SavedOut,
    given,
    inner,
    me,
    paged,
    saved,
)
from isopolity.plans import actions
from isopolity.plans.models import ActionNeed, CommitmentLink, Milestone, PlanAction, Risk
from isopolity.plans.origins import Origin, origins_of
from isopolity.plans.queries.plans import actions_of, hints_of, links_of, open_commitments

router = Router()
ACTION = "/plans/{int:pk}/actions/{int:planned}"
Name = Annotated[str, Field(min_length=1, max_length=200)]
Title = Annotated[str, Field(min_length=1, max_length=250)]


class MilestoneOut(Schema):
    """A step on the way."""

    id: int
    name: str
    due: date
    done_on: date | None


class MilestoneIn(Input):
    """A step on the way."""

    name: Name
    due: Day


class PlanDoneIn(Input):
    """It is done, on a day; or not."""

    is_done: bool = True
    done_on: Day | None = None


class RiskOut(Schema):
    """What may go wrong, and the answer."""

    id: int
    text: str
    answer: str
    is_political: bool


class RiskIn(Input):
    """What may go wrong, and the answer."""

    text: Annotated[str, Field(min_length=1, max_length=20_000)]
    answer: Long = ""
    is_political: bool = False


class NeedOut(Schema):
    """An action waits for another one."""

    id: int
    needed_id: int


class NeedIn(Input):
    """An action of the same plan that must end first."""

    needed_id: Id


class HintOut(Schema):
    """What the description lacks."""

    code: str
    field: str
    says: str


class ActionOut(Schema):
    """An action of a plan."""

    id: int
    title: str
    objective: str
    target: str
    lead: str
    partners: str
    beneficiaries: str
    for_women: bool
    starts: date | None
    ends: date | None
    state: str
    transfer: str
    sustainability: str
    milestones: list[MilestoneOut]
    risks: list[RiskOut]
    needs: list[NeedOut]
    hints: list[HintOut]


class ActionChange(Input):
    """New values for some of an action's fields."""

    title: Title | None = None
    objective: Long | None = None
    target: Long | None = None
    lead: Annotated[str, Field(max_length=150)] | None = None
    partners: Long | None = None
    beneficiaries: Long | None = None
    for_women: bool | None = None
    starts: Day | None = None
    ends: Day | None = None
    state: Code | None = None
    transfer: Long | None = None
    sustainability: Long | None = None


class ActionIn(ActionChange):
    """A new action."""

    title: Title


class PlanCommitmentOut(Schema):
    """A commitment of a review that stands in no plan yet."""

    id: int
    title: str
    office: str
    due: date | None


class PlanTakeIn(Input):
    """A commitment becomes a new action, or belongs to one of this plan."""

    commitment_id: Id
    action_id: Id | None = None


class PlanOriginOut(Schema):
    """Something of another part of Isopolity became an action: its words, the page it stands on."""

    action_id: int
    kind: str
    text: str
    url: str

    @staticmethod
    def resolve_action_id(row: Origin) -> int:
        return row.action


class PlanLinkOut(Schema):
    """A commitment became an action."""

    id: int
    commitment_id: int
    action_id: int


def action_of(request: HttpRequest, pk: int, planned: int) -> PlanAction:
    """An action of a plan that the token's person writes."""
    plan = plan_of(request, pk)
    row = inner(PlanAction, pk=planned, plan=plan)
    row.plan = plan
    return row


def _inside(request: HttpRequest, pk: int, model: Any, row_pk: int) -> Any:
    plan = plan_of(request, pk)
    row = inner(model.objects.select_related("action"), action__plan=plan, pk=row_pk)
    row.action.plan = plan
    return row


def _told(row: PlanAction) -> dict[str, Any]:
    fields = [name for name in ActionOut.model_fields if name not in ("milestones", "risks", "needs", "hints")]
    lists = {name: list(getattr(row, name).all()) for name in ("milestones", "risks", "needs")}
    return {name: getattr(row, name) for name in fields} | lists | {"hints": hints_of(row)}


def _values(data: Schema) -> dict[str, Any]:
    empty = ("starts", "ends")
    return {name: value for name, value in given(data).items() if value is not None or name in empty}


@router.get("/plans/{int:pk}/actions", response=list[ActionOut])
@paged
def list_plan_actions(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """The plan's actions in order, each with hints on what its description lacks."""
    return [_told(row) for row in actions_of(plan_of(request, pk, "plan.read"))]


@router.post("/plans/{int:pk}/actions", response={201: ActionOut})
def add_plan_action(request: HttpRequest, pk: Id, data: ActionIn) -> Status:
    """A new action at the end of the plan."""
    return Status(201, _told(actions.add_action(by=me(request), plan=plan_of(request, pk), **_values(data))))


@router.patch(ACTION, response=ActionOut)
def change_plan_action(request: HttpRequest, pk: Id, planned: Id, data: ActionChange) -> dict[str, Any]:
    """Other facts or texts."""
    row = action_of(request, pk, planned)
    return _told(actions.change_action(by=me(request), planned=row, **_values(data)))


@router.put(ACTION + "/text", response=SavedOut)
def save_plan_action_text(request: HttpRequest, pk: Id, planned: Id, data: FieldIn) -> dict[str, str]:
    """One long text, with a check that nobody else changed it meanwhile."""
    row = actions.save_action_text(by=me(request), planned=action_of(request, pk, planned), **data.dict())
    return saved(row, data.field)


@router.post(ACTION + "/move", response={204: None})
def move_plan_action(request: HttpRequest, pk: Id, planned: Id, data: Direction) -> Status:
    """One place up or down."""
    actions.move_action(by=me(request), planned=action_of(request, pk, planned), up=data.up)
    return Status(204, None)


@router.delete(ACTION, response={204: None})
def remove_plan_action(request: HttpRequest, pk: Id, planned: Id) -> Status:
    """Take an action out of the plan."""
    actions.remove_action(by=me(request), planned=action_of(request, pk, planned))
    return Status(204, None)


@router.post(ACTION + "/milestones", response={201: MilestoneOut})
def add_milestone(request: HttpRequest, pk: Id, planned: Id, data: MilestoneIn) -> Status:
    """A step on the way."""
    return Status(201, actions.add_milestone(by=me(request), planned=action_of(request, pk, planned), **data.dict()))


@router.put("/plans/{int:pk}/milestones/{int:milestone}", response=MilestoneOut)
def change_milestone(request: HttpRequest, pk: Id, milestone: Id, data: MilestoneIn) -> Milestone:
    """Another name or day."""
    row = _inside(request, pk, Milestone, milestone)
    return actions.change_milestone(by=me(request), milestone=row, **data.dict())


@router.put("/plans/{int:pk}/milestones/{int:milestone}/done", response=MilestoneOut)
def finish_milestone(request: HttpRequest, pk: Id, milestone: Id, data: PlanDoneIn) -> Milestone:
    """It is done, or not after all."""
    row = _inside(request, pk, Milestone, milestone)
    actions.finish_milestone(by=me(request), milestone=row, **data.dict())
    return row


@router.delete("/plans/{int:pk}/milestones/{int:milestone}", response={204: None})
def remove_milestone(request: HttpRequest, pk: Id, milestone: Id) -> Status:
    """The step is not needed."""
    actions.remove_milestone(by=me(request), milestone=_inside(request, pk, Milestone, milestone))
    return Status(204, None)


@router.post(ACTION + "/risks", response={201: RiskOut})
def add_risk(request: HttpRequest, pk: Id, planned: Id, data: RiskIn) -> Status:
    """What may go wrong."""
    return Status(201, actions.add_risk(by=me(request), planned=action_of(request, pk, planned), **data.dict()))


@router.put("/plans/{int:pk}/risks/{int:risk}", response=RiskOut)
def change_risk(request: HttpRequest, pk: Id, risk: Id, data: RiskIn) -> Risk:
    """Other words for a risk or its answer."""
    return actions.change_risk(by=me(request), risk=_inside(request, pk, Risk, risk), **data.dict())


@router.delete("/plans/{int:pk}/risks/{int:risk}", response={204: None})
def remove_risk(request: HttpRequest, pk: Id, risk: Id) -> Status:
    """It is no risk any more."""
    actions.remove_risk(by=me(request), risk=_inside(request, pk, Risk, risk))
    return Status(204, None)


@router.post(ACTION + "/needs", response={201: NeedOut})
def add_need(request: HttpRequest, pk: Id, planned: Id, data: NeedIn) -> Status:
    """The action waits for another one of the plan."""
    row = action_of(request, pk, planned)
    needed = inner(PlanAction, pk=data.needed_id, plan=row.plan_id)
    return Status(201, actions.add_need(by=me(request), planned=row, needed=needed))


@router.delete("/plans/{int:pk}/needs/{int:need}", response={204: None})
def remove_need(request: HttpRequest, pk: Id, need: Id) -> Status:
    """It waits no longer."""
    actions.remove_need(by=me(request), need=_inside(request, pk, ActionNeed, need))
    return Status(204, None)


@router.get("/plans/{int:pk}/open-commitments", response=list[PlanCommitmentOut])
@paged
def list_open_commitments(request: HttpRequest, pk: Id) -> Any:
    """The city's commitments that stand in no plan yet."""
    return open_commitments(plan_of(request, pk))


@router.get("/plans/{int:pk}/commitments", response=list[PlanLinkOut])
@paged
def list_plan_commitments(request: HttpRequest, pk: Id) -> Any:
    """Commitments that became actions of this plan."""
    return links_of(plan_of(request, pk, "plan.read"))


@router.get("/plans/{int:pk}/origins", response=list[PlanOriginOut])
def list_plan_origins(request: HttpRequest, pk: Id) -> list[Origin]:
    """What else became actions of this plan, as goals of a mentoring, as far as you may know it."""
    return origins_of(me(request), plan_of(request, pk, "plan.read"))[0]


@router.post("/plans/{int:pk}/commitments", response={201: PlanLinkOut})
def take_commitment(request: HttpRequest, pk: Id, data: PlanTakeIn) -> Status:
    """A commitment becomes an action."""
    plan = plan_of(request, pk)
    commitment = inner(open_commitments(plan), pk=data.commitment_id)
    planned = None if data.action_id is None else action_of(request, pk, data.action_id)
    return Status(201, actions.take_commitment(by=me(request), plan=plan, commitment=commitment, planned=planned))


@router.delete("/plans/{int:pk}/commitments/{int:link}", response={204: None})
def release_commitment(request: HttpRequest, pk: Id, link: Id) -> Status:
    """A commitment and an action go separate ways."""
    actions.release_commitment(by=me(request), link=_inside(request, pk, CommitmentLink, link))
    return Status(204, None)
