# SPDX-License-Identifier: EUPL-1.2
"""The evidence bank: found, noted, changed, withdrawn, merged; by item with its state; coverage. Team only."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.reviews import review_of
from isopolity.api.shapes import Code, Id, Ids, Input, Long, Reason, Short, chosen, fetch, given, inner, me, paged
from isopolity.assessments.models import Document
from isopolity.benchmarks.queries import item_rows
from isopolity.core.autosave import digest
from isopolity.core.levels import Level
from isopolity.evidence import actions
from isopolity.evidence.models import Basis, Evidence, SourceKind
from isopolity.evidence.queries.bank import Wanted, bank, cite, codes_of
from isopolity.evidence.queries.items import CoverageRow, ItemRow, by_item, coverage_rows
from isopolity.reviews.models import Review
from isopolity.visits.models import Interviewee, Session, SourceGroup

router = Router()
ROWS = Evidence.objects.select_related(
    "review__city", "review__project", "review__adoption__version", "review__adoption__project", "session__meeting"
)
Statement = Annotated[str, Field(max_length=20_000)]


class EvidenceOut(Schema):
    """One piece of evidence with its citation. ``digest``: of the text, for ``seen``."""

    id: int
    citation: str
    kind: str
    meeting_id: int | None
    interviewee_id: int | None
    document_id: int | None
    reference: str
    text: str
    context: str
    level: str
    basis: str
    initials: list[str]
    items: list[int]
    codes: list[str]
    written_at: datetime
    changed_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str
    merged_into_id: int | None
    digest: str

    @staticmethod
    def resolve_citation(row: Evidence) -> str:
        return cite(row, codes_of(row))

    @staticmethod
    def resolve_codes(row: Evidence) -> list[str]:
        return codes_of(row)

    @staticmethod
    def resolve_items(row: Any) -> list[int]:
        return [link.item_id for link in row.coded]

    @staticmethod
    def resolve_meeting_id(row: Any) -> int | None:
        return row.session.meeting_id if row.session else None

    @staticmethod
    def resolve_digest(row: Evidence) -> str:
        return digest(row.text)


class LineOut(Schema):
    """A line of a meeting's editor. ``items`` are codes; ``digest`` for ``seen``."""

    key: str
    id: int
    text: str
    items: list[str]
    level: str
    basis: str
    context: str
    digest: str
    citation: str
    by: str
    mine: bool


class EvidenceIn(Input):
    """A short statement on one or more items: from a meeting (``meeting_id``), or from a paper (``kind`` document,
    initial_report or survey). The same ``key`` twice gives the first piece back."""

    text: Statement
    items: Ids
    level: Level
    basis: Basis
    meeting_id: Id | None = None
    interviewee_id: Id | None = None
    kind: SourceKind | None = None
    document_id: Id | None = None
    reference: Short = ""
    context: Statement = ""
    key: UUID | None = None


class EvidenceChange(Input):
    """New content; ``seen`` is the digest of the text that the change started from."""

    text: Statement | None = None
    items: Ids | None = None
    level: Level | None = None
    basis: Basis | None = None
    reference: Short | None = None
    context: Statement | None = None
    seen: Code | None = None


class MergeIn(Input):
    """Into which piece of the same source, with which new text."""

    into: Id
    text: Long | None = None


class ItemStateOut(Schema):
    """An item: the state of its finding, the level the evidence points to, independent sources, pieces, the city's own
    level."""

    item_id: int
    code: str
    state: str
    level: str | None
    sources: int
    pieces: int
    city_level: str


class CoverageOut(Schema):
    """How many independent interviews an item has, held and planned; who else could speak to it."""

    item_id: int
    code: str
    held: int
    planned: int
    can_reach: bool
    could_speak: list[int]


@router.get("/reviews/{int:pk}/evidence", response=list[EvidenceOut])
@paged
def list_evidence(
    request: HttpRequest, pk: Id, *, q: Annotated[str, Field(max_length=200)] = "", item: Id | None = None,
    pillar: Id | None = None, level: Level | None = None, basis: Basis | None = None, kind: SourceKind | None = None,
    meeting: Id | None = None, group: SourceGroup | None = None, withdrawn: Literal["", "only", "all"] = "",
    mine: bool = False, sort: Literal["newest", "oldest", "item", "source", "level"] = "newest",
) -> QuerySet[Evidence]:  # fmt: skip
    """The bank, filtered and sorted; ``q`` finds words by their beginning."""
    review = review_of(request, pk, "evidence.read")
    session = str(inner(Session.objects.filter(review=review), meeting=meeting).pk) if meeting else ""
    wanted = Wanted(
        q=q, item=str(item or ""), pillar=str(pillar or ""), level=str(level or ""), basis=str(basis or ""),
        kind=str(kind or ""), session=session, group=str(group or ""), withdrawn=withdrawn, mine="1" if mine else "",
        sort=sort,
    )  # fmt: skip
    return bank(review, wanted, reader=me(request))


