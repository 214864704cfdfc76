# SPDX-License-Identifier: EUPL-1.2
"""The report as its readers read it: read by the team, then host and secretariat, then everybody."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.reviews import review_of
from isopolity.api.shapes import Id, Input, Named, fetch, me, paged
from isopolity.core.autosave import digest
from isopolity.core.policy import may
from isopolity.reports import actions
from isopolity.reports.models import Commitment, Paragraph, Report, ReportState
from isopolity.reports.queries.commitments import published
from isopolity.reports.queries.document import Advice, Part, ReportContent, report_content
from isopolity.reports.queries.signing import Signature, signatures
from isopolity.reports.queries.sources import SmallGroups

router = Router()
ROWS = Report.objects.select_related(
    "review__project", "review__city", "review__adoption__project", "review__adoption__version", "review__assessment"
)
Subject = Literal["headlines", "report"]


class ReportLineOut(Schema):
    """A report in a list."""

    id: int
    review_id: int
    title: str
    state: str
    city: Named
    published_at: datetime | None

    @staticmethod
    def resolve_city(report: Any) -> Any:
        return report.review.city


class ParagraphOut(Schema):
    """A paragraph. ``items``, ``warnings`` (small source groups) and ``digest`` are told to the team only."""

    id: int
    text: str
    items: list[str] = []
    warnings: list[str] = []
    digest: str = ""


class SectionOut(Schema):
    """A part of the report."""

    id: int
    kind: str
    title: str
    paragraphs: list[ParagraphOut] = []


class ReplyOut(Schema):
    """The city's answer to a recommendation."""

    answer: str
    reason: str


class ProgressOut(Schema):
    """A dated word on how a commitment fares."""

    state: str
    text: str
    told_at: datetime


class CommitmentOut(Schema):
    """What the city will do; money in euro."""

    id: int
    recommendation_id: int
    title: str
    office: str
    decision: str
    decided_on: date | None
    due: date | None
    amount: float | None
    state: str
    progress: list[ProgressOut]

    @staticmethod
    def resolve_progress(row: Commitment) -> list[Any]:
        return list(row.progress.all())


class RecommendationOut(Schema):
    """A recommendation with the city's reply and commitments, as far as you may know them."""

    id: int
    number: int
    text: str
    horizon: str
    addressee: str
    items: list[str] = []
    warnings: list[str] = []
    digest: str = ""
    reply: ReplyOut | None = None
    commitments: list[CommitmentOut] = []


class ItemLevelsOut(Schema):
    """Two voices on one item: the city's own level and the team's."""

    item_id: int
    code: str
    city: str
    team: str


class ItemReasonOut(Schema):
    """An item with a reason that the report prints."""

    code: str
    reason: str


class SourceOut(Schema):
    """A source group in words, with how many people were met; small numbers are not told."""

    group: str
    people: str


class ReportOut(ReportLineOut):
    """The whole report. No evidence, no interview numbers, no initials, no people."""

    headlines_shown_at: datetime | None
    shared_at: datetime | None
    facts_checked_at: datetime | None
    replied_at: datetime | None
    headlines: list[list[str]]
    sections: list[SectionOut]
    recommendations: list[RecommendationOut]
    levels: list[ItemLevelsOut]
    overridden: list[ItemReasonOut]
    left_out: list[ItemReasonOut]
    sources: list[SourceOut]
    meetings: dict[str, int]
    peer_cities: list[str]

    @staticmethod
    def resolve_city(report: Any) -> Any:
        return report["city"]


class TitleIn(Input):
    """A title."""

    title: Annotated[str, Field(max_length=200)] = ""


class SignatureOut(Schema):
    """A member, and when they signed."""

    member_id: int
    initials: str
    signed_at: datetime | None


class SubjectIn(Input):
    """What is signed."""

    subject: Subject


class FactCheckOut(Schema):
    """The host's word on the facts of a paragraph or recommendation, and the team's answer."""

    id: int
    paragraph_id: int | None
    recommendation_id: int | None
    state: str
    comment: str
    answer: str


def report_of(request: HttpRequest, pk: int, permission: str) -> Report:
    """The report of a review, for somebody with the permission on it; else 404."""
    return fetch(request, permission, ROWS, review=pk)


def _told(content: ReportContent, *, inside: bool) -> dict[str, Any]:
    report = content.report
    small = SmallGroups(report.review) if inside else None
    dates = ["headlines_shown_at", "shared_at", "facts_checked_at", "replied_at", "published_at"]
    return {
        "id": report.pk, "review_id": report.review_id, "review": report.review, "title": content.title,
        "city": report.review.city, "state": report.state, **{name: getattr(report, name) for name in dates},
        "headlines": [list(one) for one in content.headlines],
        "sections": [_section(part, small) for part in content.parts],
        "recommendations": [_advice(one, small) for one in content.advice],
        "levels": [
            {"item_id": row.item.pk, "code": row.item.code, "city": row.city, "team": row.team}
            for row in content.levels
        ],
        "overridden": [{"code": one.item.code, "reason": one.reason} for one in content.overridden],
        "left_out": [{"code": one.item.code, "reason": one.reason} for one in content.left_out],
        "sources": [{"group": group, "people": people} for group, people in content.sources],
        "meetings": content.meetings, "peer_cities": content.peer_cities,
    }  # fmt: skip


