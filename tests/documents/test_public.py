# SPDX-License-Identifier: EUPL-1.2
"""Published reports as files for everybody: made as nobody, only while published, within limits."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from isopolity.core.principal import acting
from isopolity.documents import actions, jobs
from isopolity.documents.models import PublicPrint
from isopolity.reports import actions as reports
from isopolity.reports.models import Report
from tests.reports.stage import published, replied

pytestmark = pytest.mark.django_db
SECRETS = ("Interview 1", "AP", "Head of Schools", "twice a year", "It is rarely asked")


def fetched(client: Client, report: Report, run_jobs, format: str = "pdf") -> bytes:
    url = reverse("published_print", args=[report.pk, format])
    assert "is being made" in client.get(url).content.decode()
    run_jobs()
    answer = client.get(url)
    assert answer["Content-Disposition"].startswith("attachment")
    return b"".join(answer.streaming_content)


def test_anybody_fetches_a_published_report_as_pdf_and_word(cast, client, run_jobs):
    report = published(cast).report
    page = client.get(reverse("published_report", args=[report.pk])).content.decode()
    assert reverse("published_print", args=[report.pk, "pdf"]) in page
    text = " ".join(one.extract_text() for one in PdfReader(BytesIO(fetched(client, report, run_jobs))).pages)
    assert "Consult it monthly." in text
    assert "Monthly meeting" in text
    assert not [word for word in SECRETS if word in text]
    document = Document(BytesIO(fetched(client, report, run_jobs, "docx")))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Monthly meeting" in text
    assert not [word for word in SECRETS if word in text]


def test_the_file_is_made_as_somebody_without_an_account(cast, run_jobs, monkeypatch):
    report = published(cast).report
    seen = []

    def look(_row):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('isopolity.principal', true), (SELECT count(*) FROM evidence_evidence)"
            )
            seen.append(cursor.fetchone())
        return "report.pdf", b"%PDF"

    monkeypatch.setattr(jobs, "make_public", look)
    with acting("anyone"):
        actions.order_public_print(by=AnonymousUser(), report=report, format="pdf", language="en")
    run_jobs()
    assert seen == [("anyone", 0)]
    assert PublicPrint.objects.get().state == "ready"


def test_a_report_that_is_not_published_has_no_file(cast, client, run_jobs):
    report = replied(cast).report
    url = reverse("published_print", args=[report.pk, "pdf"])
    assert client.get(url).status_code == 404
    PublicPrint.objects.create(report=report, format="pdf", language="en", fingerprint="")
    run_jobs()
    assert client.get(url).status_code == 404


def test_the_job_makes_nothing_of_a_report_that_is_not_published(cast):
    row = PublicPrint.objects.create(report=replied(cast).report, format="pdf", language="en", fingerprint="")
    jobs.print_public.run(row=row.pk)
    row.refresh_from_db()
    assert (row.state, bool(row.file)) == ("failed", False)


def test_a_file_stands_for_what_is_published_now(cast, client, run_jobs):
    told = published(cast)
    before = fetched(client, told.report, run_jobs, "docx")
    with acting(cast.host):
        reports.tell_progress(
            by=cast.host, commitment=told.commitment, state="done", text="The first meeting was held."
        )
    after = fetched(client, told.report, run_jobs, "docx")
    assert before != after
    assert PublicPrint.objects.count() == 1


def test_it_is_made_once_for_all_who_wait(cast, run_jobs):
    report = published(cast).report
    run_jobs()
    url = reverse("published_print", args=[report.pk, "docx"])
    for _visitor in range(3):
        assert Client().get(url).status_code == 200
    assert run_jobs() == 1


@pytest.mark.parametrize("format", ["xlsx", "exe", "json"])
def test_other_formats_do_not_exist(cast, client, format):
    assert client.get(reverse("published_print", args=[published(cast).report.pk, format])).status_code == 404


def test_one_address_asks_only_so_often(cast, client, settings, monkeypatch):
    report = published(cast).report
    settings.RATELIMITS_OFF = False
    cache.clear()
    monkeypatch.setattr("isopolity.documents.views.FETCHED", 2)
    url = reverse("published_print", args=[report.pk, "docx"])
    assert [client.get(url).status_code for _again in range(3)] == [200, 200, 429]
    assert client.get(url, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_what_failed_is_tried_again_later_and_old_files_are_forgotten(cast, client, run_jobs):
    report = published(cast).report
    fetched(client, report, run_jobs, "docx")
    row = PublicPrint.objects.get()
    storage, name = row.file.storage, row.file.name
    PublicPrint.objects.update(asked_at=timezone.now() - timedelta(days=31))
    jobs.forget_public_prints()
    assert not PublicPrint.objects.exists()
    assert not storage.exists(name)
