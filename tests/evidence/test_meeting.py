# SPDX-License-Identifier: EUPL-1.2
"""The interview page: lines become evidence, both interviewers write at once, nothing is lost or counted twice."""

from uuid import uuid4

from isopolity.core.principal import acting
from isopolity.evidence.models import Evidence
from isopolity.reviews import actions as reviews
from isopolity.visits.models import PreparedItem, Session


def path(visiting, part: str = "", meeting: int = 0) -> str:
    return f"/meetings/{visiting.meetings[meeting].pk}/{part}"


def line(**facts) -> dict:
    return {
        "key": str(uuid4()), "text": "Parents wait seven months.", "items": ["GG/A/1"], "level": "falls_short",
        "basis": "fact", "context": "", "seen": "", **facts,
    }  # fmt: skip


def test_a_line_becomes_evidence_with_the_interviewers_initials(visiting, signed_in):
    answer = signed_in(visiting.cast.peer).post(path(visiting, "lines/"), line())
    assert answer.json()["citation"] == "GG/A/1 – Interview 1 – AP & BP"
    with acting(visiting.cast.peer):
        piece = Evidence.objects.get(pk=answer.json()["id"])
        assert (piece.kind, piece.initials, piece.interviewee) == ("interview", ["AP", "BP"], visiting.by_host[0])


def test_a_line_sent_twice_is_kept_once(visiting, signed_in):
    client, sent = signed_in(visiting.cast.peer), line()
    first, second = (client.post(path(visiting, "lines/"), sent).json() for _time in range(2))
    assert first == second
    changed = client.post(path(visiting, "lines/"), sent | {"text": "Parents wait eight months."}).json()
    assert changed["id"] == first["id"]
    assert changed["digest"] != first["digest"]


def test_a_line_that_somebody_else_changed_shows_both(visiting, signed_in):
    mine, theirs, sent = signed_in(visiting.cast.peer), signed_in(visiting.cast.peers[1]), line()
    first = mine.post(path(visiting, "lines/"), sent).json()
    theirs.post(path(visiting, "lines/"), sent | {"level": "meets", "seen": first["digest"]})
    answer = mine.post(path(visiting, "lines/"), sent | {"text": "Other.", "seen": first["digest"]})
    assert answer.status_code == 409
    body = answer.json()
    assert body["theirs"]["level"] == "meets"
    assert body["by"] == visiting.cast.peers[1].name
    assert mine.post(path(visiting, "lines/"), sent | {"seen": body["digest"]}).status_code == 200


def test_an_unfinished_line_says_what_is_missing(visiting, signed_in):
    client = signed_in(visiting.cast.peer)
    for lack, words in (({"items": []}, "item code"), ({"level": ""}, "level"), ({"items": ["XX/1"]}, "XX/1")):
        answer = client.post(path(visiting, "lines/"), line(**lack))
        assert answer.status_code == 400
        assert words in answer.json()["message"]
    assert client.post(path(visiting, "lines/"), line(key="no key")).status_code == 400


def test_an_emptied_line_is_withdrawn(visiting, signed_in):
    client, sent = signed_in(visiting.cast.peer), line()
    client.post(path(visiting, "lines/"), sent)
    assert client.post(path(visiting, "lines/"), sent | {"text": ""}).status_code == 200
    with acting(visiting.cast.peer):
        assert Evidence.objects.get(key=sent["key"]).withdrawn_at


def test_both_interviewers_write_at_once_and_see_each_other_s_lines(visiting, signed_in):
    one, other = signed_in(visiting.cast.peer), signed_in(visiting.cast.peers[1])
    cursor = other.get(path(visiting, "feed/")).json()["after"]
    sent = line()
    one.post(path(visiting, "lines/"), sent)
    news = other.get(path(visiting, "feed/"), {"after": cursor}).json()
    assert [row["key"] for row in news["lines"]] == [sent["key"]]
    assert news["lines"][0]["mine"] is False
    assert one.get(path(visiting, "feed/"), {"after": cursor}).json()["lines"] == []
    one.post(path(visiting, "lines/"), sent | {"text": ""})
    news = other.get(path(visiting, "feed/"), {"after": cursor}).json()
    assert news["lines"][0]["text"].startswith("Withdrawn")
    assert other.get(path(visiting, "feed/"), {"after": "never"}).status_code == 200


def test_the_page_shows_questions_beside_the_lines(visiting, signed_in):
    cast, by = visiting.cast, visiting.cast.peers[1]
    type(cast.review).objects.filter(pk=cast.review.pk).update(stage="desk_review")
    cast.review.refresh_from_db()
    with acting(by):
        for field, value in (("questions", "Since when?\nFor whom?"), ("hypothesis", "It is rarely asked.")):
            reviews.save_desk_note(by=by, review=cast.review, item=cast.items[0], field=field, value=value)
    client = signed_in(by)
    assert client.post(path(visiting, "prepare/"), {"desk": "yes"}).status_code == 303
    text = client.get(path(visiting)).content.decode()
    assert "Since when?" in text
    assert "Hypothesis: It is rarely asked." in text
    with acting(by):
        rows = PreparedItem.objects.filter(meeting=visiting.meetings[0])
        assert [row.item for row in rows] == cast.items[:2]
        row = rows[0]
    client.post(path(visiting, "prepare/"), {"item": row.item_id, "questions": "Only this?"})
    client.post(path(visiting, "prepare/"), {"desk": "yes"})
    assert "Only this?" in client.get(path(visiting)).content.decode()
    client.post(path(visiting, "prepare/"), {"remove": row.pk})
    with acting(by):
        assert not PreparedItem.objects.filter(pk=row.pk).exists()


def test_consent_notes_and_holding(visiting, signed_in):
    client = signed_in(visiting.cast.peer)
    client.post(path(visiting, "consent/"))
    assert client.post(path(visiting, "notes/"), {"field": "notes", "value": "Calm.", "seen": ""}).status_code == 409
    seen = "e3b0c44298fc1c14"  # the mark of an empty text
    answer = client.post(path(visiting, "notes/"), {"field": "notes", "value": "Calm.", "seen": seen})
    assert answer.status_code == 200
    assert client.post(path(visiting, "hold/")).status_code == 303
    with acting(visiting.cast.peer):
        session = Session.objects.select_related("meeting").get(meeting=visiting.meetings[0])
        assert session.consent_at
        assert (session.notes, session.meeting.state) == ("Calm.", "held")


def test_nobody_outside_the_team_opens_a_meeting(visiting, signed_in):
    for role in ("host", "secretariat", "operator", "other_peer", "removed_peer", "outsider"):
        client = signed_in(getattr(visiting.cast, role))
        assert client.get(path(visiting)).status_code == 404
        assert client.get(path(visiting, "feed/")).status_code == 404
        assert client.post(path(visiting, "lines/"), line()).status_code == 404
