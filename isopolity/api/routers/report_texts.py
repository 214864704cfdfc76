# SPDX-License-Identifier: EUPL-1.2
"""Writing the report: sections, paragraphs, recommendations; handing it over."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from isopolity.api.routers.findings import findings_of
from isopolity.api.routers.reports import ParagraphOut, ReportLineOut, SectionOut, paragraph_told, report_of
from isopolity.api.shapes import Code, Direction, Id, Ids, Input, Long, Reason, inner, me
from isopolity.core.autosave import digest
from isopolity.reports import actions
from isopolity.reports.models import Horizon, Paragraph, Recommendation, Report, Section

router = Router()
Heading = Annotated[str, Field(max_length=150)]


class HeadingIn(Input):
    """A heading."""

    title: Heading


class ParagraphIn(Input):
    """A paragraph with the usable findings (ids) under it."""

    text: Long
    findings: Ids = []
    seen: Code | None = None


class RecommendationIn(Input):
    """A concrete proposal to a function of the city, resting on at least one usable finding (ids)."""

    text: Long
    horizon: Horizon
    addressee: Heading
    findings: Ids
    seen: Code | None = None


class WrittenRecommendationOut(Schema):
    """A recommendation as its authors read it."""

    id: int
    text: str
    horizon: str
    addressee: str
    digest: str

    @staticmethod
    def resolve_digest(row: Recommendation) -> str:
        return digest(row.text)


def _writable(request: HttpRequest, pk: int) -> Report:
    return report_of(request, pk, "report.write")


# --- Sections -------------------------------------------------------------------------------------------------------
def _section(request: HttpRequest, pk: int, section: int) -> Section:
    rows = Section.objects.select_related("report__review__city", "report__review__project")
    return inner(rows.filter(report=_writable(request, pk)), pk=section)


def _bare(row: Section) -> dict[str, Any]:
    return {"id": row.pk, "kind": row.kind, "title": row.title}


@router.post("/reviews/{int:pk}/report/sections", response={201: SectionOut})
def add_section(request: HttpRequest, pk: Id, data: HeadingIn) -> Status:
    """A section of the team's own at the end of the report."""
    return Status(201, _bare(actions.add_section(by=me(request), report=_writable(request, pk), title=data.title)))


@router.patch("/reviews/{int:pk}/report/sections/{int:section}", response=SectionOut)
def rename_section(request: HttpRequest, pk: Id, section: Id, data: HeadingIn) -> dict[str, Any]:
    """A new heading."""
    row = _section(request, pk, section)
    return _bare(actions.rename_section(by=me(request), section=row, title=data.title))


@router.post("/reviews/{int:pk}/report/sections/{int:section}/move", response=SectionOut)
def move_section(request: HttpRequest, pk: Id, section: Id, data: Direction) -> dict[str, Any]:
    """One place up or down."""
    return _bare(actions.move_section(by=me(request), section=_section(request, pk, section), up=data.up))


@router.delete("/reviews/{int:pk}/report/sections/{int:section}", response={204: None})
def delete_section(request: HttpRequest, pk: Id, section: Id) -> Status:
    """Take an empty section out."""
    actions.delete_section(by=me(request), section=_section(request, pk, section))
    return Status(204, None)


# --- Paragraphs -----------------------------------------------------------------------------------------------------
@router.post("/reviews/{int:pk}/report/sections/{int:section}/paragraphs", response={201: ParagraphOut})
def add_paragraph(request: HttpRequest, pk: Id, section: Id, data: ParagraphIn) -> Status:
    """A paragraph at the end of the section; every approval is asked anew."""
    return Status(201, _write(request, _section(request, pk, section), data, None))


def _write(request: HttpRequest, section: Section, data: ParagraphIn, row: Paragraph | None) -> dict[str, Any]:
    held = findings_of(section.report.review, data.findings)
    made = actions.write_paragraph(
        by=me(request), section=section, text=data.text, findings=held, paragraph=row, seen=data.seen
    )
    made.section = section
    return paragraph_told(made)


def _paragraph(request: HttpRequest, pk: int, paragraph: int) -> Paragraph:
    rows = Paragraph.objects.select_related("section__report__review__city", "section__report__review__project")
    return inner(rows.filter(section__report=_writable(request, pk)), pk=paragraph)


@router.put("/reviews/{int:pk}/report/paragraphs/{int:paragraph}", response=ParagraphOut)
def change_paragraph(request: HttpRequest, pk: Id, paragraph: Id, data: ParagraphIn) -> dict[str, Any]:
    """Change a paragraph; every approval is asked anew."""
    row = _paragraph(request, pk, paragraph)
    return _write(request, row.section, data, row)


