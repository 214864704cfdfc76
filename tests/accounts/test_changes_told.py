# SPDX-License-Identifier: EUPL-1.2
"""Whenever the way into an account changes, its person gets a mail, in their language, without a secret."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import allauth
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client

from isopolity.accounts.changes import CHANGES
from isopolity.accounts.models import Person
from tests.cast import person

pytestmark = pytest.mark.django_db(transaction=True)  # allauth tells some of it once the transaction is committed
PASSWORD = "a long password of the cast"
NEW = "a quite different long password"
SECRET = "JBSWY3DPEHPK3PXP"
# Letters of allauth about what does not exist here: addresses are changed by an operator.
CLOSED = {"email_changed", "email_confirm", "email_deleted"}


@pytest.fixture
def one(db):
    return person("Officer of Levanto")


@pytest.fixture
def browser(one):
    found = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"})
    found.post("/accounts/login/", {"login": one.email, "password": PASSWORD})
    found.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return found


@pytest.fixture
def told(run_jobs):
    """Run the jobs and give back the one letter that went out, or None."""

    def read():
        run_jobs()
        letters, mail.outbox = mail.outbox, []
        assert len(letters) <= 1
        return letters[0] if letters else None

    mail.outbox = []
    return read


def check(letter, one, words):
    assert letter.to == [one.email]
    assert letter.subject.startswith(words)
    assert "Firefox, Windows" in letter.body
    assert "If it was not you" in letter.body
    assert not any(secret in letter.body for secret in (PASSWORD, NEW, SECRET))
    assert not re.search(r"\d+\.\d+\.\d+\.\d+", letter.body.replace("127.0.0.1:8000", ""))  # no address of the network


def code_of(monkeypatch, secret):
    counter = 50_000_000
    monkeypatch.setattr(totp, "yield_hotp_counters_from_time", lambda: iter([counter]))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_the_app_for_codes(one, browser, told, monkeypatch):
    browser.get("/accounts/2fa/totp/activate/")
    secret = browser.session["mfa.totp.secret"]
    browser.post("/accounts/2fa/totp/activate/", {"code": code_of(monkeypatch, secret)})
    letter = told()
    check(letter, one, "An app that shows codes was added")
    codes = RecoveryCodes(Authenticator.objects.get(user=one, type="recovery_codes")).generate_codes()
    assert not any(word in letter.body for word in (secret, *codes))
    browser.post("/accounts/2fa/recovery-codes/generate/")
    check(told(), one, "New recovery codes were made")
    browser.post("/accounts/2fa/totp/deactivate/")
    check(told(), one, "The app that shows codes was removed")


def test_a_passkey_removed(one, browser, told):
    key = Authenticator.objects.create(user=one, type="webauthn", data={"name": "Phone", "credential": {}})
    browser.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    check(told(), one, "A passkey was removed")


def test_a_recovery_code_used(one, browser, told, client):
    totp.TOTP.activate(one, SECRET)
    codes = RecoveryCodes.activate(one).generate_codes()
    again = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"})
    again.post("/accounts/login/", {"login": one.email, "password": PASSWORD})
    again.post("/accounts/2fa/authenticate/", {"code": "wrong"})
    assert told() is None
    again.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert again.get("/account/").status_code == 200
    letter = told()
    check(letter, one, "One of your recovery codes was used")
    assert not any(code in letter.body for code in codes)
    again.post("/accounts/2fa/reauthenticate/", {"code": codes[1]})
    check(told(), one, "One of your recovery codes was used")


def test_a_code_of_the_app_is_no_news(one, told, monkeypatch):
    totp.TOTP.activate(one, SECRET)
    again = Client()
    again.post("/accounts/login/", {"login": one.email, "password": PASSWORD})
    again.post("/accounts/2fa/authenticate/", {"code": code_of(monkeypatch, SECRET)})
    assert again.get("/account/").status_code == 200
    assert told() is None


def test_the_password_changed(one, browser, told):
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    browser.post("/accounts/password/change/", given | {"oldpassword": "wrong"})
    assert told() is None
    browser.post("/accounts/password/change/", given)
    check(told(), one, "Your password was changed")


def test_the_password_reset_in_the_persons_language(one, told):
    Person.objects.filter(pk=one.pk).update(language="fr")
    stranger = Client(headers={"accept-language": "de"})
    stranger.post("/accounts/password/reset/", {"email": one.email})
    letter = told()
    path = urlsplit(re.findall(r"https?://\S+/accounts/password/reset/key/\S+", letter.body)[0]).path
    form = stranger.get(path, follow=True)
    stranger.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    letter = told()
    assert (
        letter.subject
        == "Votre mot de passe a été réinitialisé : un nouveau a été choisi par un lien reçu par courriel"
    )
    one.refresh_from_db()
    assert one.check_password(NEW)
    assert NEW not in letter.body


def test_a_first_password_set(one, told):
    one.set_unusable_password()
    one.save()
    browser = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"})
    browser.force_login(one)
    browser.post("/accounts/password/set/", {"password1": NEW, "password2": NEW})
    check(told(), one, "Your account has a password now")


def test_every_change_that_allauth_tells_has_our_words():
    root = Path(allauth.__file__).parent / "templates"
    told = {
        path.stem.removesuffix("_message")
        for path in root.glob("*/email/*_message.txt")
        if "base_notification.txt" in path.read_text()
    }
    assert told - CLOSED == CHANGES.keys() - {"recovery_code_used"}
