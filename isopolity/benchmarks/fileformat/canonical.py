# SPDX-License-Identifier: EUPL-1.2
"""The one form of a benchmark's content: what an export writes, what the digest is made of.

Optional texts and lists are absent when empty, keys have a fixed order, and a text lists its languages in the
benchmark's order. Two files with the same meaning have the same form.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

FORMAT = "isopolity/benchmark@1"
Row = dict[str, Any]


def canonical(content: Row) -> Row:
    """The content in its one form. The content must have passed the checks."""
    languages = content["languages"]
    return {
        "format": FORMAT,
        **{key: content[key] for key in ("urn", "version")},
        **_texts(content, ["title", "summary"], languages),
        **{key: content[key] for key in ("item_kind", "languages", "licence")},
        "source": _kept(content["source"], ["title", "publisher", "year"])
        | _texts(content["source"], ["note"], languages),
        "scale": {
            "kind": content["scale"]["kind"],
            "levels": [_level(level, languages) for level in content["scale"]["levels"]],
        },
        "groups": [_group(group, languages) for group in content["groups"]],
        "facets": [_facet(facet, languages) for facet in content.get("facets", [])],
        "context_factors": [
            {"code": row["code"], **_texts(row, ["title", "description"], languages), **_prompts(row, languages)}
            for row in content.get("context_factors", [])
        ],
        "background": [
            {
                "code": row["code"],
                **_texts(row, ["title", "guidance"], languages),
                "parts": row.get("parts") or ["text"],
            }
            for row in content.get("background", [])
        ],
        "items": [_item(item, languages) for item in content["items"]],
        "crosswalk": [_kept(row, ["item", "urn", "code", "relation"]) for row in content.get("crosswalk", [])],
    }


def digest_of(content: Row) -> str:
    """The SHA-256 of the content in its one form."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _kept(row: Row, keys: Sequence[str]) -> Row:
    return {key: row[key] for key in keys if row.get(key) not in (None, "", [], {}, False)}


def _texts(row: Row, keys: Sequence[str], languages: Sequence[str]) -> Row:
    return {key: {tag: row[key][tag] for tag in languages if tag in row[key]} for key in keys if row.get(key)}


def _number(row: Row, key: str, *, unless: float | None = None) -> Row:
    """A number as a float or, when it is one, as a whole number; so that 1.0 and 1 are the same."""
    value = row.get(key)
    if value is None or value == unless:
        return {}
    return {key: int(value) if float(value).is_integer() else float(value)}


def _level(row: Row, languages: Sequence[str]) -> Row:
    return {
        **_kept(row, ["code", "neutral"]),
        **_number(row, "value"),
        **_texts(row, ["name", "description"], languages),
    }


def _group(row: Row, languages: Sequence[str]) -> Row:
    inner = [_group(child, languages) for child in row.get("groups", [])]
    return {
        "code": row["code"],
        **_number(row, "weight", unless=1),
        **_texts(row, ["name", "standard"], languages),
        **({"groups": inner} if inner else {}),
    }


def _facet(row: Row, languages: Sequence[str]) -> Row:
    values = [{"code": v["code"], **_texts(v, ["name", "description"], languages)} for v in row["values"]]
    return {"code": row["code"], **_texts(row, ["name"], languages), "values": values}


def _prompts(row: Row, languages: Sequence[str]) -> Row:
    rows = [{**_texts(p, ["text"], languages), **_prompts(p, languages)} for p in row.get("prompts", [])]
    return {"prompts": rows} if rows else {}


def _item(row: Row, languages: Sequence[str]) -> Row:
    examples = [
        {"place": one["place"], **_texts(one, ["text"], languages), **_kept(one, ["source_ref"])}
        for one in row.get("examples", [])
    ]
    return {
        "code": row["code"],
        "group": row["group"],
        **({"facets": dict(sorted(row["facets"].items()))} if row.get("facets") else {}),
        **_number(row, "weight", unless=1),
        **_texts(row, ["title", "text", "rationale", "evidence_hint"], languages),
        **_kept(row, ["source_ref"]),
        **_prompts(row, languages),
        **({"examples": examples} if examples else {}),
    }
