# SPDX-License-Identifier: EUPL-1.2
"""Saving answers field by field: who may, what is refused, what happens when two people write."""

import json

import pytest
from django.urls import reverse

from isopolity.assessments import actions
from isopolity.assessments.models import Answer, Contribution
from isopolity.benchmarks import actions as benchmarks
from isopolity.core.autosave import digest
from isopolity.core.errors import NotAllowed, Refused, Stale
from isopolity.core.principal import acting


def url(cast, item=0):
    return reverse("answer", args=[cast.assessment.pk, cast.items[item].pk])


def save(cast, who, *, item=0, **changes):
    with acting(who):
        return actions.save_answer(by=who, assessment=cast.assessment, item=cast.items[item], **changes)


def test_a_saved_field_comes_back(cast, client):
    client.force_login(cast.host)
    answer = client.post(url(cast), {"field": "achieved", "value": "A plan since 2024.", "seen": digest("")})
    assert answer.status_code == 200
    assert answer.json()["digest"] == digest("A plan since 2024.")
    assert b"A plan since 2024." in client.get(url(cast)).content
    row = Answer.objects.get(assessment=cast.assessment, item=cast.items[0])
    assert row.changed_by == cast.host


def test_one_save_costs_few_queries(cast, client, django_assert_num_queries):
    """Session, person, who acts, assessment, own cities, write."""
    client.force_login(cast.host)
    address = url(cast)
    client.post(address, {"field": "achieved", "value": "one", "seen": ""})
    with django_assert_num_queries(6 + 3):  # three of the test itself: it wraps the request's transaction in its own
        client.post(address, {"field": "achieved", "value": "two", "seen": digest("one")})
    assert Answer.objects.get().achieved == "two"


def test_two_writers_of_one_field_see_both_texts(cast, client):
    save(cast, cast.host, field="achieved", value="first")
    client.force_login(cast.contributor)
    answer = client.post(url(cast), {"field": "achieved", "value": "mine", "seen": digest("")})
    assert answer.status_code == 409
    assert answer.json() == {"theirs": "first", "by": cast.host.name, "digest": digest("first")}
    again = client.post(url(cast), {"field": "achieved", "value": "mine", "seen": digest("first")})
    assert again.status_code == 200


def test_another_field_of_the_same_answer_is_no_conflict(cast):
    save(cast, cast.host, field="achieved", value="first")
    save(cast, cast.contributor, field="aspired", value="more", seen=digest(""))
    row = Answer.objects.get(assessment=cast.assessment, item=cast.items[0])
    assert (row.achieved, row.aspired) == ("first", "more")


def test_the_same_text_twice_changes_nothing(cast):
    save(cast, cast.host, field="achieved", value="text")
    before = Answer.objects.get(assessment=cast.assessment, item=cast.items[0]).changed_at
    save(cast, cast.host, field="achieved", value="text", seen=digest(""))
    assert Answer.objects.get(assessment=cast.assessment, item=cast.items[0]).changed_at == before


def test_nobody_is_faster_unseen(cast, monkeypatch):
    """Between reading and writing somebody else wrote: the save looks again instead of writing over it."""
    save(cast, cast.host, field="achieved", value="first")
    from isopolity.assessments.actions import answers

    def slow(by, assessment, item, field, **what):
        Answer.objects.filter(item=item.pk).update(achieved="theirs")
        return real(by, assessment, item, field, **what)

    real = answers._written_over
    monkeypatch.setattr(answers, "_written_over", slow)
    with pytest.raises(Stale) as caught:
        save(cast, cast.host, field="achieved", value="mine", seen=digest("first"))
    assert caught.value.theirs == "theirs"


def test_an_empty_value_makes_no_row(cast):
    save(cast, cast.host, field="achieved", value="  ")
    assert not Answer.objects.exists()


def test_unknown_levels_and_fields_are_refused(cast, client):
    client.force_login(cast.host)
    assert client.post(url(cast), {"field": "level", "value": "brilliant"}).status_code == 400
    assert client.post(url(cast), {"field": "changed_by", "value": "1"}).status_code == 400
    assert client.post(url(cast), {"field": "political", "value": "x" * 201}).status_code == 400
    assert "message" in client.post(url(cast), {"field": "level", "value": "brilliant"}).json()


def test_an_item_of_another_benchmark_is_out_of_reach(cast, client):
    from tests.cast import small_benchmark

    with acting(cast.operator):
        other = benchmarks.import_version(by=cast.operator, content=small_benchmark("urn:test:other"))
    client.force_login(cast.host)
    address = reverse("answer", args=[cast.assessment.pk, other.items.first().pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"field": "achieved", "value": "x"}).status_code == 404


