# SPDX-License-Identifier: EUPL-1.2
"""Nobody registers: a letter to one address opens an account once, before it expires."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from isopolity.accounts import actions
from isopolity.accounts.models import Invitation, Person
from isopolity.core.errors import Refused
from isopolity.core.principal import acting
from tests.cast import person

PASSWORD = "four words that belong"
GIVEN = {"name": "Integration officer", "language": "fr", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def operator(db):
    return person("Site operator", is_operator=True)


def letter(run_jobs) -> str:
    """Run the jobs and give back the path in the one letter that went out."""
    mail.outbox.clear()
    run_jobs()
    (sent,) = mail.outbox
    (link,) = re.findall(r"https?://\S+/invitations/\S+", sent.body)
    return urlsplit(link).path


def invited(operator, email="New.Officer@Example.org"):
    with acting(operator):
        return actions.invite(by=operator, email=email, name="New officer")


def test_an_invitation_opens_the_account_and_signs_in(operator, client, run_jobs):
    invited(operator)
    path = letter(run_jobs)
    assert mail.outbox[0].to == ["new.officer@example.org"]
    assert "Site operator" in mail.outbox[0].body
    assert client.get(path).status_code == 200
    answer = client.post(path, GIVEN)
    assert answer.status_code == 302
    joined = Person.objects.get(email="new.officer@example.org")
    assert not joined.is_invited
    assert joined.name == "Integration officer"
    assert joined.language == "fr"
    assert client.get("/account/").wsgi_request.user == joined
    client.logout()
    answer = client.post("/accounts/login/", {"login": "NEW.officer@example.org", "password": PASSWORD})
    assert answer.status_code == 302
    assert answer.wsgi_request.user == joined


def test_an_invitation_works_once(operator, client, run_jobs):
    invited(operator)
    path = letter(run_jobs)
    client.post(path, GIVEN)
    client.logout()
    assert client.get(path).status_code == 410
    assert (
        client.post(path, GIVEN | {"password": "another long password", "again": "another long password"}).status_code
        == 410
    )
    assert Person.objects.get(email="new.officer@example.org").check_password(PASSWORD)


def test_an_invitation_expires(operator, client, run_jobs):
    invited(operator)
    path = letter(run_jobs)
    with time_machine.travel(timezone.now() + timedelta(days=22)):
        assert client.get(path).status_code == 410
        assert client.post(path, GIVEN).status_code == 410


def test_a_new_letter_makes_the_earlier_one_void(operator, client, run_jobs):
    one = invited(operator)
    first = letter(run_jobs)
    with acting(operator):
        actions.send_again(by=operator, person=one)
    second = letter(run_jobs)
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_a_withdrawn_invitation_opens_nothing(operator, client, run_jobs):
    one = invited(operator)
    path = letter(run_jobs)
    with acting(operator):
        actions.withdraw_invitation(by=operator, person=one)
    assert client.get(path).status_code == 410


def test_a_closed_account_is_not_opened_by_its_letter(operator, client, run_jobs):
    one = invited(operator)
    path = letter(run_jobs)
    with acting(operator):
        actions.close_account(by=operator, person=one)
    assert client.get(path).status_code == 410
    Invitation.objects.update(withdrawn_at=None)  # the letter by itself would still be good
    assert client.get(path).status_code == 410


def test_only_a_hash_of_the_secret_is_kept(operator, run_jobs):
    invited(operator)
    secret = letter(run_jobs).split("/")[-2]
    assert secret not in str(list(Invitation.objects.values()))
    assert Invitation.objects.get().token_hash == actions.hashed(secret)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"again": "something else entirely"}, "differ"),
        ({"name": ""}, "required"),
        ({"language": "tlh"}, "choice"),
    ],
)
def test_a_faulty_answer_is_told_and_keeps_what_was_typed(operator, client, run_jobs, change, said):
    invited(operator)
    path = letter(run_jobs)
    answer = client.post(path, GIVEN | change)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert Person.objects.get(email="new.officer@example.org").is_invited


def test_the_password_reset_is_no_way_around_the_letter(operator, client, run_jobs):
    one = invited(operator)
    one.set_password(PASSWORD)
    one.save()
    answer = client.post("/accounts/login/", {"login": one.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert client.get("/account/").status_code == 302


def test_whoever_gets_a_role_and_has_not_joined_gets_one_letter(operator, run_jobs):
    with acting(operator):
        one = actions.person_at(email="peer@example.org", by=operator)
        assert actions.person_at(email="PEER@example.org", by=operator) == one
    assert letter(run_jobs)
    with acting(operator):
        actions.person_at(email="peer@example.org", by=operator)
    mail.outbox.clear()
    run_jobs()
    assert mail.outbox == []


def test_a_closed_account_gets_no_role(operator):
    person("Gone", is_active=False)
    with acting(operator), pytest.raises(Refused):
        actions.person_at(email="gone@example.org", by=operator)


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "two@example.org, three@example.org"])
def test_an_address_must_be_one(operator, email):
    with acting(operator), pytest.raises(Refused):
        actions.person_at(email=email, by=operator)


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/3rdparty/signup/", "/accounts/2fa/webauthn/signup/"])
def test_there_is_no_registration(db, client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "invitation" in answer.content.decode()
    client.post(path, {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert not Person.objects.exists()


def test_the_command_line_makes_the_first_operator(db, capsys, client):
    from isopolity.accounts import cli

    class Given:
        email, name = "first@example.org", "IT department"

    assert cli.run(Given) == 0
    path = urlsplit(re.findall(r"https?://\S+", capsys.readouterr().out)[0]).path
    client.post(path, GIVEN)
    assert Person.objects.get().is_operator
    assert client.get("/people/").status_code == 200


def test_somebody_invited_comes_in_by_single_sign_on(operator, rf):
    from allauth.account.adapter import get_adapter

    one = invited(operator)
    get_adapter().pre_login(
        rf.get("/"), one, email_verification="none", signal_kwargs={"sociallogin": object()},
        email=one.email, signup=False, redirect_url="/",
    )  # fmt: skip
    one.refresh_from_db()
    assert not one.is_invited
