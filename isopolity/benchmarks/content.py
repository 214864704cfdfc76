# SPDX-License-Identifier: EUPL-1.2
"""A version of the database as the content of a benchmark file, in its one form: what an export writes."""

from typing import Any

from isopolity.benchmarks.fileformat import FORMAT, canonical
from isopolity.benchmarks.models import BenchmarkVersion, Facet, Group, Item, Prompt

Row = dict[str, Any]


def content_of(version: BenchmarkVersion) -> Row:
    """The whole version, without what projects added. A constant number of queries."""
    items = list(version.items.filter(adoption=None).select_related("group"))
    factors = list(version.context_factors.all())
    prompts = prompt_trees(Prompt.objects.filter(item__version=version, item__adoption=None), "item_id")
    of_factors = prompt_trees(Prompt.objects.filter(factor__version=version), "factor_id")
    return canonical(
        {
            "format": FORMAT,
            "urn": version.benchmark.urn,
            "version": version.number,
            "title": version.title,
            "summary": version.summary,
            "item_kind": version.item_kind,
            "languages": version.languages,
            "licence": version.licence,
            "source": version.source,
            "scale": version.scale,
            "groups": _groups(list(version.groups.all())),
            "facets": _facets(list(version.facets.order_by("pk"))),
            "context_factors": [
                {"code": f.code, "title": f.title, "description": f.description, "prompts": of_factors.get(f.pk, [])}
                for f in factors
            ],
            "background": [
                {"code": row.code, "title": row.title, "guidance": row.guidance, "parts": row.parts}
                for row in version.background_sections.all()
            ],
            "items": [_item(item, prompts.get(item.pk, [])) for item in items],
            "crosswalk": version.crosswalk,
        }
    )


def prompt_trees(prompts: Any, owner: str) -> dict[int, list[Row]]:
    """The nested prompts of each owner (``item_id`` or ``factor_id``), from one query."""
    rows: list[Prompt] = list(prompts)
    nodes: dict[int, Row] = {prompt.pk: {"text": prompt.text, "prompts": []} for prompt in rows}
    trees: dict[int, list[Row]] = {}
    for prompt in rows:
        above = nodes[prompt.parent_id]["prompts"] if prompt.parent_id else trees.setdefault(getattr(prompt, owner), [])
        above.append(nodes[prompt.pk])
    return trees


def _groups(groups: list[Group]) -> list[Row]:
    nodes: dict[int, Row] = {
        g.pk: {"code": g.code, "name": g.name, "standard": g.standard, "weight": g.weight, "groups": []} for g in groups
    }
    top: list[Row] = []
    for group in groups:
        (nodes[group.parent_id]["groups"] if group.parent_id else top).append(nodes[group.pk])
    return top


def _facets(labels: list[Facet]) -> list[Row]:
    facets: dict[str, Row] = {}
    for label in labels:
        facet = facets.setdefault(label.facet, {"code": label.facet, "name": label.facet_name, "values": []})
        facet["values"].append({"code": label.code, "name": label.name, "description": label.description})
    return list(facets.values())


def _item(item: Item, prompts: list[Row]) -> Row:
    return {
        "code": item.code,
        "group": item.group.code,
        "facets": item.facets,
        "weight": item.weight,
        "title": item.title,
        "text": item.text,
        "rationale": item.rationale,
        "evidence_hint": item.evidence_hint,
        "source_ref": item.source_ref,
        "prompts": prompts,
        "examples": item.examples,
    }
