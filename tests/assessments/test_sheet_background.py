# SPDX-License-Identifier: EUPL-1.2
"""Background sections in the spreadsheet: out and in without loss, faults by cell, differences shown before."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from isopolity.assessments import actions
from isopolity.assessments.models import BackgroundText, SheetDraft
from isopolity.assessments.sheets.texts import to_html, to_text
from isopolity.core import cleaning
from isopolity.core.principal import acting

RICH = (
    "<h3>Who we are</h3><p>A port of <strong>90,000</strong> people.<br>Since 1453.</p>"
    "<ul><li>old town</li><li>new <em>town</em></li></ul><ol><li>one</li></ol>"
    "<blockquote><p>We arrive.</p></blockquote>"
)

TYPED = """# Who we are

A port of **90,000** people.
Since 1453.

- old town
- new *town*

1. one

> We arrive."""


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>One.</p><p>Two &lt;b&gt; &amp; three.</p>", "One.\n\nTwo <b> & three."),
        (RICH, TYPED),
        ("<p> Room. </p><p></p>", "Room."),
        ("<ul><li><p>one</p></li><li><p>two</p></li></ul>", "- one\n- two"),
    ],
)  # fmt: skip
def test_a_text_stands_in_a_cell_as_it_would_be_typed(html, text):
    assert to_text(html) == text
    assert to_text(to_html(text)) == text


@pytest.mark.parametrize(
    "html",
    [
        "<table><tbody><tr><td>1</td></tr></tbody></table>",
        '<p>See <a href="https://example.org">this</a>.</p>',
        "<p><u>under</u></p>",
        "<ul><li>one<ul><li>nested</li></ul></li></ul>",
        "<p>- not a list</p>",
        "<p>**not bold**</p>",
        "<p># not a heading</p>",
    ],
)
def test_what_a_cell_cannot_hold_without_loss_stays_online(html):
    assert to_text(html) is None


@given(st.text(alphabet=st.sampled_from("ab*#->1. \n<&"), max_size=60))
def test_whatever_is_typed_is_clean_html_and_never_half(text):
    html = to_html(text)
    assert cleaning.rich(html) == html
    back = to_text(html)
    assert back is None or to_text(to_html(back)) == back


def at(name, cast):
    return reverse(name, args=[cast.assessment.pk])


def write(cast, value):
    with acting(cast.host):
        section = cast.version.background_sections.get()
        actions.save_background(by=cast.host, assessment=cast.assessment, section=section, value=value)


def body(cast):
    row = BackgroundText.objects.filter(assessment=cast.assessment).first()
    return row.body if row else ""


def download(cast, client):
    client.force_login(cast.host)
    return load_workbook(io.BytesIO(client.get(at("assessment_xlsx", cast)).content))


def upload(cast, client, book):
    stream = io.BytesIO()
    book.save(stream)
    return client.post(at("assessment_sheet", cast), {"file": SimpleUploadedFile("a.xlsx", stream.getvalue())})


def test_written_offline_shown_and_taken_over(cast, client):
    write(cast, "<p>Old words.</p>")
    book = download(cast, client)
    sheet = book["Background"]
    assert [sheet.cell(3, column).value for column in (1, 2, 3)] == ["B1", "The city", "Old words."]
    sheet["C3"].value = "# New\n\n- one\n- two <script>alert(1)</script>"
    assert upload(cast, client, book).status_code == 303
    shown = client.get(at("assessment_sheet_preview", cast)).content.decode()
    assert "Background!C3" in shown
    assert "<del>Old words.</del>" in shown
    assert "<script>alert" not in shown
    assert body(cast) == "<p>Old words.</p>"
    client.post(at("assessment_sheet_preview", cast), {"decision": "take"})
    assert body(cast) == "<h3>New</h3><ul><li>one</li><li>two &lt;script&gt;alert(1)&lt;/script&gt;</li></ul>"


@pytest.mark.parametrize("html", [RICH, "<table><tbody><tr><td>1</td></tr></tbody></table>", "<p>=1+1</p>", ""])
def test_out_and_in_again_changes_nothing(cast, client, html):
    write(cast, html)
    before = body(cast)
    book = download(cast, client)
    assert book["Background"]["C3"].data_type != "f"
    assert upload(cast, client, book).status_code == 303
    assert SheetDraft.objects.get().changes == []
    assert body(cast) == before


def test_what_changed_online_meanwhile_is_a_conflict(cast, client):
    write(cast, "<p>First.</p>")
    book = download(cast, client)
    book["Background"]["C3"].value = "From the file."
    write(cast, '<p>Online, with a <a href="https://example.org">link</a>.</p>')
    upload(cast, client, book)
    (change,) = SheetDraft.objects.get().changes
    assert change["conflict"]
    client.post(at("assessment_sheet_preview", cast), {"take-Background!C3": "online"})
    assert "link" in body(cast)
    upload(cast, client, book)
    client.post(at("assessment_sheet_preview", cast), {"take-Background!C3": "file"})
    assert body(cast) == "<p>From the file.</p>"


def test_a_change_between_preview_and_decision_takes_nothing_over(cast, client):
    write(cast, "<p>First.</p>")
    book = download(cast, client)
    book["Background"]["C3"].value = "From the file."
    upload(cast, client, book)
    write(cast, "<p>Faster.</p>")
    answer = client.post(at("assessment_sheet_preview", cast), {"decision": "take"})
    assert answer.status_code == 409
    assert body(cast) == "<p>Faster.</p>"


def test_faults_are_told_by_cell(cast, client):
    book = download(cast, client)
    sheet = book["Background"]
    sheet["C3"].value = "=1+1"
    sheet["A4"].value, sheet["C4"].value = "B9", "Nowhere."
    sheet["C5"].value = "Without a code."
    answer = upload(cast, client, book)
    assert answer.status_code == 422
    html = answer.content.decode()
    for cell in ("Background!C3", "Background!C4", "Background!A5"):
        assert f"<dt>{cell}</dt>" in html
    assert not SheetDraft.objects.exists()


def test_a_file_from_before_without_the_sheet_is_still_taken(cast, client):
    write(cast, "<p>Stays.</p>")
    book = download(cast, client)
    del book["Background"]
    assert upload(cast, client, book).status_code == 303
    assert SheetDraft.objects.get().changes == []
