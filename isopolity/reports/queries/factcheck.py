# SPDX-License-Identifier: EUPL-1.2
"""What the host has not gone through yet while it checks the report's facts."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from isopolity.core.components import Line
from isopolity.core.links import link
from isopolity.reports.models import FactCheck, Paragraph, Recommendation, Report
from isopolity.reports.queries.document import ReportContent


def parts_left(report: Report) -> list[Line]:
    """Each paragraph and recommendation without the host's word, in their order, with its place on the page."""
    rows = Paragraph.objects.filter(section__report=report).order_by("section__position", "section", "position", "pk")
    advice = report.recommendations.order_by("position", "pk").values_list("pk", "fact_check")
    return _lines(report, rows.values_list("section__title", "section", "pk", "fact_check"), advice)


def left_of(content: ReportContent) -> list[Line]:
    """The same of a report that was read with its checks."""
    texts = [
        (section.title, section.pk, row.pk, check_of(row))
        for section, paragraphs in ((part.section, part.paragraphs) for part in content.parts)
        for row in paragraphs
    ]
    advice = [one.recommendation for one in content.advice]
    return _lines(content.report, texts, [(row.pk, check_of(row)) for row in advice])


def check_of(row: Paragraph | Recommendation) -> FactCheck | None:
    """The host's word on its facts, if there is one."""
    return getattr(row, "fact_check", None)


def _lines(report: Report, texts: Iterable[tuple[str, int, int, Any]], advice: Iterable[tuple[int, Any]]) -> list[Line]:
    page = link("report", report.review_id)
    found: list[Line] = []
    place: Counter[int] = Counter()
    for title, section, pk, check in texts:
        place[section] += 1
        if check is None:
            text = _("%(title)s, paragraph %(number)d") % {"title": title, "number": place[section]}
            found.append(Line(text, f"{page}#paragraph-{pk}"))
    for number, (pk, check) in enumerate(advice, start=1):
        if check is None:
            found.append(Line(_("Recommendation %d") % number, f"{page}#recommendation-{pk}"))
    return found


def told(left: int) -> str:
    """How many parts the host has not gone through, as a sentence."""
    words = ngettext(
        "The host has not checked %d part of the report.", "The host has not checked %d parts of the report.", left
    )
    return words % left
