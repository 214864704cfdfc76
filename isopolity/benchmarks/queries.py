# SPDX-License-Identifier: EUPL-1.2
"""What pages read about benchmarks."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from isopolity.benchmarks.frozen import own_items
from isopolity.benchmarks.models import Adoption, BenchmarkVersion, Item, ItemFlag, OverlayItem, VersionState
from isopolity.core.policy import may
from isopolity.networks.models import PartnerRole, Project
from isopolity.places.models import City


def items_of(version: BenchmarkVersion, adoption: Adoption | None = None) -> list[Item]:
    """The items to measure, in order: the version's own and the project's additions, without those it hid, in its
    wording. Two queries, one more for a version that this process reads for the first time."""
    items = own_items(version)
    if adoption is None:
        return items
    added = list(Item.objects.filter(version=version.pk, adoption=adoption).select_related("group"))
    overlay = {row.item_id: row for row in OverlayItem.objects.filter(adoption=adoption)}
    shown = []
    for item in sorted([*items, *added], key=lambda one: (one.position, one.pk)) if added else items:
        change = overlay.get(item.pk)
        if change is None or not change.is_hidden:
            if change is not None:
                reword(item, change)
            shown.append(item)
    return shown


def reword(item: Item, change: OverlayItem) -> None:
    """Put the project's words in place of the benchmark's, on the object only."""
    item.title = {**item.title, **change.title}
    item.text = {**item.text, **change.text}


def item_rows(version: BenchmarkVersion, adoption: Adoption | None) -> QuerySet[Item]:
    """The version's items and those the project added, also the hidden ones."""
    own = Q(adoption=None)
    return version.items.filter(own | Q(adoption=adoption) if adoption else own)


def item_ids(version: BenchmarkVersion, adoption: Adoption | None) -> set[int]:
    """The ids of the items to measure."""
    rows = item_rows(version, adoption)
    if adoption is not None:
        rows = rows.exclude(pk__in=OverlayItem.objects.filter(adoption=adoption, is_hidden=True).values("item_id"))
    return set(rows.values_list("pk", flat=True))


def approving_cities(project: Project) -> list[City]:
    """The cities whose approval step 1 waits for: every city that takes part in the project."""
    wanted = [PartnerRole.CITY, PartnerRole.HOST, PartnerRole.PEER]
    partners = project.partners.filter(city__isnull=False, roles__overlap=wanted).select_related("city")
    return [partner.city for partner in partners if partner.city]


def is_answered(adoption: Adoption) -> bool:
    """Somebody has begun to measure with it, so the items cannot change any more."""
    return adoption.assessments.exclude(answers=None).exists()


def readable_versions(person: Any) -> QuerySet[BenchmarkVersion]:
    """The versions that this person may read, with their number of items; drafts only for those who import."""
    counted = Count("items", filter=Q(items__adoption=None))
    rows = BenchmarkVersion.objects.select_related("benchmark").annotate(item_count=counted)
    return rows if may(person, "benchmark.import") else rows.exclude(state=VersionState.DRAFT)


def linked_items(version: BenchmarkVersion, item: Item) -> list[tuple[str, Item]]:
    """(relation, item of another benchmark) for each crosswalk link from or to this item, as far as it is here."""
    wanted = {(link["urn"], link["code"]): link["relation"] for link in version.crosswalk if link["item"] == item.code}
    here = {"urn": version.benchmark.urn, "code": item.code}
    backwards = {"broader": "narrower", "narrower": "broader"}
    rows = BenchmarkVersion.objects.filter(state=VersionState.PUBLISHED).exclude(benchmark=version.benchmark_id)
    others = rows.filter(Q(benchmark__urn__in=[urn for urn, _code in wanted]) | Q(crosswalk__contains=[here]))
    for other in others.select_related("benchmark"):
        for link in other.crosswalk:
            if link["urn"] == here["urn"] and link["code"] == here["code"]:
                relation = backwards.get(link["relation"], link["relation"])
                wanted.setdefault((other.benchmark.urn, link["item"]), relation)
    found = Item.objects.filter(version__in=others, adoption=None, code__in=[code for _urn, code in wanted])
    return [
        (wanted[one.version.benchmark.urn, one.code], one)
        for one in found.select_related("version__benchmark")
        if (one.version.benchmark.urn, one.code) in wanted
    ]


def open_flags(version: BenchmarkVersion) -> set[int]:
    """The items of the version about which somebody waits for an answer."""
    return set(ItemFlag.objects.filter(item__version=version, settled_at=None).values_list("item_id", flat=True))
