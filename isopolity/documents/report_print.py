# SPDX-License-Identifier: EUPL-1.2
"""A review's report on paper: what its template and the Word template are given."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from isopolity.core.components import State
from isopolity.core.texts import read
from isopolity.documents import charts as pictures
from isopolity.documents.maps import map_svg
from isopolity.documents.pdf import pdf, picture
from isopolity.reports.queries.charts import charts_of
from isopolity.reports.queries.document import ReportContent

NOTHING = State("", "", "")


def heard(content: ReportContent) -> str:
    """How many meetings were held, in words."""
    interviews, workshops = content.meetings.get("interview", 0), content.meetings.get("workshop", 0)
    parts = [ngettext("%d interview", "%d interviews", interviews) % interviews]
    if workshops:
        parts.append(ngettext("%d workshop", "%d workshops", workshops) % workshops)
    return _("Held: %s.") % _(" and ").join(parts)


def pillars(content: ReportContent) -> list[tuple[str, list[dict[str, Any]]]]:
    """The items by pillar with both voices' levels, as plain values."""

    def level(code: str) -> State:
        return content.states.get(code, NOTHING) if code else NOTHING

    return [
        (
            name,
            [
                {"code": row.item.code, "title": row.title, "city": level(row.city), "team": level(row.team)}
                for row in rows
            ],
        )
        for name, rows in content.pillars
    ]


def _contents(content: ReportContent) -> Iterable[tuple[str, str]]:
    if content.headlines:
        yield "headlines", _("Headline findings")
    for part in content.parts:
        if part.paragraphs:
            yield f"part-{part.section.pk}", part.section.title
    if content.advice:
        yield "advice", _("Recommendations")
    yield "judgement", _("The city's and the team's judgement")
    yield "items", _("Item by item")
    if content.overridden:
        yield "overridden", _("Findings used without corroboration")
    if content.left_out:
        yield "left-out", _("Not examined")
    yield "heard", _("Who was heard")


def _told(columns: Iterable[Any], rows: Iterable[Iterable[Any]]) -> str:
    """A chart's numbers as one text for the ear."""
    names = list(columns)[1:]
    lines = []
    for row in rows:
        label, *numbers = list(row)
        lines.append(f"{label}: " + ", ".join(f"{name} {number}" for name, number in zip(names, numbers, strict=True)))
    return ". ".join(lines)


def report_pdf(content: ReportContent) -> bytes:
    """The report as a tagged PDF."""
    review = content.report.review
    drawings = [
        (chart, picture(pictures.svg(chart), f"{chart.title}. {_told(chart.columns, chart.rows)}", "picture"))
        for chart in charts_of(content)
    ]
    levels = {"city": _("Map of the levels the city gives itself"), "team": _("Map of the levels the team found")}
    context = {
        "content": content,
        "review": review,
        "benchmark": read(review.adoption.version.title),
        "contents": list(_contents(content)),
        "charts": drawings,
        "map_city": picture(map_svg(content.map_of("city")), levels["city"], "picture"),
        "map_team": picture(map_svg(content.map_of("team")), levels["team"], "picture"),
        "legend": [state for code, state in content.states.items() if code != "empty"],
        "pillars": pillars(content),
        "heard": heard(content),
    }
    return pdf("documents/print/report.html", context, title=content.title, footer=content.title)
