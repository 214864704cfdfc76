# SPDX-License-Identifier: EUPL-1.2
"""The evidence bank: what is written, found, changed, withdrawn, restored and merged."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from isopolity.assessments.models import Document
from isopolity.benchmarks.models import Item
from isopolity.core.autosave import digest
from isopolity.core.errors import NotAllowed, Refused, Stale
from isopolity.core.principal import acting
from isopolity.evidence import actions
from isopolity.evidence.corroboration import State
from isopolity.evidence.models import Evidence
from isopolity.evidence.queries import state_of, states
from isopolity.evidence.queries.bank import Wanted, bank
from isopolity.evidence.queries.items import by_item
from tests.visiting import note


def url(visiting, part: str = "evidence/") -> str:
    return f"/reviews/{visiting.cast.review.pk}/{part}"


def test_a_citation_has_items_source_and_initials(visiting, signed_in):
    note(visiting, 0)
    text = signed_in(visiting.cast.peers[1]).get(url(visiting)).content.decode()
    assert "GG/A/1 – Interview 1 – AP &amp; BP" in text
    assert "falls short" in text
    assert "▼" in text


def test_each_piece_is_tied_to_an_item_and_to_where_it_came_from(visiting):
    cast = visiting.cast
    good = {"by": cast.peer, "review": cast.review, "text": "x", "items": cast.items, "level": "meets", "basis": "fact"}
    with acting(cast.peer):
        for nowhere in ({}, {"kind": "interview"}, {"kind": "guess"}):
            with pytest.raises(Refused, match="which meeting or document"):
                actions.note_evidence(**good, **nowhere)
        piece = actions.note_evidence(**good, kind="survey", reference="Residents 2025")
        assert piece.kind == "survey"
        for lack in ({"items": []}, {"text": " "}, {"level": ""}, {"basis": "guess"}):
            with pytest.raises(Refused) as refused:
                actions.note_evidence(**good | {"kind": "document"} | lack)
            assert refused.value.fields.keys() == lack.keys()
            with pytest.raises(Refused, match="not complete"):
                actions.change_evidence(by=cast.peer, evidence=piece, **lack)


def test_evidence_of_another_review_s_meeting_is_refused(visiting):
    cast, heard = visiting.cast, visiting.meetings[0].session
    by = cast.other_peer  # inside the team of the other review, where the piece would be kept
    piece = {"by": by, "review": cast.other_review, "text": "x", "items": cast.items, "level": "meets", "basis": "fact"}
    with acting(by):
        assert actions.note_evidence(**piece, kind="document").review == cast.other_review
        with pytest.raises(NotAllowed):
            actions.note_evidence(**piece, session=heard)


def test_a_piece_names_only_what_belongs_to_it(visiting):
    cast, by = visiting.cast, visiting.cast.peer
    good = {"by": by, "review": cast.review, "text": "x", "items": cast.items[:1], "level": "meets", "basis": "fact"}
    session = visiting.meetings[0].session
    with acting(by):
        with pytest.raises(Refused, match="not in the meeting"):
            actions.note_evidence(**good, session=session, interviewee=visiting.by_team[1])
        elsewhere = Document(assessment_id=cast.assessment.pk + 1, name="another city's report")
        with pytest.raises(NotAllowed):
            actions.note_evidence(**good, kind="document", document=elsewhere)
        with pytest.raises(Refused, match="not in the review's benchmark"):
            actions.note_evidence(**good | {"items": [Item(pk=999_999)]}, session=session)
        gone = note(visiting, 0)
        actions.withdraw_evidence(by=by, evidence=gone, reason="Misheard")
        with pytest.raises(Refused, match="withdrawn"):
            actions.change_evidence(by=by, evidence=gone, text="y")
        line = {"by": by, "text": "Said.", "codes": [cast.items[0].code], "level": "meets", "basis": "fact"}
        key = UUID("8f14e45f-ceea-467f-9b1c-0123456789ab")
        actions.save_line(**line, meeting=visiting.meetings[0], key=key)
        with pytest.raises(Refused, match="another meeting"):
            actions.save_line(**line, meeting=visiting.meetings[1], key=key)


def found(visiting, **wanted) -> list[str]:
    with acting(visiting.cast.peer):
        return [row.text for row in bank(visiting.cast.review, Wanted(**wanted), reader=visiting.cast.peer)]


def test_the_bank_is_filtered_searched_and_sorted(visiting):
    items = visiting.cast.items
    note(visiting, 0, "The housing office answers in a week.", level="meets")
    note(visiting, 1, "People feel welcome.", basis="opinion", items=items[2:3])
    note(visiting, 2, "Nobody is asked.", items=items[1:2])
    assert found(visiting, q="hous off") == ["The housing office answers in a week."]
    assert found(visiting, q="WEEK nothing") == []
    assert found(visiting, q="' & | :* (") == found(visiting)
    assert found(visiting, item=str(items[2].pk)) == ["People feel welcome."]
    assert found(visiting, pillar=str(items[2].group_id)) == ["People feel welcome."]
    assert found(visiting, basis="opinion") == ["People feel welcome."]
    assert found(visiting, kind="workshop") == ["Nobody is asked."]
    assert found(visiting, level="meets") == ["The housing office answers in a week."]
    assert found(visiting, session=str(visiting.meetings[1].session.pk)) == ["People feel welcome."]
    assert found(visiting, group="migrants") == ["Nobody is asked.", "People feel welcome."]
    assert found(visiting, sort="item") == [
        "The housing office answers in a week.", "Nobody is asked.", "People feel welcome.",
    ]  # fmt: skip
    assert len(found(visiting, mine="yes")) == 3


def test_the_page_filters_by_its_address(visiting, signed_in):
    note(visiting, 0, "The housing office answers.")
    note(visiting, 1, "People feel welcome.")
    client = signed_in(visiting.cast.peer)
    text = client.get(url(visiting), {"q": "hous", "item": "none", "sort": "nothing"}).content.decode()
    assert "The housing office" in text
    assert "People feel welcome" not in text
    assert "Nothing in the bank" in client.get(url(visiting), {"q": "absent"}).content.decode()


def test_the_bank_takes_the_same_number_of_queries_at_any_length(visiting, signed_in):
    client = signed_in(visiting.cast.peer)

    def count(part: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(visiting, part)).status_code == 200
        return len(queries)

    parts = ("evidence/", "evidence/items/", "coverage/")
    note(visiting, 0)
    for part in parts:
        count(part)
    before = {part: count(part) for part in parts}
    for number in range(3):
        note(visiting, number, f"More {number}", items=visiting.cast.items)
    assert {part: count(part) for part in parts} == before


def test_two_people_change_one_piece_and_both_texts_are_shown(visiting, signed_in):
    piece = note(visiting, 0, "First words.")
    client = signed_in(visiting.cast.peers[1])
    sent = {
        "text": "Second words.", "items": [visiting.cast.items[0].pk], "level": "meets", "basis": "fact",
        "seen": digest("First words."),
    }  # fmt: skip
    assert client.post(f"/evidence/{piece.pk}/", sent).status_code == 303
    answer = client.post(f"/evidence/{piece.pk}/", sent | {"text": "Third words."})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Second words." in text
    assert "Third words." in text
    with acting(visiting.cast.peer), pytest.raises(Stale):
        actions.change_evidence(by=visiting.cast.peer, evidence=piece, text="Fourth.", seen=digest("First words."))


def test_a_piece_is_withdrawn_with_a_reason_and_stays_readable(visiting, signed_in):
    piece, client = note(visiting, 0, "Said twice."), signed_in(visiting.cast.peer)
    assert client.post(f"/evidence/{piece.pk}/withdraw/", {"reason": " "}).status_code == 422
    with acting(visiting.cast.peer), pytest.raises(Refused, match="Say why"):
        actions.withdraw_evidence(by=visiting.cast.peer, evidence=piece, reason=" ")
    assert client.post(f"/evidence/{piece.pk}/withdraw/", {"reason": "They took it back."}).status_code == 303
    assert "Said twice." not in client.get(url(visiting)).content.decode()
    assert "They took it back." in client.get(url(visiting), {"withdrawn": "only"}).content.decode()
    with acting(visiting.cast.peer):
        assert state_of(visiting.cast.review, visiting.cast.items[0]).state == State.NO_EVIDENCE
        with pytest.raises(Refused):
            actions.change_evidence(by=visiting.cast.peer, evidence=piece, text="New.")
    assert client.post(f"/evidence/{piece.pk}/restore/").status_code == 303
    with acting(visiting.cast.peer):
        assert state_of(visiting.cast.review, visiting.cast.items[0]).state == State.SINGLE_SOURCE


def test_two_pieces_of_one_source_are_merged_with_history(visiting, signed_in):
    items = visiting.cast.items
    kept, gone = note(visiting, 0, "Kept."), note(visiting, 0, "Gone.", items=items[1:2])
    client = signed_in(visiting.cast.peer)
    assert client.post(f"/evidence/{gone.pk}/merge/", {"into": kept.pk, "text": "Kept and gone."}).status_code == 303
    with acting(visiting.cast.peer):
        kept, gone = Evidence.objects.get(pk=kept.pk), Evidence.objects.get(pk=gone.pk)
        assert (kept.text, kept.items.count()) == ("Kept and gone.", 2)
        assert gone.merged_into == kept
        assert gone.withdrawn_reason
        events = Evidence.pgh_event_models["changed"].objects.filter(pgh_obj_id=kept.pk).order_by("pgh_id")
        assert [event.text for event in events] == ["Kept.", "Kept and gone."]


def test_pieces_of_two_interviews_are_never_merged_they_corroborate(visiting):
    one, other = note(visiting, 0), note(visiting, 1)
    with acting(visiting.cast.peer), pytest.raises(Refused, match="corroborate"):
        actions.merge_evidence(by=visiting.cast.peer, evidence=one, into=other)


def test_states_of_all_items_take_one_query(visiting, django_assert_num_queries):
    note(visiting, 0)
    note(visiting, 1)
    with acting(visiting.cast.peer), django_assert_num_queries(1):
        found = states(visiting.cast.review)
    first = found[visiting.cast.items[0].pk]
    assert (first.state, first.level, first.sources) == (State.CORROBORATED, "falls_short", 2)


def test_everything_said_is_compared_with_the_initial_report(visiting, signed_in):
    from isopolity.assessments import actions as assessments

    cast = visiting.cast
    type(cast.review).objects.filter(pk=cast.review.pk).update(stage="initial_report")
    with acting(cast.host):
        assessments.save_answer(
            by=cast.host, assessment=cast.assessment, item=cast.items[0], field="level", value="meets"
        )
    note(visiting, 0)
    note(visiting, 1)
    text = signed_in(cast.peer).get(url(visiting, "evidence/items/")).content.decode()
    assert "corroborated" in text

    def agreement() -> str:
        with acting(cast.peer):
            return by_item(cast.review)[0].agreement

    assert agreement() == "differ"
    cast.assessment.answers.update(level="falls_short")
    assert agreement() == "agree"


def test_a_document_supports_through_the_page_and_a_double_click_counts_once(visiting, signed_in):
    client = signed_in(visiting.cast.peer)
    assert client.get(url(visiting, "evidence/new/")).status_code == 200
    sent = {
        "kind": "document", "document": "", "reference": "Housing plan, p. 4", "text": "There is a plan.",
        "items": [visiting.cast.items[0].pk], "level": "meets", "basis": "fact", "context": "",
        "key": "8f4e5f0e-6f0a-4a0c-9b0b-0d4f6f0a4a0c",
    }  # fmt: skip
    for _time in range(2):
        assert client.post(url(visiting, "evidence/new/"), sent).status_code == 303
    with acting(visiting.cast.peer):
        assert Evidence.objects.filter(review=visiting.cast.review).count() == 1
        assert state_of(visiting.cast.review, visiting.cast.items[0]).state == State.LEAD
    assert client.post(url(visiting, "evidence/new/"), sent | {"items": [], "key": ""}).status_code == 422


def test_coverage_names_the_items_that_cannot_reach_two_and_who_could_speak(visiting, signed_in):
    text = signed_in(visiting.cast.peer).get(url(visiting, "coverage/")).content.decode()
    lacking = text.split("cannot reach this")[1].split("Items that reach it")[0]
    assert "WP/L/1" in lacking
    assert "Propose somebody" in lacking
    assert "GG/L/1" not in lacking
