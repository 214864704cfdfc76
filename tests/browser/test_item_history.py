# SPDX-License-Identifier: EUPL-1.2
"""What happened to an item comes to its page when somebody opens it, by keyboard too."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from isopolity.assessments import actions as assessments
from isopolity.core.principal import acting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def signed_in(live_server: Any, client: Any, context: BrowserContext) -> Callable[[Any], Page]:
    """A page with the session of this person."""

    def enter(person: Any) -> Page:
        client.force_login(person)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie])
        return context.new_page()

    return enter


def test_what_happened_is_fetched_when_it_is_opened(
    cast: Any, live_server: Any, signed_in: Callable[[Any], Page], axe: Callable[[Page], list[str]]
) -> None:
    with acting(cast.host):
        assessments.save_answer(
            by=cast.host, assessment=cast.assessment, item=cast.items[0], field="achieved", value="A plan."
        )
    page = signed_in(cast.host)
    page.goto(f"{live_server.url}/assessments/{cast.assessment.pk}/items/{cast.items[0].pk}/")
    place = page.locator("details.happened")
    expect(place.locator(".history")).to_have_count(0)
    place.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(place.locator(".history li")).to_have_count(1)
    expect(place).to_contain_text(cast.host.name)
    assert axe(page) == []
