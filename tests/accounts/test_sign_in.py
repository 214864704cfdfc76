# SPDX-License-Identifier: EUPL-1.2
"""Forgotten passwords, single sign-on and refusals at sign-in: pages and letters in the words of this site."""

import re
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp

from isopolity.accounts.models import Person
from tests.cast import person

pytestmark = pytest.mark.usefixtures("db")
PASSWORD = "a long password of the cast"
NEW = "a quite different long password"


@pytest.fixture
def one():
    return person("Officer of Levanto")


def text(answer):
    return answer.content.decode()


def test_a_forgotten_password_is_chosen_anew_once(one, client, run_jobs, mailoutbox):
    assert "We send you a link" in text(client.get("/accounts/password/reset/"))
    asked = client.post("/accounts/password/reset/", {"email": one.email.upper()}, follow=True)
    assert "a mail with a link is on its way" in text(asked)
    assert not mailoutbox  # the job makes the link
    run_jobs()
    assert mailoutbox[0].subject == "A new password for Isopolity"
    path = urlsplit(re.findall(r"https?://\S+/password/reset/key/\S+", mailoutbox[0].body)[0]).path
    form = client.get(path, follow=True)
    assert "Choose a new password" in text(form)
    place = form.redirect_chain[-1][0]
    assert "The two passwords differ." in text(client.post(place, {"password1": NEW, "password2": NEW + "x"}))
    assert "Your new password works" in text(client.post(place, {"password1": NEW, "password2": NEW}, follow=True))
    one.refresh_from_db()
    assert one.check_password(NEW)
    assert "This link does not work any more" in text(client.get(path))


def test_who_has_no_account_gets_no_mail_and_the_same_page(one, client, run_jobs, mailoutbox):
    asked = client.post("/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert "a mail with a link is on its way" in text(asked)
    run_jobs()
    assert not mailoutbox


def test_the_letter_speaks_the_persons_language_and_names_this_site(one, client, run_jobs, mailoutbox):
    Person.objects.filter(pk=one.pk).update(language="de")
    client.post("/accounts/password/reset/", {"email": one.email}, headers={"host": "localhost"})
    run_jobs()
    assert mailoutbox[0].subject == "Ein neues Passwort für Isopolity"
    assert "//localhost/" not in mailoutbox[0].body


@pytest.mark.parametrize(
    ("path", "given", "words"),
    [
        (
            "/accounts/login/",
            {"login": "x@example.org", "password": "wrong"},
            "The address or the password is not right.",
        ),
        ("/accounts/password/change/", {"oldpassword": "wrong"}, "This is not your present password."),
        ("/accounts/reauthenticate/", {"password": "wrong"}, "This is not your password."),
    ],
)
def test_refusals_are_in_our_words(one, client, path, given, words):
    if "login" not in path:
        client.force_login(one)
    assert words in text(client.post(path, given))


@pytest.mark.parametrize("path", ["/accounts/confirm-email/", "/accounts/confirm-email/some-key/"])
def test_there_is_no_address_to_confirm(db, client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "confirmed when you opened your account" in text(answer)


def test_single_sign_on_is_listed_and_removed(one, client, run_jobs, mailoutbox):
    client.post("/accounts/login/", {"login": one.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert "offers no single sign-on" in text(client.get("/accounts/3rdparty/"))
    SocialApp.objects.create(
        provider="openid_connect", provider_id="oidc", name="City of Nordhavn", client_id="x", secret="y",
        settings={"server_url": "https://id.example.invalid"},
    )  # fmt: skip
    row = SocialAccount.objects.create(user=one, provider="oidc", uid="17", extra_data={"name": "Officer"})
    assert "City of Nordhavn" in text(client.get("/accounts/3rdparty/"))
    assert "Sign in with City of Nordhavn" in text(client.get("/accounts/oidc/oidc/login/"))
    answer = client.post("/accounts/oidc/oidc/login/")  # nobody answers there
    assert answer.status_code == 401
    assert "Single sign-on did not work" in text(answer)
    assert 'role="alert"' in client.post("/accounts/3rdparty/", {"account": 0}).text
    client.post("/accounts/3rdparty/", {"account": row.pk})
    assert not SocialAccount.objects.exists()
    run_jobs()
    assert mailoutbox[0].subject == "Single sign-on does not open your account any more"
