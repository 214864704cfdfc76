# SPDX-License-Identifier: EUPL-1.2
"""A mentoring in real pages, as IncluCities: two pairs, three study visits, two endorsed plans, an academy, a lesson.

With ``ISOPOLITY_PICTURES=1`` the walk takes the pictures of the manual's chapter on mentoring.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser import walk_mentoring as steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def walk(browser: Browser, live_server: Any, run_jobs: Callable[[], int]) -> Iterator[steps.Mentoring]:
    made = steps.Mentoring(browser, live_server.url, run_jobs)
    yield made
    for desk in made.desks.values():
        desk.leave()


def test_learn_connect_capitalise_in_real_pages(walk: steps.Mentoring) -> None:
    steps.make_project(walk)
    steps.write_profiles(walk)
    steps.match(walk)
    steps.agree(walk)
    steps.set_goals(walk)
    steps.analyse_needs(walk)
    steps.visit(walk)
    steps.learn(walk)
    steps.plan(walk)
    steps.endorse(walk)
    steps.hold_academy(walk)
    steps.look_back(walk)
