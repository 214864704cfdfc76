# SPDX-License-Identifier: EUPL-1.2
"""The visit in a real browser: moving a meeting by keyboard and by dragging, writing an interview line by line."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from isopolity.core.principal import acting
from isopolity.evidence.models import Evidence
from tests.visiting import Visiting, make_visit, note

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visiting(cast: Any) -> Visiting:
    made = make_visit(cast)
    for number in range(3):
        note(made, number, f"Statement {number}", items=cast.items[number : number + 2])
    return made


@pytest.fixture
def enter(live_server: Any, context: BrowserContext) -> Callable[[Any, str], Page]:
    """A page of the site, as somebody."""

    def open_as(person: Any, path: str) -> Page:
        client = Client()
        client.force_login(person)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    return open_as


def test_a_meeting_moves_by_keyboard_and_by_dragging(visiting, enter):
    meeting, target = visiting.meetings[0], visiting.slots[5]
    page = enter(visiting.cast.peer, f"/reviews/{visiting.cast.review.pk}/visit/")
    page.locator(f'[data-moves="{meeting.pk}"]').focus()
    page.keyboard.press("Enter")
    page.get_by_label("Time and room").select_option(f"{target.pk}|{visiting.rooms[1].pk}")
    page.get_by_role("dialog").get_by_role("button", name="Move", exact=True).press("Enter")
    expect(page.get_by_text("The meeting has moved.")).to_be_visible()
    meeting.refresh_from_db()
    assert meeting.during.lower == target.during.lower
    cell = page.locator(f'[data-target="{visiting.slots[6].pk}|{visiting.rooms[0].pk}"]')
    page.locator(f'.meeting[data-meeting="{meeting.pk}"]').drag_to(cell)
    expect(cell.locator(".meeting")).to_be_visible()
    meeting.refresh_from_db()
    assert meeting.during.lower == visiting.slots[6].during.lower


def test_a_line_becomes_evidence_with_the_keyboard_alone(visiting, enter):
    page = enter(visiting.cast.peers[1], f"/meetings/{visiting.meetings[0].pk}/")
    page.get_by_label("What was said").last.focus()
    page.keyboard.type("Parents wait seven months.")
    page.keyboard.press("Alt+i")
    page.keyboard.type("gg/l/1")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+3")
    page.keyboard.press("Alt+f")
    expect(page.locator(".line-status[data-state=saved]")).to_be_visible()
    with acting(visiting.cast.peers[1]):
        piece = Evidence.objects.get(text="Parents wait seven months.")
        assert (piece.level, piece.basis, [item.code for item in piece.items.all()]) == (
            "falls_short", "fact", ["GG/L/1"],
        )  # fmt: skip


PARTS = [
    "visit/", "visit/setup/", "visit/consent/", "visit/day-sheets/", "interviewees/", "interviewees/new/", "evidence/",
    "evidence/items/", "evidence/new/", "coverage/",
]  # fmt: skip


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_are_accessible_and_fit_the_screen(visiting, enter, axe, width):
    review = visiting.cast.review.pk
    paths = [f"/reviews/{review}/{part}" for part in PARTS]
    paths += [f"/meetings/{visiting.meetings[0].pk}/", f"/meetings/{visiting.meetings[0].pk}/plan/"]
    paths += [f"/evidence/{visiting.evidence[0].pk}/", f"/evidence/{visiting.evidence[0].pk}/merge/"]
    page = enter(visiting.cast.peer, paths[0])
    page.set_viewport_size({"width": width, "height": 900})
    faults = []
    for path in paths:
        page.goto(page.url.split("/reviews/")[0].split("/meetings/")[0].split("/evidence/")[0] + path)
        faults += [f"{path} {fault}" for fault in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append(f"{path} is wider than {width}")
    assert not faults, "\n".join(faults)
