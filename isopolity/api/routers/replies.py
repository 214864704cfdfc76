# SPDX-License-Identifier: EUPL-1.2
"""The host's part: facts, reply, commitments, publication, progress."""

from decimal import Decimal as Money
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Field, Router, Status

from isopolity.api.routers.reports import CommitmentOut, FactCheckOut, ReplyOut, ReportLineOut, report_of
from isopolity.api.shapes import Day, Id, Input, Long, fetch, given, inner, me, paged
from isopolity.core.policy import may
from isopolity.reports import actions
from isopolity.reports.models import (
    Commitment,
    CommitmentState,
    FactCheck,
    Paragraph,
    Recommendation,
    Reply,
    ReplyAnswer,
    Report,
    ReportState,
)  # fmt: skip
from isopolity.reports.queries.commitments import commitments_of

router = Router()


class FactCheckIn(Input):
    """The host's word on one paragraph or one recommendation; what is wrong needs a comment."""

    paragraph_id: Id | None = None
    recommendation_id: Id | None = None
    is_correct: bool
    comment: Long = ""


class FactAnswerIn(Input):
    """What was done: the text is corrected, or why it stands."""

    answer: Long


class ReplyIn(Input):
    """Accept, accept in part or decline; all but a plain yes with a reason."""

    answer: ReplyAnswer
    reason: Long = ""


class CommitmentChange(Input):
    """New facts about a commitment; money in euro."""

    title: Annotated[str, Field(max_length=250)] | None = None
    office: Annotated[str, Field(max_length=150)] | None = None
    decision: Annotated[str, Field(max_length=200)] | None = None
    decided_on: Day | None = None
    due: Day | None = None
    amount: Annotated[Money, Field(ge=0, le=9_999_999_999, max_digits=12, decimal_places=2)] | None = None


class CommitmentIn(CommitmentChange):
    """What the city will do about an accepted recommendation."""

    title: Annotated[str, Field(min_length=1, max_length=250)]
    office: Annotated[str, Field(min_length=1, max_length=150)]


class ProgressIn(Input):
    """How a commitment fares."""

    state: CommitmentState
    text: Long


# --- Facts ----------------------------------------------------------------------------------------------------------
@router.get("/reviews/{int:pk}/report/fact-checks", response=list[FactCheckOut])
@paged
def list_fact_checks(request: HttpRequest, pk: Id) -> QuerySet[FactCheck]:
    """The host's word on the facts (host and team)."""
    report = report_of(request, pk, "report.read")
    if not may(request.user, "report.commit", report) and not may(request.user, "finding.read", report.review):
        raise Http404
    return FactCheck.objects.filter(report=report).order_by("pk")


@router.post("/reviews/{int:pk}/report/fact-checks", response=FactCheckOut)
def check_facts(request: HttpRequest, pk: Id, data: FactCheckIn) -> FactCheck:
    """The host's word on the facts of one paragraph or recommendation."""
    report = report_of(request, pk, "report.check_facts")
    part, advice = None, None
    if data.paragraph_id:
        part = inner(Paragraph.objects.select_related("section").filter(section__report=report), pk=data.paragraph_id)
    if data.recommendation_id:
        advice = inner(Recommendation.objects.filter(report=report), pk=data.recommendation_id)
    return actions.check_facts(
        by=me(request), report=report, paragraph=part, recommendation=advice, is_correct=data.is_correct,
        comment=data.comment,
    )  # fmt: skip


@router.post("/reviews/{int:pk}/report/fact-checks/{int:check}/answer", response=FactCheckOut)
def answer_fact_check(request: HttpRequest, pk: Id, check: Id, data: FactAnswerIn) -> FactCheck:
    """The team settles what the host found wrong."""
    report = report_of(request, pk, "report.answer_facts")
    rows = FactCheck.objects.select_related("report__review__city", "report__review__project").filter(report=report)
    return actions.answer_fact_check(by=me(request), fact_check=inner(rows, pk=check), answer=data.answer)


