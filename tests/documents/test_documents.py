# SPDX-License-Identifier: EUPL-1.2
"""Documents: ordered, made by a job as the person who asked, fetched by that person only, forgotten after a day."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.documents import actions
from isopolity.documents.jobs import forget_prints
from isopolity.documents.models import PrintOrder, WordTemplate
from isopolity.documents.sheets import workbook
from isopolity.documents.word import DEFAULT_TEMPLATE
from isopolity.evidence import actions as evidence
from isopolity.evidence.models import Evidence
from isopolity.reviews import actions as reviews
from tests.reports.stage import published, with_evidence, with_report

pytestmark = pytest.mark.django_db


def ordered(person, what, pk, format, run_jobs, language="en"):
    with acting(person):
        order = actions.order_print(by=person, what=what, object_id=pk, format=format, language=language)
    run_jobs()
    order.refresh_from_db()
    assert order.state == "ready", order.message
    return order


def test_the_report_is_a_tagged_pdf_in_the_readers_language(cast, run_jobs):
    told = published(cast)
    order = ordered(cast.host, "report", cast.review.pk, "pdf", run_jobs, language="fr")
    reader = PdfReader(BytesIO(order.file.read()))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert "/StructTreeRoot" in root
    assert reader.metadata.title == told.report.title
    assert len(reader.outline) > 0
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "Consult it monthly." in text
    assert "Item GG A (fr)" in text


def test_the_report_names_no_interview_no_initials_no_person(cast, run_jobs):
    published(cast)
    order = ordered(cast.host, "report", cast.review.pk, "pdf", run_jobs)
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(order.file.read())).pages)
    for word in ("Interview 1", "AP", "Head of Schools", "twice a year", "It is rarely asked"):
        assert word not in text


def test_the_report_is_a_word_document_with_its_tables_and_charts(cast, run_jobs):
    published(cast)
    order = ordered(cast.peer, "report", cast.review.pk, "docx", run_jobs)
    document = Document(BytesIO(order.file.read()))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "The committee waits." in text
    assert "Monthly meeting" in text
    assert "{{" not in text
    assert "{%" not in text
    assert document.tables[0].cell(1, 0).text == "GG/A/1"
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)


def test_a_document_is_made_as_the_person_who_asked(cast, run_jobs):
    with_evidence(cast)
    with acting(cast.peer):
        order = actions.order_print(
            by=cast.peer, what="evidence", object_id=cast.review.pk, format="xlsx", language="en"
        )
    with acting(cast.secretariat):
        member = cast.members[cast.peer.pk]
        reviews.remove_member(by=cast.secretariat, member=member, reason="Another office.")
    run_jobs()
    order.refresh_from_db()
    assert (order.state, order.file.name) == ("failed", "")


@pytest.mark.parametrize("who", ["host", "secretariat", "other_peer", "removed_peer", "operator", "outsider"])
def test_the_evidence_bank_is_printed_for_the_team_only(cast, who):
    person = getattr(cast, who)
    with acting(person), pytest.raises(NotAllowed):
        actions.order_print(by=person, what="evidence", object_id=cast.review.pk, format="xlsx", language="en")


def test_a_document_is_fetched_by_the_person_who_ordered_it_and_still_may_read_it(cast, run_jobs):
    with_evidence(cast)
    order = ordered(cast.peer, "evidence", cast.review.pk, "xlsx", run_jobs)
    url = reverse("print_file", args=[order.pk])
    mine, other = Client(), Client()
    mine.force_login(cast.peer)
    other.force_login(cast.peers[1])
    assert mine.get(url).status_code == 200
    assert other.get(url).status_code == 404
    assert other.get(reverse("print_wait", args=[order.pk])).status_code == 404
    with acting(cast.secretariat):
        member = cast.members[cast.peer.pk]
        reviews.remove_member(by=cast.secretariat, member=member, reason="Another office.")
    assert mine.get(url).status_code == 404


def test_ordering_waiting_and_fetching_on_the_page(cast, run_jobs):
    with_evidence(cast)
    client = Client()
    client.force_login(cast.peer)
    asked = {"what": "evidence", "of": cast.review.pk, "format": "xlsx", "back": "https://evil.example/"}
    answer = client.post(reverse("print_order"), asked)
    assert answer.status_code == 303
    assert "being made" in client.get(answer["Location"]).content.decode()
    run_jobs()
    part = client.get(answer["Location"], headers={"hx-request": "true"}).content.decode()
    assert "is ready" in part
    assert "evil.example" not in part


def test_documents_are_forgotten_after_a_day(cast, run_jobs):
    with_evidence(cast)
    order = ordered(cast.peer, "evidence", cast.review.pk, "xlsx", run_jobs)
    storage, name = order.file.storage, order.file.name
    PrintOrder.objects.update(created_at=timezone.now() - timedelta(hours=25))
    forget_prints()
    assert not PrintOrder.objects.exists()
    assert not storage.exists(name)


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-5", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_no_text_becomes_a_formula(cast, text, run_jobs):
    with_evidence(cast)
    with acting(cast.peer):
        row = Evidence.objects.first()
        evidence.change_evidence(by=cast.peer, evidence=row, text=text)
    order = ordered(cast.peer, "evidence", cast.review.pk, "xlsx", run_jobs)
    sheet = load_workbook(BytesIO(order.file.read())).active
    cell = sheet["B2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_sheet_takes_what_a_cell_cannot_hold():
    content = workbook("A/B: [sheet]", [("x", 10)], [["a\x00b"], ["y" * 50_000], [None]])
    sheet = load_workbook(BytesIO(content)).active
    assert sheet["A2"].value == "ab"
    assert len(sheet["A3"].value) <= 32_767


def template(text: str) -> bytes:
    document = Document()
    document.add_paragraph(text)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_project_uses_its_own_word_template(cast, run_jobs):
    published(cast)
    with acting(cast.secretariat):
        actions.set_word_template(by=cast.secretariat, project=cast.project, content=template("Ours: {{ title }}"))
    order = ordered(cast.host, "report", cast.review.pk, "docx", run_jobs)
    assert Document(BytesIO(order.file.read())).paragraphs[0].text == "Ours: Levanto, read by its peers"
    with acting(cast.secretariat):
        actions.remove_word_template(by=cast.secretariat, project=cast.project)
    assert not WordTemplate.objects.exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"no zip", "not a Word document"),
        (template("{{ titel }}"), "titel"),
        (template("{% for x in advice %}"), "wrong"),
        (template("{{ title.__class__.__mro__ }}"), "wrong"),
        (template("{{ 'a' * 99999999 }}"), "not possible"),
        (template("{{ range(10 ** 9) }}"), "wrong"),
    ],
)
def test_a_faulty_template_is_refused_with_the_fault(cast, content, says):
    with acting(cast.secretariat), pytest.raises(Refused, match=says):
        actions.set_word_template(by=cast.secretariat, project=cast.project, content=content)


def test_a_zip_bomb_is_no_template(cast):
    stream = BytesIO(DEFAULT_TEMPLATE.read_bytes())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/media/large.bin", b"0" * (50 * 1024 * 1024))
    with acting(cast.secretariat), pytest.raises(Refused, match="too large"):
        actions.set_word_template(by=cast.secretariat, project=cast.project, content=stream.getvalue())


def test_without_pango_the_button_says_what_to_install(cast, monkeypatch):
    with_report(cast)
    monkeypatch.setattr(actions, "missing_for", lambda format: "PDF needs Pango." if format == "pdf" else "")
    client = Client()
    client.force_login(cast.peer)
    asked = {"what": "report", "of": cast.review.pk, "format": "pdf", "back": "/"}
    assert client.post(reverse("print_order"), asked).status_code == 303
    assert not PrintOrder.objects.exists()
