# SPDX-License-Identifier: EUPL-1.2
"""The questions of a questionnaire. In a draft they change, each change checked whole: it never holds a fault."""

from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.questionnaires import ROWS, WholeOut
from isopolity.api.shapes import Code, Decimal, Id, Input, Short, Translated, fetch, me, paged
from isopolity.core.errors import Refused
from isopolity.surveys import actions
from isopolity.surveys.form.editing import DOWN, UP, find
from isopolity.surveys.form.model import FOREIGN
from isopolity.surveys.models import Question, Questionnaire

router = Router()
Expression = Annotated[str, Field(max_length=10_000)]
Key = Annotated[str, Field(max_length=1200)]
Kind = Literal[
    "text", "long_text", "integer", "decimal", "money", "date", "time", "datetime", "one_choice", "many_choices",
    "scale", "matrix", "file", "acknowledge", "note", "calculation", "group", "repeat",
]  # fmt: skip


class AskedOut(Schema):
    """A question of a published version. In two versions with the same ``digest`` it asks the very same.

    ``section``, ``part_of`` (a table of choices) and ``repeat`` are keys of what stands around it.
    """

    id: int
    key: str
    kind: str
    label: dict[str, str]
    section: str
    part_of: str
    repeat: str
    digest: str
    position: int


class ChoiceIn(Input):
    """A choice, or a row of a table of choices: its name and its text in each language."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    label: Translated = {}


class ScaleIn(Input):
    """From ``low`` to ``high``; ``labels`` are the words at some of the numbers."""

    low: Decimal
    high: Decimal
    step: Decimal = 1
    labels: Annotated[dict[Code, Translated], Field(max_length=101)] = {}


class QuestionChange(Input):
    """A question as the file format has it; what is not sent is empty. Conditions are XLSForm expressions.

    ``choices`` names the list of choices that it offers; ``offered`` fills that list, for all questions that share it.
    ``seen`` is the ``mark`` of the questionnaire that the change began from; without it nothing is checked.
    """

    name: Annotated[str, Field(min_length=1, max_length=120)]
    label: Translated = {}
    hint: Translated = {}
    appearance: Short = ""
    relevant: Expression = ""
    required: Expression = ""
    required_message: Translated = {}
    constraint: Expression = ""
    constraint_message: Translated = {}
    read_only: Expression = ""
    calculation: Expression = ""
    default: Expression = ""
    choices: Short = ""
    choice_filter: Expression = ""
    currencies: Annotated[list[Code], Field(max_length=40)] = []
    scale: ScaleIn | None = None
    rows: Annotated[list[ChoiceIn], Field(max_length=100)] = []
    count: Expression = ""
    accept: Literal["", "picture"] = ""
    offered: Annotated[list[ChoiceIn], Field(max_length=2000)] | None = None
    seen: Code = ""


class QuestionIn(QuestionChange):
    """A new question of a kind, ``after`` the one of this key (or in the group of this key), else at the end."""

    kind: Kind
    after: Key = ""


class MoveIn(Input):
    """Which question, and where to: one step up or down, also into and out of groups."""

    key: Key
    up: bool
    seen: Code = ""


def _draft(request: HttpRequest, pk: int) -> Questionnaire:
    return fetch(request, "questionnaire.write", ROWS, pk=pk)


def _facts(data: QuestionChange, kind: str) -> dict[str, Any]:
    """As the actions take them; what is empty is left out, as in the file format."""
    question = data.model_dump(exclude={"kind", "after", "offered", "seen"}, exclude_defaults=True) | {"kind": kind}
    offered = None if data.offered is None else [one.model_dump(exclude_defaults=True) for one in data.offered]
    return {"question": question, "choices": offered, "seen": data.seen}


@router.get("/questionnaires/{int:pk}/questions", response=list[AskedOut])
@paged
def list_questions(request: HttpRequest, pk: Id) -> QuerySet[Question]:
    """What results point to, in order: made when a version is published, so a draft has none yet."""
    return fetch(request, "questionnaire.read", ROWS, pk=pk).questions.all()


@router.post("/questionnaires/{int:pk}/questions", response={201: WholeOut})
def add_question(request: HttpRequest, pk: Id, data: QuestionIn) -> Status:
    """One more question, note, calculation or group."""
    one = _draft(request, pk)
    if data.after and find(one.definition, data.after) is None:
        text = f"Not found here: {data.after}"
        raise Refused(text, fields={"after": text})
    facts = _facts(data, data.kind)
    return Status(201, actions.add_question(by=me(request), questionnaire=one, after=data.after, **facts))


@router.put("/questionnaires/{int:pk}/questions/{path:key}", response=WholeOut)
def change_question(request: HttpRequest, pk: Id, key: str, data: QuestionChange) -> Questionnaire:
    """All about a question anew; its kind stays. Conditions that name it follow a new name."""
    one = _draft(request, pk)
    old = find(one.definition, key)
    if old is None or old["kind"] == FOREIGN:
        raise Http404
    return actions.change_question(by=me(request), questionnaire=one, key=key, **_facts(data, old["kind"]))


@router.post("/questionnaires/{int:pk}/move-question", response=WholeOut)
def move_question(request: HttpRequest, pk: Id, data: MoveIn) -> Questionnaire:
    """One step up or down."""
    way = UP if data.up else DOWN
    return actions.move_question(
        by=me(request), questionnaire=_draft(request, pk), key=data.key, way=way, seen=data.seen
    )


@router.delete("/questionnaires/{int:pk}/questions/{path:key}", response=WholeOut)
def remove_question(request: HttpRequest, pk: Id, key: str, seen: Code = "") -> Questionnaire:
    """Without this question, or this group and all in it; refused while a condition names it."""
    one = _draft(request, pk)
    if find(one.definition, key) is None:
        raise Http404
    return actions.remove_question(by=me(request), questionnaire=one, key=key, seen=seen)
