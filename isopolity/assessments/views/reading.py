# SPDX-License-Identifier: EUPL-1.2
"""The report as a document, for the screen and for paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from isopolity.assessments.queries.report import ReportContent, report_content
from isopolity.assessments.views.frame import assessments, base, me
from isopolity.core.components import Line
from isopolity.core.getters import get_for


@require_safe
def assessment_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything the city wrote, in order: background, distribution and map, items."""
    person = me(request)
    one = get_for(person, "assessment.read", assessments(), pk=pk)
    content = report_content(one, get_language() or "en")
    rows = [(f"{state.symbol} {state.word}".strip(), number) for state, number in content.distribution]
    context = base(person, one, "assessment_read", Line(_("Report"))) | {
        "report": content,
        "chart": distribution_chart(content),
        "chart_rows": rows,
        "chart_columns": [_("level"), _("items")],
    }
    return render(request, "assessments/read.html", context)


def distribution_chart(content: ReportContent) -> dict[str, Any]:
    """The distribution of levels as bars, in the scale's order; symbol and word name each bar."""
    rows = [
        {"level": f"{state.symbol} {state.word}".strip(), "items": number} for state, number in content.distribution
    ]
    return {
        "data": {"values": rows},
        "height": 30 * max(1, len(rows)),
        "mark": "bar",
        "encoding": {
            "y": {"field": "level", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 260}},
            "x": {"field": "items", "type": "quantitative", "title": _("items")},
        },
    }
