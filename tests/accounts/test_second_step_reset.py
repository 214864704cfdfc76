# SPDX-License-Identifier: EUPL-1.2
"""Somebody lost device and recovery codes: an operator takes the second step away, with a reason; a mail tells it."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from isopolity.accounts import actions, cli
from isopolity.accounts.models import Person, SecondStepReset
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from tests.cast import person

pytestmark = pytest.mark.usefixtures("db")
PASSWORD = "a long password of the cast"
REASON = "Lost the phone; I called the town hall."


@pytest.fixture
def one():
    found = person("Officer of Levanto")
    secure(found)
    return found


@pytest.fixture
def operator():
    return person("Site operator", is_operator=True)


def secure(somebody):
    """An app, recovery codes and a passkey."""
    TOTP.activate(somebody, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(somebody)
    Authenticator.objects.create(user=somebody, type="webauthn", data={"name": "Phone", "credential": {}})


def sign_in(browser, somebody):
    return browser.post("/accounts/login/", {"login": somebody.email, "password": PASSWORD})


def page_of(somebody):
    return f"/people/{somebody.pk}/second-step/"


def test_an_operator_resets_it_and_the_password_alone_opens_the_account(one, operator, client, client_factory):
    theirs = client_factory()
    Authenticator.objects.filter(user=one).delete()
    sign_in(theirs, one)
    assert theirs.get("/account/").status_code == 200
    secure(one)
    assert sign_in(client_factory(), one).headers["Location"].startswith("/accounts/2fa/authenticate/")

    client.force_login(operator)
    assert "recovery codes are removed" in client.get(page_of(one)).content.decode()
    answer = client.post(page_of(one), {"reason": REASON})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/people/{one.pk}/")
    assert not Authenticator.objects.filter(user=one).exists()
    assert theirs.get("/account/").status_code == 302  # their session ended
    again = client_factory()
    sign_in(again, one)
    assert again.get("/account/").status_code == 200


def test_it_is_kept_with_who_and_why(one, operator, client):
    client.force_login(operator)
    client.post(page_of(one), {"reason": REASON})
    row = SecondStepReset.objects.get()
    assert (row.person, row.reset_by, row.reason) == (one, operator, REASON)
    event = SecondStepReset.pgh_event_model.objects.get()
    assert (event.pgh_label, event.pgh_context["by"]) == ("created", f"person:{operator.pk}")
    page = client.get(page_of(one)).content.decode()
    assert REASON in page
    assert operator.name in page
    assert "has no second step" in page


def test_the_person_is_told_in_their_language_and_no_secret_is_inside(one, operator, run_jobs, mailoutbox):
    Person.objects.filter(pk=one.pk).update(language="de")
    codes = RecoveryCodes(Authenticator.objects.get(user=one, type="recovery_codes")).generate_codes()
    with acting(operator):
        actions.reset_second_step(by=operator, person=one, reason=REASON)
    run_jobs()
    (letter,) = mailoutbox
    assert letter.to == [one.email]
    assert letter.subject == "Ihr zweiter Schritt bei der Anmeldung wurde zurückgesetzt"
    for word in (operator.name, REASON, "/accounts/2fa/", "/accounts/password/reset/"):
        assert word in letter.body
    assert not any(secret in letter.body for secret in (*codes, "JBSWY3DPEHPK3PXP", PASSWORD))


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_without_a_reason_nothing_happens(one, operator, client, reason):
    client.force_login(operator)
    assert client.post(page_of(one), {"reason": reason}).status_code == 200
    with acting(operator), pytest.raises(Refused):
        actions.reset_second_step(by=operator, person=one, reason=reason)
    assert Authenticator.objects.filter(user=one).count() == 3


def test_it_is_never_self_service(one, operator, client):
    secure(operator)
    client.force_login(one)
    assert client.get(page_of(one)).status_code == 404
    assert client.post(page_of(one), {"reason": REASON}).status_code == 404
    with acting(one), pytest.raises(NotAllowed):
        actions.reset_second_step(by=one, person=one, reason=REASON)
    client.force_login(operator)
    assert "ask another site operator" in client.get(page_of(operator)).content.decode()
    client.post(page_of(operator), {"reason": REASON})
    assert Authenticator.objects.filter(user=operator).count() == 3


def test_where_there_is_none_it_is_refused(operator, run_jobs, mailoutbox):
    with acting(operator), pytest.raises(Refused, match="no second step"):
        actions.reset_second_step(by=operator, person=person("Peer of Aarnes"), reason=REASON)
    run_jobs()
    assert not mailoutbox
    assert not SecondStepReset.objects.exists()


def test_the_command_line_helps_the_only_operator(operator, capsys, run_jobs, mailoutbox):
    class Given:
        email, reason = operator.email.upper(), REASON

    assert cli.reset(Given) == 1
    assert "no second step" in capsys.readouterr().out
    secure(operator)
    assert cli.reset(Given) == 0
    assert operator.name in capsys.readouterr().out
    assert not Authenticator.objects.exists()
    run_jobs()
    assert "Somebody who runs the server" in mailoutbox[0].body
    Given.email = "nobody@example.org"
    assert cli.reset(Given) == 1
    assert "Nobody has this address." in capsys.readouterr().out


@pytest.mark.parametrize("name", ["operator", "one"])
def test_the_way_of_the_command_line_is_closed_to_people(request, operator, one, name):
    who = request.getfixturevalue(name)
    with acting(who), pytest.raises(NotAllowed):
        actions.reset_second_step_of_address(by=who, email=one.email, reason=REASON)
    with acting(who), pytest.raises(NotAllowed):
        actions.install_operator(by=who, email=one.email)
    assert Authenticator.objects.filter(user=one).exists()
