# SPDX-License-Identifier: EUPL-1.2
"""Versions for these tests, and benchmarks made up by hypothesis."""

from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from isopolity.accounts.models import Person
from isopolity.benchmarks.actions import import_version, publish_version
from isopolity.benchmarks.models import BenchmarkVersion
from isopolity.core.principal import acting
from tests.cast import person, small_benchmark

LIBRARY = sorted((Path(__file__).parents[2] / "isopolity/benchmarks/library").glob("*.yaml"))


def operator() -> Person:
    return Person.objects.filter(is_operator=True).first() or person("Importer", is_operator=True)


def imported(content: dict[str, Any] | None = None, *, published: bool = False) -> BenchmarkVersion:
    by = operator()
    with acting(by):
        version = import_version(by=by, content=content or small_benchmark())
        return publish_version(by=by, version=version) if published else version


# --- Made up --------------------------------------------------------------------------------------------------------
_letters = st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufffe\uffff")
_hard = st.sampled_from(
    ["=1+1", "yes", "no", "1.0", "2026-11-21", "a: b", "# x", "x005F_", "_x0041_", "null", "~", "'", "0x1F"]
)
words = st.one_of(_hard, st.text(_letters | st.sampled_from("\n\t"), min_size=1, max_size=40))
short = st.one_of(_hard, st.text(_letters, min_size=1, max_size=30))
codes = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9/._-]{0,11}", fullmatch=True)
weights = st.one_of(st.integers(1, 9), st.floats(0.01, 99, allow_nan=False))


@st.composite
def benchmarks(draw: Any) -> dict[str, Any]:
    """Any benchmark that the format allows, small."""
    languages = draw(st.lists(st.sampled_from(["en", "fr", "no", "pt-BR", "ar"]), min_size=1, max_size=3, unique=True))
    weighted = draw(st.booleans())

    def text(of: Any = words) -> dict[str, str]:
        return {tag: draw(of) for tag in languages}

    def maybe(key: str, make: Any) -> dict[str, Any]:
        return {key: make()} if draw(st.booleans()) else {}

    def weight() -> dict[str, Any]:
        return {"weight": draw(weights)} if weighted and draw(st.booleans()) else {}

    def prompts(depth: int = 1) -> list[dict[str, Any]]:
        return [
            {"text": text(), **(maybe("prompts", lambda: prompts(depth + 1)) if depth < 3 else {})}
            for _ in range(draw(st.integers(0, 2)))
        ]

    def some_codes(least: int, most: int) -> list[str]:
        return draw(st.lists(codes, min_size=least, max_size=most, unique=True))

    group_codes, facet_codes, item_codes = some_codes(1, 4), some_codes(0, 2), some_codes(1, 4)
    level_codes = some_codes(2, 4)
    groups: list[dict[str, Any]] = []
    for place, code in enumerate(group_codes):
        group = {"code": code, "name": text(short), **maybe("standard", text), **weight()}
        inside = place and draw(st.booleans())
        (groups[-1].setdefault("groups", []) if inside else groups).append(group)
    facets = [
        {"code": code, "name": text(short), "values": [
            {"code": inner, "name": text(short), **maybe("description", text)} for inner in some_codes(1, 3)
        ]}
        for code in facet_codes
    ]  # fmt: skip
    values = iter(sorted(draw(st.lists(weights, min_size=4, max_size=4))))
    levels = [
        {
            "code": code,
            "name": text(short),
            **maybe("description", text),
            **({"value": next(values)} if weighted else {}),
        }
        for code in level_codes
    ]
    if draw(st.booleans()):
        levels.append({"code": "cannot_tell_", "name": text(short), "neutral": True})
    items = [
        {
            "code": code,
            "group": draw(st.sampled_from(group_codes)),
            "facets": {f["code"]: draw(st.sampled_from(f["values"]))["code"] for f in facets if draw(st.booleans())},
            "title": text(short),
            "text": text(),
            **maybe("rationale", text),
            **maybe("evidence_hint", text),
            **maybe("source_ref", lambda: draw(short)),
            "prompts": prompts(),
            "examples": [{"place": draw(short), "text": text()} for _ in range(draw(st.integers(0, 2)))],
            **weight(),
        }
        for code in item_codes
    ]
    return {
        "format": "isopolity/benchmark@1",
        "urn": "urn:test:made-up",
        "version": draw(st.sampled_from(["1", "2026.1", "1e3", "0x10"])),
        "title": text(short),
        "summary": text(),
        "item_kind": draw(st.sampled_from(["indicator", "key_factor", "question"])),
        "languages": languages,
        "licence": "CC-BY-4.0",
        "source": {"title": draw(short), **maybe("publisher", lambda: draw(short)), **maybe("year", lambda: 2008),
                   **maybe("note", text)},
        "scale": {"kind": "weighted" if weighted else "ordinal", "levels": levels},
        "groups": groups,
        "facets": facets,
        "context_factors": [
            {"code": code, "title": text(short), **maybe("description", text), "prompts": prompts()}
            for code in some_codes(0, 2)
        ],
        "background": [
            {"code": code, "title": text(short), **maybe("guidance", text), "parts": ["text", "chart"]}
            for code in some_codes(0, 2)
        ],
        "items": items,
        "crosswalk": [{"item": item_codes[0], "urn": "urn:other:one", "code": "X/1", "relation": "related"}],
    }  # fmt: skip


@cache
def library(name: str) -> bytes:
    """A shipped file."""
    return next(path for path in LIBRARY if path.stem == name).read_bytes()
