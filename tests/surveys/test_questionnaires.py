# SPDX-License-Identifier: EUPL-1.2
"""Making, writing, publishing questionnaires; what is published stays."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, connection, transaction
from django.db.utils import IntegrityError

from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.surveys import actions
from isopolity.surveys.actions.editing import mark_of
from isopolity.surveys.form.xlsform import write_xlsform
from isopolity.surveys.models import ImportDraft, Questionnaire, QuestionnaireState
from tests.surveys.made import definition, q
from tests.surveys.sheets import book
from tests.surveys.xlsforms import FORMS


@pytest.fixture
def by(cast):
    with acting(cast.secretariat):
        yield cast.secretariat


@pytest.fixture
def draft(cast, by):
    return actions.create_from_library(by=by, project=cast.project, name="mile-follow-up")


def upload(content: bytes, name: str = "form.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_only_the_secretariat_makes_them(cast):
    with acting(cast.host), pytest.raises(NotAllowed):
        actions.create_questionnaire(by=cast.host, project=cast.project, title="Ours")


def test_a_published_version_gets_rows_for_its_questions(cast, by, draft):
    actions.publish_questionnaire(by=by, questionnaire=draft)
    rows = {row.key: row for row in draft.questions.all()}
    assert draft.state == QuestionnaireState.PUBLISHED
    assert rows["group_continues"].section == "support_group"
    assert (rows["money_actual"].repeat, rows["money_actual"].kind) == ("funding", "money")
    assert (rows["impact_ideas"].part_of, rows["impact_ideas"].kind) == ("impact_kinds", "one_choice")
    assert "money_note" not in rows
    assert [row.position for row in draft.questions.all()] == list(range(len(rows)))


def test_a_published_version_is_frozen_by_the_database(cast, by, draft):
    actions.publish_questionnaire(by=by, questionnaire=draft)
    for sql in (
        "UPDATE surveys_questionnaire SET title = '{}' WHERE id = %s",
        "UPDATE surveys_questionnaire SET state = 'draft' WHERE id = %s",
        "UPDATE surveys_question SET kind = 'text' WHERE questionnaire_id = %s",
    ):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [draft.pk])
    for act in (actions.drop_questionnaire, lambda **k: actions.remove_question(key="advice", **k)):
        with pytest.raises(NotAllowed):
            act(by=by, questionnaire=draft)


def test_the_next_version_keeps_keys_and_tells_what_changed(cast, by, draft):
    actions.publish_questionnaire(by=by, questionnaire=draft)
    second = actions.new_version(by=by, questionnaire=draft)
    assert (second.number, second.state, second.series) == (2, "draft", draft.series)
    with pytest.raises(Refused, match="already"):
        actions.new_version(by=by, questionnaire=draft)
    old = next(one for one in second.definition["elements"][-1]["elements"] if one["name"] == "advice")
    actions.change_question(by=by, questionnaire=second, key="advice", question=old | {"label": {"en": "Your advice?"}})
    actions.publish_questionnaire(by=by, questionnaire=second)
    draft.refresh_from_db()
    assert draft.state == QuestionnaireState.SUPERSEDED
    before, after = ({row.key: row.digest for row in one.questions.all()} for one in (draft, second))
    assert [key for key in before if before[key] != after[key]] == ["advice"]


def test_questions_are_added_changed_moved_and_removed(cast, by):
    one = actions.create_questionnaire(by=by, project=cast.project, title="Ours", languages=["en", "fr"])

    def names() -> list[str]:
        fresh = Questionnaire.objects.get(pk=one.pk)
        return [
            f"{row['name']}({','.join(r['name'] for r in row.get('elements', []))})"
            for row in fresh.definition["elements"]
        ]

    facts = {"by": by, "questionnaire": one}
    actions.add_question(**facts, question=q("group", "g", elements=[]))
    actions.add_question(**facts, question=q("text", "a"), after="g")
    actions.add_question(**facts, question=q("one_choice", "b", choices="l"), choices=[{"name": "x"}, {"name": "y"}])
    actions.add_question(**facts, question=q("text", "c", relevant="${b} = 'x'"), after="b")
    assert names() == ["g(a)", "b()", "c()"]
    actions.move_question(**facts, key="b", way="up")
    assert names() == ["g(a,b)", "c()"]
    actions.move_question(**facts, key="b", way="up")
    actions.move_question(**facts, key="b", way="up")
    assert names() == ["b()", "g(a)", "c()"]
    actions.change_question(**facts, key="b", question=q("one_choice", "bee", choices="l"))
    assert Questionnaire.objects.get(pk=one.pk).definition["elements"][2]["relevant"] == "${bee} = 'x'"
    with pytest.raises(Refused, match="There is no question “bee”"):
        actions.remove_question(**facts, key="bee")
    actions.remove_question(**facts, key="c")
    actions.remove_question(**facts, key="bee")
    assert names() == ["g(a)"]
    with pytest.raises(Refused, match="There is no question yet"):
        actions.publish_questionnaire(
            by=by, questionnaire=actions.create_questionnaire(by=by, project=cast.project, title="E")
        )


def test_a_fault_is_refused_beside_its_field_and_nothing_changes(cast, by, draft):
    with pytest.raises(Refused) as caught:
        actions.add_question(by=by, questionnaire=draft, question=q("text", "x", relevant="${nobody} = 1"))
    assert "nobody" in caught.value.fields["relevant"]
    assert Questionnaire.objects.get(pk=draft.pk).definition == draft.definition


def test_a_change_that_begins_from_an_older_draft_is_refused(cast, by, draft):
    seen = mark_of(Questionnaire.objects.get(pk=draft.pk))
    actions.remove_question(by=by, questionnaire=draft, key="advice", seen=seen)
    with pytest.raises(Refused, match="in the meantime"):
        actions.remove_question(by=by, questionnaire=draft, key="may_call", seen=seen)


def test_an_xlsform_is_looked_at_then_taken(cast, by):
    made = definition(q("text", "a"), q("geopoint", "g") | {"kind": "foreign", "was": "geopoint"})
    preview = actions.preview_xlsform(by=by, project=cast.project, file=upload(write_xlsform(made)))
    assert any("geopoint" in line for line in preview.left_out)
    one = actions.take_xlsform(by=by, draft=preview)
    assert one.definition == made
    assert not ImportDraft.objects.exists()


def test_a_refused_file_gives_the_converters_words_or_ours(cast, by):
    with pytest.raises(Refused, match="Unmatched 'begin_group'"):
        actions.preview_xlsform(by=by, project=cast.project, file=upload(book(**FORMS["group never ends"])))
    with pytest.raises(Refused) as caught:
        actions.preview_xlsform(by=by, project=cast.project, file=upload(book(**FORMS["unknown function"])))
    assert "[row : 2] a · constraint" in caught.value.fields["1"]
    with pytest.raises(Refused, match="no XLSForm"):
        actions.preview_xlsform(by=by, project=cast.project, file=upload(b"\x00\x01\x02"))