@router.post("/reviews/{int:pk}/evidence", response={201: EvidenceOut})
def note_evidence(request: HttpRequest, pk: Id, data: EvidenceIn) -> Status:
    """Note one piece of evidence."""
    review = review_of(request, pk, "evidence.write")
    values = given(data)
    for name in ("meeting_id", "interviewee_id", "document_id", "kind"):
        values.pop(name, None)
    values["items"] = chosen(item_rows(review.adoption.version, review.adoption), data.items, "items")
    made = actions.note_evidence(
        by=me(request), review=review, kind=str(data.kind or ""), **_source(review, data), **values
    )
    return Status(201, bank(review).get(pk=made.pk))


def _source(review: Review, data: EvidenceIn) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if data.meeting_id:
        found["session"] = inner(Session.objects.select_related("meeting"), review=review, meeting=data.meeting_id)
    if data.interviewee_id:
        found["interviewee"] = inner(Interviewee, review=review, pk=data.interviewee_id)
    if data.document_id:
        found["document"] = inner(Document, assessment=review.assessment_id, pk=data.document_id)
    return found


def _piece(request: HttpRequest, pk: int) -> Evidence:
    return fetch(request, "evidence.change", ROWS, pk=pk)


def _now(row: Evidence) -> Evidence:
    return bank(row.review).get(pk=row.pk)


@router.get("/evidence/{int:pk}", response=EvidenceOut)
def get_evidence(request: HttpRequest, pk: Id) -> Evidence:
    """One piece."""
    return _now(_piece(request, pk))


@router.patch("/evidence/{int:pk}", response=EvidenceOut)
def change_evidence(request: HttpRequest, pk: Id, data: EvidenceChange) -> Evidence:
    """New content of a piece."""
    row, values = _piece(request, pk), given(data)
    if values.get("items") is not None:
        adoption = row.review.adoption
        values["items"] = chosen(item_rows(adoption.version, adoption), values["items"], "items")
    return _now(actions.change_evidence(by=me(request), evidence=row, **values))


@router.post("/evidence/{int:pk}/withdraw", response=EvidenceOut)
def withdraw_evidence(request: HttpRequest, pk: Id, data: Reason) -> Evidence:
    """The piece no longer counts, for this reason; it stays readable."""
    return _now(actions.withdraw_evidence(by=me(request), evidence=_piece(request, pk), reason=data.reason))


@router.post("/evidence/{int:pk}/restore", response=EvidenceOut)
def restore_evidence(request: HttpRequest, pk: Id) -> Evidence:
    """A withdrawn or merged piece counts again."""
    return _now(actions.restore_evidence(by=me(request), evidence=_piece(request, pk)))


@router.post("/evidence/{int:pk}/merge", response=EvidenceOut)
def merge_evidence(request: HttpRequest, pk: Id, data: MergeIn) -> Evidence:
    """Two pieces of one source become one."""
    row = _piece(request, pk)
    into = inner(ROWS.filter(review=row.review_id), pk=data.into)
    return _now(actions.merge_evidence(by=me(request), evidence=row, into=into, text=data.text))


# --- By item --------------------------------------------------------------------------------------------------------
@router.get("/reviews/{int:pk}/evidence-by-item", response=list[ItemStateOut])
@paged
def list_item_states(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """Every item with the state that the evidence computes, beside the city's own level."""
    return [_state(row) for row in by_item(review_of(request, pk, "evidence.read"))]


def _state(row: ItemRow) -> dict[str, Any]:
    return {
        "item_id": row.item.pk, "code": row.item.code, "state": row.found.state.value, "level": row.found.level,
        "sources": row.found.sources, "pieces": row.pieces, "city_level": row.city_level,
    }  # fmt: skip


@router.get("/reviews/{int:pk}/coverage", response=list[CoverageOut])
@paged
def list_coverage(request: HttpRequest, pk: Id) -> list[dict[str, Any]]:
    """Which items cannot yet reach enough independent interviews."""
    return [_covered(row) for row in coverage_rows(review_of(request, pk, "evidence.read"))]


def _covered(row: CoverageRow) -> dict[str, Any]:
    return {
        "item_id": row.item.pk, "code": row.item.code, "held": row.covered.held, "planned": row.covered.planned,
        "can_reach": row.can_reach, "could_speak": [who.pk for who in row.could_speak],
    }  # fmt: skip
