# SPDX-License-Identifier: EUPL-1.2
"""Assessments and initial reports: found, read, started, handed in, returned, accepted."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.shapes import FieldIn, Id, Input, Long, Named, SavedOut, Short, ask, fetch, inner, me, paged, saved
from isopolity.assessments import actions
from isopolity.assessments.models import Answer, Assessment, BackgroundText, ContextNote, Contribution
from isopolity.assessments.queries.parts import Reach, reach
from isopolity.assessments.queries.progress import standing
from isopolity.benchmarks.models import BenchmarkVersion, Item
from isopolity.core.autosave import digest
from isopolity.core.policy import may
from isopolity.places.models import City, CityRoleKind
from isopolity.places.rules import city_roles

router = Router()
ROWS = Assessment.objects.select_related(
    "city", "version__benchmark", "adoption__project", "review__project", "review__city"
)


class AssessmentOut(Schema):
    """One city's answers to one benchmark version at one time."""

    id: int
    city: Named
    version_id: int
    adoption_id: int | None
    title: str
    state: str
    language: str
    created_at: datetime
    submitted_at: datetime | None
    accepted_at: datetime | None


class FullAssessmentOut(AssessmentOut):
    """With provenance: who drafted it, how, how far politicians were involved. ``digests``: for ``seen``, by field."""

    drafted_by: str
    drafted_how: str
    politicians: str
    return_comment: str
    review_id: int | None
    digests: dict[str, str]

    @staticmethod
    def resolve_review_id(row: Assessment) -> int | None:
        review = getattr(row, "review", None)
        return review.pk if review else None

    @staticmethod
    def resolve_digests(row: Assessment) -> dict[str, str]:
        return {name: digest(getattr(row, name)) for name in ("title", *Assessment.PROVENANCE)}


class AnswerOut(Schema):
    """A city's own judgement on one item, with who answers for it. ``digests``: for ``seen``, by field."""

    item_id: int
    code: str
    state: str
    level: str = ""
    achieved: str = ""
    aspired: str = ""
    how: str = ""
    why: str = ""
    who: str = ""
    political: str = ""
    operational: str = ""
    explanation: str = ""
    digests: dict[str, str]


class PartTextOut(Schema):
    """The city's text for a background section (HTML) or a context factor (plain). ``digest``: for ``seen``."""

    id: int
    code: str
    title: dict[str, str]
    body: str
    digest: str


class AssessmentIn(Input):
    """A city measures itself against a published version."""

    city_id: Id
    version_id: Id
    title: Short = ""


class Comment(Input):
    """What is to be done better."""

    comment: Long


class VersionIn(Input):
    """A newer version of the same benchmark."""

    version_id: Id


def _assessment(request: HttpRequest, pk: int, permission: str) -> Assessment:
    return fetch(request, permission, ROWS, pk=pk)


def opened(request: HttpRequest, pk: int) -> tuple[Assessment, Reach]:
    """The assessment and what of it the person may open: all for readers, the asked parts for a contributor."""
    rows = ROWS.filter(pk=pk)
    found = inner(rows)
    if may(request.user, "assessment.read", found):
        return found, Reach(None, None, None, can_write=may(request.user, "assessment.write", found))
    ask(request, "assessment.open", found)
    return found, reach(me(request), found)


@router.get("/assessments", response=list[AssessmentOut])
@paged
def list_assessments(
    request: HttpRequest, city: Id | None = None, state: Literal["", "open", "submitted", "accepted"] = "",
    q: Annotated[str, Field(max_length=100)] = "",
) -> QuerySet[Assessment]:  # fmt: skip
    """Assessments of the cities you coordinate, and those you were asked to contribute to."""
    mine = [pk for pk, kind in city_roles(me(request)) if kind == CityRoleKind.COORDINATOR]
    asked = Contribution.objects.filter(person=me(request)).values("assessment")
    rows = Assessment.objects.filter(Q(city__in=mine) | Q(pk__in=asked)).select_related("city")
    rows = rows.filter(city=city) if city else rows
    rows = rows.filter(state=state) if state else rows
    return rows.filter(Q(title__icontains=q) | Q(city__name__icontains=q)) if q else rows


@router.post("/assessments", response={201: AssessmentOut})
def start_assessment(request: HttpRequest, data: AssessmentIn) -> Status:
    """A city begins to measure itself, outside any review."""
    city = fetch(request, "assessment.start", City, pk=data.city_id)
    version = fetch(request, "benchmark.read", BenchmarkVersion, pk=data.version_id)
    return Status(201, actions.start_assessment(by=me(request), city=city, version=version, title=data.title))


