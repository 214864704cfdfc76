# SPDX-License-Identifier: EUPL-1.2
"""One's own account, API tokens, and the operators' page of all accounts."""

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils import timezone

from isopolity.accounts import actions
from isopolity.accounts.models import ApiToken, Person
from isopolity.core.errors import NotAllowed, Refused
from isopolity.core.principal import acting
from tests.cast import person

pytestmark = pytest.mark.usefixtures("db")
PASSWORD = "a long password of the cast"


@pytest.fixture
def one():
    return person("Officer of Levanto")


@pytest.fixture
def operator():
    return person("Site operator", is_operator=True)


def test_name_language_and_appearance_are_changed(one, client):
    client.force_login(one)
    answer = client.post("/account/", {"name": "Head of integration", "language": "de", "theme": "dark"})
    assert answer.status_code == 303
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "de"
    page = client.get("/account/").content.decode()
    assert '<html lang="de"' in page
    assert 'data-theme-choice="dark"' in page
    one.refresh_from_db()
    assert one.name == "Head of integration"


def test_the_chosen_language_wins_over_the_browsers(one, client):
    Person.objects.filter(pk=one.pk).update(language="fr")
    client.force_login(one)
    assert '<html lang="fr"' in client.get("/account/", headers={"accept-language": "de"}).content.decode()
    client.logout()
    assert '<html lang="de"' in client.get("/accounts/login/", headers={"accept-language": "de"}).content.decode()


@pytest.mark.parametrize("given", [{"language": "xx"}, {"theme": "pink"}, {"name": ""}, {"name": "x" * 151}])
def test_impossible_settings_are_refused(one, client, given):
    client.force_login(one)
    assert client.post("/account/", {"name": "A", "language": "en", "theme": "auto"} | given).status_code == 200
    with acting(one), pytest.raises(Refused):
        actions.change_account(by=one, **given)
    one.refresh_from_db()
    assert one.name == "Officer of Levanto"


def test_a_token_is_shown_once(one, client):
    client.force_login(one)
    page = client.post("/account/tokens/", {"name": "Script", "scope": "read", "days": "30"})
    token = ApiToken.objects.get()
    assert token.scopes == ["read"]
    assert 29 <= (token.expires_at - timezone.now()).days <= 30
    secret = page.content.decode().split('value="iso_')[1].split('"')[0]
    assert token.token_hash == actions.hashed(f"iso_{secret}")
    assert "no-store" in page.headers["Cache-Control"]
    assert secret not in client.get("/account/tokens/").content.decode()


def test_a_token_is_revoked_by_its_owner_only(one, operator, client):
    with acting(one):
        token, _secret = actions.make_token(by=one, name="Script", scopes=["write"], days=1)
    assert token.scopes == ["read", "write"]
    client.force_login(operator)
    assert client.post(f"/account/tokens/{token.pk}/revoke/").status_code == 404
    client.force_login(one)
    assert client.post(f"/account/tokens/{token.pk}/revoke/").status_code == 303
    token.refresh_from_db()
    assert not token.is_live


@pytest.mark.parametrize("given", [{"scopes": []}, {"scopes": ["root"]}, {"days": 0}, {"days": 366}, {"name": " "}])
def test_an_impossible_token_is_refused(one, given):
    with acting(one), pytest.raises(Refused):
        actions.make_token(by=one, **({"name": "x", "scopes": ["read"], "days": 1} | given))