# --- Reply ----------------------------------------------------------------------------------------------------------
def _advice(request: HttpRequest, pk: int) -> Recommendation:
    rows = Recommendation.objects.select_related("report__review__city", "report__review__project")
    return fetch(request, "reply.write", rows, pk=pk)


@router.put("/recommendations/{int:pk}/reply", response=ReplyOut)
def reply_to_recommendation(request: HttpRequest, pk: Id, data: ReplyIn) -> Reply:
    """The city accepts, accepts in part, or declines, with a reason."""
    return actions.reply(by=me(request), recommendation=_advice(request, pk), answer=data.answer, reason=data.reason)


@router.post("/reviews/{int:pk}/report/reply/finish", response=ReportLineOut)
def finish_reply(request: HttpRequest, pk: Id) -> Report:
    """Hand the reply in: every recommendation has one."""
    return actions.finish_reply(by=me(request), report=report_of(request, pk, "report.finish_reply"))


@router.post("/reviews/{int:pk}/report/reply/reopen", response=ReportLineOut)
def reopen_reply(request: HttpRequest, pk: Id) -> Report:
    """Take the reply back to change it, before publication."""
    return actions.reopen_reply(by=me(request), report=report_of(request, pk, "report.finish_reply"))


@router.post("/reviews/{int:pk}/report/publish", response=ReportLineOut)
def publish_report(request: HttpRequest, pk: Id) -> Report:
    """Report and reply become public."""
    return actions.publish(by=me(request), report=report_of(request, pk, "report.publish"))


# --- Commitments ----------------------------------------------------------------------------------------------------
@router.get("/reviews/{int:pk}/commitments", response=list[CommitmentOut])
@paged
def list_commitments(request: HttpRequest, pk: Id) -> list[Commitment]:
    """What the city promised and how it fares."""
    report = report_of(request, pk, "reply.read")
    if report.state not in (ReportState.REPLY, ReportState.PUBLISHED):
        raise Http404
    return commitments_of(report)


@router.post("/recommendations/{int:pk}/commitments", response={201: CommitmentOut})
def commit(request: HttpRequest, pk: Id, data: CommitmentIn) -> Status:
    """What the city will do about an accepted recommendation; also one more after publication."""
    return Status(201, actions.commit(by=me(request), recommendation=_advice(request, pk), **_facts(data)))


def _facts(data: CommitmentChange) -> dict[str, Any]:
    texts = ("title", "office", "decision")
    return {name: value for name, value in given(data).items() if value is not None or name not in texts}


def _commitment(request: HttpRequest, pk: int) -> Commitment:
    rows = Commitment.objects.select_related(
        "recommendation__report__review__city", "recommendation__report__review__project"
    )
    return fetch(request, "commitment.change", rows, pk=pk)


@router.patch("/commitments/{int:pk}", response=CommitmentOut)
def change_commitment(request: HttpRequest, pk: Id, data: CommitmentChange) -> Commitment:
    """New facts about a commitment; after publication only a decision that was still missing."""
    return actions.change_commitment(by=me(request), commitment=_commitment(request, pk), **_facts(data))


@router.delete("/commitments/{int:pk}", response={204: None})
def remove_commitment(request: HttpRequest, pk: Id) -> Status:
    """Take a commitment back before the reply is handed in."""
    actions.remove_commitment(by=me(request), commitment=_commitment(request, pk))
    return Status(204, None)


@router.post("/commitments/{int:pk}/progress", response=CommitmentOut)
def tell_progress(request: HttpRequest, pk: Id, data: ProgressIn) -> Commitment:
    """A dated word on how a commitment fares; public once the report is."""
    row = _commitment(request, pk)
    actions.tell_progress(by=me(request), commitment=row, state=data.state, text=data.text)
    return Commitment.objects.prefetch_related("progress").get(pk=pk)
