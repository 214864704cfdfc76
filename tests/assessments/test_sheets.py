# SPDX-License-Identifier: EUPL-1.2
"""The spreadsheet: filled in offline, shown as differences, taken over whole or not at all; hostile files refused."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from isopolity.assessments import actions
from isopolity.assessments.models import Answer, SheetDraft
from isopolity.assessments.sheets import COLUMNS
from isopolity.core.principal import acting


def at(name, cast):
    return reverse(name, args=[cast.assessment.pk])


def write(cast, item, field, value):
    with acting(cast.host):
        actions.save_answer(by=cast.host, assessment=cast.assessment, item=cast.items[item], field=field, value=value)


def download(cast, client):
    client.force_login(cast.host)
    answer = client.get(at("assessment_xlsx", cast))
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def put(book, code, field, value):
    sheet = book["Answers"]
    row = next(r for r in range(3, sheet.max_row + 1) if sheet.cell(r, 1).value == code)
    sheet.cell(row, COLUMNS.index(field) + 1).value = value
    return f"{sheet.cell(row, COLUMNS.index(field) + 1).coordinate}"


def upload(cast, client, book, name="answers.xlsx"):
    content = book
    if not isinstance(book, bytes):
        stream = io.BytesIO()
        book.save(stream)
        content = stream.getvalue()
    return client.post(at("assessment_sheet", cast), {"file": SimpleUploadedFile(name, content)})


def text(cast, item, field):
    row = Answer.objects.filter(assessment=cast.assessment, item=cast.items[item]).first()
    return getattr(row, field) if row else ""


def test_filled_in_offline_shown_and_taken_over(cast, client):
    write(cast, 0, "achieved", "Old text.")
    book = download(cast, client)
    put(book, "GG/A/1", "achieved", "New text.")
    put(book, "GG/L/1", "level", "meets")
    put(book, "GG/L/1", "political", "Deputy mayor")
    assert upload(cast, client, book).status_code == 303
    assert text(cast, 0, "achieved") == "Old text."
    shown = client.get(at("assessment_sheet_preview", cast)).content.decode()
    assert "<del>Old text.</del>" in shown
    assert "<ins>New text.</ins>" in shown
    assert client.post(at("assessment_sheet_preview", cast), {"decision": "take"}).status_code == 303
    assert text(cast, 0, "achieved") == "New text."
    assert text(cast, 1, "level") == "meets"
    assert text(cast, 1, "political") == "Deputy mayor"
    assert client.get(at("assessment_sheet_preview", cast)).status_code == 404


def test_out_and_in_again_changes_nothing(cast, client):
    for field, value in (("achieved", "=1+1"), ("how", "Line\nbreak\tand שלום"), ("level", "surpasses"), ("why", "+x")):
        write(cast, 0, field, value)
    write(cast, 1, "who", "y" * 40_000)
    book = download(cast, client)
    assert all(cell.data_type != "f" for row in book["Answers"].iter_rows() for cell in row)
    assert upload(cast, client, book).status_code == 303
    assert SheetDraft.objects.get().changes == []
    assert b"nothing to change" in client.get(at("assessment_sheet_preview", cast)).content


def test_what_changed_online_after_the_download_is_a_conflict(cast, client):
    write(cast, 0, "achieved", "First.")
    write(cast, 0, "how", "How.")
    book = download(cast, client)
    kept, taken = put(book, "GG/A/1", "achieved", "From the file."), put(book, "GG/A/1", "how", "File how.")
    write(cast, 0, "achieved", "Online meanwhile.")
    write(cast, 0, "how", "Online how.")
    write(cast, 0, "why", "Only online.")
    upload(cast, client, book)
    shown = client.get(at("assessment_sheet_preview", cast)).content.decode()
    assert "Online meanwhile." in shown
    assert "From the file." in shown
    client.post(at("assessment_sheet_preview", cast), {f"take-{kept}": "online", f"take-{taken}": "file"})
    assert text(cast, 0, "achieved") == "Online meanwhile."
    assert text(cast, 0, "how") == "File how."
    assert text(cast, 0, "why") == "Only online."


def test_a_change_between_preview_and_decision_takes_nothing_over(cast, client):
    book = download(cast, client)
    put(book, "GG/A/1", "achieved", "One.")
    put(book, "GG/L/1", "achieved", "Two.")
    upload(cast, client, book)
    write(cast, 1, "achieved", "Faster.")
    answer = client.post(at("assessment_sheet_preview", cast), {"decision": "take"})
    assert answer.status_code == 409
    assert b"GG/L/1" in answer.content
    assert text(cast, 0, "achieved") == ""
    assert text(cast, 1, "achieved") == "Faster."


def test_dropping_the_file_changes_nothing(cast, client):
    book = download(cast, client)
    put(book, "GG/A/1", "achieved", "One.")
    upload(cast, client, book)
    assert client.post(at("assessment_sheet_preview", cast), {"decision": "drop"}).status_code == 303
    assert not SheetDraft.objects.exists()
    assert text(cast, 0, "achieved") == ""


def test_faults_are_told_by_cell_and_nothing_is_taken(cast, client):
    book = download(cast, client)
    put(book, "GG/A/1", "achieved", "Good.")
    cells = [
        put(book, "GG/A/1", "how", "=1+1"),
        put(book, "GG/L/1", "level", "brilliant"),
        put(book, "WP/A/1", "political", "x" * 201),
        put(book, "WP/L/1", "code", "XX/1"),
    ]
    answer = upload(cast, client, book)
    assert answer.status_code == 422
    for cell in cells[:3]:
        assert f"<dt>{cell}</dt>" in answer.content.decode()
    assert "XX/1" in answer.content.decode()
    assert not SheetDraft.objects.exists()


def test_a_level_may_be_written_in_any_language_of_the_benchmark(cast, client):
    book = download(cast, client)
    put(book, "GG/A/1", "level", "Meets (FR)")
    upload(cast, client, book)
    assert SheetDraft.objects.get().changes[0]["new"] == "meets"


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 50_000_000)
    return stream.getvalue()


def entities():
    stream = io.BytesIO()
    evil = '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("[Content_Types].xml", evil)
        package.writestr("xl/workbook.xml", evil)
    return stream.getvalue()


@pytest.mark.parametrize("content", [b"not a zip", b"PK\x03\x04broken", b"", bomb(), entities(), b"x" * 9_000_000])
def test_hostile_files_are_refused(cast, client, content):
    client.force_login(cast.host)
    assert upload(cast, client, content).status_code == 422
    assert not SheetDraft.objects.exists()


def test_scripts_from_a_file_are_shown_as_text(cast, client):
    book = download(cast, client)
    put(book, "GG/A/1", "achieved", "<script>alert(1)</script>")
    upload(cast, client, book)
    assert b"<script>alert" not in client.get(at("assessment_sheet_preview", cast)).content


@pytest.mark.parametrize("role", ["contributor", "peer", "secretariat", "outsider"])
def test_only_the_host_uploads(cast, client, role):
    book = download(cast, client)
    client.force_login(getattr(cast, role))
    assert upload(cast, client, book).status_code == 404
    assert client.get(at("assessment_xlsx", cast)).status_code == 404


def test_a_submitted_report_takes_no_file(cast, client):
    for item in range(4):
        write(cast, item, "explanation", "Not ours.")
    book = download(cast, client)
    put(book, "GG/A/1", "achieved", "Late.")
    with acting(cast.host):
        actions.submit(by=cast.host, assessment=cast.assessment)
    assert upload(cast, client, book).status_code == 404
    client.force_login(cast.peer)
    assert client.get(at("assessment_xlsx", cast)).status_code == 200