def test_only_operators_see_the_accounts(one, operator, client):
    client.force_login(one)
    for path in ("/people/", "/people/invite/", f"/people/{operator.pk}/"):
        assert client.get(path).status_code == 404
    client.force_login(operator)
    for path in ("/people/", "/people/invite/", f"/people/{one.pk}/"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("address", ["?q=levanto", "?state=joined", "?q=example.org officer", "?page=99", "?state=odd"])
def test_accounts_are_found(one, operator, client, address):
    client.force_login(operator)
    assert "Officer of Levanto" in client.get(f"/people/{address}").content.decode()


@pytest.mark.parametrize("address", ["?q=nobody", "?state=closed", "?state=invited", "?state=operator"])
def test_accounts_are_left_out(one, operator, client, address):
    client.force_login(operator)
    assert "Officer of Levanto" not in client.get(f"/people/{address}").content.decode()


def test_the_list_takes_the_same_queries_at_one_and_three_rows(operator, client, queries_of):
    client.force_login(operator)
    before = queries_of("/people/")
    person("One")
    person("Two")
    assert queries_of("/people/") == before


def test_an_operator_invites_sends_again_and_withdraws(operator, client, run_jobs, mailoutbox):
    client.force_login(operator)
    client.post("/people/invite/", {"email": "new@example.org", "name": "New"})
    run_jobs()
    new = Person.objects.get(email="new@example.org")
    client.post(f"/people/{new.pk}/", {"do": "again"})
    run_jobs()
    assert len(mailoutbox) == 2
    client.post(f"/people/{new.pk}/", {"do": "withdraw"})
    assert not any(letter.is_open for letter in new.invitations.all())
    answer = client.post("/people/invite/", {"email": operator.email})
    assert "account already" in answer.content.decode()


def test_a_closed_account_is_out_at_once(one, operator, client, client_factory):
    theirs, idle = client_factory(), client_factory()
    for browser in (theirs, idle):
        browser.post("/accounts/login/", {"login": one.email, "password": PASSWORD})
        assert browser.get("/account/").status_code == 200
    with acting(one):
        token, _secret = actions.make_token(by=one, name="x", scopes=["read"], days=9)
    client.force_login(operator)
    client.post(f"/people/{one.pk}/", {"do": "close"})
    token.refresh_from_db()
    assert not token.is_live
    assert theirs.get("/account/").status_code == 302
    theirs.post("/accounts/login/", {"login": one.email, "password": PASSWORD})
    assert theirs.get("/account/").status_code == 302
    client.post(f"/people/{one.pk}/", {"do": "open"})
    assert idle.get("/account/").status_code == 302  # the session ended, it did not only sleep
    theirs.post("/accounts/login/", {"login": one.email, "password": PASSWORD})
    assert theirs.get("/account/").status_code == 200


def test_operators_make_operators_and_one_stays(one, operator, client):
    client.force_login(operator)
    client.post(f"/people/{one.pk}/", {"do": "operator"})
    one.refresh_from_db()
    assert one.is_operator
    client.post(f"/people/{operator.pk}/", {"do": "no_operator"})
    client.post(f"/people/{operator.pk}/", {"do": "close"})
    operator.refresh_from_db()
    assert operator.is_operator
    assert operator.is_active
    assert client.post(f"/people/{one.pk}/", {"do": "anything"}).status_code == 404


def test_an_operator_changes_an_address(one, operator, client):
    client.force_login(operator)
    assert client.post(f"/people/{one.pk}/", {"email": operator.email}).status_code == 200
    client.post(f"/people/{one.pk}/", {"email": "Elsewhere@Example.org"})
    one.refresh_from_db()
    assert one.email == "elsewhere@example.org"


def test_nobody_changes_the_address_by_themselves(one, client):
    client.force_login(one)
    client.post("/accounts/email/", {"email": "OTHER@example.org", "action_add": ""})
    one.refresh_from_db()
    assert one.email == "officer.of.levanto@example.org"


def test_sign_ins_are_listed_and_revocable(one, client, client_factory):
    other = client_factory()
    for browser in (client, other):
        browser.post("/accounts/login/", {"login": one.email, "password": PASSWORD})
        browser.get("/account/")
    assert UserSession.objects.filter(user=one).count() == 2
    assert client.get("/accounts/sessions/").status_code == 200
    client.post("/accounts/sessions/")
    assert other.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_what_only_operators_do_is_refused_to_others(one, operator):
    with acting(one):
        for do in (actions.send_again, actions.withdraw_invitation, actions.close_account, actions.open_account):
            with pytest.raises(NotAllowed):
                do(by=one, person=operator)
        with pytest.raises(NotAllowed):
            actions.make_operator(by=one, person=one, is_operator=True)
        with pytest.raises(NotAllowed):
            actions.correct_address(by=one, person=operator, email="x@example.org")
