# SPDX-License-Identifier: EUPL-1.2
"""axe finds nothing on the pages of a small group, wide and narrow; tests/browser/pages.py lists them with the demo."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from tests.groups.stage import full, plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PARTS = ["", "members/", "members/new/", "map/", "advice/", "diversity/", "diversity/new/", "meetings/", "tasks/",
         "settings/", "state/"]  # fmt: skip


@pytest.mark.parametrize("role", ["host", "group_member"])
def test_axe_finds_nothing(
    cast: Any, page: Page, live_server: Any, axe: Callable[[Page], list[str]], role: str
) -> None:
    held, coming, client = full(cast), plan(cast), Client()
    client.force_login(cast.everyone()[role])
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    group = f"/groups/{cast.group.pk}/"
    meetings = [f"/group-meetings/{one.pk}/{part}" for one in (held, coming) for part in ("", "minutes/")]
    faults = []
    for path in [f"/projects/{cast.mentoring.pk}/groups/", *(group + part for part in PARTS), *meetings]:
        page.set_viewport_size({"width": 1280, "height": 900})
        answer = page.goto(live_server.url + path)
        if answer is None or answer.status == 404:
            continue
        faults += [f"{path} {one}" for one in axe(page)]
        page.set_viewport_size({"width": 320, "height": 800})
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
            faults.append(f"{path} is {width} wide at 320")
    assert not faults, "\n" + "\n".join(faults)
