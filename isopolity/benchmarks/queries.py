# SPDX-License-Identifier: EUPL-1.2
"""What pages read about benchmarks."""

from django.db.models import Q, QuerySet

from isopolity.benchmarks.models import Adoption, BenchmarkVersion, Item, OverlayItem


def items_of(version: BenchmarkVersion, adoption: Adoption | None = None) -> list[Item]:
    """The items to measure, in order: the version's own and the project's additions, without those it hid, in its
    wording. Two queries."""
    if adoption is None:
        return list(version.items.filter(adoption=None).select_related("group"))
    overlay = {row.item_id: row for row in OverlayItem.objects.filter(adoption=adoption)}
    shown = []
    for item in item_rows(version, adoption).select_related("group"):
        change = overlay.get(item.pk)
        if change is None or not change.is_hidden:
            if change is not None:
                item.title = {**item.title, **change.title}
                item.text = {**item.text, **change.text}
            shown.append(item)
    return shown


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
