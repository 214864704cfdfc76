# SPDX-License-Identifier: EUPL-1.2
"""Everything that can be wrong with a benchmark's content, whichever file it came from. Pure.

A check yields (path, words); the reader of the file turns the path into a line or a cell.
"""

import json
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from isopolity.benchmarks.fileformat.faults import Path

Found = Iterator[tuple[Path, str]]
Row = dict[str, Any]
DEEPEST_GROUPS = 4
DEEPEST_PROMPTS = 5
TEXTS = {
    "title", "summary", "note", "name", "description", "standard", "text", "rationale", "evidence_hint", "guidance",
}  # fmt: skip


def check(content: Any) -> list[tuple[Path, str]]:
    """All faults. What the schema refuses is told first: the other checks rely on its shape."""
    faults = [*_characters(content, ()), *_by_schema(content)]
    return faults or [fault for look in CHECKS for fault in look(content)]


# --- The schema -----------------------------------------------------------------------------------------------------
@cache
def validator() -> Draft202012Validator:
    """The JSON Schema of the format."""
    return Draft202012Validator(json.loads((FilePath(__file__).parents[1] / "schema.json").read_text()))


def _by_schema(content: Any) -> Found:
    for error in validator().iter_errors(content):
        path = tuple(error.absolute_path)
        if error.validator == "additionalProperties" and isinstance(error.instance, dict):
            known = set(error.schema.get("properties", {}))
            yield from (
                ((*path, key), _("“%s” is not known here.") % key) for key in error.instance if key not in known
            )
        elif error.validator == "required":
            missing = [
                key for key in error.validator_value if key not in error.instance and f"'{key}'" in error.message
            ]
            yield from (((*path, key), _("“%s” is missing.") % key) for key in missing)
        elif "propertyNames" in error.absolute_schema_path:
            yield (*path, error.instance), _("“%s” is not a language tag such as en or pt-BR.") % error.instance
        else:
            yield path, _schema_words(error)


def _schema_words(error: ValidationError) -> str:
    value: Any = error.validator_value
    words: dict[str, Callable[[], str]] = {
        "type": lambda: _must_be(str(value), error.instance),
        "const": lambda: _("This must be “%s”.") % value,
        "enum": lambda: (
            _("“%(given)s” is not possible. Write one of: %(known)s.")
            % {"given": _short(error.instance), "known": ", ".join(map(str, value))}
        ),
        "pattern": lambda: _("“%s” has characters that are not possible here.") % _short(error.instance),
        "maxLength": lambda: (
            _("This is too long: %(given)d characters, at most %(most)d.")
            % {"given": len(str(error.instance)), "most": value}
        ),
        "minLength": lambda: _("This is empty."),
        "minItems": lambda: _("This list needs at least %d entry.") % value,
        "maxItems": lambda: _("This list is too long: at most %d entries.") % value,
        "minProperties": lambda: _("This text is missing."),
        "maxProperties": lambda: _("There are too many entries here: at most %d.") % value,
        "exclusiveMinimum": lambda: _("This number must be greater than %s.") % value,
        "minimum": lambda: _("This number must be at least %s.") % value,
        "maximum": lambda: _("This number must be at most %s.") % value,
        "uniqueItems": lambda: _("An entry stands here twice."),
    }
    return words[str(error.validator)]() if error.validator in words else error.message


def _must_be(kind: str, given: Any) -> str:
    if kind == "string" and isinstance(given, bool | int | float):
        return _('This must be text. Put it in quotes: "%s".') % str(given)
    if kind == "object" and isinstance(given, str):
        return _("This must be a map, such as a text by language: {en: …}.")
    names = {
        "string": _("text"),
        "object": _("a map"),
        "array": _("a list"),
        "number": _("a number"),
        "integer": _("a whole number"),
        "boolean": _("true or false"),
    }
    return _("This must be %s.") % names.get(kind, kind)


def _short(given: Any) -> str:
    text = str(given)
    return text if len(text) <= 40 else f"{text[:40]}…"


