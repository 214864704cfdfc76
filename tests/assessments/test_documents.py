# SPDX-License-Identifier: EUPL-1.2
"""Attached files: type by content, harmless names, never run, seen only by those who may."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from isopolity.assessments import actions
from isopolity.assessments.models import Document
from isopolity.core.principal import acting

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 30


def add(cast, client, content, name, *, who=None, item=0):
    client.force_login(who or cast.host)
    address = reverse("item_document_add", args=[cast.assessment.pk, cast.items[item].pk])
    return client.post(address, {"file": SimpleUploadedFile(name, content)})


def docx():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w/>")
    return stream.getvalue()


def test_a_document_is_added_read_and_removed(cast, client, django_capture_on_commit_callbacks):
    assert add(cast, client, PDF, "Plan 2024.pdf").status_code == 303
    row = Document.objects.get()
    assert (row.name, row.content_type, row.item) == ("Plan 2024.pdf", "application/pdf", cast.items[0])
    assert row.file.name.endswith(row.sha256)
    answer = client.get(reverse("assessment_document", args=[row.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"Plan 2024.pdf" in client.get(reverse("answer", args=[cast.assessment.pk, cast.items[0].pk])).content
    remove = reverse("assessment_document_remove", args=[row.pk])
    assert client.get(remove).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(remove).status_code == 303
    assert not Document.objects.exists()
    assert not row.file.storage.exists(row.file.name)


def test_several_kinds_are_told_by_content(cast, client):
    for content, name in (
        (PNG, "chart.png"),
        (docx(), "note.docx"),
        (b"a;b\n1;2", "table.csv"),
        (b"hello", "note.txt"),
    ):
        assert add(cast, client, content, name).status_code == 303, name
    assert Document.objects.count() == 4


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "chart.svg"),
        (b"<html><script>alert(1)</script></html>", "page.html"),
        (b"<html><script>alert(1)</script></html>", "page.pdf"),
        (b"MZ\x90\x00", "setup.exe"),
        (PDF, "picture.png"),
        (PNG, "report.pdf"),
        (PDF, "run.exe"),
        (b"", "empty.pdf"),
        (b"PK\x03\x04broken", "broken.docx"),
    ],
)
def test_what_is_not_kept_is_refused_with_a_reason(cast, client, content, name):
    answer = add(cast, client, content, name)
    assert answer.status_code == 422
    assert b"form-errors" in answer.content or b"error-summary" in answer.content
    assert not Document.objects.exists()


def test_a_file_over_the_limit_is_refused(cast, client, settings):
    settings.UPLOAD_LIMIT_MIB = 1
    answer = add(cast, client, PDF + b"0" * 1024 * 1024, "big.pdf")
    assert answer.status_code == 422
    assert b"1 MiB" in answer.content


def test_a_harmful_name_becomes_harmless(cast, client):
    assert add(cast, client, PDF, '..\\..\\etc\\"><script>x.pdf').status_code == 303
    name = Document.objects.get().name
    assert "<" not in name
    assert "/" not in name
    assert name.endswith(".pdf")


def test_the_same_file_twice_is_kept_once(cast, client):
    add(cast, client, PDF, "a.pdf")
    assert add(cast, client, PDF, "a.pdf").status_code == 303
    assert Document.objects.count() == 1


def test_an_organisation_chart_in_a_background_section(cast, client):
    section = cast.version.background_sections.get()
    client.force_login(cast.host)
    address = reverse("section_document_add", args=[cast.assessment.pk, section.pk])
    assert client.post(address, {"file": SimpleUploadedFile("chart.png", PNG)}).status_code == 303
    row = Document.objects.get()
    assert row.section == section
    page = client.get(reverse("background", args=[cast.assessment.pk, section.pk])).content.decode()
    picture = reverse("assessment_document", args=[row.pk])
    assert f'<img src="{picture}"' in page
    assert client.get(picture)["Content-Disposition"].startswith("inline")


def test_who_reads_a_document(cast, client):
    add(cast, client, PDF, "first.pdf", item=0)
    add(cast, client, PDF, "second.pdf", item=1)
    first, second = Document.objects.order_by("pk")
    seen = {}
    for role, who in cast.everyone().items():
        client.force_login(who)
        seen[role] = [client.get(reverse("assessment_document", args=[row.pk])).status_code for row in (first, second)]
    assert seen.pop("host") == [200, 200]
    assert seen.pop("contributor") == [200, 404]
    assert {tuple(one) for one in seen.values()} == {(404, 404)}


def test_a_contributor_adds_and_removes_only_in_the_own_part(cast, client):
    assert add(cast, client, PDF, "own.pdf", who=cast.contributor, item=0).status_code == 303
    assert add(cast, client, PDF, "other.pdf", who=cast.contributor, item=1).status_code == 404
    add(cast, client, PDF, "host.pdf", item=1)
    own, host = Document.objects.order_by("pk")
    client.force_login(cast.contributor)
    assert client.post(reverse("assessment_document_remove", args=[host.pk])).status_code == 404
    assert client.post(reverse("assessment_document_remove", args=[own.pk])).status_code == 303


def test_a_submitted_report_keeps_its_documents(cast, client):
    add(cast, client, PDF, "a.pdf")
    row = Document.objects.get()
    with acting(cast.host):
        for item in cast.items:
            actions.save_answer(
                by=cast.host, assessment=cast.assessment, item=item, field="explanation", value="Not ours."
            )
        actions.submit(by=cast.host, assessment=cast.assessment)
    client.force_login(cast.host)
    assert client.post(reverse("assessment_document_remove", args=[row.pk])).status_code == 404
    assert add(cast, client, PDF, "b.pdf").status_code == 404
    client.force_login(cast.peer)
    assert client.get(reverse("assessment_document", args=[row.pk])).status_code == 200
