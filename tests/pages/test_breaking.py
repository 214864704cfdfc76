# SPDX-License-Identifier: EUPL-1.2
"""What somebody tries by hand who wants to break the site: odd encodings, odd files, old marks, odd numbers."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from isopolity.assessments.models import Answer, Document
from isopolity.core.autosave import digest
from isopolity.evidence.models import Evidence
from tests.cast import Cast
from tests.pages.unseen import patterns
from tests.visiting import make_visit

pytestmark = pytest.mark.django_db
BEYOND = 2**63 + 5
PNG = b"\x89PNG\r\n\x1a\n"


def browser(person: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def answer_address(cast: Cast) -> str:
    return f"/assessments/{cast.assessment.pk}/items/{cast.items[0].pk}/"


def save(cast: Cast, value: str, **more: str) -> Any:
    return browser(cast.host).post(answer_address(cast), {"field": "achieved", "value": value, **more})


def kept(cast: Cast) -> str:
    row = Answer.objects.filter(assessment=cast.assessment, item=cast.items[0]).first()
    return row.achieved if row else ""


def in_parts(**values: str) -> bytes:
    parts = [f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in values.items()]
    return "".join([*parts, "--x--\r\n"]).encode()


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-16", "utf-7", "rot13", "no-such"])
def test_a_form_is_utf_8_whatever_its_header_says(cast, charset):
    body = in_parts(field="achieved", value=r"half \ud800 a sign", seen=digest(""))
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    assert browser(cast.host).generic("POST", answer_address(cast), body, kind).status_code == 200
    assert kept(cast) == r"half \ud800 a sign"


def test_an_address_is_utf_8_whatever_a_header_says(cast):
    client = browser(cast.host)
    for words in (r"\ud800", "%ED%A0%80", "%FF", "%00"):
        answer = client.get(f"/search/?q={words}", content_type="text/plain; charset=unicode_escape")
        assert answer.status_code == 200, words


@pytest.mark.parametrize(
    "body", [b"--x\r\n", b"", b"--x--", b"\x00" * 100, b"--x\r\nContent-Disposition: form-data\r\n"]
)
def test_a_form_cut_off_on_its_way_is_told(cast, body):
    status = browser(cast.host).post(answer_address(cast), body, "multipart/form-data; boundary=x").status_code
    assert status == 400
    assert kept(cast) == ""


def test_many_megabytes_and_many_fields_are_refused_with_words(cast):
    client = browser(cast.host)
    for body in ({"field": "achieved", "value": "x" * 6_000_000}, {f"f{number}": "" for number in range(4000)}):
        answer = client.post(answer_address(cast), body)
        assert answer.status_code == 400
        assert b"too large" in answer.content
    assert kept(cast) == ""


@pytest.mark.parametrize("seen", ["0" * 16, "<script>", "x" * 5_000, "\x00", "ش"])
def test_an_old_or_odd_mark_never_writes_over_somebody_elses_text(cast, seen):
    assert save(cast, "First.", seen=digest("")).status_code == 200
    late = save(cast, "Second.", seen=seen)
    assert late.status_code == 409 or seen == "\x00"
    if late.status_code == 409:
        assert late.json()["theirs"] == "First."
        assert kept(cast) == "First."


def test_whoever_came_second_merges_and_saves(cast):
    save(cast, "First.", seen=digest(""))
    late = save(cast, "Second.", seen=digest(""))
    assert save(cast, "First. Second.", seen=late.json()["digest"]).status_code == 200
    assert kept(cast) == "First. Second."


def test_two_who_note_the_meeting_lose_nothing(cast):
    meeting = make_visit(cast).meetings[0]
    address = f"/meetings/{meeting.pk}/notes/"
    assert browser(cast.peer).post(address, {"value": "One.", "seen": digest("")}).status_code == 200
    late = browser(cast.peers[1]).post(address, {"value": "Two.", "seen": digest("")})
    assert (late.status_code, late.json()["theirs"]) == (409, "One.")


@pytest.mark.parametrize("key", ["", "x", "0" * 36, "8f14e45f", "\x00", "{}"])
def test_a_line_without_a_key_is_told_and_not_kept(cast, key):
    meeting = make_visit(cast).meetings[0]
    line = {"key": key, "text": "Said.", "items": cast.items[0].code, "level": "meets", "basis": "fact"}
    answer = browser(cast.peer).post(f"/meetings/{meeting.pk}/lines/", line)
    assert answer.status_code == 400
    assert answer.json()["message"]
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.png", b"GIF89a/*<svg/onload=alert(1)>*/"),
        ("a.txt", b"\x00\x01binary"),
        ("a.docx", PNG[:4]),
    ],
)
def test_a_file_that_is_not_what_it_says_is_not_kept(cast, name, content):
    address = f"/assessments/{cast.assessment.pk}/items/{cast.items[0].pk}/documents/"
    answer = browser(cast.host).post(address, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert not Document.objects.exists()


def test_a_picture_that_is_a_page_too_stays_a_picture(cast):
    client, address = browser(cast.host), f"/assessments/{cast.assessment.pk}/items/{cast.items[0].pk}/documents/"
    file = SimpleUploadedFile("../../x/..%2f<b>.png", PNG + b"<html><script>alert(1)</script></html>")
    assert client.post(address, {"file": file}).status_code == 303
    row = Document.objects.get()
    assert row.name.endswith(".png")
    assert not set(row.name) & set("/\\<>%")
    shown = client.get(f"/assessments/documents/{row.pk}/")
    assert shown["Content-Type"] == "image/png"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown["Content-Security-Policy"]


def test_ids_that_no_table_can_hold_are_not_found(cast):
    client, wrong = browser(cast.operator), []
    for route, _pattern in patterns():
        if "<int:" not in route or "^" in route or route.startswith("accounts/"):
            continue
        for number in (BEYOND, "9" * 5_000):
            path = "/" + re.sub(r"<int:\w+>", str(number), route)
            wrong += [
                f"{send.__name__} {route}: {status}"
                for send in (client.get, client.post)
                if (status := send(path).status_code) not in {404, 405}
            ]
    assert not wrong, "\n".join(wrong)
