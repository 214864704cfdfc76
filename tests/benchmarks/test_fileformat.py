# SPDX-License-Identifier: EUPL-1.2
"""The YAML file: every fault with its line, nothing lost, what comes out goes in again."""

import pytest
from hypothesis import HealthCheck, given, settings

from isopolity.benchmarks.fileformat import FaultyFile, canonical, check, read_file, read_yaml, write_yaml
from tests.benchmarks.made import LIBRARY, benchmarks
from tests.cast import small_benchmark


def faults(text: str | bytes) -> list[str]:
    with pytest.raises(FaultyFile) as caught:
        read_yaml(text.encode() if isinstance(text, str) else text)
    return [str(fault) for fault in caught.value.faults]


def small_text() -> str:
    return write_yaml(canonical(small_benchmark()))


def test_the_small_benchmark_has_no_fault():
    assert check(small_benchmark()) == []
    assert read_yaml(small_text().encode()) == canonical(small_benchmark())


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_what_ships_is_read_whole_and_written_the_same(path):
    content = read_file(path.read_bytes(), path.name)
    assert content["languages"] == ["en", "fr", "de"]
    assert len(content["items"]) == {"inti-cities": 73, "neighbourhood-participation": 11}[path.stem]
    assert read_yaml(write_yaml(content).encode()) == content


@given(content=benchmarks())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_benchmark_survives_yaml(content):
    assert check(content) == []
    known = canonical(content)
    assert canonical(known) == known
    text = write_yaml(known)
    assert read_yaml(text.encode()) == known
    assert write_yaml(read_yaml(text.encode())) == text


def line_of(text: str, words: str, nth: int = 1) -> int:
    return [n for n, line in enumerate(text.splitlines(), start=1) if words in line][nth - 1]


@pytest.mark.parametrize(
    ("old", "new", "nth", "told"),
    [
        ("code: WP/A/1", "code: GG/A/1", 2, "items GG/A/1, code: The code “GG/A/1” stands twice."),
        ("  group: GG", "  group: XX", 1, "items GG/A/1, group: There is no group “XX”."),
        ("    value: A", "    value: Z", 1, "items GG/A/1, facets, value: The facet “value” has no value “Z”."),
        ("    value: A", "    worth: A", 1, "items GG/A/1, facets, worth: There is no facet “worth”."),
        ("  kind: ordinal", "  kind: weighted", 1, ""),
        ("item_kind: indicator", "item_kind: thing", 1, "item_kind: “thing” is not possible."),
        ("title:\n", "titel:\n", 1, "titel: “titel” is not known here."),
        ("version: '1'", "version: 1", 1, 'version: This must be text. Put it in quotes: "1".'),
        (
            "    neutral: true",
            "    neutral: maybe",
            1,
            "scale, levels inconclusive, neutral: This must be true or false.",
        ),
    ],
)
def test_a_fault_is_named_with_its_line(old, new, nth, told):
    text = small_text()
    assert old in text
    broken = text.replace(old, new, 1)
    found = faults(broken)
    line = line_of(broken, new.strip(), nth)
    assert any(one.startswith(f"{line}: {told}") for one in found) or (not told and found), found


def broken(change) -> list[tuple[str, str]]:
    content = small_benchmark()
    change(content)
    return [(".".join(map(str, path)), words) for path, words in check(content)]


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda c: c["items"][0]["text"].pop("fr"), "items.0.text.fr", "The text in the language “fr” is missing."),
        (lambda c: c["title"].update(it="x"), "title.it", "“it” is not among the languages of this file."),
        (lambda c: c["items"][0].update(weight=2), "items.0.weight", "Only a benchmark with a weighted"),
        (lambda c: c["items"][0].update(weight=-1), "items.0.weight", "This number must be greater than 0."),
        (lambda c: c["items"][0].update(weight="2"), "items.0.weight", "This must be a number."),
        (lambda c: c["items"][0].update(weight=float("nan")), "items.0.weight", "This is not a number that one can"),
        (lambda c: c["scale"].update(levels=[]), "scale.levels", "This list needs at least 1 entry."),
        (lambda c: c["scale"]["levels"][0].update(neutral=True), "scale.levels.3", "There are two neutral levels"),
        (lambda c: c["scale"]["levels"][0].update(value=1), "scale.levels.0.value", "A level of an ordinal scale has"),
        (lambda c: c["scale"].update(kind="weighted"), "scale.levels.0.value", "Each level of a weighted scale needs"),
        (lambda c: c["groups"].append(c["groups"][0]), "groups.2.code", "The code “GG” stands twice."),
        (lambda c: c["crosswalk"].append({"item": "NO/1", "urn": "urn:aa:b", "code": "X", "relation": "same"}),
         "crosswalk.0.item", "This benchmark has no item “NO/1”."),
        (lambda c: c["items"][0]["title"].update(en="x" * 61), "items.0.title.en", "This is too long: 61"),
        (lambda c: c["items"][0]["text"].update(en="a\0b"), "items.0.text.en", "The character U+0000"),
        (lambda c: c.pop("items"), "items", "“items” is missing."),
        (lambda c: c["languages"].append("en"), "languages.3", "The language “en” stands twice."),
    ],
)  # fmt: skip
def test_each_rule_names_its_place(change, place, words):
    found = broken(change)
    assert any(where == place and told.startswith(words) for where, told in found), found


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"a: &x [1]\nb: [*x, *x]", "1: Anchors (&) and aliases (*)"),
        (b"[" * 200_000, "1: This is nested too deep."),
        ("title: été".encode("latin-1"), "1: The file is not in UTF-8."),
        ("format: x".encode("utf-16"), "1: The file is not in UTF-8."),
        (b"", "1: This is not a benchmark file"),
        (b"- a\n- b", "1: This is not a benchmark file"),
        (b"a: 1\na: 2", "2: “a” stands here twice."),
        (b"x: !!python/object/apply:os.system ['true']", "1: The tag "),
        (b"a: [", "2: This is not YAML"),
        (b"--- a\n--- b\n", "2: A second document"),
        (b"a: b\0c", "1: The character U+0000"),
        (b"x: " + b"a" * (5 * 1024 * 1024), "The file is too large"),
        (b"a: " + b"9" * 5000, "1: This number cannot be read."),
        (b"{" + b"a: 1," * 200_000 + b"}", "1: The file has too many entries."),
        (b"? [a]\n: b", "1: A key must be a word."),
    ],
    ids=range(15),
)
def test_hostile_files_get_a_clear_answer(data, told):
    assert faults(data)[0].startswith(told), faults(data)[0]


def test_a_byte_order_mark_is_no_fault():
    assert read_yaml(b"\xef\xbb\xbf" + small_text().encode())["version"] == "1"


def test_norwegian_is_a_language_and_not_a_no():
    text = small_text().replace("fr:", "no:").replace("- fr\n", "- no\n")
    assert read_yaml(text.encode())["languages"] == ["en", "no", "de"]


def test_many_faults_are_cut_short():
    text = "".join(f"unknown{n}: 1\n" for n in range(500))
    found = faults(text)
    assert len(found) == 201
    assert found[-1].endswith("faults more. Mend these first.")
