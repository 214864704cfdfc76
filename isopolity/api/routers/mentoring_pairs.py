# SPDX-License-Identifier: EUPL-1.2
"""What a pair of a mentoring does: agreement, needs analysis, visits, lessons, results."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.shapes import Code, Day, Id, Input, Long, Moment, Named, Number, Short, fetch, given, inner, me
from isopolity.benchmarks.models import ContextFactor, Item
from isopolity.core.autosave import digest
from isopolity.core.policy import may
from isopolity.mentoring import actions
from isopolity.mentoring.models import Agreement, LearningEntry, Pair, StudyVisit
from isopolity.mentoring.parts import OF_VISIT, PARTS
from isopolity.mentoring.queries.agreement import side_lines
from isopolity.mentoring.queries.pairs import general_comments, needs_lines
from isopolity.mentoring.queries.profiles import adoptions_of
from isopolity.mentoring.queries.steps import Facts, steps_of

router = Router()


class MentoringStepOut(Schema):
    """A step of the pair, computed from what is there."""

    key: str
    is_done: bool
    word: str
    waits_for: str


class PairDetails(Schema):
    """A pair and how far it is."""

    id: int
    project_id: int
    mentee: Named
    mentor: Named
    state: str
    steps: list[MentoringStepOut]


class MentoringSideOut(Schema):
    """Who has to sign, and whether it is done."""

    side: str
    body: str
    signed_by: str | None
    signed_at: datetime | None


class AgreementOut(Schema):
    """The text; send its ``digest`` to sign exactly this text."""

    text: str
    digest: str
    frozen_at: datetime | None
    signed_at: datetime | None
    sides: list[MentoringSideOut]


class AgreementIn(Input):
    """A new text. Signatures given so far become void, which has to be said."""

    text: Annotated[str, Field(min_length=1, max_length=60_000)]
    seen: Code | None = None
    voids_signatures: bool = False


class MentoringSignIn(Input):
    """The digest of the text that is signed."""

    seen: Code


class MentoringCommentOut(Schema):
    """What the mentor said."""

    author: str
    made_at: datetime
    text: str


class MentoringNeedOut(Schema):
    """What the mentee writes on a goal or a context factor, with the guide questions."""

    kind: str
    id: int
    code: str
    title: str
    prompts: list[str]
    body: str
    digest: str
    comments: list[MentoringCommentOut]


class NeedsOut(Schema):
    """The needs analysis."""

    submitted_at: datetime | None
    lines: list[MentoringNeedOut]
    comments: list[MentoringCommentOut]


class MentoringNeedIn(Input):
    """A new text; ``seen`` is the digest that the change started from."""

    value: Long
    seen: Code | None = None


class NeedsComment(Input):
    """A comment on the whole, or on a goal."""

    text: Long
    goal_id: Id | None = None


class MentoringPartIn(Input):
    """Fields of a part. Which ones a kind takes: ``GET /mentoring/parts``."""

    item_id: Id | None = None
    visit_id: Id | None = None
    text: Long | None = None
    kind: Code | None = None
    host: Code | None = None
    title: Short | None = None
    is_online: bool | None = None
    place: Annotated[str, Field(max_length=300)] | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    hosts: Annotated[str, Field(max_length=300)] | None = None
    aims: Long | None = None
    is_held: bool | None = None
    outcome: Long | None = None
    starts: Moment | None = None
    ends: Moment | None = None
    room: Short | None = None
    with_whom: Short | None = None
    function: Short | None = None
    organisation: Short | None = None
    comes_from: Code | None = None
    came: bool | None = None
    on: Day | None = None
    tried: Long | None = None
    worked: Long | None = None
    failed: Long | None = None
    why: Long | None = None
    participants: Number | None = None
    about: Long | None = None
    link: Annotated[str, Field(max_length=300)] | None = None
    what: Short | None = None
    audience: Short | None = None
    reached: Number | None = None


class MentoringPartOut(Schema):
    """A part with its fields."""

    id: int
    fields: dict[str, Any]


EMPTY = ("starts_on", "ends_on", "participants", "reached", "item", "visit")


def pair_of(request: HttpRequest, pk: int, permission: str = "pair.read") -> Pair:
    """The pair, for a token whose person may."""
    rows = Pair.objects.select_related("project", "mentee__association", "mentor__association", "needs")
    pair = fetch(request, "pair.read", rows, pk=pk)
    if not may(request.user, permission, pair):
        raise Http404
    return pair


@router.get("/pairs/{int:pk}", response=PairDetails)
def get_pair(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """One pair with its steps."""
    pair = pair_of(request, pk)
    steps = steps_of(pair, Facts(pair.project, [pair]))
    facts = {name: getattr(pair, name) for name in ("project_id", "mentee", "mentor", "state")}
    return {"id": pair.pk, **facts, "steps": steps}


def _agreement(pair: Pair) -> dict[str, Any]:
    row = Agreement.objects.filter(pair=pair).first() or Agreement(pair=pair)
    sides = [
        {"side": line.side, "body": str(line.body), "signed_by": line.signature and line.signature.function,
         "signed_at": line.signature and line.signature.signed_at}
        for line in side_lines(pair, row)
    ]  # fmt: skip
    return {"text": row.text, "digest": digest(row.text), "frozen_at": row.frozen_at, "signed_at": row.signed_at,
            "sides": sides}  # fmt: skip


@router.get("/pairs/{int:pk}/agreement", response=AgreementOut)
def get_agreement(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """The agreement and its signatures."""
    return _agreement(pair_of(request, pk))


@router.put("/pairs/{int:pk}/agreement", response=AgreementOut)
def write_agreement(request: HttpRequest, pk: Id, data: AgreementIn) -> dict[str, Any]:
    """Write the text."""
    pair = pair_of(request, pk, "pair.write")
    actions.write_agreement(by=me(request), pair=pair, **data.dict())
    return _agreement(pair)


@router.post("/pairs/{int:pk}/agreement/sign", response=AgreementOut)
def sign_agreement(request: HttpRequest, pk: Id, data: MentoringSignIn) -> dict[str, Any]:
    """Sign for every side for which you may."""
    pair = pair_of(request, pk, "pair.sign")
    actions.sign_agreement(by=me(request), pair=pair, seen=data.seen)
    return _agreement(pair)


@router.post("/pairs/{int:pk}/agreement/withdraw", response=AgreementOut)
def withdraw_signature(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """Take your signature back, before all have signed."""
    pair = pair_of(request, pk, "pair.sign")
    actions.withdraw_signature(by=me(request), pair=pair)
    return _agreement(pair)


def _comment(row: Any) -> dict[str, Any]:
    return {"author": str(row.author or ""), "made_at": row.made_at, "text": row.text}


def _needs(pair: Pair) -> dict[str, Any]:
    pair = Pair.objects.select_related("needs", "project").get(pk=pair.pk)
    lines = [
        {"kind": line.kind, "id": line.pk, "code": line.code, "title": line.title, "prompts": line.prompts,
         "body": line.body, "digest": line.digest, "comments": [_comment(one) for one in line.comments]}
        for line in needs_lines(pair)
    ]  # fmt: skip
    submitted = getattr(getattr(pair, "needs", None), "submitted_at", None)
    return {"submitted_at": submitted, "lines": lines, "comments": [_comment(one) for one in general_comments(pair)]}


@router.get("/pairs/{int:pk}/needs", response=NeedsOut)
def get_needs(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """The needs analysis: for the mentee, and for the others once it is submitted."""
    return _needs(pair_of(request, pk, "needs.read"))


@router.put("/pairs/{int:pk}/needs/goals/{int:goal}", response=NeedsOut)
def save_need_of_goal(request: HttpRequest, pk: Id, goal: Id, data: MentoringNeedIn) -> dict[str, Any]:
    """What the mentee needs for this goal."""
    pair = pair_of(request, pk, "needs.write")
    actions.save_need(by=me(request), pair=pair, goal=inner(pair.goals.all(), pk=goal), **data.dict())
    return _needs(pair)


@router.put("/pairs/{int:pk}/needs/factors/{int:factor}", response=NeedsOut)
def save_need_of_factor(request: HttpRequest, pk: Id, factor: Id, data: MentoringNeedIn) -> dict[str, Any]:
    """How this context factor shapes the mentee."""
    pair = pair_of(request, pk, "needs.write")
    versions = [one.version_id for one in adoptions_of(pair.project)]
    row = inner(ContextFactor.objects.filter(version__in=versions), pk=factor)
    actions.save_need(by=me(request), pair=pair, factor=row, **data.dict())
    return _needs(pair)


@router.post("/pairs/{int:pk}/needs/submit", response=NeedsOut)
def submit_needs(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """Mentor, associations and secretariat read it from now on."""
    pair = pair_of(request, pk, "needs.write")
    actions.submit_needs(by=me(request), pair=pair)
    return _needs(pair)


@router.post("/pairs/{int:pk}/needs/reopen", response=NeedsOut)
def reopen_needs(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """Work on it again."""
    pair = pair_of(request, pk, "needs.write")
    actions.reopen_needs(by=me(request), pair=pair)
    return _needs(pair)


@router.post("/pairs/{int:pk}/needs/comments", response={201: MentoringCommentOut})
def comment_needs(request: HttpRequest, pk: Id, data: NeedsComment) -> Status:
    """The mentor's word."""
    pair = pair_of(request, pk, "needs.comment")
    goal = inner(pair.goals.all(), pk=data.goal_id) if data.goal_id else None
    return Status(201, _comment(actions.comment_needs(by=me(request), pair=pair, text=data.text, goal=goal)))


