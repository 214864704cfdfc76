# SPDX-License-Identifier: EUPL-1.2
"""What the host has not gone through yet while it checks the report's facts."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from isopolity.core.components import Line
from isopolity.core.links import link
from isopolity.reports.models import Paragraph, Report


def parts_left(report: Report) -> list[Line]:
    """Each paragraph and recommendation without the host's word, in their order, with its place on the page."""
    page = link("report", report.review_id)
    found: list[Line] = []
    rows = Paragraph.objects.filter(section__report=report).order_by("section__position", "section", "position", "pk")
    place: Counter[int] = Counter()
    for pk, section, title, check in rows.values_list("pk", "section", "section__title", "fact_check"):
        place[section] += 1
        if check is None:
            text = _("%(title)s, paragraph %(number)d") % {"title": title, "number": place[section]}
            found.append(Line(text, f"{page}#paragraph-{pk}"))
    advice = report.recommendations.order_by("position", "pk").values_list("pk", "fact_check")
    for number, (pk, check) in enumerate(advice, start=1):
        if check is None:
            found.append(Line(_("Recommendation %d") % number, f"{page}#recommendation-{pk}"))
    return found


def told(left: list[Line]) -> str:
    """How many parts the host has not gone through, as a sentence."""
    words = ngettext(
        "The host has not checked %d part of the report.", "The host has not checked %d parts of the report.", len(left)
    )
    return words % len(left)