@router.get("/assessments/{int:pk}", response=FullAssessmentOut)
def get_assessment(request: HttpRequest, pk: Id) -> Assessment:
    """One assessment or initial report: its state and provenance."""
    return _assessment(request, pk, "assessment.read")


@router.get("/assessments/{int:pk}/answers", response=list[AnswerOut])
@paged
def list_answers(
    request: HttpRequest, pk: Id, state: Literal["", "done", "started", "empty"] = ""
) -> list[dict[str, Any]]:
    """Every item with the city's answer; a contributor sees the items they were asked for."""
    found, part = opened(request, pk)
    known = standing(found, only=part.items)
    held = {row.item_id: row for row in Answer.objects.filter(assessment=found)}
    rows = [_answer(item, known.state(item), held.get(item.pk)) for item in known.items]
    return [row for row in rows if not state or row["state"] == state]


def _answer(item: Item, state: str, row: Answer | None) -> dict[str, Any]:
    fields = {name: getattr(row, name) if row else "" for name in Answer.FIELDS}
    marks = {name: digest(value) for name, value in fields.items()}
    return {"item_id": item.pk, "code": item.code, "state": state, **fields, "digests": marks}


@router.get("/assessments/{int:pk}/background", response=list[PartTextOut])
@paged
def list_background(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """The background sections with the city's texts (HTML)."""
    found, part = opened(request, pk)
    texts = dict(BackgroundText.objects.filter(assessment=found).values_list("section_id", "body"))
    return [
        _text(row, texts.get(row.pk, ""))
        for row in found.version.background_sections.all()
        if part.opens_section(row.pk)
    ]


@router.get("/assessments/{int:pk}/context", response=list[PartTextOut])
@paged
def list_context_notes(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """The context factors with what the city says about each."""
    found = _assessment(request, pk, "assessment.read")
    texts = dict(ContextNote.objects.filter(assessment=found).values_list("factor_id", "body"))
    return [_text(row, texts.get(row.pk, "")) for row in found.version.context_factors.all()]


def _text(row: Any, body: str) -> dict[str, Any]:
    return {"id": row.pk, "code": row.code, "title": row.title, "body": body, "digest": digest(body)}


@router.patch("/assessments/{int:pk}/provenance", response=SavedOut)
def save_provenance(request: HttpRequest, pk: Id, data: FieldIn) -> dict[str, str]:
    """Save title, drafted_by, drafted_how or politicians."""
    found = _assessment(request, pk, "assessment.write")
    return saved(actions.save_provenance(by=me(request), assessment=found, **data.dict()), data.field)


@router.post("/assessments/{int:pk}/submit", response=AssessmentOut)
def submit_assessment(request: HttpRequest, pk: Id) -> Assessment:
    """Hand it in: every item is answered or explained."""
    return actions.submit(by=me(request), assessment=_assessment(request, pk, "assessment.submit"))


@router.post("/assessments/{int:pk}/return", response=AssessmentOut)
def return_assessment(request: HttpRequest, pk: Id, data: Comment) -> Assessment:
    """Give it back to the host with a comment."""
    found = _assessment(request, pk, "assessment.return")
    return actions.return_assessment(by=me(request), assessment=found, comment=data.comment)


@router.post("/assessments/{int:pk}/accept", response=AssessmentOut)
def accept_assessment(request: HttpRequest, pk: Id) -> Assessment:
    """The initial report is complete; it does not change any more."""
    return actions.accept_assessment(by=me(request), assessment=_assessment(request, pk, "assessment.accept"))


@router.post("/assessments/{int:pk}/reopen", response=AssessmentOut)
def reopen_assessment(request: HttpRequest, pk: Id) -> Assessment:
    """A city goes on writing an assessment that it made for itself."""
    return actions.reopen_assessment(by=me(request), assessment=_assessment(request, pk, "assessment.reopen"))


@router.post("/assessments/{int:pk}/move-up", response={201: AssessmentOut})
def move_assessment_up(request: HttpRequest, pk: Id, data: VersionIn) -> Status:
    """Go on with a newer version: a new assessment with the answers of the items that did not change."""
    found = _assessment(request, pk, "assessment.move_up")
    version = fetch(request, "benchmark.read", BenchmarkVersion, pk=data.version_id)
    return Status(201, actions.move_up(by=me(request), assessment=found, version=version))
