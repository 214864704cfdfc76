# SPDX-License-Identifier: EUPL-1.2
"""A city's assessment (the initial report of a review) on paper."""

from collections import Counter, defaultdict
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from isopolity.assessments.models import Answer, Assessment, BackgroundText
from isopolity.benchmarks.maps import benchmark_map, groups_in_order, scale_states
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import items_of
from isopolity.core import cleaning
from isopolity.core.components import State
from isopolity.core.texts import read
from isopolity.documents.charts import svg
from isopolity.documents.maps import map_svg
from isopolity.documents.pdf import pdf, picture
from isopolity.reports.charts import Bar, distribution

NOTHING = State("", "", "")


def assessment_pdf(assessment: Assessment) -> bytes:
    """Background, map, and every item with the city's own judgement."""
    version = assessment.version
    items = items_of(version, assessment.adoption)
    answers = {row.item_id: row for row in Answer.objects.filter(assessment=assessment)}
    states = scale_states(version)
    title = assessment.title or _("Assessment of %s") % assessment.city
    context = {
        "assessment": assessment,
        "benchmark": read(version.title),
        "background": _background(assessment),
        "map": _map(assessment, items, answers),
        "legend": [state for code, state in states.items() if code != "empty"],
        "chart": _chart(assessment, items, answers, states),
        "groups": _groups(assessment, items, answers, states),
    }
    return pdf("documents/print/assessment.html", context, title=title, footer=title)


def _background(assessment: Assessment) -> list[tuple[str, Any]]:
    texts = BackgroundText.objects.filter(assessment=assessment).exclude(body="").select_related("section")
    ordered = sorted(texts, key=lambda text: text.section.position)
    # cleaned again on the way out: harmless elements only
    return [(read(text.section.title), mark_safe(cleaning.rich(text.body))) for text in ordered]  # noqa: S308


def _map(assessment: Assessment, items: list[Item], answers: dict[int, Answer]) -> Any:
    drawn = benchmark_map(
        assessment.version,
        items,
        family="level",
        state=lambda item: (answers[item.pk].level if item.pk in answers else "") or "empty",
        url=lambda item: "",
    )
    return picture(map_svg(drawn), _("Map of the levels the city gives itself"), "picture")


def _chart(
    assessment: Assessment, items: list[Item], answers: dict[int, Answer], states: dict[str, State]
) -> tuple[str, Any]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for item in items:
        if item.pk in answers and answers[item.pk].level:
            counts[item.group_id][answers[item.pk].level] += 1
    bars = [Bar(name, counts[group.pk]) for group, name in groups_in_order(assessment.version) if counts[group.pk]]
    words = {code: str(state.word) for code, state in states.items() if code != "empty"}
    symbols = {code: state.symbol for code, state in states.items()}
    title = _("Levels by pillar")
    chart = distribution(bars, id="levels", title=title, words=words, symbols=symbols, axis=_("items"))
    told = "; ".join(f"{bar.label}: " + ", ".join(f"{words[c]} {n}" for c, n in bar.counts.items()) for bar in bars)
    return title, picture(svg(chart), f"{title}. {told}", "picture")


def _groups(
    assessment: Assessment, items: list[Item], answers: dict[int, Answer], states: dict[str, State]
) -> list[tuple[str, list[dict[str, Any]]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        row = answers.get(item.pk)
        level = states.get(row.level, NOTHING) if row else NOTHING
        found[item.group_id].append({"item": item, "title": read(item.title), "answer": row, "level": level})
    return [(name, found[group.pk]) for group, name in groups_in_order(assessment.version) if found[group.pk]]