@router.post("/reviews/{int:pk}/report/paragraphs/{int:paragraph}/move", response={204: None})
def move_paragraph(request: HttpRequest, pk: Id, paragraph: Id, data: Direction) -> Status:
    """One place up or down inside its section."""
    actions.move_paragraph(by=me(request), paragraph=_paragraph(request, pk, paragraph), up=data.up)
    return Status(204, None)


@router.delete("/reviews/{int:pk}/report/paragraphs/{int:paragraph}", response={204: None})
def delete_paragraph(request: HttpRequest, pk: Id, paragraph: Id) -> Status:
    """Take a paragraph out; the history keeps it."""
    actions.delete_paragraph(by=me(request), paragraph=_paragraph(request, pk, paragraph))
    return Status(204, None)


# --- Recommendations ------------------------------------------------------------------------------------------------
@router.post("/reviews/{int:pk}/report/recommendations", response={201: WrittenRecommendationOut})
def add_recommendation(request: HttpRequest, pk: Id, data: RecommendationIn) -> Status:
    """A recommendation; refused without a usable finding."""
    return Status(201, _advise(request, _writable(request, pk), data, None))


def _advise(request: HttpRequest, report: Report, data: RecommendationIn, row: Recommendation | None) -> Recommendation:
    return actions.write_recommendation(
        by=me(request), report=report, text=data.text, horizon=data.horizon, addressee=data.addressee,
        findings=findings_of(report.review, data.findings), recommendation=row, seen=data.seen,
    )  # fmt: skip


def _advice(request: HttpRequest, pk: int, recommendation: int) -> Recommendation:
    rows = Recommendation.objects.select_related("report__review__city", "report__review__project")
    return inner(rows.filter(report=_writable(request, pk)), pk=recommendation)


@router.put("/reviews/{int:pk}/report/recommendations/{int:recommendation}", response=WrittenRecommendationOut)
def change_recommendation(request: HttpRequest, pk: Id, recommendation: Id, data: RecommendationIn) -> Recommendation:
    """Change a recommendation; every approval is asked anew."""
    row = _advice(request, pk, recommendation)
    return _advise(request, row.report, data, row)


@router.post("/reviews/{int:pk}/report/recommendations/{int:recommendation}/move", response={204: None})
def move_recommendation(request: HttpRequest, pk: Id, recommendation: Id, data: Direction) -> Status:
    """One place up or down."""
    actions.move_recommendation(by=me(request), recommendation=_advice(request, pk, recommendation), up=data.up)
    return Status(204, None)


@router.delete("/reviews/{int:pk}/report/recommendations/{int:recommendation}", response={204: None})
def delete_recommendation(request: HttpRequest, pk: Id, recommendation: Id) -> Status:
    """Take a recommendation out; the history keeps it."""
    actions.delete_recommendation(by=me(request), recommendation=_advice(request, pk, recommendation))
    return Status(204, None)


# --- Handing over ---------------------------------------------------------------------------------------------------
@router.post("/reviews/{int:pk}/report/show-headlines", response=ReportLineOut)
def show_headlines(request: HttpRequest, pk: Id) -> Report:
    """Present the headline findings to the host; all members agreed before."""
    return actions.show_headlines(by=me(request), report=report_of(request, pk, "headline.show"))


@router.post("/reviews/{int:pk}/report/share", response=ReportLineOut)
def share_report(request: HttpRequest, pk: Id) -> Report:
    """Hand the approved report to the host, who checks its facts."""
    return actions.share(by=me(request), report=report_of(request, pk, "report.share"))


@router.post("/reviews/{int:pk}/report/end-fact-check", response=ReportLineOut)
def end_fact_check(request: HttpRequest, pk: Id) -> Report:
    """Close the fact-check: the host checked every part, nothing is open, everybody approves; the host replies.

    What the host did not check is in ``missing``. The secretariat may excuse that.
    """
    return actions.end_fact_check(by=me(request), report=report_of(request, pk, "report.share"))


@router.post("/reviews/{int:pk}/report/excuse-fact-check", response=ReportLineOut)
def excuse_fact_check(request: HttpRequest, pk: Id, data: Reason) -> Report:
    """The secretariat lets the team close a fact-check that the host does not finish."""
    report = report_of(request, pk, "report.excuse_facts")
    return actions.excuse_fact_check(by=me(request), report=report, reason=data.reason)
