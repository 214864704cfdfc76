# SPDX-License-Identifier: EUPL-1.2
"""The charts of one report: how the levels are distributed, for the city and for the team."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from isopolity.benchmarks.models import Facet
from isopolity.core.texts import read
from isopolity.reports.charts import Bar, Chart, distribution
from isopolity.reports.queries.document import ItemLevels, ReportContent


def _scale(content: ReportContent) -> tuple[dict[str, str], dict[str, str]]:
    levels = {code: state for code, state in content.states.items() if code != "empty"}
    words = {code: str(state.word) for code, state in levels.items()}
    return words, {code: state.symbol for code, state in levels.items()}


def _bars(name: str, rows: Iterable[ItemLevels], city: str) -> list[Bar]:
    rows = list(rows)
    return [
        Bar(_("%(part)s: %(who)s") % {"part": name, "who": city}, Counter(row.city for row in rows)),
        Bar(_("%(part)s: %(who)s") % {"part": name, "who": _("team")}, Counter(row.team for row in rows)),
    ]


def by_pillar(content: ReportContent) -> Chart:
    """One chart: each pillar for the city and for the team."""
    words, symbols = _scale(content)
    city = str(content.report.review.city)
    bars = [bar for name, rows in content.pillars for bar in _bars(name, rows, city)]
    title = _("Levels by pillar: the city and the team")
    return distribution(bars, id="levels-by-pillar", title=title, words=words, symbols=symbols, axis=_("items"))


def by_value(content: ReportContent) -> list[Chart]:
    """One chart for each pillar: its values for the city and for the team; none where the benchmark has no values."""
    words, symbols = _scale(content)
    city, version = str(content.report.review.city), content.report.review.adoption.version
    labels = list(Facet.objects.filter(version=version))
    if not labels:
        return []
    facet = labels[0].facet
    found = []
    for number, (name, rows) in enumerate(content.pillars, start=1):
        bars: list[Bar] = []
        for label in labels:
            here = [row for row in rows if row.item.facets.get(facet) == label.code] if label.facet == facet else []
            if here:
                bars += _bars(read(label.name), here, city)
        title = _("%s: levels by value") % name
        found.append(
            distribution(bars, id=f"levels-{number}", title=title, words=words, symbols=symbols, axis=_("items"))
        )
    return found


def charts_of(content: ReportContent) -> list[Chart]:
    """All charts of the printed report."""
    return [by_pillar(content), *by_value(content)]
