# SPDX-License-Identifier: EUPL-1.2
"""How far the writing is: which items are done, begun or untouched, and which comes next."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from isopolity.assessments.models import Answer, Assessment
from isopolity.benchmarks.maps import benchmark_map
from isopolity.benchmarks.models import Item, OverlayItem
from isopolity.benchmarks.queries import item_ids, items_of
from isopolity.core.components import BenchmarkMap
from isopolity.core.levels import Level

# The same rule as Answer.is_done and Answer.is_started, for the database: saved texts are stripped of outer blanks.
DONE = Q(explanation__gt="") | (~Q(level__in=["", Level.INCONCLUSIVE]) & Q(achieved__gt=""))
STARTED = Q(*[(f"{name}__gt", "") for name in Answer.FIELDS], _connector=Q.OR)


@dataclass(frozen=True)
class Standing:
    """The items to measure, in order, with the state of each (done, started, empty) and its level."""

    assessment: Assessment
    items: list[Item]
    states: dict[int, str]
    levels: dict[int, str]

    def state(self, item: Item) -> str:
        return self.states.get(item.pk, "empty")

    @property
    def done(self) -> int:
        return sum(self.state(item) == "done" for item in self.items)

    @cached_property
    def missing(self) -> list[Item]:
        """Items that are neither answered nor explained."""
        return [item for item in self.items if self.state(item) != "done"]

    def next_missing(self, after: Item | None = None) -> Item | None:
        """The next such item behind this one, then from the beginning."""
        ids = [item.pk for item in self.items]
        start = ids.index(after.pk) + 1 if after is not None and after.pk in ids else 0
        around = self.items[start:] + self.items[:start]
        return next((i for i in around if self.state(i) != "done" and (after is None or i.pk != after.pk)), None)

    def neighbours(self, item: Item) -> tuple[Item | None, Item | None]:
        """The items before and behind this one."""
        place = [one.pk for one in self.items].index(item.pk)
        before = self.items[place - 1] if place else None
        return before, self.items[place + 1] if place + 1 < len(self.items) else None

    def map(self, *, current: Item | None = None, family: str = "progress", caption: str = "",
            url: Callable[[Item], str] | None = None) -> BenchmarkMap:  # fmt: skip
        """The benchmark's map in these states; each square leads to the item's answer."""
        return benchmark_map(
            self.assessment.version,
            self.items,
            family=family,
            state=self.state if family == "progress" else lambda item: self.levels.get(item.pk) or "empty",
            url=url or (lambda item: reverse("answer", args=[self.assessment.pk, item.pk])),
            current=current,
            caption=caption or _("How far the answers are"),
        )


def standing(assessment: Assessment, *, only: Collection[int] | None = None) -> Standing:
    """Where the writing stands; ``only`` these items for a contributor. Two queries (three with an overlay)."""
    items = items_of(assessment.version, assessment.adoption)
    if only is not None:
        items = [item for item in items if item.pk in only]
    rows = assessment.answers.annotate(done=DONE, started=STARTED).values_list("item_id", "level", "done", "started")
    states, levels = {}, {}
    for item, level, done, started in rows:
        states[item] = "done" if done else "started" if started else "empty"
        levels[item] = level
    return Standing(assessment, items, states, levels)


def unanswered(assessment: Assessment) -> list[str]:
    """Codes of the items that are neither answered nor explained, in order."""
    wanted = item_ids(assessment.version, assessment.adoption)
    done = set(assessment.answers.filter(DONE).values_list("item_id", flat=True))
    return list(Item.objects.filter(pk__in=wanted - done).values_list("code", flat=True)) if wanted - done else []


def with_progress(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Each assessment with the number of its ``items_total`` and its ``items_done``, counted in the same query."""
    shown = Item.objects.filter(version=OuterRef("version")).filter(Q(adoption=None) | Q(adoption=OuterRef("adoption")))
    hidden = OverlayItem.objects.filter(adoption=OuterRef(OuterRef("adoption")), item=OuterRef("pk"), is_hidden=True)
    done = Answer.objects.filter(DONE, assessment=OuterRef("pk"))
    return rows.annotate(items_total=_count(shown.filter(~Exists(hidden))), items_done=_count(done))


def _count(rows: QuerySet[Item] | QuerySet[Answer]) -> Coalesce:
    one = rows.order_by().annotate(one=Value(1)).values("one")
    return Coalesce(Subquery(one.annotate(number=Count(F("pk"))).values("number")), 0)
