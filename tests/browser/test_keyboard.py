# SPDX-License-Identifier: EUPL-1.2
"""The core of the work by keyboard alone: from the sign-in to a written answer, a sent form, two interview lines."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from isopolity.assessments.models import Answer, Contribution
from isopolity.core.principal import acting
from isopolity.evidence.models import Evidence
from tests.browser.walking import PASSWORD
from tests.visiting import Visiting, make_visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOCUSED = """() => {
  const one = document.activeElement;
  const labels = one.labels ? [...one.labels].map((label) => label.textContent) : [];
  return [one.getAttribute("aria-label") ?? "", ...labels, labels.length ? "" : one.textContent].join(" ");
}"""


def tab_to(page: Page, name: str, *, tag: str = "") -> None:
    """Press Tab until the focus is on the thing of that name; no mouse, no script sets the focus."""
    for _step in range(150):
        page.keyboard.press("Tab")
        here = " ".join(page.evaluate(FOCUSED).split())
        if name in here and tag in page.evaluate("document.activeElement.tagName"):
            return
    raise AssertionError(f"Tab never reaches {name!r} on {page.url}")


def open_by_key(page: Page, name: str, *, tag: str = "A") -> None:
    """Go to a link or button and press Enter; wait for the page that follows."""
    tab_to(page, name, tag=tag)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.fixture
def sign_in(live_server: Any, page: Page) -> Callable[[Any], Page]:
    """Signed in through the form, by keyboard."""

    def enter(person: Any) -> Page:
        page.goto(live_server.url + "/accounts/login/")
        tab_to(page, "E-mail", tag="INPUT")
        page.keyboard.type(person.email)
        tab_to(page, "Password", tag="INPUT")
        page.keyboard.type(PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        return page

    return enter


def test_an_answer_and_a_form_by_keyboard(cast: Any, sign_in: Callable[[Any], Page]) -> None:
    page = sign_in(cast.host)
    open_by_key(page, "Peer review of Levanto")
    open_by_key(page, "Initial report")
    open_by_key(page, "Next unanswered item")
    saved = page.locator('[data-autosave][data-field="level"] .autosave-status')
    tab_to(page, "", tag="INPUT")
    while page.evaluate("document.activeElement.type") != "radio":
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    expect(saved).to_contain_text("aved")
    tab_to(page, "Achieved", tag="TEXTAREA")
    page.keyboard.type("A plan since 2024.")
    tab_to(page, "Aspired", tag="TEXTAREA")
    expect(page.locator('[data-autosave][data-field="achieved"] .autosave-status')).to_contain_text("aved")
    first = page.url
    with page.expect_navigation():
        page.keyboard.press("Alt+n")
    assert page.url != first
    with acting(cast.host):
        answer = Answer.objects.get(assessment=cast.assessment, item=cast.items[0])
        assert (answer.achieved, answer.level != "") == ("A plan since 2024.", True)
    open_by_key(page, "Overview")
    open_by_key(page, "Ask colleagues for parts")
    tab_to(page, "E-mail address", tag="INPUT")
    page.keyboard.type("housing@example.org")
    tab_to(page, "WP/L/1", tag="INPUT")
    page.keyboard.press("Space")
    open_by_key(page, "Ask", tag="BUTTON")
    expect(page.get_by_text("was asked and gets a mail")).to_be_visible()
    with acting(cast.host):
        assert Contribution.objects.filter(person__email="housing@example.org").exists()


@pytest.fixture
def visiting(cast: Any) -> Visiting:
    return make_visit(cast)


def test_two_interview_lines_by_keyboard(visiting: Visiting, sign_in: Callable[[Any], Page]) -> None:
    page = sign_in(visiting.cast.peers[1])
    open_by_key(page, "Peer review of Levanto")
    open_by_key(page, "Visit")
    open_by_key(page, "Interview 1")
    if "/plan/" in page.url:
        open_by_key(page, "Prepare and take this meeting")
    tab_to(page, "What was said", tag="TEXTAREA")
    for number, (text, level) in enumerate([("Parents wait seven months.", 3), ("The desk is open daily.", 2)]):
        page.keyboard.type(text)
        page.keyboard.press("Alt+i")
        page.keyboard.type("gg/l/1")
        page.keyboard.press("Enter")
        page.keyboard.press(f"Alt+{level}")
        page.keyboard.press("Alt+f")
        page.keyboard.press("Enter")  # an empty finder goes back to the text
        page.keyboard.press("Enter")  # the text's Enter saves and begins a new line
        expect(page.get_by_text("Interview 1 – AP & BP")).to_have_count(number + 1)
    with acting(visiting.cast.peers[1]):
        rows = Evidence.objects.filter(review=visiting.cast.review).order_by("pk")
        assert [(row.text, row.level, row.basis) for row in rows] == [
            ("Parents wait seven months.", "falls_short", "fact"), ("The desk is open daily.", "meets", "fact"),
        ]  # fmt: skip
