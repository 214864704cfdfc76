# SPDX-License-Identifier: EUPL-1.2
"""What the team's workshop shows of a report: every text with what stands under it and the buttons to work on it."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.links import link, links
from isopolity.core.policy import may
from isopolity.reports.drawing import rests_on, tools
from isopolity.reports.models import (
    FactCheck,
    FactCheckState,
    Paragraph,
    Recommendation,
    Report,
    ReportState,
    Section,
    SignOffSubject,
)
from isopolity.reports.queries.document import Advice, Part, report_content
from isopolity.reports.queries.factcheck import check_of, left_of
from isopolity.reports.queries.signing import signatures
from isopolity.reports.queries.sources import SmallGroups
from isopolity.reviews.models import Review


@dataclass(frozen=True)
class Text:
    """A paragraph or recommendation in the workshop: what stands under it, and the buttons to work on it."""

    row: Paragraph | Recommendation
    rests_on: SafeString
    warnings: list[str]
    check: FactCheck | None
    tools: SafeString

    @property
    def is_warned(self) -> bool:
        return bool(self.warnings or self.check)


class _Draws:
    """Draws the parts of one report's workshop."""

    def __init__(self, review: Review) -> None:
        self.review, self.small, self.finding = review, SmallGroups(review), links("finding", review.pk)

    def part(self, part: Part, *, first: bool, last: bool) -> tuple[Section, SafeString, list[Text]]:
        """(section, its buttons, its paragraphs)."""
        section, total = part.section, len(part.paragraphs)
        page = links("paragraph_edit", self.review.pk, section.pk)
        texts = []
        for number, row in enumerate(part.paragraphs, start=1):
            name = _("paragraph %(n)s of %(title)s") % {"n": number, "title": section.title}
            buttons = tools(f"paragraph {row.pk}", name, page(row.pk), first=number == 1, last=number == total)
            texts.append(self._text(row, buttons))
        change = link("section_title", self.review.pk, section.pk)
        named = (f"section {section.pk}", section.title, change)
        return section, tools(*named, first=first, last=last, deletable=not total), texts

    def advice(self, advice: list[Advice]) -> list[tuple[Advice, Text]]:
        """The recommendations."""
        page, found = links("recommendation_edit", self.review.pk), []
        for one in advice:
            row, name = one.recommendation, _("recommendation %(n)s") % {"n": one.number}
            first, last = one.number == 1, one.number == len(advice)
            buttons = tools(f"recommendation {row.pk}", name, page(row.pk), first=first, last=last)
            found.append((one, self._text(row, buttons)))
        return found

    def _text(self, row: Paragraph | Recommendation, buttons: SafeString) -> Text:
        under = rests_on(row.rests_on, self.finding)
        return Text(row, under, self.small.warnings(row.rests_on), check_of(row), buttons)


def workshop(person: Person, report: Report) -> dict[str, Any]:
    """What ``reports/workshop.html`` needs besides the frame."""
    review, is_fact_check = report.review, report.state == ReportState.FACT_CHECK
    content = report_content(report, with_reply=False, with_checks=True)
    draws, parts = _Draws(review), content.parts
    drawn = [draws.part(part, first=part is parts[0], last=part is parts[-1]) for part in parts]
    advice = draws.advice(content.advice)
    texts = [*(text for _section, _tools, texts in drawn for text in texts), *(text for _advice, text in advice)]
    return {
        "page_who": _("host and team") if is_fact_check else _("team only"),
        "parts": drawn,
        "advice": advice,
        "content": content,
        "open_checks": [one for one in texts if one.check and one.check.state == FactCheckState.WRONG],
        "is_fact_check": is_fact_check,
        "left": left_of(content) if is_fact_check else [],
        "signatures": signatures(report, review, SignOffSubject.REPORT, person),
        "can_share": may(person, "report.share", report),
    }
