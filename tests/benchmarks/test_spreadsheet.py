# SPDX-License-Identifier: EUPL-1.2
"""The spreadsheet: the same content, faults by cell, nothing dangerous inside."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from openpyxl import load_workbook

from isopolity.benchmarks.fileformat import FaultyFile, canonical, read_file, read_sheets, write_sheets
from tests.benchmarks.made import LIBRARY, benchmarks
from tests.cast import small_benchmark


def changed(change) -> bytes:
    book = load_workbook(BytesIO(write_sheets(canonical(small_benchmark()))))
    change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def faults(data: bytes) -> list[str]:
    with pytest.raises(FaultyFile) as caught:
        read_sheets(data)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_what_ships_survives_a_spreadsheet(path):
    content = read_file(path.read_bytes(), path.name)
    assert read_file(write_sheets(content), "benchmark.xlsx") == content


@given(content=benchmarks())
@settings(max_examples=10, deadline=None, phases=[Phase.reuse, Phase.generate], suppress_health_check=list(HealthCheck))
def test_any_benchmark_survives_a_spreadsheet(content):
    known = canonical(content)
    assert read_sheets(write_sheets(known)) == known


def test_one_column_for_each_language():
    book = load_workbook(BytesIO(write_sheets(canonical(small_benchmark()))))
    heads = [cell.value for cell in book["Items"][1]]
    assert heads[:7] == ["code", "group", "facet: value", "weight", "title (en)", "title (fr)", "title (de)"]


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        ("Items!B3", "XX", "Items!B3: There is no group “XX”."),
        ("Items!C2", "Z", "Items!C2: The facet “value” has no value “Z”."),
        ("Items!F4", None, "Items!F4: The text in the language “fr” is missing."),
        ("Items!A3", "GG/A/1", "Items!A3: The code “GG/A/1” stands twice."),
        ("Items!H2", "=1+1", "Items!H2: Formulas are not possible here. Put in the value."),
        ("Items!D2", "heavy", "Items!D2: This must be a number."),
        ("Groups!B3", "QQ", "Groups!B3: There is no group “QQ” above this row."),
        ("Prompts!C4", 3, "Prompts!C4: Write 1, or one more than the question above at most."),
        ("Prompts!A4", "NO/1", "Prompts!A4: There is no such code: “NO/1”."),
        ("Levels!C2", "perhaps", "Levels!C2: Write yes or nothing."),
        ("Items!Z9", "lost", "Items!Z9: This column has no heading."),
        ("Items!A1", "kode", "Items!A1: There is no column “kode” here. Languages stand on the sheet About."),
        ("About!B10", "soon", "About!B10: This must be a number."),
        ("About!B3", None, "About!B3: “urn” is missing."),
        ("About!B7", "CC BY", "About!B7: “CC BY” has characters that are not possible here."),
    ],
)
def test_a_fault_is_named_with_its_cell(cell, value, told):
    sheet, _, place = cell.partition("!")

    def change(book):
        book[sheet][place] = value

    assert told in faults(changed(change)), faults(changed(change))


def test_a_missing_or_unknown_sheet_is_named():
    def change(book):
        del book["Prompts"]
        book.create_sheet("Notes")

    assert faults(changed(change)) == [
        "Notes: There is no sheet of this name in a benchmark. Take it out.", "Prompts: This sheet is missing.",
    ]  # fmt: skip


def test_a_number_typed_for_a_code_is_read_as_its_text():
    def change(book):
        book["Context factors"]["A2"] = 7

    assert read_sheets(changed(change))["context_factors"][0]["code"] == "7"


def zipped(**parts: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", data)
    return stream.getvalue()


def test_a_zip_bomb_is_refused():
    bomb = zipped(xl__workbook=b"\0" * (70 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert faults(bomb) == ["The file unpacks to more than is possible here."]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and then nothing",
        zipped(a=b"<a/>"),
        zipped(xl__workbook=b'<!DOCTYPE a [<!ENTITY b "bbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'),
        zipped(xl__workbook=b"<a><b></a>"),
    ],
)
def test_broken_and_hostile_archives_get_a_clear_answer(data):
    assert len(faults(data)) == 1


def test_a_sheet_without_end_is_refused():
    def change(book):
        book["Items"]["A1048576"] = "far away"

    assert faults(changed(change)) == ["Items: This sheet has more rows or columns than are possible here."]


def test_a_macro_is_refused():
    stream = BytesIO(write_sheets(canonical(small_benchmark())))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert faults(stream.getvalue()) == ["The file holds a macro. Save it as .xlsx without macros."]
