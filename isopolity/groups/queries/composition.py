# SPDX-License-Identifier: EUPL-1.2
"""Members, facets and advice of one or many groups; the same few queries for all."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from isopolity.groups.composition import Advice, FacetSeen, Who, advice
from isopolity.groups.counting import shown
from isopolity.groups.models import (
    CheckAnswer,
    CollectedBy,
    Facet,
    FacetAnswer,
    FacetValue,
    Member,
    SupportGroup,
)

_WHO = (
    "group_id", "pk", "function", "organisation", "tier", "sector", "stake", "connection", "is_politician", "interest",
    "influence",
)  # fmt: skip


@dataclass(frozen=True)
class AdviceLine:
    """A piece of advice with the group's answer, if it gave one."""

    advice: Advice
    answer: CheckAnswer | None


def whos(groups: Iterable[int]) -> dict[int, list[Who]]:
    """group → its present members, as composition sees them."""
    found: dict[int, list[Who]] = defaultdict(list)
    rows = Member.objects.filter(group__in=list(groups), left_on=None).order_by("tier", "organisation", "pk")
    for group, pk, function, organisation, tier, sector, stake, connection, politician, *place in rows.values_list(
        *_WHO
    ):
        label = ", ".join(part for part in (function, organisation) if part)
        connected = bool(connection.strip())
        found[group].append(
            Who(pk, label, tier, sector, stake, organisation, connected, politician, place[0], place[1])
        )
    return found


def facets_of(sizes: dict[int, int], *, small: int) -> dict[int, list[FacetSeen]]:
    """group → its facets as everybody may see them. ``sizes``: group → number of present members."""
    facets = list(Facet.objects.filter(group__in=sizes).order_by("position", "pk"))
    if not facets:
        return {}
    values: dict[int, list[FacetValue]] = defaultdict(list)
    for value in FacetValue.objects.filter(facet__in=facets).order_by("position", "pk"):
        values[value.facet_id].append(value)
    own = _answered([facet.pk for facet in facets])
    found: dict[int, list[FacetSeen]] = defaultdict(list)
    for facet in facets:
        rows = values[facet.pk]
        by_hand = facet.collected_by == CollectedBy.COUNTS
        counts = [row.counted if by_hand else own[row.pk] for row in rows]
        found[facet.group_id].append(seen(facet, rows, counts, sizes[facet.group_id], small=small))
    return found


def _answered(facets: list[int]) -> Counter[int]:
    rows = FacetAnswer.objects.filter(facet__in=facets, member__left_on=None).values_list("value_id")
    return Counter(dict(rows.annotate(number=Count("pk"))))


def seen(facet: Facet, values: Sequence[FacetValue], counts: Sequence[int], size: int, *, small: int) -> FacetSeen:
    """One facet with its small numbers hidden."""
    told = shown([*counts, max(0, size - sum(counts))], small=small)
    pairs = [(value.name, number) for value, number in zip(values, told, strict=False)]
    return FacetSeen(facet.pk, facet.name, pairs, told[-1])


def advice_of(groups: list[SupportGroup], *, small: int) -> dict[int, list[AdviceLine]]:
    """group → advice with answers; none for groups that ended or merged."""
    living = [group.pk for group in groups if group.is_living]
    found: dict[int, list[AdviceLine]] = {group.pk: [] for group in groups}
    if not living:
        return found
    members = whos(living)
    facets = facets_of({pk: len(members[pk]) for pk in living}, small=small)
    answers = {(row.group_id, row.code): row for row in CheckAnswer.objects.filter(group__in=living)}
    for pk in living:
        said = advice(members[pk], facets.get(pk, ()))
        found[pk] = [AdviceLine(one, answers.get((pk, one.code))) for one in said]
    return found
