# SPDX-License-Identifier: EUPL-1.2
"""Every page of the site with the demo's data: it opens, axe finds nothing in light and dark, nothing is cut off."""

import logging
import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import Browser, Page

from isopolity.accounts.models import Person
from isopolity.core.principal import acting
from tests.browser.conftest import AXE, RULES
from tests.browser.pages import ANSWERS, BEFORE, FIND, NO_PAGE, PAGES
from tests.demodata import Demo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("demo")]

WORRIES = {"error", "warning"}
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}
LOOK = """kind => axe.run(document, {
    runOnly: kind, resultTypes: ["violations"], preload: false, iframes: false, elementRef: false
})"""
WIDEST = """width => [...document.querySelectorAll("main *")]
    .filter(one => one.getBoundingClientRect().right > width + 1)
    .slice(0, 3).map(one => one.outerHTML.slice(0, 120)).join(" | ")"""


def patterns(resolver: Any = None, before: str = "") -> Iterator[URLPattern]:
    """Every address of the site, but the API's."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, route)
        elif pattern.name and not route.startswith("api/v1/"):
            yield pattern


def is_post_only(pattern: URLPattern) -> bool:
    """Answers 405 to GET before it looks at anything else."""
    names = dict.fromkeys(pattern.pattern.converters, 1)
    logging.disable(logging.CRITICAL)
    try:
        return bool(pattern.callback(RequestFactory().get("/"), **names).status_code == 405)
    except Exception:  # whatever it wanted, it is no refusal of GET
        return False
    finally:
        logging.disable(logging.NOTSET)


def cases(who: str) -> list[tuple[str, list[str], str]]:
    """Names of pages, of their arguments, and a filter."""
    words = [re.fullmatch(r"(\w+):?([\w,]*)(.*)", word) for word in PAGES[who].split()]
    return [(word[1], word[2].split(",") if word[2] else [], word[3]) for word in words if word]


def test_every_address_has_a_case_or_a_reason(db: None) -> None:
    known = {name for who in PAGES for name, *_ in cases(who)} | NO_PAGE.keys()
    named = {str(pattern.name): pattern for pattern in patterns()}
    assert [name for name, found in named.items() if name not in known and not is_post_only(found)] == []
    assert known - named.keys() == set()


def somebody(demo: Demo, who: str) -> Person | None:
    role, stage = who.split("/")
    if role == "anonymous":
        return None
    found = getattr(demo, role)
    return found if isinstance(found, Person) else found(stage)


def addresses(demo: Demo, who: str) -> list[tuple[str, int]]:
    """Where to look, and what is answered there."""
    stage = who.split("/")[1]
    review = demo.reviews[stage]
    with acting(demo.leader(stage)):
        return [
            (reverse(name, args=[FIND[one](demo, review) for one in wanted]) + rest, ANSWERS.get(name, 200))
            for name, wanted, rest in cases(who)
        ]


@pytest.fixture
def enter(live_server: Any, browser: Browser) -> Iterator[Callable[[Person | None], Page]]:
    """A page in which this person is signed in, since just now."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")  # type: ignore[arg-type]
    context.add_init_script(path=AXE)

    def open_as(person: Person | None) -> Page:
        if person:
            client = Client()
            client.force_login(person)
            session = client.session
            record_authentication(SimpleNamespace(session=session), person, "password", reauthenticated=True)
            session.save()
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        return context.new_page()

    yield open_as
    context.close()


def look(page: Page, **kind: Any) -> list[str]:
    """What axe finds."""
    found = page.evaluate(LOOK, kind)["violations"]
    return [f"{one['id']} ({len(one['nodes'])}): {one['nodes'][0]['html'][:200]}" for one in found]


def too_wide(page: Page) -> list[str]:
    """Whether one would have to scroll sideways."""
    room = page.evaluate("document.documentElement.clientWidth")
    width = page.evaluate("document.documentElement.scrollWidth")
    return [f"is {width} wide at {room}: {page.evaluate(WIDEST, room)}"] if width > room else []


def faults_of(page: Page, url: str, status: int) -> list[str]:
    """Everything wrong with one page: wide in light by all rules; narrow in dark its colours; its width in both."""
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    answer = page.goto(url)
    if answer is None or answer.status != status:
        return [f"answers {answer.status if answer else 'nothing'}"]
    if page.url.partition("#")[0] != url:
        return [f"leads to {page.url}"]
    found = too_wide(page) + [f"light: {one}" for one in look(page, type="tag", values=RULES)]
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="dark")
    return found + too_wide(page) + [f"dark: {one}" for one in look(page, type="rule", values=["color-contrast"])]


@pytest.mark.parametrize("who", list(PAGES))
def test_pages_open_are_accessible_and_fit(demo: Demo, enter: Any, live_server: Any, who: str) -> None:
    BEFORE.get(who, lambda demo: None)(demo)
    page, faults, complaints = enter(somebody(demo, who)), [], []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type in WORRIES else None)
    for path, status in addresses(demo, who):
        faults += [f"{path} {fault}" for fault in faults_of(page, live_server.url + path, status)]
        faults += [f"{path} console: {text}" for text in complaints if f"a status of {status} " not in text]
        complaints.clear()
    assert not faults, "\n" + "\n".join(faults)
