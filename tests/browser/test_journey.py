# SPDX-License-Identifier: EUPL-1.2
"""The whole method in real pages: seven steps, from the benchmark to the published report, each person at a browser.

With ``ISOPOLITY_PICTURES=1`` the walk takes the manual's pictures.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser import walk_from_the_visit as late
from tests.browser import walk_to_the_visit as early
from tests.browser.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def walk(browser: Browser, live_server: Any, run_jobs: Callable[[], int]) -> Iterator[Walk]:
    made = Walk(browser, live_server.url, run_jobs)
    yield made
    for desk in made.desks.values():
        desk.leave()


def test_the_seven_steps_in_real_pages(walk: Walk) -> None:
    early.set_up_review(walk)
    early.agree_benchmark(walk)
    early.form_team(walk)
    early.confirm_and_declare(walk)
    early.train(walk)
    early.ask_contributor(walk)
    early.write_initial_report(walk)
    early.accept_initial_report(walk)
    early.read_at_the_desk(walk)
    late.propose_people(walk)
    late.make_timetable(walk)
    late.release(walk)
    late.interview(walk)
    late.find(walk)
    late.agree_headlines(walk)
    late.write_report(walk)
    late.check_facts(walk)
    late.reply(walk)
    late.publish(walk)
