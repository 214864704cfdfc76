# SPDX-License-Identifier: EUPL-1.2
"""PDF, Word and XLSX of a full report: 73 items, 60 recommendations, 12 charts. Each in a fresh process would be
warm-up; so every format is made once to warm up and then timed cold of its chart cache."""

import dataclasses
import time
from collections.abc import Callable
from typing import Any
from unittest import mock

from isopolity.accounts.models import Person
from isopolity.core.principal import acting
from isopolity.documents import charts as pictures
from isopolity.documents import report_print, word
from isopolity.documents.report_print import report_pdf
from isopolity.documents.tables import evidence_sheet
from isopolity.documents.word import report_word
from isopolity.reports.models import Report
from isopolity.reports.queries.charts import charts_of
from isopolity.reports.queries.document import ReportContent, report_content


def _full(content: ReportContent) -> ReportContent:
    """The demo's report with its recommendations repeated to 60."""
    advice = [
        dataclasses.replace(content.advice[number % len(content.advice)], number=number + 1) for number in range(60)
    ]
    return dataclasses.replace(content, advice=advice)


def _twelve(content: ReportContent) -> list[Any]:
    """The report's charts, repeated to twelve with titles of their own, so that no cache spares the drawing."""
    found = charts_of(content)
    return [
        dataclasses.replace(found[number % len(found)], title=f"{found[number % len(found)].title} ({number + 1})")
        for number in range(12)
    ]


def _timed(name: str, make: Callable[[], bytes], limit: str) -> None:
    started = time.perf_counter()
    size = len(make())
    print(f"  {name:22} {time.perf_counter() - started:5.1f} s   {size / 2**20:5.2f} MiB   (wanted: {limit})")


def _forget_drawings() -> None:
    for name in ("svg", "png", "_svg", "_png"):
        clear = getattr(getattr(pictures, name, None), "cache_clear", None)
        if clear:
            clear()


def measure() -> None:
    """One report of 73 items, 60 recommendations and 12 charts in each format; the evidence bank as XLSX."""
    print("\nDocuments")
    leader = Person.objects.get(name="Equality officer of Nordhavn")
    with acting(leader):
        report = Report.objects.select_related("review__project", "review__city", "review__adoption__version").get(
            review__city__name="Aldersheim"
        )
        content = _full(report_content(report))
        with mock.patch.object(report_print, "charts_of", _twelve), mock.patch.object(word, "charts_of", _twelve):
            report_pdf(content)
            _forget_drawings()
            _timed("report as PDF", lambda: report_pdf(content), "under 6 s")
            _forget_drawings()
            _timed("report as Word", lambda: report_word(content), "under 3 s")
        _timed("evidence bank as XLSX", lambda: evidence_sheet(report.review), "–")
