# SPDX-License-Identifier: EUPL-1.2
"""The stakeholder map in a browser: a member is moved with arrow keys, dragged, put back when nobody answers."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from isopolity.core.principal import acting
from isopolity.groups import actions
from isopolity.groups.models import Member
from tests.groups.stage import add_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def placed(cast: Any) -> Member:
    """A member in the lower left corner of the map."""
    row = add_member(cast, function="Teacher", organisation="School")
    with acting(cast.host):
        return actions.place_member(by=cast.host, member=row, interest=1, influence=1)


@pytest.fixture
def opened(cast: Any, placed: Member, page: Page, live_server: Any) -> Page:
    """The map, seen by whoever keeps the group."""
    client = Client()
    client.force_login(cast.host)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    page.goto(f"{live_server.url}/groups/{cast.group.pk}/map/")
    return page


def place(row: Member) -> tuple[int | None, int | None]:
    row.refresh_from_db()
    return row.interest, row.influence


def test_arrow_keys_move_a_member(opened: Page, placed: Member) -> None:
    mark = opened.locator(f"[data-stake='{placed.pk}']")
    for _step in range(60):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.dataset.stake") == str(placed.pk):
            break
    expect(mark).to_be_focused()
    opened.keyboard.press("ArrowUp")
    expect(opened.locator("#live-status")).to_contain_text("interest low, influence rather low")
    opened.keyboard.press("ArrowRight")
    expect(opened.locator("#live-status")).to_contain_text("interest rather low, influence rather low")
    expect(mark).to_be_focused()
    assert place(placed) == (2, 2)
    opened.keyboard.press("ArrowRight")
    expect(opened.locator("#live-status")).to_contain_text("Give them a voice")
    expect(opened.locator(f"[data-stake-interest='{placed.pk}']")).to_have_value("3")
    assert place(placed) == (3, 2)


def test_the_edge_of_the_map_holds(opened: Page, placed: Member) -> None:
    opened.locator(f"[data-stake='{placed.pk}']").focus()
    opened.keyboard.press("ArrowLeft")
    opened.keyboard.press("ArrowDown")
    assert place(placed) == (1, 1)


def test_a_member_is_dragged(opened: Page, placed: Member) -> None:
    target = opened.locator(".stakes-place[data-interest='4'][data-influence='4']").bounding_box()
    start = opened.locator(f"[data-stake='{placed.pk}']").bounding_box()
    assert target is not None
    assert start is not None
    opened.mouse.move(start["x"] + 10, start["y"] + 10)
    opened.mouse.down()
    opened.mouse.move(target["x"] + 30, target["y"] + 30, steps=8)
    opened.mouse.up()
    expect(opened.locator("#live-status")).to_contain_text("Work closely together")
    assert place(placed) == (4, 4)


def test_the_form_does_the_same_without_scripts(opened: Page, placed: Member) -> None:
    line = opened.locator(f"#stake-{placed.pk}")
    line.get_by_label("Influence").select_option("4")
    with opened.expect_navigation():
        line.get_by_role("button", name="Move").click()
    assert place(placed) == (1, 4)


def test_what_cannot_be_sent_goes_back(opened: Page, placed: Member) -> None:
    opened.route("**/map/move/", lambda route: route.abort())
    mark = opened.locator(f"[data-stake='{placed.pk}']")
    mark.focus()
    opened.keyboard.press("ArrowUp")
    expect(opened.locator("#live-status")).to_contain_text("No connection")
    expect(opened.locator(".stakes-place[data-interest='1'][data-influence='1']").locator(mark)).to_be_visible()
    assert place(placed) == (1, 1)