def test_a_hidden_item_is_out_of_reach(cast, client):
    with acting(cast.secretariat):
        benchmarks.change_overlay(by=cast.secretariat, adoption=cast.adoption, item=cast.items[1], is_hidden=True)
    client.force_login(cast.host)
    assert client.get(url(cast, 1)).status_code == 404
    assert client.post(url(cast, 1), {"field": "achieved", "value": "x"}).status_code == 404


def test_a_contributor_writes_only_what_was_asked_for(cast, client):
    client.force_login(cast.contributor)
    assert client.get(url(cast, 0)).status_code == 200
    assert client.post(url(cast, 0), {"field": "achieved", "value": "x"}).status_code == 200
    assert client.get(url(cast, 1)).status_code == 404
    assert client.post(url(cast, 1), {"field": "achieved", "value": "x"}).status_code == 404
    with acting(cast.contributor), pytest.raises(NotAllowed):
        actions.save_answer(
            by=cast.contributor, assessment=cast.assessment, item=cast.items[1], field="achieved", value="x"
        )


def test_a_part_handed_in_does_not_change(cast, client):
    part = Contribution.objects.get()
    with acting(cast.contributor):
        actions.submit_contribution(by=cast.contributor, contribution=part)
    client.force_login(cast.contributor)
    assert client.get(url(cast)).status_code == 200
    assert client.post(url(cast), {"field": "achieved", "value": "x"}).status_code == 404


@pytest.mark.parametrize("role", ["secretariat", "facilitator", "peer", "outsider", "operator", "hosting_peer"])
def test_nobody_else_writes_or_opens_it(cast, client, role):
    client.force_login(getattr(cast, role))
    assert client.get(url(cast)).status_code == 404
    assert client.post(url(cast), {"field": "achieved", "value": "x"}).status_code == 404


def test_script_in_every_field_is_shown_as_text(cast, client):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    client.force_login(cast.host)
    for field in Answer.TEXTS:
        assert client.post(url(cast), {"field": field, "value": evil}).status_code == 200
    for name in Answer.TEXTS:
        assert getattr(Answer.objects.get(), name) == evil
    assert b"<script>alert" not in client.get(url(cast)).content
    assert b"<img src=x" not in client.get(url(cast)).content


def test_long_and_right_to_left_answers_are_kept(cast, client):
    client.force_login(cast.host)
    for text in ("a" * 10_000, "البلدية تعلم اللغة " * 500, "ש\u200fלום"):
        answer = client.post(url(cast), {"field": "how", "value": text})
        assert answer.status_code == 200
        assert Answer.objects.get().how == text.strip()
    too_long = client.post(url(cast), {"field": "how", "value": "a" * 60_001})
    assert too_long.status_code == 400
    assert "60,000" in too_long.json()["message"]


def test_background_keeps_tables_and_drops_scripts(cast, client):
    section = cast.version.background_sections.get()
    address = reverse("background", args=[cast.assessment.pk, section.pk])
    client.force_login(cast.host)
    html = "<table><tr><td onclick='x()'>1</td></tr></table><script>alert(1)</script>"
    assert client.post(address, {"field": "body", "value": html, "seen": digest("")}).status_code == 200
    body = cast.assessment.background_texts.get().body
    assert "<td>1</td>" in body
    assert "script" not in body
    assert "onclick" not in body
    stale = client.post(address, {"field": "body", "value": "<p>other</p>", "seen": digest("")})
    assert stale.status_code == 409
    assert json.loads(stale.content)["theirs"] == body


def test_a_contributor_does_not_open_other_sections_or_the_background(cast, client):
    section = cast.version.background_sections.get()
    client.force_login(cast.contributor)
    assert client.get(reverse("background", args=[cast.assessment.pk, section.pk])).status_code == 404
    assert client.get(reverse("provenance", args=[cast.assessment.pk])).status_code == 404
    assert client.get(reverse("contributors", args=[cast.assessment.pk])).status_code == 404


def test_provenance_and_context_are_saved(cast, client):
    client.force_login(cast.host)
    address = reverse("provenance", args=[cast.assessment.pk])
    assert client.post(address, {"field": "drafted_by", "value": "The office", "seen": digest("")}).status_code == 200
    factor = cast.version.context_factors.get()
    note = reverse("context_note", args=[cast.assessment.pk, factor.pk])
    assert client.post(note, {"field": "body", "value": "State law", "seen": digest("")}).status_code == 200
    page = client.get(address).content
    assert b"The office" in page
    assert b"State law" in page


def test_a_note_on_context_never_replaces_an_answer(cast):
    factor = cast.version.context_factors.get()
    with acting(cast.host):
        actions.save_context_note(by=cast.host, assessment=cast.assessment, factor=factor, value="The law forbids it.")
        assert len(actions.unanswered(cast.assessment)) == 4
        with pytest.raises(Refused):
            actions.submit(by=cast.host, assessment=cast.assessment)
