# SPDX-License-Identifier: EUPL-1.2
"""The whole plan as PDF and Word: everything that all its readers may read, nothing more."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from isopolity.core.errors import NotAllowed
from isopolity.core.principal import acting
from isopolity.documents import actions as documents
from isopolity.plans import actions
from tests.plans.stage import full

pytestmark = pytest.mark.django_db
TOLD = (
    "A first job", "4 of 10 wait.", "Evening courses", "Skills desk", "Rooms are rented", "Another majority",
    "Inform all groups", "800 €", "Resolution 7", "Rooms were found.", "A choir",
)  # fmt: skip
KEPT = ("They have a call in May.", "secret@example.org")


def ordered(person, plan, format, run_jobs, language="en") -> bytes:
    with acting(person):
        order = documents.order_print(by=person, what="plan", object_id=plan.pk, format=format, language=language)
    run_jobs()
    order.refresh_from_db()
    assert order.state == "ready", order.message
    return bytes(order.file.read())


@pytest.fixture
def plan(cast):
    """Full, endorsed by a council, with a round in which something was told; another body is asked by mail."""
    plan, by = full(cast), cast.host
    with acting(by):
        actions.record_endorsement(
            by=by, plan=plan, name="City council", reference="Resolution 7", decided_on=date(2026, 1, 9)
        )
        actions.ask_endorsement(by=by, plan=plan, name="Chamber", email="secret@example.org")
        round = actions.open_own_round(by=by, plan=plan, name="Spring", due=date(2026, 4, 1))
        actions.tell_action_progress(
            by=by, round=round, planned=plan.actions.first(), light="on_track", text="Rooms were found."
        )
        actions.tell_plan_progress(by=by, round=round, plan=plan, unplanned="A choir")
    return plan


def test_a_plan_as_pdf_and_word_tells_what_all_readers_may_read(cast, plan, run_jobs):
    reader = PdfReader(BytesIO(ordered(cast.authority, plan, "pdf", run_jobs)))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    word = Document(BytesIO(ordered(cast.authority, plan, "docx", run_jobs)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    for text in (
        " ".join(" ".join(page.extract_text().split()) for page in reader.pages),
        "\n".join([paragraph.text for paragraph in word.paragraphs] + cells),
    ):
        assert [words for words in TOLD if words not in text] == []
        assert [words for words in KEPT if words in text] == []


def test_it_speaks_the_readers_language(cast, plan, run_jobs):
    reader = PdfReader(BytesIO(ordered(cast.host, plan, "pdf", run_jobs, language="fr")))
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert Document(BytesIO(ordered(cast.host, plan, "docx", run_jobs, language="de"))).core_properties.language == "de"


def test_who_may_not_read_the_plan_gets_no_paper_of_it(cast, plan):
    with acting(cast.outsider), pytest.raises(NotAllowed):
        documents.order_print(by=cast.outsider, what="plan", object_id=plan.pk, format="pdf", language="en")
