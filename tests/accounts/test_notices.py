# SPDX-License-Identifier: EUPL-1.2
"""At most one mail a day for each person, about what they want, in their language."""

import re
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy, ngettext_lazy

from isopolity.accounts import jobs
from isopolity.accounts.models import MailChoice, Notice
from isopolity.accounts.notices import seal, tell
from isopolity.core.principal import acting
from tests.cast import person

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def reader():
    return person("Peer of Nordhavn")


@pytest.fixture
def morning(run_jobs):
    """What happens each morning; the mails of that morning."""

    def run():
        mail.outbox.clear()
        jobs.daily_mail.run()
        run_jobs()
        return mail.outbox

    return run


def test_waiting_notices_come_in_one_mail(reader, morning):
    with time_machine.travel("2027-01-10 16:00Z"):
        tell(reader, "turn", "a", "Levanto has submitted its initial report.", "/reviews/1/")
        tell(reader, "deadline", "b", "Your desk review is due on 23 February.", "/reviews/1/desk-review/")
    with time_machine.travel("2027-01-11 05:00Z"):
        (sent,) = morning()
    assert sent.to == [reader.email]
    assert "2 things" in sent.subject
    assert "Levanto has submitted" in sent.body
    assert "http://127.0.0.1:8000/reviews/1/desk-review/" in sent.body


def test_a_person_gets_at_most_one_mail_a_day(reader, morning):
    with time_machine.travel("2027-01-11 05:00Z"):
        tell(reader, "turn", "a", "One.", "/")
        assert len(morning()) == 1
    with time_machine.travel("2027-01-11 15:00Z"):
        tell(reader, "turn", "b", "Two.", "/")
        assert morning() == []
    with time_machine.travel("2027-01-12 05:00Z"):
        (sent,) = morning()
        assert "Two." in sent.body
        assert "One." not in sent.body
        assert morning() == []


def test_the_same_thing_is_told_once(reader):
    assert tell(reader, "turn", "a", "One.", "/")
    assert not tell(reader, "turn", "a", "One.", "/")
    assert Notice.objects.count() == 1


def test_unwanted_kinds_are_dropped(reader, morning):
    MailChoice.objects.create(person=reader, kind="turn")
    tell(reader, "turn", "a", "Unwanted.", "/")
    assert morning() == []
    tell(reader, "decision", "b", "Wanted.", "/")
    with time_machine.travel("2099-01-11 05:00Z"):
        (sent,) = morning()
    assert "Unwanted." not in sent.body


def test_the_mail_is_in_the_persons_language(reader, morning):
    reader.language = "de"
    reader.save()
    tell(reader, "turn", "a", gettext_lazy("Save"), "/")
    tell(reader, "turn", "b", lambda: "Funktion", "/")
    tell(reader, "turn", "c", format_lazy("{} – {}", gettext_lazy("Save"), 3), "/")
    tell(reader, "turn", "d", ngettext_lazy("%d thing", "%d things", 3) % 3, "/")
    (sent,) = morning()
    assert "Funktion" in sent.body
    assert Notice.objects.get(key="d").text.startswith("3 ")


@pytest.mark.parametrize("facts", [{"is_active": False}, {"joined_at": None}])
def test_no_mail_to_whom_it_does_not_reach(morning, facts):
    reader = person("Somebody")
    tell(reader, "turn", "a", "One.", "/")
    for name, value in facts.items():
        setattr(reader, name, value)
    reader.save()
    assert morning() == []


def test_long_and_hostile_texts_fit_one_line(reader):
    tell(reader, "turn", "a", "x\r\nBcc: everybody@example.org " + "y" * 500, "/")
    text = Notice.objects.get().text
    assert len(text) == 300
    assert "\n" not in text


def stop_link(sent) -> str:
    return urlsplit(re.fullmatch(r"<(.+)>", sent.extra_headers["List-Unsubscribe"])[1]).path


def test_one_click_stops_a_kind_of_mail(reader, morning, client):
    tell(reader, "turn", "a", "One.", "/")
    (sent,) = morning()
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = stop_link(sent)
    assert path in sent.body
    assert client.get(path).status_code == 200
    assert not MailChoice.objects.exists()
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert list(MailChoice.objects.values_list("kind", flat=True)) == ["turn"]


def test_each_kind_has_its_own_link(reader, morning):
    tell(reader, "turn", "a", "One.", "/")
    tell(reader, "decision", "b", "Two.", "/")
    (sent,) = morning()
    assert len(set(re.findall(r"/unsubscribe/(\S+?)/", sent.body))) == 2


@pytest.mark.parametrize("word", ["x", "WzEsInR1cm4iXQ:abc", "a:b:c"])
def test_a_forged_link_stops_nothing(reader, client, word):
    assert client.post(f"/unsubscribe/{word}/").status_code == 404
    assert client.post(f"/unsubscribe/{seal(reader, ['turn'])[:-1]}x/").status_code == 404
    assert not MailChoice.objects.exists()


def test_mail_is_chosen_on_the_account_page(reader, client):
    client.force_login(reader)
    client.post("/account/mail/", {"kinds": ["deadline", "published"]})
    assert set(MailChoice.objects.values_list("kind", flat=True)) == {"turn", "decision"}
    client.post("/account/mail/", {"kinds": ["deadline", "turn", "decision", "published"]})
    assert not MailChoice.objects.exists()
    client.post("/account/mail/", {"kinds": ["spam"]})
    assert not MailChoice.objects.exists()


def test_a_failing_address_stops_nobody_elses_mail(reader, run_jobs, monkeypatch):
    other = person("Peer of Sudmark")
    for one in (reader, other):
        tell(one, "turn", "a", "One.", "/")
    with acting("job:daily-mail"):
        jobs.daily_mail()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'mail-notices'")
        assert cursor.fetchone()[0] == 2