@router.get("/mentoring/parts", response=dict[str, list[str]])
def list_part_kinds(request: HttpRequest) -> dict[str, list[str]]:
    """The kinds of parts, and the fields of each."""
    return {name: [_sent(field) for field in part.fields if field != "file"] for name, part in PARTS.items()}


def _sent(field: str) -> str:
    return f"{field}_id" if field in ("item", "visit") else field


def _kind(part: str) -> Any:
    if part not in PARTS:
        raise Http404
    return PARTS[part]


def _out(part: str, row: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name in _kind(part).fields:
        value = getattr(row, _sent(name)) if name != "file" else row.name
        fields[_sent(name)] = value.isoformat() if isinstance(value, date) else value
    if part in OF_VISIT:
        fields["visit_id"] = row.visit_id
    return {"id": row.pk, "fields": fields}


def _facts(pair: Pair, part: str, data: MentoringPartIn) -> dict[str, Any]:
    facts = given(data)
    if "item_id" in facts:
        number = facts.pop("item_id")
        facts["item"] = inner(Item, pk=number) if number else None
    if "visit_id" in facts:
        number = facts.pop("visit_id")
        facts["visit"] = inner(pair.visits.all(), pk=number) if number else None
    return {name: value for name, value in facts.items() if value is not None or name in EMPTY}


def _rows(pair: Pair, part: str) -> Any:
    rows = _kind(part).model.objects.all()
    return rows.filter(visit__pair=pair).select_related("visit") if part in OF_VISIT else rows.filter(pair=pair)


@router.get("/pairs/{int:pk}/parts/{part}", response=list[MentoringPartOut])
def list_parts(request: HttpRequest, pk: Id, part: Code) -> list[dict[str, Any]]:
    """Everything of one kind."""
    return [_out(part, row) for row in _rows(pair_of(request, pk), part)]


@router.post("/pairs/{int:pk}/parts/{part}", response={201: MentoringPartOut})
def add_part(request: HttpRequest, pk: Id, part: Code, data: MentoringPartIn) -> Status:
    """A goal, a visit, a session or guest of a visit, a lesson, an academy, a product by link, a line of results."""
    pair = pair_of(request, pk, "pair.write")
    _kind(part)
    facts = _facts(pair, part, data)
    at: StudyVisit | None = facts.pop("visit", None) if part in OF_VISIT else None
    row = actions.add_part(by=me(request), pair=pair, part=part, visit=at, facts=facts)
    return Status(201, _out(part, row))


@router.patch("/pairs/{int:pk}/parts/{part}/{int:row}", response=MentoringPartOut)
def change_part(request: HttpRequest, pk: Id, part: Code, row: Id, data: MentoringPartIn) -> dict[str, Any]:
    """New values for some fields."""
    pair = pair_of(request, pk, "pair.write")
    kept = inner(_rows(pair, part), pk=row)
    facts = _facts(pair, part, data)
    if part in OF_VISIT:
        facts.pop("visit", None)
    return _out(part, actions.change_part(by=me(request), pair=pair, part=part, row=kept, facts=facts))


@router.delete("/pairs/{int:pk}/parts/{part}/{int:row}", response={204: None})
def remove_part(request: HttpRequest, pk: Id, part: Code, row: Id) -> Status:
    """Take it out; the history keeps it."""
    pair = pair_of(request, pk, "pair.write")
    actions.remove_part(by=me(request), pair=pair, row=inner(_rows(pair, part), pk=row))
    return Status(204, None)


@router.post("/pairs/{int:pk}/parts/learning/{int:row}/pass-on", response=MentoringPartOut)
def pass_on_lesson(request: HttpRequest, pk: Id, row: Id) -> dict[str, Any]:
    """Tell the lesson to those who keep the benchmark, as a flag on the item."""
    pair = pair_of(request, pk, "pair.write")
    entry = inner(LearningEntry.objects.select_related("item", "pair__project"), pair=pair, pk=row)
    return _out("learning", actions.pass_on_lesson(by=me(request), entry=entry))


class MentoringTickIn(Input):
    """Whether it is done."""

    is_done: bool


@router.put("/pairs/{int:pk}/steps/{int:step}", response=PairDetails)
def tick_pair_step(request: HttpRequest, pk: Id, step: Id, data: MentoringTickIn) -> dict[str, Any]:
    """Tick a step that the secretariat added for each pair."""
    pair = pair_of(request, pk, "pair.write")
    row = inner(pair.project.steps.all(), pk=step)
    actions.tick_step(by=me(request), pair=pair, step=row, is_done=data.is_done)
    return get_pair(request, pk)
