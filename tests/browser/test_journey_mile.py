# SPDX-License-Identifier: EUPL-1.2
"""A follow-up survey in real pages: ten cities, asked by link, by telephone and with an account; matrix, outcomes.

With ``ISOPOLITY_PICTURES=1`` it takes the pictures of the manual's chapter on surveys.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, expect

from isopolity.plans.models import FundingLine
from isopolity.surveys.models import Wave
from tests.browser.walking import Desk
from tests.surveys.mile import SENTENCES, Mile, hand_in, network, said

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BY_LINK, BY_TELEPHONE = "Vilarinha do Mar", "Torrevalle"


class Answering(Desk):
    """Somebody who fills in the questionnaire, page by page."""

    def answer(self, answers: dict[str, Any]) -> None:
        """Every page with these answers, to the end; then hand in."""
        for _page in range(10):
            if self.page.get_by_text("This is the end").count():
                break
            self._one_page(answers)
            where = self.page.locator("input[name=section]").input_value()
            self.page.locator("button[name=do][value=next]").click()
            expect(self.page.locator(f'input[name=section][value="{where}"]')).to_have_count(0)
        self.press("Hand in")
        self.sees("The answers were handed in")

    def _one_page(self, answers: dict[str, Any]) -> None:
        for key, answer in answers.items():
            if isinstance(answer, dict):
                for row, choice in answer.items():
                    self._choose(f"q@{key}~{row}", choice)
            elif isinstance(answer, list):
                for choice in answer:
                    self._choose(f"q@{key}", choice)
            elif not self._choose(f"q@{key}", str(answer)):
                field = self.page.locator(f'main [name="q@{key}"]:not([type=radio])')
                if field.count():
                    self._sent(lambda field=field, text=str(answer): self._type(field, text))  # type: ignore[misc]

    def _choose(self, name: str, value: str) -> bool:
        box = self.page.locator(f'main input[name="{name}"][value="{value}"]')
        if box.count() and not box.is_checked():
            self._sent(box.check)
        return bool(box.count())

    @staticmethod
    def _type(field: Any, text: str) -> None:
        field.fill(text)
        field.blur()

    def _sent(self, do: Callable[[], None]) -> None:
        """Do it, and wait until the page has come back from the server."""
        with self.page.expect_response(lambda answer: answer.request.method == "POST") as answered:
            do()
        answered.value.finished()
        expect(self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


@pytest.fixture
def desk(browser: Browser, live_server: Any) -> Iterator[Callable[..., Answering]]:
    """A desk for a person, or for nobody who has an account."""
    made: list[Answering] = []

    def sit(person: Any = None) -> Answering:
        one = Answering(browser, live_server.url)
        made.append(one)
        if person is not None:
            client = Client()
            client.force_login(person)
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            one.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        return one

    yield sit
    for one in made:
        one.leave()


def test_the_follow_up_of_ten_cities(cast: Any, desk: Callable[..., Answering]) -> None:
    mile = network(cast)
    assert sum(line.steps.get().amount for line in FundingLine.objects.all()) == 1_400_000
    office, nobody = desk(cast.secretariat), desk()
    survey = plan_survey(office, mile)
    nobody.go(link_for(office, survey, BY_LINK))
    nobody.page.set_viewport_size({"width": 390, "height": 800})
    nobody.picture("survey-by-link")
    nobody.answer(said(BY_LINK))
    by_telephone(office, survey)
    hand_in(cast.secretariat, Wave.objects.get(), but=(BY_LINK, BY_TELEPHONE))
    close_and_read(office, survey)
    lessons(office, survey)


def plan_survey(office: Answering, mile: Mile) -> str:
    """From the library to an open survey; its address."""
    office.go(f"/projects/{mile.project.pk}/questionnaires/new/")
    office.page.locator("main select").first.select_option(label="Follow-up after the project")
    office.press("Take this one")
    questionnaire = re.sub(r"\?.*", "", office.page.url)
    office.go(questionnaire.removeprefix(office.base) + "publish/")
    office.press("Publish")
    office.go(questionnaire.removeprefix(office.base) + "outcomes/")
    office.press("Take the statements that come with this questionnaire")
    office.sees("have formally sustained their support group")
    office.go(f"/projects/{mile.project.pk}/surveys/new/")
    office.fill({"Title": "Four months after"})
    office.page.get_by_label("Questionnaire").first.select_option(index=1)
    office.page.get_by_label("cities", exact=True).check()
    office.choose("Counted from", "a date")
    office.page.locator("input[name=base_date]").fill("2026-06-30")
    office.picture("survey-plan")
    office.press("Save")
    office.sees("Nea Thymaria")
    survey = office.page.url.removeprefix(office.base)
    office.press("Open it now")
    office.sees("0 of 10 have handed in")
    return survey


def link_for(office: Answering, survey: str, city: str) -> str:
    """A personal link, shown once."""
    office.go(survey)
    office.follow(city)
    office.fill({"Contact person or function": "Office for newcomers", "E-mail address": "office@city.example"})
    office.press("Save")
    office.press("Show a new link")
    address = office.page.get_by_label("The new link", exact=True).input_value()
    return "/answer/" + address.split("/answer/")[1]


def by_telephone(office: Answering, survey: str) -> None:
    """The secretariat rings up a city and types."""
    office.go(survey)
    office.follow(BY_TELEPHONE)
    office.follow("Type by telephone")
    office.sees(f"You type for {BY_TELEPHONE}")
    office.answer(said(BY_TELEPHONE))
    office.go(survey)
    office.sees("by telephone")


def close_and_read(office: Answering, survey: str) -> None:
    """All have handed in: the page states what the published report states."""
    office.go(survey)
    office.sees("10 of 10 have handed in")
    office.picture("survey-who-is-asked")
    office.press("Close the survey")
    office.go(f"{survey}results/")
    for sentence in SENTENCES:
        office.sees(sentence)
    formal = office.page.locator(".outcomes details").first
    expect(formal).to_contain_text("Aldersheim, Nordhavn, Port-Clairval, Valmora")
    office.page.get_by_label("Section").select_option(label="The support group")
    office.press("Show")
    expect(office.page.locator(".chart-drawing svg").first).to_be_visible()
    office.picture("survey-results")
    office.go(f"{survey}matrix/")
    expect(office.page.locator(".survey-matrix tbody tr")).to_have_count(10)
    office.picture("survey-matrix")
    with office.page.expect_download() as file:
        office.page.get_by_role("link", name="Download as a workbook").click()
    assert file.value.suggested_filename.endswith(".xlsx")


def lessons(office: Answering, survey: str) -> None:
    """A code book, and the first answers coded."""
    office.go(f"{survey}lessons/")
    office.fill({"Factor": "Money known early"})
    office.press("Add")
    office.follow("Code answers")
    office.page.get_by_label("Question").select_option(label="What would you tell a group that begins today?")
    office.press("Show")
    answer = office.page.locator("fieldset.coded-answer").filter(has_text="Ask those who decide on money").first
    answer.get_by_label("Money known early").check()
    answer.get_by_label("I have read it").check()
    office.picture("survey-coding")
    office.press("Save")
    office.sees("You have coded 1 of 10 answers.")
    office.go(f"{survey}lessons/")
    office.sees("Found in the answers of 1 of 1 bodies.")
