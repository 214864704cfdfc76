# SPDX-License-Identifier: EUPL-1.2
"""The documents that can be printed: one row each."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from isopolity.assessments.models import Assessment
from isopolity.documents.assessment_print import assessment_pdf
from isopolity.documents.desk_print import desk_pdf
from isopolity.documents.plan_print import plan_pdf
from isopolity.documents.plan_tables import plan_money_sheet, plan_sheet
from isopolity.documents.plan_word import plan_word
from isopolity.documents.printing import Printable
from isopolity.documents.report_print import report_pdf
from isopolity.documents.tables import commitments_sheet, evidence_sheet
from isopolity.documents.timetable_print import timetable_pdf
from isopolity.documents.word import report_word
from isopolity.plans.models import Plan
from isopolity.reports.models import Report
from isopolity.reports.queries.document import ReportContent, report_content
from isopolity.reviews.models import Review
from isopolity.surveys.models import Wave
from isopolity.surveys.queries.matrix import matrix_workbook
from isopolity.surveys.queries.waves import WAVES
from isopolity.visits.models import Visit


def _review(pk: int) -> Review | None:
    return Review.objects.for_pages().filter(pk=pk).first()


def _report_of_review(pk: int) -> Report | None:
    rows = Report.objects.select_related(
        "review__project",
        "review__city",
        "review__adoption__project",
        "review__adoption__version",
        "review__assessment",
    )
    return rows.filter(review=pk).first()


def _published(pk: int) -> Report | None:
    rows = Report.objects.select_related("review__project", "review__city", "review__adoption__version")
    return rows.filter(pk=pk, published_at__isnull=False).first()


def _assessment(pk: int) -> Assessment | None:
    return Assessment.objects.select_related("city", "version", "adoption", "review").filter(pk=pk).first()


def _visit(pk: int) -> Visit | None:
    return Visit.objects.select_related("review__city", "review__project").filter(review=pk).first()


def _plan(pk: int) -> Plan | None:
    return Plan.objects.select_related("project", "city", "group").filter(pk=pk).first()


def _survey(pk: int) -> Wave | None:
    return WAVES.filter(pk=pk).first()


def _content(report: Report) -> ReportContent:
    """The reply stands in it once it is handed in."""
    return report_content(report, with_reply=report.replied_at is not None)


def _public(report: Report) -> ReportContent:
    return report_content(report)


def _report_name(report: Report) -> str:
    return f"{report.review.city} report"


def _review_name(suffix: str) -> Any:
    return lambda review: f"{review.city} {suffix}"


_REPORT: dict[str, Callable[[Any], bytes]] = {
    "pdf": lambda r: report_pdf(_content(r)),
    "docx": lambda r: report_word(_content(r)),
}
_PUBLIC: dict[str, Callable[[Any], bytes]] = {
    "pdf": lambda r: report_pdf(_public(r)),
    "docx": lambda r: report_word(_public(r)),
}
_ROWS = (
    Printable("report", _("Report"), _report_of_review, "report.read", _REPORT, _report_name),
    Printable("public_report", _("Published report"), _published, "report.public", _PUBLIC, _report_name),
    Printable(
        "assessment", _("Initial report"), _assessment, "assessment.read", {"pdf": assessment_pdf},
        lambda a: f"{a.city} assessment",
    ),
    Printable(
        "evidence", _("Evidence bank"), _review, "evidence.read", {"xlsx": evidence_sheet}, _review_name("evidence")
    ),
    Printable(
        "commitments", _("Commitments"), _report_of_review, "reply.read", {"xlsx": commitments_sheet},
        lambda r: f"{r.review.city} commitments",
    ),
    Printable(
        "timetable", _("Timetable"), _visit, "visit.read", {"pdf": timetable_pdf},
        lambda v: f"{v.review.city} timetable",
    ),
    Printable(
        "desk_reviews", _("Desk reviews"), _review, "desk.read", {"pdf": desk_pdf}, _review_name("desk reviews")
    ),
    Printable(
        "plan", _("Action plan"), _plan, "plan.read", {"pdf": plan_pdf, "docx": plan_word, "xlsx": plan_sheet},
        lambda p: f"{p.city} {p.title}",
    ),
    Printable(
        "plan_money", _("Money of an action plan"), _plan, "plan.read", {"xlsx": plan_money_sheet},
        lambda p: f"{p.city} plan money",
    ),
    Printable(
        "survey_matrix", _("Answers of a survey"), _survey, "wave.see_each", {"xlsx": matrix_workbook},
        lambda w: w.title,
    ),
)  # fmt: skip
_KINDS = {row.what: row for row in _ROWS}


def kinds() -> dict[str, Printable]:
    """All kinds of documents, by their short name."""
    return _KINDS
