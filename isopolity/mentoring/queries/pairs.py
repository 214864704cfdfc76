# SPDX-License-Identifier: EUPL-1.2
"""What the pages of one pair read."""

from dataclasses import dataclass
from typing import Any

from isopolity.benchmarks.models import ContextFactor, Item, Prompt
from isopolity.core.autosave import digest
from isopolity.core.texts import read
from isopolity.groups.models import GroupKind, SupportGroup
from isopolity.mentoring.models import Goal, NeedsComment, NeedsText, Pair
from isopolity.mentoring.queries.profiles import adoptions_of


@dataclass
class NeedLine:
    """One goal or context factor of a needs analysis, with its guide questions and what stands there."""

    kind: str
    pk: int
    code: str
    title: str
    about: str
    prompts: list[str]
    body: str
    comments: list[NeedsComment]

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.pk}"

    @property
    def digest(self) -> str:
        return digest(self.body)


def needs_lines(pair: Pair) -> list[NeedLine]:
    """Goals first, then the context factors of the project's benchmarks."""
    goals = list(pair.goals.select_related("item"))
    versions = {one.version_id for one in adoptions_of(pair.project)}
    factors = list(ContextFactor.objects.filter(version__in=versions))
    texts = {(row.goal_id, row.factor_id): row.body for row in NeedsText.objects.filter(analysis__pair=pair)}
    comments = list(NeedsComment.objects.filter(analysis__pair=pair).select_related("author"))
    asked = _prompts([goal.item for goal in goals], factors)
    found = [
        NeedLine(
            "goal", goal.pk, goal.item.code, read(goal.item.title), goal.text, asked.get(("item", goal.item_id), []),
            texts.get((goal.pk, None), ""), [one for one in comments if one.goal_id == goal.pk],
        )
        for goal in goals
    ]  # fmt: skip
    return found + [
        NeedLine(
            "factor", factor.pk, factor.code, read(factor.title), read(factor.description),
            asked.get(("factor", factor.pk), []), texts.get((None, factor.pk), ""), [],
        )
        for factor in factors
    ]  # fmt: skip


def _prompts(items: list[Item], factors: list[ContextFactor]) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = {}
    for name, rows in (("item", items), ("factor", factors)):
        for prompt in Prompt.objects.filter(**{f"{name}__in": [row.pk for row in rows]}):
            found.setdefault((name, getattr(prompt, f"{name}_id")), []).append(read(prompt.text))
    return found


def general_comments(pair: Pair) -> list[NeedsComment]:
    """What the mentor said to the whole."""
    return list(NeedsComment.objects.filter(analysis__pair=pair, goal=None).select_related("author"))


def networks_of(pair: Pair) -> list[SupportGroup]:
    """The local support networks of the mentee city in this project."""
    return list(SupportGroup.objects.filter(project=pair.project_id, city=pair.mentee_id, kind=GroupKind.NETWORK))


def goals_of(pair: Pair) -> list[Goal]:
    """The pair's goals with their items."""
    return list(pair.goals.select_related("item"))


def visits_of(pair: Pair) -> list[Any]:
    """Visits and workshops in the order of their days."""
    return list(pair.visits.all())
