# SPDX-License-Identifier: EUPL-1.2
"""What changes benchmarks: import, publication, a project's adoption and its overlay, the cities' approval, flags."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import (
    Adoption,
    BackgroundSection,
    Benchmark,
    BenchmarkVersion,
    CityApproval,
    ContextFactor,
    Facet,
    Group,
    Item,
    ItemFlag,
    OverlayItem,
    Prompt,
    VersionState,
)
from isopolity.core.action import action
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.networks.models import PartnerRole, Project
from isopolity.places.models import City


@action
def import_version(*, by: Person, content: dict[str, Any], digest: str = "") -> BenchmarkVersion:
    """A draft version from a benchmark file's checked content (see the file format); all or nothing."""
    require(by, "benchmark.import")
    benchmark, _made = Benchmark.objects.get_or_create(urn=content["urn"])
    if benchmark.versions.filter(number=content["version"]).exists():
        raise Refused(
            _("Version %(number)s of %(urn)s is here already. Give the file a new version number.")
            % {"number": content["version"], "urn": content["urn"]}
        )
    version = BenchmarkVersion.objects.create(
        benchmark=benchmark,
        number=content["version"],
        title=content["title"],
        summary=content.get("summary", {}),
        item_kind=content["item_kind"],
        languages=content["languages"],
        licence=content["licence"],
        source=content["source"],
        scale=content["scale"],
        crosswalk=content.get("crosswalk", []),
        digest=digest,
    )
    groups = _import_groups(version, content["groups"])
    _import_labels(version, content)
    _import_items(version, content["items"], groups)
    return version


def _import_groups(version: BenchmarkVersion, rows: list[dict[str, Any]]) -> dict[str, Group]:
    made: dict[str, Group] = {}

    def add(level: list[dict[str, Any]], parent: Group | None) -> None:
        for row in level:
            made[row["code"]] = Group.objects.create(
                version=version,
                parent=parent,
                code=row["code"],
                name=row["name"],
                standard=row.get("standard", {}),
                weight=row.get("weight", 1.0),
                position=len(made),
            )
            add(row.get("groups", []), made[row["code"]])

    add(rows, None)
    return made


def _import_labels(version: BenchmarkVersion, content: dict[str, Any]) -> None:
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
        for facet in content.get("facets", [])
        for position, value in enumerate(facet["values"])
    )
    BackgroundSection.objects.bulk_create(
        BackgroundSection(
            version=version,
            code=row["code"],
            title=row["title"],
            guidance=row.get("guidance", {}),
            parts=row.get("parts", ["text"]),
            position=position,
        )
        for position, row in enumerate(content.get("background", []))
    )
    for position, row in enumerate(content.get("context_factors", [])):
        factor = ContextFactor.objects.create(
            version=version,
            code=row["code"],
            title=row["title"],
            description=row.get("description", {}),
            position=position,
        )
        _import_prompts(row.get("prompts", []), factor=factor)


def _import_items(version: BenchmarkVersion, rows: list[dict[str, Any]], groups: dict[str, Group]) -> None:
    for position, row in enumerate(rows):
        item = Item.objects.create(
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
        _import_prompts(row.get("prompts", []), item=item)


def _import_prompts(rows: list[dict[str, Any]], parent: Prompt | None = None, **owner: Any) -> None:
    for position, row in enumerate(rows):
        prompt = Prompt.objects.create(text=row["text"], position=position, parent=parent, **owner)
        _import_prompts(row.get("prompts", []), prompt, **owner)


@action
def publish_version(*, by: Person, version: BenchmarkVersion) -> BenchmarkVersion:
    """The draft becomes the published version for good; an earlier published one is superseded."""
    require(by, "benchmark.publish", version)
    if version.is_frozen:
        raise Refused(_("This version is published already."))
    version.benchmark.versions.filter(state=VersionState.PUBLISHED).update(state=VersionState.SUPERSEDED)
    version.state = VersionState.PUBLISHED
    version.published_at = timezone.now()
    version.save()
    return version


@action
def adopt(*, by: Person, project: Project, version: BenchmarkVersion) -> Adoption:
    """The project measures against this published version."""
    require(by, "project.adopt", project)
    if version.state != VersionState.PUBLISHED:
        raise Refused(_("Only a published version can be adopted. Publish it first."))
    adoption, _made = Adoption.objects.get_or_create(project=project, version=version)
    return adoption


def approving_cities(project: Project) -> list[City]:
    """The cities whose approval step 1 waits for: every city that takes part in the project."""
    wanted = [PartnerRole.CITY, PartnerRole.HOST, PartnerRole.PEER]
    partners = project.partners.filter(city__isnull=False, roles__overlap=wanted).select_related("city")
    return [partner.city for partner in partners if partner.city]


@action
def approve(*, by: Person, adoption: Adoption, city: City) -> CityApproval:
    """The city agrees to the adopted benchmark."""
    require(by, "adoption.approve", (adoption, city))
    approval, _made = CityApproval.objects.get_or_create(adoption=adoption, city=city, defaults={"approved_by": by})
    return approval


def _open_overlay(adoption: Adoption) -> None:
    """An overlay changes only until somebody measures with it; a change asks every city to approve again."""
    if adoption.assessments.exclude(answers=None).exists():
        raise Refused(_("A city has begun to answer these items, so they cannot change any more."))
    adoption.approvals.all().delete()


@action
def change_overlay(
    *,
    by: Person,
    adoption: Adoption,
    item: Item,
    is_hidden: bool = False,
    title: dict[str, str] | None = None,
    text: dict[str, str] | None = None,
) -> OverlayItem:
    """Hide or reword an item for this project. The code stays; the cities approve anew."""
    require(by, "adoption.change", adoption)
    _open_overlay(adoption)
    row, _made = OverlayItem.objects.update_or_create(
        adoption=adoption, item=item, defaults={"is_hidden": is_hidden, "title": title or {}, "text": text or {}}
    )
    return row


@action
def flag_item(*, by: Person, item: Item, comment: str, project: Project | None = None) -> ItemFlag:
    """Say what is unclear about an item; kept for the benchmark's next version."""
    require(by, "item.flag", item)
    if not comment.strip():
        raise Refused(_("Write what is unclear."), fields={"comment": _("Write what is unclear.")})
    return ItemFlag.objects.create(item=item, project=project, person=by, comment=plain(comment))
