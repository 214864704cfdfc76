# SPDX-License-Identifier: EUPL-1.2
"""Versions of a benchmark: taken in as a draft, published for good."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.fileformat import canonical, check, digest_of
from isopolity.benchmarks.models import (
    BackgroundSection,
    Benchmark,
    BenchmarkVersion,
    ContextFactor,
    Facet,
    Group,
    Item,
    Prompt,
    VersionState,
)
from isopolity.core.action import action
from isopolity.core.errors import Refused
from isopolity.core.policy import require

Row = dict[str, Any]


@action
def import_version(
    *, by: Person, content: dict[str, Any], digest: str = "", replace_draft: bool = False
) -> BenchmarkVersion:
    """A draft version from a benchmark file's content; all or nothing. ``digest``: of the content if empty.

    With ``replace_draft`` it takes the place of a draft of the same number that no project uses.
    """
    require(by, "benchmark.import")
    faults = check(content)
    if faults:
        told = "; ".join(f"{'.'.join(map(str, path))}: {words}" for path, words in faults[:5])
        raise Refused(_("This benchmark has %(number)d faults: %(told)s") % {"number": len(faults), "told": told})
    content = canonical(content)
    version = BenchmarkVersion.objects.create(
        benchmark=_benchmark(content, replace_draft=replace_draft),
        number=content["version"],
        title=content["title"],
        summary=content["summary"],
        item_kind=content["item_kind"],
        languages=content["languages"],
        licence=content["licence"],
        source=content["source"],
        scale=content["scale"],
        crosswalk=content["crosswalk"],
        digest=digest or digest_of(content),
    )
    groups = _import_groups(version, content["groups"])
    _import_labels(version, content)
    _import_factors(version, content["context_factors"])
    _import_items(version, content["items"], groups)
    return version


def _benchmark(content: Row, *, replace_draft: bool) -> Benchmark:
    """The benchmark of the URN, locked, with no version of this number left."""
    made, _new = Benchmark.objects.get_or_create(urn=content["urn"])
    benchmark = Benchmark.objects.select_for_update().get(pk=made.pk)
    same = benchmark.versions.filter(number=content["version"]).first()
    if same and replace_draft and not same.is_frozen:
        same.delete()
    elif same:
        known = {"number": content["version"], "urn": content["urn"]}
        if same.is_frozen:
            raise Refused(
                _("Version %(number)s of %(urn)s is published and cannot change. Give the file a new version number.")
                % known
            )
        raise Refused(
            _("A draft of version %(number)s of %(urn)s is here already. Replace it, or give a new number.") % known
        )
    return benchmark


def _import_groups(version: BenchmarkVersion, rows: list[Row]) -> dict[str, Group]:
    """The tree of groups, one insert for each of its levels; ``position`` counts through the tree."""
    made: dict[str, Group] = {}
    layers: list[list[Group]] = []

    def add(level: list[Row], parent: Group | None, depth: int) -> None:
        for row in level:
            group = Group(
                version=version,
                parent=parent,
                code=row["code"],
                name=row["name"],
                standard=row.get("standard", {}),
                weight=row.get("weight", 1.0),
                position=len(made),
            )
            made[row["code"]] = group
            layers.extend([[]] * (depth + 1 - len(layers)))
            layers[depth] = [*layers[depth], group]
            add(row.get("groups", []), group, depth + 1)

    add(rows, None, 0)
    for layer in layers:
        Group.objects.bulk_create(layer)
    return made


def _import_labels(version: BenchmarkVersion, content: Row) -> None:
    Facet.objects.bulk_create(
        Facet(
            version=version,
            facet=facet["code"],
            facet_name=facet["name"],
            code=value["code"],
            name=value["name"],
            description=value.get("description", {}),
            position=position,
        )
        for facet in content["facets"]
        for position, value in enumerate(facet["values"])
    )
    BackgroundSection.objects.bulk_create(
        BackgroundSection(
            version=version,
            code=row["code"],
            title=row["title"],
            guidance=row.get("guidance", {}),
            parts=row["parts"],
            position=position,
        )
        for position, row in enumerate(content["background"])
    )


def _import_factors(version: BenchmarkVersion, rows: list[Row]) -> None:
    factors = ContextFactor.objects.bulk_create(
        ContextFactor(
            version=version,
            code=row["code"],
            title=row["title"],
            description=row.get("description", {}),
            position=position,
        )
        for position, row in enumerate(rows)
    )
    make_prompts([({"factor": f}, row.get("prompts", [])) for f, row in zip(factors, rows, strict=True)])


def _import_items(version: BenchmarkVersion, rows: list[Row], groups: dict[str, Group]) -> None:
    items = Item.objects.bulk_create(
        Item(
            version=version,
            group=groups[row["group"]],
            code=row["code"],
            facets=row.get("facets", {}),
            title=row["title"],
            text=row["text"],
            rationale=row.get("rationale", {}),
            evidence_hint=row.get("evidence_hint", {}),
            source_ref=row.get("source_ref", ""),
            examples=row.get("examples", []),
            weight=row.get("weight", 1.0),
            position=position,
        )
        for position, row in enumerate(rows)
    )
    make_prompts([({"item": item}, row.get("prompts", [])) for item, row in zip(items, rows, strict=True)])


def make_prompts(owned: list[tuple[dict[str, Any], list[Row]]]) -> None:
    """The prompts of many owners (an item or a factor, as keywords of Prompt), one insert for each depth."""
    waiting: list[tuple[dict[str, Any], Prompt | None, list[Row]]] = [(owner, None, rows) for owner, rows in owned]
    while waiting:
        pairs = [
            (Prompt(text=row["text"], position=position, parent=parent, **owner), owner, row.get("prompts", []))
            for owner, parent, rows in waiting
            for position, row in enumerate(rows)
        ]
        Prompt.objects.bulk_create(prompt for prompt, _owner, _rows in pairs)
        waiting = [(owner, prompt, rows) for prompt, owner, rows in pairs if rows]


@action
def publish_version(*, by: Person, version: BenchmarkVersion) -> BenchmarkVersion:
    """The draft becomes the published version for good; an earlier published one is superseded."""
    require(by, "benchmark.publish", version)
    Benchmark.objects.select_for_update().get(pk=version.benchmark_id)
    version.refresh_from_db(fields=["state"])
    if version.is_frozen:
        raise Refused(_("This version is published already."))
    version.benchmark.versions.filter(state=VersionState.PUBLISHED).update(state=VersionState.SUPERSEDED)
    version.state = VersionState.PUBLISHED
    version.published_at = timezone.now()
    version.save(update_fields=["state", "published_at"])
    return version


@action
def drop_draft(*, by: Person, version: BenchmarkVersion) -> None:
    """A draft that is not wanted goes; its benchmark too when it has no other version."""
    require(by, "benchmark.import")
    if version.is_frozen:
        raise Refused(_("This version is published. It stays for good."))
    benchmark = version.benchmark
    version.delete()
    if not benchmark.versions.exists():
        benchmark.delete()