def _under(row: Any, small: SmallGroups | None) -> dict[str, Any]:
    """What only the team reads of a statement."""
    if small is None:
        return {}
    held = list(row.findings.all())
    return {
        "items": [one.item.code for one in held], "warnings": [str(text) for text in small.warnings(held)],
        "digest": digest(row.text),
    }  # fmt: skip


def _section(part: Part, small: SmallGroups | None) -> dict[str, Any]:
    rows = [{"id": row.pk, "text": row.text, **_under(row, small)} for row in part.paragraphs]
    return {"id": part.section.pk, "kind": part.section.kind, "title": part.section.title, "paragraphs": rows}


def _advice(one: Advice, small: SmallGroups | None) -> dict[str, Any]:
    row = one.recommendation
    return {
        "id": row.pk, "number": one.number, "text": row.text, "horizon": row.horizon, "addressee": row.addressee,
        **_under(row, small), "reply": one.reply, "commitments": one.commitments,
    }  # fmt: skip


def paragraph_told(row: Paragraph) -> dict[str, Any]:
    """A paragraph as its author reads it."""
    return {"id": row.pk, "text": row.text, **_under(row, SmallGroups(row.section.report.review))}


@router.get("/reviews/{int:pk}/report", response=ReportOut)
def get_report(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """The report: the team writes it; host and secretariat read it once it is shared, with replies once handed in."""
    report = report_of(request, pk, "report.read")
    knows = may(request.user, "reply.read", report) and report.state in (ReportState.REPLY, ReportState.PUBLISHED)
    content = report_content(report, with_reply=knows)
    return _told(content, inside=may(request.user, "finding.read", report.review))


@router.post("/reviews/{int:pk}/report", response={201: ReportLineOut})
def start_report(request: HttpRequest, pk: Id, data: TitleIn) -> Status:
    """The report with its usual sections; again it finds the first."""
    made = actions.start_report(by=me(request), review=review_of(request, pk, "finding.write"), title=data.title)
    return Status(201, ROWS.get(pk=made.pk))


@router.patch("/reviews/{int:pk}/report", response=ReportLineOut)
def name_report(request: HttpRequest, pk: Id, data: TitleIn) -> Report:
    """A new title; every approval is asked anew."""
    return actions.name_report(by=me(request), report=report_of(request, pk, "report.write"), title=data.title)


@router.get("/published-reports", response=list[ReportLineOut], auth=None)
@paged
def list_published_reports(request: HttpRequest, q: Annotated[str, Field(max_length=100)] = "") -> QuerySet[Report]:
    """Published reports, newest first; ``q``: a part of the city's name or the title. Needs no token."""
    rows = published()
    return rows.filter(review__city__name__icontains=q) | rows.filter(title__icontains=q) if q else rows


@router.get("/published-reports/{int:pk}", response=ReportOut, auth=None)
def get_published_report(request: HttpRequest, pk: Id) -> dict[str, Any]:
    """A published report with replies, commitments and progress. Needs no token."""
    report = fetch(request, "report.public", ROWS.filter(published_at__isnull=False), pk=pk)
    return _told(report_content(report), inside=False)


# --- Sign-offs ------------------------------------------------------------------------------------------------------
@router.get("/reviews/{int:pk}/report/sign-offs", response=list[SignatureOut])
@paged
def list_sign_offs(request: HttpRequest, pk: Id, subject: Subject = "report") -> list[dict[str, Any]]:
    """Who agreed to the headline findings or approved the report, and who has not (team)."""
    review = review_of(request, pk, "finding.read")
    report = Report.objects.filter(review=review).first()
    return [_signature(row) for row in signatures(report, review, subject, me(request)).rows]


def _signature(row: Signature) -> dict[str, Any]:
    return {"member_id": row.member.pk, "initials": row.member.initials, "signed_at": row.signed_at}


@router.post("/reviews/{int:pk}/report/sign-offs", response=list[SignatureOut])
def sign_off(request: HttpRequest, pk: Id, data: SubjectIn) -> list[dict[str, Any]]:
    """Agree to the headline findings, or approve the report."""
    report = report_of(request, pk, "report.sign")
    actions.sign_off(by=me(request), report=report, subject=data.subject)
    return [_signature(row) for row in signatures(report, report.review, data.subject, me(request)).rows]


@router.delete("/reviews/{int:pk}/report/sign-offs/{subject}", response=list[SignatureOut])
def take_back_sign_off(request: HttpRequest, pk: Id, subject: Subject) -> list[dict[str, Any]]:
    """Take your signature back before the text is handed over."""
    report = report_of(request, pk, "report.sign")
    actions.take_back_sign_off(by=me(request), report=report, subject=subject)
    return [_signature(row) for row in signatures(report, report.review, subject, me(request)).rows]
