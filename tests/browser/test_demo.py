# SPDX-License-Identifier: EUPL-1.2
"""The demo's entrance, which exists in demo mode only: one click and one is somebody of the cast."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import enter, faults_of  # noqa: F401 - a fixture
from tests.demodata import Demo

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.browser.demo_urls"),
    pytest.mark.xdist_group("demo"),
]


def test_the_cast_is_accessible_fits_and_lets_in(demo: Demo, enter: Any, live_server: Any, settings: Any) -> None:  # noqa: F811
    settings.DEMO = True
    page, complaints = enter(None), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text))
    faults = faults_of(page, f"{live_server.url}/demo/", 200)
    assert not faults, "\n".join(faults)
    name = demo.host("initial_report").name
    page.get_by_role("button", name=name).first.click()
    expect(page.locator(".account-menu")).to_contain_text(name)
    assert not complaints, "\n".join(complaints)
