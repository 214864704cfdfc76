# SPDX-License-Identifier: EUPL-1.2
"""Waves: planned, opened and closed by the clock, letters, reminders, contacts forgotten."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from isopolity.accounts.models import Notice
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from isopolity.surveys import actions
from isopolity.surveys.jobs import keep_time
from isopolity.surveys.models import Contact, PersonalLink, Respondent, Response, Wave


def test_whoever_has_a_role_is_asked(wave):
    names = sorted(map(str, Respondent.objects.filter(wave=wave)))
    assert names == ["Levanto", "Nordhavn", "Open Levanto", "Region of Levanto"]


def test_a_wave_needs_a_published_questionnaire_and_its_date(cast, asked):
    with acting(cast.secretariat):
        draft = actions.create_questionnaire(by=cast.secretariat, project=cast.mentoring, title="Draft")
        facts = {"project": cast.mentoring, "questionnaire": draft, "title": "W", "roles": []}
        with pytest.raises(Refused) as refused:
            actions.create_wave(by=cast.secretariat, counted_from="date", **facts)
    assert set(refused.value.fields) == {"questionnaire", "roles", "base_date"}


def test_only_the_secretariat_plans(cast, asked):
    with acting(cast.host), pytest.raises(NotAllowed):
        actions.create_wave(by=cast.host, project=cast.mentoring, questionnaire=asked, title="W", roles=["city"])


def test_the_clock_opens_reminds_closes_and_forgets(cast, wave, run_jobs):
    """Four months after 31 January is 31 May: the day has come. Mail goes to contacts and to people with accounts."""
    assert wave.opens_on == date(2026, 5, 31)
    nordhavn = Respondent.objects.select_related("wave__questionnaire").get(wave=wave, partner__city__name="Nordhavn")
    with acting(cast.secretariat):
        actions.save_contact(by=cast.secretariat, respondent=nordhavn, name="Desk", email="Desk@nordhavn.example")
    keep_time.run()
    wave.refresh_from_db()
    assert wave.is_open
    assert Notice.objects.filter(person=cast.host, key__startswith="survey-").count() == 2  # the city and its group
    run_jobs()
    assert [letter.to for letter in mail.outbox] == [["desk@nordhavn.example"]]
    assert "/answer/" in mail.outbox[0].body
    keep_time.run()
    run_jobs()
    assert len(mail.outbox) == 1, "not reminded on the first day"
    Wave.objects.update(opened_on=timezone.localdate() - timedelta(days=20))
    keep_time.run()
    keep_time.run()
    run_jobs()
    assert len(mail.outbox) == 2
    assert "no answer yet" in mail.outbox[1].body
    Wave.objects.update(closes=timezone.localdate() - timedelta(days=1))
    keep_time.run()
    wave.refresh_from_db()
    assert wave.state == "closed"
    assert not PersonalLink.objects.filter(revoked_at=None).exists()
    Wave.objects.update(closed_on=timezone.localdate() - timedelta(days=200))
    keep_time.run()
    with acting(cast.secretariat):
        assert not Contact.objects.exists()
    wave.refresh_from_db()
    assert wave.purged_on


def test_only_those_who_have_not_answered_are_reminded(cast, open_wave, levanto):
    with acting(cast.host):
        actions.save_answers(by=cast.host, respondent=levanto, changes={"goes_on": "yes"})
        actions.submit_response(by=cast.host, respondent=levanto)
    with acting(cast.secretariat):
        assert actions.remind_everybody(by=cast.secretariat, wave=open_wave) == 3
        with pytest.raises(Refused):
            actions.remind(by=cast.secretariat, respondent=levanto)


def test_terms_do_not_change_once_it_is_open(cast, open_wave):
    with acting(cast.secretariat):
        with pytest.raises(Refused):
            actions.change_wave(by=cast.secretariat, wave=open_wave, consent="Another one")
        later = timezone.localdate() + timedelta(days=90)
        assert actions.change_wave(by=cast.secretariat, wave=open_wave, closes=later).closes == later


# --- Personal links -------------------------------------------------------------------------------------------------
@pytest.fixture
def link(cast, levanto):
    with acting(cast.secretariat):
        return actions.make_link(by=cast.secretariat, respondent=levanto)


def send(client, link, **fields):
    return client.post(f"/answer/{link}/", fields)


def test_a_link_answers_without_an_account(client, link, levanto, cast):
    page = client.get(f"/answer/{link}/").content.decode()
    assert "Question goes_on" in page
    assert "Question why" not in page
    first = {"section": "first", "s@goes_on": "1", "q@goes_on": "no"}
    page = send(client, link, **first, do="look").content.decode()
    assert "Question why" in page
    page = send(client, link, **first, do="next").content.decode()
    assert "Please mend this first" in page
    assert 'href="#f-q-why"' in page
    first |= {"s@why": "1", "q@why": "No money."}
    assert "Second page" in send(client, link, **first, do="next").content.decode()
    assert "No money." in client.get(f"/answer/{link}/print/").content.decode()
    send(client, link, section="second", do="next", **{"s@sum": "1", "q@sum": "1 200,5", "q@sum~currency": "EUR"})
    assert "handed in" in send(client, link, do="submit").content.decode()
    with acting(cast.secretariat):
        found = Response.objects.get(respondent=levanto)
        assert found.counted == {
            "goes_on": "no", "why": "No money.", "sum": {"amount": "1200.50", "currency": "EUR"}
        }  # fmt: skip
        assert (found.mode, found.typed_by) == ("body", None)


def test_a_link_ends_with_the_wave_and_when_it_is_revoked(client, link, levanto, cast):
    assert client.get("/answer/nothing/").status_code == 404
    with acting(cast.secretariat):
        actions.revoke_links(by=cast.secretariat, respondent=levanto)
        other = actions.make_link(by=cast.secretariat, respondent=levanto)
    assert client.get(f"/answer/{link}/").status_code == 404
    assert client.get(f"/answer/{other}/").status_code == 200
    with acting(cast.secretariat):
        actions.close_wave(by=cast.secretariat, wave=levanto.wave)
    assert client.get(f"/answer/{other}/").status_code == 404
    assert send(client, other, section="first", do="look").status_code == 404


def test_the_secret_is_kept_as_a_hash_only_and_never_logged(link, owner_sql):
    from isopolity.core.logs import without_secrets

    assert link not in str(list(PersonalLink.objects.values()))
    assert without_secrets(None, "", {"path": f"/answer/{link}/print/"})["path"] == "/answer/…/print/"
    assert re.fullmatch(r"[\w-]{43}", link)


# --- Answering ------------------------------------------------------------------------------------------------------
def test_what_stands_is_not_lost_when_two_write(cast, client, levanto):
    client.force_login(cast.host)
    page = client.get(f"/respondents/{levanto.pk}/answers/")
    sent = {"section": "second", "do": "look", "s@note": "1", "q@note": "Mine", "seen": ""}
    client.post(f"/respondents/{levanto.pk}/answers/", sent)
    stale = client.post(f"/respondents/{levanto.pk}/answers/", sent | {"q@note": "A late one", "seen": "0" * 16})
    assert page.status_code == 200
    assert stale.status_code == 409
    assert "A late one" in stale.content.decode()
    with acting(cast.host):
        assert Response.objects.get().answers["note"] == "Mine"


def test_consent_comes_before_the_first_question(cast, client, wave):
    with acting(cast.secretariat):
        actions.change_wave(by=cast.secretariat, wave=wave, consent="We keep your answers for a year.")
        actions.open_wave(by=cast.secretariat, wave=wave)
    body = Respondent.objects.select_related("wave__questionnaire", "wave__project", "partner").get(
        wave=wave, partner__city__name="Levanto"
    )
    client.force_login(cast.host)
    url = f"/respondents/{body.pk}/answers/"
    assert "Question goes_on" not in client.get(url).content.decode()
    with acting(cast.host), pytest.raises(Refused):
        actions.save_answers(by=cast.host, respondent=body, changes={"note": "x"})
    assert "Question goes_on" in client.post(url, {"do": "agree"}).content.decode()
    assert "Question goes_on" in client.get(url).content.decode()


def test_by_telephone_the_interviewer_types_and_it_is_marked(cast, levanto):
    with acting(cast.outsider), pytest.raises(NotAllowed):
        actions.save_answers(by=cast.outsider, respondent=levanto, changes={"note": "x"})
    with acting(cast.secretariat):
        actions.name_interviewer(by=cast.secretariat, respondent=levanto, person=cast.outsider)
    with acting(cast.outsider):
        found = actions.save_answers(by=cast.outsider, respondent=levanto, changes={"note": "x"})
        assert (found.mode, found.typed_by) == ("telephone", cast.outsider)
    with acting(cast.host):
        assert actions.save_answers(by=cast.host, respondent=levanto, changes={"note": "y"}).mode == "body"


def test_what_was_handed_in_is_opened_again_with_a_reason(cast, levanto):
    with acting(cast.host):
        with pytest.raises(Refused) as refused:
            actions.submit_response(by=cast.host, respondent=levanto)
        assert set(refused.value.fields) == {"goes_on"}
        actions.save_answers(by=cast.host, respondent=levanto, changes={"goes_on": "yes"})
        actions.submit_response(by=cast.host, respondent=levanto)
        with pytest.raises(Refused):
            actions.save_answers(by=cast.host, respondent=levanto, changes={"goes_on": "no"})
        with pytest.raises(NotAllowed):
            actions.reopen_response(by=cast.host, respondent=levanto, reason="I want to")
    with acting(cast.secretariat):
        with pytest.raises(Refused):
            actions.reopen_response(by=cast.secretariat, respondent=levanto, reason=" ")
        actions.reopen_response(by=cast.secretariat, respondent=levanto, reason="The sum was wrong.")
    with acting(cast.host):
        actions.save_answers(by=cast.host, respondent=levanto, changes={"goes_on": "no"})


def test_unknown_questions_and_huge_answers_are_refused(cast, levanto):
    with acting(cast.host):
        for changes in ({"other": "x"}, {"note": "x" * 600_000}):
            with pytest.raises(Refused):
                actions.save_answers(by=cast.host, respondent=levanto, changes=changes)


# --- Pages ----------------------------------------------------------------------------------------------------------
def test_pages_of_the_secretariat(cast, client, asked):
    client.force_login(cast.secretariat)
    project = cast.mentoring.pk
    assert "No survey yet" in client.get(f"/projects/{project}/surveys/").content.decode()
    facts = {
        "title": "After a year", "questionnaire": asked.pk, "roles": ["city"], "months": 12, "counted_from": "date",
        "base_date": "2026-01-31", "open_weeks": 6, "remind_days": 14, "purge_months": 6,
    }  # fmt: skip
    assert client.post(f"/projects/{project}/surveys/new/", facts | {"base_date": ""}).status_code == 200
    assert client.post(f"/projects/{project}/surveys/new/", facts).status_code == 303
    wave = Wave.objects.get()
    page = client.get(f"/surveys/{wave.pk}/").content.decode()
    assert "It opens by itself on" in page
    assert client.post(f"/surveys/{wave.pk}/do/", {"do": "open"}).status_code == 303
    body = wave.respondents.get(partner__city__name="Levanto")
    sent = {"do": "save", "name": "Desk", "email": "desk@levanto.example", "language": "fr", "interviewer": ""}
    assert client.post(f"/respondents/{body.pk}/", sent).status_code == 303
    assert "desk@levanto.example" in client.get(f"/respondents/{body.pk}/").content.decode()
    assert "/answer/" in client.post(f"/respondents/{body.pk}/", {"do": "link"}).content.decode()
    client.force_login(cast.host)
    page = client.get(f"/surveys/{wave.pk}/").content.decode()
    assert "Nordhavn" in page
    assert "no contact" not in page
    assert client.get(f"/respondents/{body.pk}/").status_code == 404
    client.force_login(cast.outsider)
    for url in (f"/surveys/{wave.pk}/", f"/projects/{project}/surveys/", f"/respondents/{body.pk}/answers/"):
        assert client.get(url).status_code == 404
