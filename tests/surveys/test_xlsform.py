# SPDX-License-Identifier: EUPL-1.2
"""XLSForms: the reference converter's verdict in all cases but those the manual lists; nothing is left out unnamed."""

import io
import zipfile
from typing import Any

import pytest
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from isopolity.core.errors import Refused
from isopolity.surveys.form import State, check, form_of
from isopolity.surveys.form.xlsform import package, read_xlsform, write_xlsform
from isopolity.surveys.form.xlsform.read import Taken
from tests.surveys.made import NOW, definition, q
from tests.surveys.sheets import book, with_dimension
from tests.surveys.xlsforms import FORMS, OURS, YES_NO


def verdict_of_reference(content: bytes) -> str:
    try:
        convert(content, file_type=".xlsx")
    except PyXFormError as error:
        return str(error)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def read(name: str) -> Taken:
    return read_xlsform(book(**FORMS[name]), f"{name}.xlsx")


def question(taken: Taken, name: str) -> dict[str, Any]:
    def down(rows):
        for row in rows:
            yield row
            yield from down(row.get("elements", []))

    return next(row for row in down(taken.definition["elements"]) if row["name"] == name)


@pytest.mark.parametrize("name", FORMS)
def test_the_verdict_is_that_of_the_reference_converter(name):
    taken = read(name)
    expected = verdict_of_reference(book(**FORMS[name]))
    assert taken.verdict == expected
    if expected:
        assert not taken.definition
    elif name in OURS:
        assert any(OURS[name] in stop for stop in taken.stops), taken.stops
    else:
        assert taken.stops == []
        assert check(taken.definition) == []


def test_there_are_enough_cases_of_both_kinds():
    verdicts = [verdict_of_reference(book(**sheets)) for sheets in FORMS.values()]
    assert sum(map(bool, verdicts)) >= 20
    assert len(FORMS) >= 100


@pytest.mark.parametrize("name", FORMS)
def test_what_was_taken_survives_export_and_import(name):
    taken = read(name)
    if taken.is_refused:
        return
    written = write_xlsform(taken.definition)
    again = read_xlsform(written, f"{name}.xlsx")
    assert verdict_of_reference(written) == ""
    foreign = [row for row in taken.definition["elements"] if row["kind"] == "foreign"]
    if not foreign:
        assert again.definition == taken.definition


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("places and codes", ["geopoint", "geotrace", "barcode", "audio", "video", "rank"]),
        ("about the device", ["end", "deviceid", "username", "audit", "“start” is noted", "“today” is noted"]),
        ("choices from a file", ["[row : 2] t · type: Choices from files"]),
        ("choices from a repeat", ["best · type: Choices from files or from other answers"]),
        ("media", ["a · image: Pictures", "a · guidance_hint: Hints for interviewers"]),
        ("unknown columns", ["a · remarks: This column is not used", "a · esri:fieldType"]),
        (
            "other appearances",
            ["“signature” changes nothing", "“quick” changes nothing", "“columns-3” changes nothing"],
        ),
        ("random order", ["parameters: randomize"]),
        ("trigger", ["b · trigger: It is worked out all the time"]),
        ("settings", ["settings: style"]),
        ("range backwards", ["The scale runs upwards here"]),
        ("range too long", ["too many steps"]),
        ("loop", ["Loops are not asked here"]),
        ("languages half filled", ["fr: 1 text is missing.", "en: 1 text is missing."]),
        ("table list by hand", ["The head of a table"]),
    ],
)
def test_what_cannot_run_is_named(name, words):
    told = [str(one) for one in read(name).left_out]
    for word in words:
        assert any(word in line for line in told), (word, told)


def test_nothing_is_named_where_all_can_run():
    quiet = ["plain questions", "one choice", "hints and required", "constraint", "relevant", "groups", "cascade",
             "range", "table list", "calculations", "likert", "many lines", "lookup in a list", "once"]  # fmt: skip
    assert {name: read(name).left_out for name in quiet} == {name: [] for name in quiet}


def test_a_table_list_becomes_a_matrix():
    made = question(read("table list"), "g")
    assert (made["kind"], made["choices"], [row["name"] for row in made["rows"]]) == ("matrix", "yes_no", ["r1", "r2"])
    assert question(read("table list with condition"), "g")["kind"] == "group"


def test_languages_get_tags():
    assert read("languages").definition["languages"] == ["en", "fr"]
    assert read("languages without codes").definition["languages"] == ["en", "de"]
    assert read("unknown language").definition["languages"] == ["x-klingoni"]
    assert read("language beside plain").definition["languages"] == ["en", "fr"]
    assert read_xlsform(book(**FORMS["one choice"]), "a.xlsx", language="de").definition["languages"] == ["de"]


def test_texts_keep_their_quotes_and_expressions_lose_them():
    taken = read("smart quotes")
    assert question(taken, "a")["label"] == {"en": "The city’s “plan”?"}
    assert question(taken, "b")["relevant"] == "${a} = 'yes'"


def test_what_was_taken_can_be_filled_in():
    cascade = State(form_of(read("cascade").definition), {"land": "north"}, now=NOW)
    assert [one.name for one in cascade.offered(cascade.form.by_key["town"])] == ["fjord", "skov"]
    other = State(form_of(read("or other").definition), {"a": "other"}, now=NOW)
    assert [one.key for one in other.form.questions if other.is_visible(_spot(one.key))] == ["a", "a_other"]
    lookup = State(form_of(read("lookup in a list").definition), {"t": "mare"}, now=NOW)
    assert lookup.counted()["l"] == "south"
    repeats = State(form_of(read("sum over repeat").definition), {"r": [{"m": 2}, {"m": 3.5}]}, now=NOW)
    assert repeats.counted() == {"r": [{"m": 2, "nth": 1}, {"m": 3.5, "nth": 2}], "all": 5.5}
    named = State(form_of(read("choice name").definition), {"a": "yes"}, now=NOW)
    assert named.counted()["b"] == "Yes"
    counted = State(form_of(read("repeat counted by sum").definition), {"n": 2}, now=NOW)
    assert counted.copies_of(counted.form.by_key["r"]) == 3


