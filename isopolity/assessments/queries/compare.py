# SPDX-License-Identifier: EUPL-1.2
"""A city's assessments of one benchmark side by side, item by item. Only items that did not change are compared; there
is no total, and nothing is counted across versions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from isopolity.assessments.models import Answer, Assessment
from isopolity.assessments.queries.versions import same_item
from isopolity.benchmarks.maps import groups_in_order
from isopolity.benchmarks.models import Item
from isopolity.benchmarks.queries import items_of

MOST = 4


@dataclass(frozen=True)
class Then:
    """What one assessment said about the item; ``is_comparable`` is False where the item was asked differently."""

    is_comparable: bool
    level: str = ""
    achieved: str = ""
    has_answer: bool = False
    is_change: bool = False


@dataclass(frozen=True)
class Row:
    """One item with what each assessment said, oldest first."""

    item: Item
    group: str
    thens: list[Then]


def others(assessment: Assessment) -> QuerySet[Assessment]:
    """The city's other assessments of the same benchmark, of any version, newest first."""
    rows = Assessment.objects.filter(city=assessment.city_id, version__benchmark=assessment.version.benchmark_id)
    return rows.exclude(pk=assessment.pk).select_related("city", "version", "adoption")


def side_by_side(assessment: Assessment, chosen: Sequence[Assessment]) -> tuple[list[Assessment], list[Row]]:
    """(the assessments, oldest first; a row for each item of the present one)."""
    order = sorted([*chosen, assessment], key=lambda one: (one.created_at, one.pk))
    items = items_of(assessment.version, assessment.adoption)
    said = [_said(one, items) for one in order]
    names = {group.pk: name for group, name in groups_in_order(assessment.version)}
    rows = []
    for item in items:
        thens = [by_code[item.code] for by_code in said]
        rows.append(Row(item, names[item.group_id], _with_changes(thens)))
    return order, rows


def _said(one: Assessment, items: Sequence[Item]) -> dict[str, Then]:
    mine = {item.code: item for item in items_of(one.version, one.adoption)}
    answers: dict[int, Answer] = {row.item_id: row for row in one.answers.all()}
    found = {}
    for item in items:
        own = mine.get(item.code)
        if own is None or not same_item(own, item):
            found[item.code] = Then(is_comparable=False)
        else:
            answer = answers.get(own.pk)
            found[item.code] = Then(
                is_comparable=True,
                level=answer.level if answer else "",
                achieved=answer.achieved if answer else "",
                has_answer=answer is not None,
            )
    return found


def _with_changes(thens: list[Then]) -> list[Then]:
    """Marks a level that differs from the one before it."""
    before, marked = "", []
    for then in thens:
        changed = bool(then.is_comparable and then.level and before and then.level != before)
        marked.append(Then(then.is_comparable, then.level, then.achieved, then.has_answer, changed))
        before = then.level or before
    return marked
