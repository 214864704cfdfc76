# SPDX-License-Identifier: EUPL-1.2
"""What two versions of a benchmark share: only items that did not change are carried over or compared."""

from dataclasses import dataclass

from isopolity.benchmarks.models import BenchmarkVersion, Item, VersionState


@dataclass(frozen=True)
class Difference:
    """From an older version to a newer one. ``items``, ``sections`` and ``factors`` map the old id to the new one for
    what did not change; the lists name the items that were reworded, are new, or are gone."""

    items: dict[int, int]
    sections: dict[int, int]
    factors: dict[int, int]
    reworded: list[Item]
    added: list[Item]
    gone: list[Item]


def same_item(old: Item, new: Item) -> bool:
    """The same thing is asked: code, title and text are equal in every language that both versions have."""
    return old.code == new.code and _same(old.title, new.title) and _same(old.text, new.text)


def _same(old: dict[str, str], new: dict[str, str]) -> bool:
    shared = set(old) & set(new)
    return bool(shared) and all(old[language].strip() == new[language].strip() for language in shared)


def difference(old: BenchmarkVersion, new: BenchmarkVersion) -> Difference:
    """What changed between the two versions' own items."""
    before = {item.code: item for item in old.items.filter(adoption=None)}
    after = {item.code: item for item in new.items.filter(adoption=None)}
    kept = {code for code in before if code in after and same_item(before[code], after[code])}
    return Difference(
        items={before[code].pk: after[code].pk for code in kept},
        sections=_by_code(old.background_sections.all(), new.background_sections.all()),
        factors=_by_code(old.context_factors.all(), new.context_factors.all()),
        reworded=[item for code, item in after.items() if code in before and code not in kept],
        added=[item for code, item in after.items() if code not in before],
        gone=[item for code, item in before.items() if code not in after],
    )


def _by_code(old: object, new: object) -> dict[int, int]:
    after = {row.code: row.pk for row in new}  # type: ignore[attr-defined]
    return {row.pk: after[row.code] for row in old if row.code in after}  # type: ignore[attr-defined]


def newer_version(version: BenchmarkVersion) -> BenchmarkVersion | None:
    """The published version that took the place of this one."""
    if version.state != VersionState.SUPERSEDED:
        return None
    newer = BenchmarkVersion.objects.filter(benchmark=version.benchmark_id, state=VersionState.PUBLISHED)
    return newer.exclude(pk=version.pk).first()