def _spot(key):
    from isopolity.surveys.form import Spot

    return Spot(key)


# --- Round trip -----------------------------------------------------------------------------------------------------
EVERYTHING = definition(
    q("group", "about", appearance="field-list", elements=[
        q("text", "name", label={"en": "Your “group’s” name", "fr": "Le nom : votre groupe"}, required="true()"),
        q("long_text", "how", hint={"en": "A few\nlines"}, required="${name} != ''", required_message={"en": "Why?"}),
        q("integer", "n", constraint=". < 10", constraint_message={"en": "Fewer", "fr": "Moins"}, default="3"),
        q("decimal", "x", read_only="true()", default="2.5"),
        q("money", "m", currencies=["EUR", "DKK"], relevant="${n} > 1"),
    ]),
    q("date", "d", default="= today()"), q("time", "t"), q("datetime", "dt"),
    q("one_choice", "c1", choices="yes_no", appearance="likert"),
    q("many_choices", "c2", choices="colours", choice_filter="warm = ${n}", appearance="minimal"),
    q("scale", "s", scale={"low": 1, "high": 5, "step": 1, "labels": {"1": {"en": "Never"}, "5": {"en": "Always"}}}),
    q("scale", "s2", scale={"low": -1, "high": 1, "step": 0.5}),
    q("matrix", "mx", choices="yes_no", required="true()", rows=[{"name": "r1", "label": {"en": "One", "fr": "Un"}},
                                                                 {"name": "r2", "label": {"en": "Two"}}]),
    q("file", "f"), q("file", "p", accept="picture"), q("acknowledge", "ok"), q("note", "nn"),
    {"kind": "calculation", "name": "calc", "calculation": "${n} * 2"},
    {"kind": "calculation", "name": "fixed", "default": "7"},
    q("repeat", "r", count="${n}", elements=[q("text", "rt"), q("repeat", "r2nd", elements=[q("text", "deep")])]),
    title={"en": "A “title”", "fr": "Un titre"}, about={"en": "What it is for"}, name="test", version="3",
)  # fmt: skip


def test_everything_we_run_survives_export_and_import():
    taken = read_xlsform(write_xlsform(EVERYTHING), "x.xlsx", language="de")
    assert (taken.verdict, taken.stops) == ("", [])
    assert taken.definition == EVERYTHING
    assert [str(one) for one in taken.left_out if "missing" not in str(one)] == []


def test_nothing_in_an_export_is_a_formula():
    evil = definition(q("text", "a", label={"en": '=HYPERLINK("http://evil.example")'}))
    with zipfile.ZipFile(io.BytesIO(write_xlsform(evil))) as package_:
        sheets = b"".join(package_.read(name) for name in package_.namelist() if "worksheets" in name)
    assert b"<f>" not in sheets
    assert read_xlsform(write_xlsform(evil), "x.xlsx").definition["elements"] == evil["elements"]


# --- Broken and hostile files ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("declared", ["A1", "A1:A1", "A1:B2", "A1:XFD1048576"])
def test_wrong_declared_sizes_hide_nothing(declared):
    lying = with_dimension(book(**FORMS["relevant"]), declared)
    assert read_xlsform(lying, "relevant.xlsx").definition == read("relevant").definition


def test_other_kinds_of_files():
    text = "survey,,,\n,type,name,label\n,text,a,What?\n"
    assert question(read_xlsform(text.encode(), "form.csv"), "a")["kind"] == "text"
    assert read_xlsform(b"hello", "form.csv").verdict
    for content in (b"", b"\x00\x01", b"\xff\xfe\x00"):
        if content:
            with pytest.raises(Refused):
                read_xlsform(content, "form.xlsx")
    assert read_xlsform(b"\xd0\xcf\x11\xe0" + b"x" * 600, "form.xls").verdict


def _zip(**members: bytes) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return saved.getvalue()


def test_hostile_packages_are_refused(monkeypatch):
    for content in (
        _zip(**{"a.txt": b"x"}),
        b"PK\x03\x04broken",
        _zip(**{"xl/workbook.xml": b"", "xl/vbaProject.bin": b""}),
    ):
        with pytest.raises(Refused):
            read_xlsform(content, "form.xlsx")
    bomb = _zip(**{"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": b"0" * (package.LARGEST_UNPACKED + 1)})
    assert len(bomb) < package.LARGEST
    with pytest.raises(Refused, match="unpacks"):
        read_xlsform(bomb, "form.xlsx")
    with pytest.raises(Refused, match="too large"):
        read_xlsform(b"PK" + b"0" * package.LARGEST, "form.xlsx")


def test_entities_in_the_xml_are_not_resolved():
    good = book(survey="type | name | label\ntext | a | What?", choices=YES_NO)
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(saved, "w") as new:
        for member in old.infolist():
            part = old.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                part = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + part.replace(b"What?", b"&e;")
            new.writestr(member, part)
    taken = read_xlsform(saved.getvalue(), "form.xlsx")
    assert taken.verdict
    assert "root:" not in str(taken)


def test_too_many_questions_are_refused():
    rows = "\n".join(f"text | q{n} | Q" for n in range(1600))
    assert any(
        "more than 1500" in stop for stop in read_xlsform(book(survey=f"type | name | label\n{rows}"), "x.xlsx").stops
    )
