# SPDX-License-Identifier: EUPL-1.2
"""Signing in with a passkey, with an app's code and with a recovery code, as a browser with a real device does it.

Chromium's virtual authenticator stands for the device. Passkeys want a name, not a number: the pages are opened at
``localhost``. Whatever the pages complain about in the console, a Content-Security-Policy above all, is a fault.
"""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.walking import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def base(live_server: Any) -> str:
    return str(live_server.url.replace("127.0.0.1", "localhost"))


@pytest.fixture
def screen(page: Page) -> Iterator[Page]:
    """A page that reports its faults at the end."""
    faults: list[str] = []
    page.set_default_timeout(15_000)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield page
    assert not faults, "\n".join(faults)


@pytest.fixture
def device(screen: Page) -> CDPSession:
    """A device that keeps passkeys, and whose owner always agrees."""
    session = screen.context.new_cdp_session(screen)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session


@pytest.fixture
def me(cast: Any) -> Any:
    return cast.host


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name).first.click()


def give_password(page: Page, base: str, person: Any) -> None:
    page.goto(base + "/accounts/login/")
    page.locator("input[name=login]").fill(person.email)
    page.locator("input[name=password]").fill(PASSWORD)
    press(page, "Sign in")


def sign_out(page: Page, base: str) -> None:
    page.goto(base + "/accounts/logout/")
    press(page, "Sign out")


def is_in(page: Page, person: Any) -> None:
    expect(page.locator(".account-menu")).to_contain_text(person.name)


def show_again(page: Page) -> None:
    """The site asks for the password once more before it changes how one signs in."""
    expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
    page.locator("input[name=password]").fill(PASSWORD)
    press(page, "Go on")


def add_passkey(page: Page, base: str, name: str, *, alone: bool = True) -> None:
    page.goto(base + "/accounts/2fa/")
    follow(page, "Add a passkey")
    page.get_by_label(re.compile("^Name of the passkey")).fill(name)
    page.get_by_label(re.compile("alone")).set_checked(alone)
    press(page, "Make the passkey")
    expect(page.get_by_text("The passkey is added.")).to_be_visible()


@pytest.fixture
def inside(screen: Page, base: str, me: Any) -> Page:
    """Signed in with the password, and asked for it once more."""
    give_password(screen, base, me)
    screen.goto(base + "/accounts/2fa/webauthn/add/")
    show_again(screen)
    return screen


def test_a_passkey_opens_the_account_without_the_password(inside: Page, base: str, me: Any, device: CDPSession) -> None:
    add_passkey(inside, base, "Laptop at work")
    expect(inside.get_by_text("10 of 10 codes are left.")).to_be_visible()
    sign_out(inside, base)
    inside.goto(base + "/accounts/login/")
    press(inside, "Sign in with a passkey")
    is_in(inside, me)


def test_a_passkey_without_pin_is_the_second_step(inside: Page, base: str, me: Any, device: CDPSession) -> None:
    add_passkey(inside, base, "Key ring", alone=False)
    sign_out(inside, base)
    give_password(inside, base, me)
    press(inside, "Use a passkey")
    is_in(inside, me)
    inside.goto(base + "/accounts/2fa/totp/activate/")
    follow(inside, "Use a passkey")  # instead of the password, when the site asks once more
    press(inside, "Use a passkey")
    expect(inside.get_by_role("heading", name="Set up the app that shows codes")).to_be_visible()


def test_a_removed_passkey_opens_nothing(inside: Page, base: str, me: Any, device: CDPSession) -> None:
    add_passkey(inside, base, "Old phone")
    inside.goto(base + "/accounts/2fa/webauthn/")
    follow(inside, "Rename Old phone")
    inside.get_by_label("Name of the passkey").fill("Lost phone")
    press(inside, "Save")
    follow(inside, "Remove Lost phone")
    expect(inside.get_by_role("heading", name="Remove “Lost phone”?")).to_be_visible()
    press(inside, "Remove")
    expect(inside.get_by_text("You have no passkey yet.")).to_be_visible()
    assert not Authenticator.objects.filter(user=me).exists()  # the recovery codes went with the last one
    sign_out(inside, base)
    inside.goto(base + "/accounts/login/")
    press(inside, "Sign in with a passkey")
    expect(inside.get_by_text("This passkey does not open an account here.")).to_be_visible()


def test_a_device_without_a_passkey_is_told_on_the_page(screen: Page, base: str, me: Any, device: CDPSession) -> None:
    screen.goto(base + "/accounts/login/")
    screen.get_by_role("button", name="Sign in with a passkey").click()
    expect(screen.get_by_role("alert")).to_contain_text("The passkey was not used.")


@pytest.fixture
def code_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """The code that an app shows for a key, a minute later each time: no code is asked for twice."""
    clock = [int(time.time()) // 30]
    monkeypatch.setattr(totp, "yield_hotp_counters_from_time", lambda: iter(clock))

    def code(secret: str) -> str:
        clock[0] += 2
        return totp.format_hotp_value(totp.hotp_value(secret, clock[0]))

    return code


def test_code_of_the_app_and_recovery_code(inside: Page, base: str, me: Any, code_of: Callable[[str], str]) -> None:
    inside.goto(base + "/accounts/2fa/")
    follow(inside, "Set up the app")
    secret = inside.locator("#authenticator_secret").input_value()
    inside.get_by_label("Code").fill("000000")
    press(inside, "Switch the app on")
    expect(inside.get_by_text("This code is not right.").first).to_be_visible()
    inside.get_by_label("Code").fill(code_of(secret))
    press(inside, "Switch the app on")
    codes = inside.locator(".recovery-codes code").all_inner_texts()
    assert codes == RecoveryCodes.activate(me).generate_codes()

    sign_out(inside, base)
    give_password(inside, base, me)
    expect(inside.get_by_role("button", name="Use a passkey")).to_have_count(0)  # there is none
    inside.get_by_label("Code").fill(code_of(secret))
    press(inside, "Sign in")
    is_in(inside, me)

    for is_first in (True, False):
        sign_out(inside, base)
        give_password(inside, base, me)
        inside.get_by_label("Code").fill(codes[0])
        press(inside, "Sign in")
        if is_first:
            is_in(inside, me)
    expect(inside.get_by_text("a recovery code works only once").first).to_be_visible()
    inside.goto(base + "/account/")  # still only half in
    expect(inside.get_by_role("heading", name="Sign in: second step")).to_be_visible()
