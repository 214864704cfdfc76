# SPDX-License-Identifier: EUPL-1.2
"""Files from outside: the type by content, harmless names, no macros, no bombs, nothing that runs."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from isopolity.core import files
from isopolity.core.errors import Refused

PDF = b"%PDF-1.7\n%%EOF"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def package(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def docx(**more: bytes) -> bytes:
    return package(**{"[Content_Types].xml": b"<x/>", "word__document.xml": b"<x/>", **more})


def test_the_type_is_told_from_the_content():
    found = files.examine(upload("plan.html", PDF))
    assert (found.content_type, found.name, found.size) == ("application/pdf", "plan.html.pdf", len(PDF))
    assert files.examine(upload("a.bin", docx())).name == "a.bin.docx"
    assert files.examine(upload("a.csv", b"a,b\n1,2")).content_type == "text/csv"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"", "empty"),
        ("a.html", b"<script>alert(1)</script>", "not kept"),
        ("a.svg", b"<svg onload='x()'/>", "not kept"),
        ("a.txt", b"\xff\xfe\x00", "not kept"),
        ("a.docx", docx(word__vbaProject=b"x"), "macros"),
        ("a.docx", b"PK\x03\x04broken", "damaged"),
        ("a.zip", package(a=b"x"), "Archives"),
        ("a.docx", docx(word__media=b"0" * (301 * 1024 * 1024)), "unpacks"),
    ],
)
def test_what_is_not_kept_is_refused_with_words(name, content, words):
    with pytest.raises(Refused, match=words):
        files.examine(upload(name, content))


def test_too_large_a_file_is_refused(settings):
    settings.UPLOAD_LIMIT_MIB = 1
    with pytest.raises(Refused, match="larger than 1 MiB"):
        files.examine(upload("a.pdf", PDF + b" " * 2 * 1024 * 1024))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\plans\\Plan.PDF", "Plan.pdf"),
        ("a\r\nb\x00<c>.pdf", "a b c.pdf"),
        ("", "file.pdf"),
        ("…/\u202egnp.exe", "gnp.exe.pdf"),
        ("x" * 300, "x" * 110 + ".pdf"),
    ],
)
def test_names_are_harmless(given, kept):
    assert files.harmless_name(given, "pdf") == kept


def test_only_pictures_are_shown_and_nothing_runs():
    page = files.handed_out(ContentFile(b"<x>"), name="a.pdf", content_type="application/pdf")
    assert page["Content-Disposition"].startswith("attachment")
    assert "sandbox" in page["Content-Security-Policy"]
    odd = files.handed_out(ContentFile(b"<x>"), name="a", content_type="text/html")
    assert odd["Content-Type"] == "application/octet-stream"
    assert (
        not files.handed_out(ContentFile(b"x"), name="a.png", content_type="image/png")
        .get("Content-Disposition", "")
        .startswith("attachment")
    )
