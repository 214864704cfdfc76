# SPDX-License-Identifier: EUPL-1.2
"""The action table as a spreadsheet: changed offline, shown as differences, taken over whole or not at all."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from isopolity.core.principal import acting
from isopolity.plans import actions
from isopolity.plans.models import PlanAction, PlanSheetDraft
from isopolity.plans.sheets import FIELDS
from isopolity.plans.sheets.read import day_of
from tests.plans.stage import begin, full

pytestmark = pytest.mark.django_db


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def download(client, plan, language="en"):
    answer = client.get(reverse("plan_xlsx", args=[plan.pk]), headers={"accept-language": language})
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def upload(client, plan, book, name="plan.xlsx"):
    content = book
    if not isinstance(book, bytes):
        stream = io.BytesIO()
        book.save(stream)
        content = stream.getvalue()
    return client.post(reverse("plan_sheet", args=[plan.pk]), {"file": SimpleUploadedFile(name, content)})


def put(book, row, field, value):
    cell = book["Actions"].cell(row, FIELDS.index(field) + 2)
    cell.value = value
    return cell.coordinate


def preview(client, plan, **data):
    address = reverse("plan_sheet_preview", args=[plan.pk])
    return client.post(address, data) if data else client.get(address)


def titles(plan):
    return list(PlanAction.objects.filter(plan=plan).values_list("title", flat=True))


@pytest.fixture
def plan(cast):
    return full(cast)


@pytest.fixture
def host(cast):
    return client_of(cast.host)


def test_changed_offline_shown_and_taken_over(plan, host):
    book = download(host, plan)
    put(book, 3, "target", "60 women pass.")
    put(book, 3, "ends", date(2026, 9, 30))
    put(book, 4, "state", "under way")
    put(book, 4, "for_women", "yes")
    put(book, 5, "title", "Mentors")
    put(book, 5, "starts", "1.2.2027")
    assert upload(host, plan, book).status_code == 303
    assert titles(plan) == ["Evening courses", "Skills desk"]
    shown = preview(host, plan).content.decode()
    for words in ("<ins>60 women pass.</ins>", "<del>2026-06-30</del>", "<ins>2026-09-30</ins>", "new: Mentors"):
        assert words in shown
    assert preview(host, plan, decision="take").status_code == 303
    first, second, third = PlanAction.objects.filter(plan=plan)
    assert (first.target, first.ends) == ("60 women pass.", date(2026, 9, 30))
    assert (second.state, second.for_women) == ("under_way", True)
    assert (third.title, third.starts, third.state) == ("Mentors", date(2027, 2, 1), "planned")
    assert preview(host, plan).status_code == 404


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_out_and_in_again_changes_nothing(cast, plan, host, language):
    odd = {"objective": "=1+1", "partners": "Line\nbreak\tand שלום", "target": "+x", "beneficiaries": "y" * 40_000}
    with acting(cast.host):
        actions.change_action(by=cast.host, planned=plan.actions.first(), **odd)
    book = download(host, plan, language)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert upload(host, plan, book).status_code == 303
    assert PlanSheetDraft.objects.get().changes == []
    assert b"nothing to change" in preview(host, plan).content


def test_what_changed_online_after_the_download_is_a_conflict(cast, plan, host):
    book = download(host, plan)
    kept, taken = put(book, 3, "target", "File target."), put(book, 3, "lead", "File office")
    with acting(cast.host):
        actions.change_action(by=cast.host, planned=plan.actions.first(), target="Online target.", lead="Online office")
    upload(host, plan, book)
    shown = preview(host, plan).content.decode()
    assert "Online target." in shown
    assert "File target." in shown
    preview(host, plan, decision="take", **{f"take-{kept}": "online", f"take-{taken}": "file"})
    first = plan.actions.first()
    assert (first.target, first.lead) == ("Online target.", "File office")


def test_a_change_between_preview_and_decision_takes_nothing_over(cast, plan, host):
    book = download(host, plan)
    put(book, 3, "target", "One.")
    put(book, 4, "target", "Two.")
    upload(host, plan, book)
    with acting(cast.host):
        actions.change_action(by=cast.host, planned=plan.actions.all()[1], target="Faster.")
    answer = preview(host, plan, decision="take")
    assert answer.status_code == 409
    assert b"Skills desk" in answer.content
    assert [a.target for a in plan.actions.all()] == ["", "Faster."]


def test_faults_are_told_by_cell_and_nothing_is_taken(plan, host):
    book = download(host, plan)
    put(book, 3, "target", "Good.")
    cells = [
        put(book, 3, "objective", "=1+1"),
        put(book, 3, "state", "brilliant"),
        put(book, 3, "lead", "x" * 151),
        put(book, 4, "title", ""),
        put(book, 4, "starts", "soon"),
        put(book, 5, "objective", "No title"),
    ]
    cells[-1] = "B5"
    book["Actions"]["A6"] = 999_999
    answer = upload(host, plan, book)
    assert answer.status_code == 422
    for cell in [*cells, "A6"]:
        assert f"<dt>{cell}</dt>" in answer.content.decode()
    assert not PlanSheetDraft.objects.exists()


def test_an_end_before_its_start_is_a_fault(plan, host):
    book = download(host, plan)
    cell = put(book, 3, "ends", date(2025, 1, 1))
    answer = upload(host, plan, book)
    assert answer.status_code == 422
    assert f"<dt>{cell}</dt>" in answer.content.decode()


def test_the_same_action_twice_and_another_plan_are_refused(cast, plan, host):
    book = download(host, plan)
    book["Actions"]["A4"] = book["Actions"]["A3"].value
    assert "<dt>A4</dt>" in upload(host, plan, book).content.decode()
    other = begin(cast, "Homes")
    assert b"another plan" in upload(host, other, download(host, plan)).content


def test_a_row_left_out_takes_no_action_away(plan, host):
    book = download(host, plan)
    book["Actions"].delete_rows(4)
    upload(host, plan, book)
    preview(host, plan, decision="take")
    assert titles(plan) == ["Evening courses", "Skills desk"]


def test_words_of_any_language_are_understood(plan, host):
    book = download(host, plan)
    put(book, 4, "for_women", "Oui")
    upload(host, plan, book)
    assert [row["new"] for row in PlanSheetDraft.objects.get().changes] == ["yes"]


def test_dropping_the_file_changes_nothing(plan, host):
    book = download(host, plan)
    put(book, 3, "title", "<script>alert(1)</script>")
    upload(host, plan, book)
    assert b"<script>alert" not in preview(host, plan).content
    assert preview(host, plan, decision="drop").status_code == 303
    assert not PlanSheetDraft.objects.exists()
    assert "Evening courses" in titles(plan)


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 50_000_000)
    return stream.getvalue()


@pytest.mark.parametrize("content", [b"not a zip", b"PK\x03\x04broken", b"", bomb(), b"x" * 9_000_000])
def test_hostile_files_are_refused_with_a_message(plan, host, content):
    answer = upload(host, plan, content)
    assert answer.status_code == 422
    assert b"invalid-feedback" in answer.content or b"alert" in answer.content
    assert not PlanSheetDraft.objects.exists()


def test_readers_download_and_only_writers_bring_back(cast, plan, host):
    book = download(host, plan)
    for who in (cast.authority, cast.association, cast.group_member):
        assert "Evening courses" in str(download(client_of(who), plan)["Actions"]["B3"].value)
        assert upload(client_of(who), plan, book).status_code == 404
    assert client_of(cast.outsider).get(reverse("plan_xlsx", args=[plan.pk])).status_code == 404


def test_the_spreadsheet_keeps_talks_with_authorities_to_those_who_see_them(cast, plan):
    book = download(client_of(cast.authority), plan)
    told = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "They have a call in May." not in told
    for words in ("4 of 10 wait.", "Rooms are rented", "Another majority"):
        assert words in told


@pytest.mark.parametrize("text", ["2027-06-30", "30.6.2027", "30/06/2027"])
def test_days_are_read_in_the_ways_people_write_them(text):
    assert day_of(text) == date(2027, 6, 30)


@pytest.mark.parametrize("text", ["31.2.2027", "2027", "June", "1/1/27", "0000-00-00"])
def test_what_is_no_day_is_none(text):
    assert day_of(text) is None