# --- Characters -----------------------------------------------------------------------------------------------------
def _characters(value: Any, path: Path) -> Found:
    """No text holds what a database, a spreadsheet or a reader chokes on; no number is infinite."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _characters(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _characters(inner, (*path, place))
    elif isinstance(value, str):
        bad = next((c for c in value if _is_bad(c)), None)
        if bad is not None:
            yield path, _("The character U+%04X is not possible in a text.") % ord(bad)
    elif isinstance(value, float) and not math.isfinite(value):
        yield path, _("This is not a number that one can calculate with.")


def _is_bad(character: str) -> bool:
    if character in "\n\t":
        return False
    return unicodedata.category(character) in ("Cc", "Cs") or (ord(character) & 0xFFFE) == 0xFFFE


# --- What a schema cannot say ---------------------------------------------------------------------------------------
def _twice(rows: Sequence[tuple[Path, str]]) -> Found:
    """Codes that stand twice; the second place is named."""
    seen: set[str] = set()
    for path, code in rows:
        if code in seen:
            yield path, _("The code “%s” stands twice.") % code
        seen.add(code)


def _coded(content: Row, key: str) -> list[tuple[Path, str]]:
    return [((key, place, "code"), row["code"]) for place, row in enumerate(content.get(key, []))]


def _groups(rows: list[Row], path: Path = ("groups",), depth: int = 1) -> Iterator[tuple[Path, Row, int]]:
    for place, row in enumerate(rows):
        yield (*path, place), row, depth
        yield from _groups(row.get("groups", []), (*path, place, "groups"), depth + 1)


def _duplicates(content: Row) -> Found:
    yield from _twice([((*path, "code"), row["code"]) for path, row, _depth in _groups(content["groups"])])
    for key in ("facets", "context_factors", "background", "items"):
        yield from _twice(_coded(content, key))
    for place, facet in enumerate(content.get("facets", [])):
        yield from _twice([(("facets", place, "values", n, "code"), v["code"]) for n, v in enumerate(facet["values"])])
    yield from _twice([(("scale", "levels", n, "code"), v["code"]) for n, v in enumerate(content["scale"]["levels"])])
    links = [(("crosswalk", n), (r["item"], r["urn"], r["code"])) for n, r in enumerate(content.get("crosswalk", []))]
    times = Counter(link for _path, link in links)
    yield from ((path, _("This link stands twice.")) for path, link in links if times.pop(link, 0) > 1)


def _references(content: Row) -> Found:
    groups = {row["code"] for _path, row, _depth in _groups(content["groups"])}
    facets = {facet["code"]: {value["code"] for value in facet["values"]} for facet in content.get("facets", [])}
    for place, item in enumerate(content["items"]):
        if item["group"] not in groups:
            yield ("items", place, "group"), _("There is no group “%s”.") % item["group"]
        for facet, value in item.get("facets", {}).items():
            if facet not in facets:
                yield ("items", place, "facets", facet), _("There is no facet “%s”.") % facet
            elif value not in facets[facet]:
                words = _("The facet “%(facet)s” has no value “%(value)s”.") % {"facet": facet, "value": value}
                yield ("items", place, "facets", facet), words
    items = {item["code"] for item in content["items"]}
    for place, link in enumerate(content.get("crosswalk", [])):
        if link["item"] not in items:
            yield ("crosswalk", place, "item"), _("This benchmark has no item “%s”.") % link["item"]


def _languages(content: Row) -> Found:
    wanted = content["languages"]
    yield from (
        (("languages", place), _("The language “%s” stands twice.") % tag)
        for place, tag in enumerate(wanted)
        if tag in wanted[:place]
    )
    yield from _texts_in(content, (), wanted)


def _texts_in(value: Any, path: Path, wanted: list[str]) -> Found:
    if isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts_in(inner, (*path, place), wanted)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key in TEXTS and isinstance(inner, dict):
                missing = [tag for tag in wanted if tag not in inner]
                yield from (((*path, key, t), _("The text in the language “%s” is missing.") % t) for t in missing)
                more = [tag for tag in inner if tag not in wanted]
                yield from (((*path, key, t), _("“%s” is not among the languages of this file.") % t) for t in more)
            elif key != "facets" or path[:1] != ("items",):
                yield from _texts_in(inner, (*path, key), wanted)


def _scale(content: Row) -> Found:
    kind, levels = content["scale"]["kind"], content["scale"]["levels"]
    neutral = [place for place, level in enumerate(levels) if level.get("neutral")]
    for place in neutral[1:]:
        yield ("scale", "levels", place), _("There are two neutral levels; only one can be.")
    if neutral and neutral[0] != len(levels) - 1:
        yield ("scale", "levels", neutral[0]), _("The neutral level must be the last one.")
    if len(levels) - len(neutral) < 2:
        yield ("scale", "levels"), _("A scale needs at least two levels that judge.")
    for place, level in enumerate(levels):
        if "value" in level and (kind == "ordinal" or level.get("neutral")):
            where = _("A level of an ordinal scale") if kind == "ordinal" else _("The neutral level")
            yield ("scale", "levels", place, "value"), _("%s has no value.") % where
        if "value" not in level and kind == "weighted" and not level.get("neutral"):
            yield ("scale", "levels", place, "value"), _("Each level of a weighted scale needs a value.")
    if kind == "weighted":
        values = [level["value"] for level in levels if "value" in level]
        if values != sorted(values):
            yield ("scale", "levels"), _("The values must rise from the lowest level to the highest.")


def _weights(content: Row) -> Found:
    if content["scale"]["kind"] == "weighted":
        return
    words = _("Only a benchmark with a weighted scale has weights.")
    places: list[tuple[Path, Row]] = [(("items", place), row) for place, row in enumerate(content["items"])]
    places += [(path, row) for path, row, _depth in _groups(content["groups"])]
    yield from (((*path, "weight"), words) for path, row in places if row.get("weight", 1) != 1)


def _depths(content: Row) -> Found:
    for path, _row, depth in _groups(content["groups"]):
        if depth > DEEPEST_GROUPS:
            yield path, _("Groups are nested too deep: at most %d levels.") % DEEPEST_GROUPS
    for key in ("items", "context_factors"):
        for place, row in enumerate(content.get(key, [])):
            yield from _prompt_depths(row.get("prompts", []), (key, place, "prompts"), 1)


def _prompt_depths(rows: list[Row], path: Path, depth: int) -> Found:
    for place, row in enumerate(rows):
        if depth > DEEPEST_PROMPTS:
            yield (*path, place), _("Guide questions are nested too deep: at most %d levels.") % DEEPEST_PROMPTS
        else:
            yield from _prompt_depths(row.get("prompts", []), (*path, place, "prompts"), depth + 1)


CHECKS: list[Callable[[Row], Found]] = [_duplicates, _references, _languages, _scale, _weights, _depths]
