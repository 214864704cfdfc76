# SPDX-License-Identifier: EUPL-1.2
"""Pages of questionnaires: read, write, import, try."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from isopolity.core.principal import acting
from isopolity.surveys import actions
from isopolity.surveys.models import Questionnaire
from tests.surveys.sheets import book
from tests.surveys.xlsforms import FORMS


@pytest.fixture
def draft(cast):
    with acting(cast.secretariat):
        return actions.create_from_library(by=cast.secretariat, project=cast.project, name="mile-follow-up")


@pytest.fixture
def page(cast, client):
    client.force_login(cast.secretariat)

    def get(name, *args, **data):
        return client.get(reverse(name, args=args), data).content.decode()

    return get


def post(client, page_name, /, *args, **data):
    return client.post(reverse(page_name, args=args), data)


def test_partners_read_only_what_is_published(cast, client, draft):
    client.force_login(cast.host)
    assert client.get(reverse("questionnaire", args=[draft.pk])).status_code == 404
    assert "Follow-up" not in client.get(reverse("questionnaires", args=[cast.project.pk])).content.decode()
    with acting(cast.secretariat):
        actions.publish_questionnaire(by=cast.secretariat, questionnaire=draft)
    shown = client.get(reverse("questionnaire", args=[draft.pk])).content.decode()
    assert "Does the support group still work?" in shown
    assert "question-tools" not in shown
    assert client.get(reverse("questionnaire_publish", args=[draft.pk])).status_code == 404
    for outsider in (cast.outsider, cast.operator if False else cast.association):
        client.force_login(outsider)
        assert client.get(reverse("questionnaire", args=[draft.pk])).status_code == 404


def test_one_is_made_from_the_library_changed_and_published(cast, client, page):
    answer = post(client, "questionnaire_new", cast.project.pk, name="support-group-self-check")
    assert answer.status_code == 303
    one = Questionnaire.objects.get()
    assert "Self-check of a support group" in page("questionnaire", one.pk)
    shown = page("question_add", one.pk, kind="scale", after="overall")
    assert "Words at the low end" in shown
    url = reverse("question_add", args=[one.pk]) + "?kind=scale&after=overall"
    sent = {"name": "mood", "label_en": "How do you feel?", "low": "1", "high": "3", "step": "1", "low_en": "Tired"}
    assert client.post(url, sent).status_code == 303
    added = Questionnaire.objects.get().definition["elements"][-1]["elements"][-1]
    assert added["scale"] == {"low": 1.0, "high": 3.0, "step": 1.0, "labels": {"1": {"en": "Tired"}}}
    wrong = client.post(url, sent | {"name": "worse", "relevant": "${mood} >"})
    assert "ends too early" in wrong.content.decode()
    assert post(client, "questionnaire_publish", one.pk).status_code == 303
    assert Questionnaire.objects.get().state == "published"
    assert post(client, "questionnaire_version", one.pk).status_code == 303


def test_every_question_can_be_opened_and_saved_without_a_change(cast, client, draft, page):
    before = draft.definition
    from isopolity.surveys.form import form_of

    for element in form_of(before).walk():
        form = client.get(reverse("question_change", args=[draft.pk, element.key])).context["form"]
        sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
        answer = post(client, "question_change", draft.pk, element.key, **sent)
        assert answer.status_code == 303, (element.key, answer.context["form"].errors)
    assert Questionnaire.objects.get(pk=draft.pk).definition == before


def test_questions_move_and_go_from_the_page(cast, client, draft, page):
    assert post(client, "questionnaire", draft.pk, do="up:plan_engaged").status_code == 303
    names = [row["name"] for row in Questionnaire.objects.get().definition["elements"][2]["elements"]]
    assert names[:2] == ["plan_engaged", "plan_stage"]
    answer = client.post(reverse("questionnaire", args=[draft.pk]), {"do": "remove:plan_engaged"}, follow=True)
    assert "There is no question “plan_engaged”" in answer.content.decode()


def test_an_xlsform_through_the_pages(cast, client, page):
    def send(name):
        file = SimpleUploadedFile("form.xlsx", book(**FORMS[name]))
        return client.post(reverse("questionnaire_import", args=[cast.project.pk]), {"file": file}, follow=True)

    assert "Unmatched" in send("group never ends").content.decode()
    assert "in a circle" in send("circle").content.decode()
    shown = send("places and codes").content.decode()
    assert "geotrace" in shown
    answer = post(client, "questionnaire_import_preview", cast.project.pk, decision="take")
    assert answer.status_code == 303
    assert Questionnaire.objects.get().origin == "xlsform"
    assert client.get(reverse("questionnaire_import_preview", args=[cast.project.pk])).status_code == 404
    one = Questionnaire.objects.get()
    again = client.get(reverse("questionnaire_xlsform", args=[one.pk]))
    assert again.content.startswith(b"PK")


def _fill(client: Client, draft, sent, **more):
    answer = client.post(reverse("questionnaire_try", args=[draft.pk]), sent | more)
    filling = answer.context["filling"]
    return (
        {"section": filling.section, "kept": answer.context["kept"], "language": "en"},
        filling,
        answer.content.decode(),
    )


def test_trying_runs_the_conditions_on_the_server(cast, client, draft, page):
    assert "For whom do you answer?" in page("questionnaire_try", draft.pk)
    assert "Für wen antworten Sie?" in page("questionnaire_try", draft.pk, language="de")
    sent, filling, shown = _fill(client, draft, {"section": "you", "do": "next", "s@answering_for": "1"})
    assert filling.section == "you"
    assert "Please answer this question." in shown
    sent, filling, shown = _fill(
        client, draft, sent, **{"do": "next", "s@answering_for": "1", "q@answering_for": "city"}
    )
    assert filling.section == "support_group"
    assert "Which group did it join?" not in shown
    sent, filling, shown = _fill(
        client, draft, sent, **{"do": "look", "s@group_continues": "1", "q@group_continues": "merged"}
    )
    assert "Which group did it join?" in shown
    sent, filling, shown = _fill(client, draft, sent, do="go:plan_implementation")
    more = {"s@plan_stage": "1", "q@plan_stage": "in_part", "s@funding_secured": "1", "q@funding_secured": "yes"}
    sent, filling, shown = _fill(client, draft, sent, do="look", **more)
    sent, filling, shown = _fill(client, draft, sent, do="add:n@funding", **{"n@funding": "0"})
    assert "q0@money_actual" in shown
    money = {"n@funding": "1", "s0@money_actual": "1", "q0@money_actual": "12 500,50", "do": "add:n@funding"}
    sent, filling, shown = _fill(client, draft, sent, **money)
    assert filling.state.counted()["money_total"] == 12500.5
    assert len(filling.answers["funding"]) == 2
    sent, filling, shown = _fill(client, draft, sent, **{"n@funding": "2", "do": "remove:n0@funding"})
    assert len(filling.answers["funding"]) == 1
    sent, filling, shown = _fill(client, draft, sent, do="go:~end")
    assert filling.is_end
    assert {fault.section for fault in filling.faults} >= {"plan_implementation", "authorities"}


def test_a_part_of_the_page_for_htmx_and_nonsense_is_survived(cast, client, draft, page):
    url = reverse("questionnaire_try", args=[draft.pk])
    part = client.post(url, {"section": "you", "do": "look"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    for kept in ("", "[]", "7", "{", "[" * 5000, '{"funding": 7, "impact_kinds": [1], "answering_for": {"a": []}}'):
        for section in ("you", "plan_implementation", "nowhere", "~end"):
            assert client.post(url, {"kept": kept, "section": section, "do": "next"}).status_code == 200
    assert (
        client.post(url, {"section": "plan_implementation", "n@funding": "9" * 30, "do": "add:n@funding"}).status_code
        == 200
    )


def test_lists_cost_the_same_queries_with_more_rows(cast, client, draft, page, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = reverse("questionnaires", args=[cast.project.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    with acting(cast.secretariat):
        for _n in range(2):
            actions.create_from_library(by=cast.secretariat, project=cast.project, name="mile-follow-up")
    with CaptureQueriesContext(connection) as three:
        client.get(url)
    assert len(one) == len(three) <= 20
