# SPDX-License-Identifier: EUPL-1.2
"""People at their own browsers: signing in, filling forms, taking the manual's pictures.

Nothing here writes to the database past the pages, but ``beginning``: a network with a project and its cities.
"""

import os
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from isopolity.accounts.models import Person
from isopolity.benchmarks import actions as benchmarks
from isopolity.benchmarks.models import Adoption
from isopolity.core.principal import acting
from isopolity.networks import actions as networks
from isopolity.networks.models import Project
from isopolity.places import actions as places
from tests.cast import person, small_benchmark

PASSWORD = "a long password of the cast"
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "manual" / "images"
ITEMS = ["GG/A/1", "GG/L/1", "WP/A/1", "WP/L/1"]
CITIES = ["Levanto", "Nordhavn", "Ostrava Nova"]
FUNCTIONS = {
    "secretariat": "Secretariat officer",
    "facilitator": "Facilitator",
    "host": "Coordinator of Levanto",
    "peer": "Coordinator of Nordhavn",
    "second": "Coordinator of Ostrava Nova",
}


def beginning() -> Project:
    """A project with its benchmark, three cities and their coordinators; no review yet."""
    operator = person("Site operator", is_operator=True)
    who = {role: person(name) for role, name in FUNCTIONS.items()}
    with acting(operator):
        version = benchmarks.import_version(by=operator, content=small_benchmark())
        benchmarks.publish_version(by=operator, version=version)
        network = networks.create_network(by=operator, name="Network of Test Cities")
        project = networks.create_project(by=operator, network=network, name="Learning together")
        networks.give_project_role(by=operator, project=project, person=who["secretariat"])
    with acting(who["secretariat"]):
        _cities(project, who)
        _adopt(project, version, who["secretariat"])
    return project


def _cities(project: Project, who: dict[str, Person]) -> None:
    by = who["secretariat"]
    for name, role in zip(CITIES, ("host", "peer", "second"), strict=True):
        city = places.add_city(by=by, name=name, country="IT", languages=["it", "en"])
        networks.add_partner(by=by, project=project, city=city, roles=["city", "peer"])
        places.give_city_role(by=by, city=city, person=who[role], kind="coordinator")


def _adopt(project: Project, version: object, by: Person) -> Adoption:
    return benchmarks.adopt(by=by, project=project, version=version)


def address(name: str) -> str:
    """The address that ``tests.cast.person`` gave."""
    return f"{name.lower().replace(' ', '.')}@example.org"


def _starting(label: str) -> re.Pattern[str]:
    """A label; “optional” may stand behind it."""
    return re.compile(rf"^\s*{re.escape(label)}\s*(\W.*)?$", re.DOTALL)


class Desk:
    """One person at a browser of their own."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.base = base
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 1280, "height": 900}, reduced_motion="reduce", locale="en-GB"
        )
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("response", self._note)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))

    def _note(self, response: object) -> None:
        status = response.status  # type: ignore[attr-defined]
        if status >= 500:
            self.faults.append(f"{status} {response.url}")  # type: ignore[attr-defined]

    # --- Going ------------------------------------------------------------------------------------------------------
    def go(self, path: str) -> None:
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"

    def sign_in(self, name: str) -> None:
        self.go("/accounts/login/")
        self.page.locator("input[name=login]").fill(address(name))
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.press("Sign in")

    def follow(self, name: str) -> None:
        """Click on a link of the page's content."""
        self.page.locator("main").get_by_role("link", name=name).first.click()

    # --- Doing ------------------------------------------------------------------------------------------------------
    def press(self, name: str, *, within: Locator | None = None) -> None:
        (within or self.page.locator("main")).get_by_role("button", name=name, exact=True).first.click()

    def confirm(self, opens: str) -> None:
        """Open a question and say yes."""
        self.page.locator("main [data-opens-dialog]").filter(has_text=opens).first.click()
        self.page.locator("dialog[open] form button.btn:not([data-closes-dialog])").click()

    def fill(self, fields: dict[str, str]) -> None:
        for label, value in fields.items():
            self.page.get_by_label(_starting(label)).first.fill(value)

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(_starting(label)).select_option(label=option)

    def write(self, label: str, value: str) -> None:
        """Type into a field that saves itself, and wait until it says so."""
        box = self.page.locator("[data-autosave]").filter(has=self.page.get_by_label(label, exact=True)).first
        field = box.get_by_label(label, exact=True)
        field.fill(value)
        field.blur()
        expect(box.locator(".autosave-status")).to_contain_text("aved")

    def judge(self, level: str) -> None:
        """Choose a level that saves itself."""
        box = self.page.locator('[data-autosave][data-field="level"]')
        box.locator(f'input[value="{level}"]').check(force=True)
        expect(box.locator(".autosave-status")).to_contain_text("aved")

    def sees(self, text: str) -> None:
        expect(self.page.locator("main").get_by_text(text).first).to_be_visible()

    def picture(self, name: str) -> None:
        """The page as it stands, for the manual; only when pictures are wanted."""
        if os.environ.get("ISOPOLITY_PICTURES") != "1":
            return
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.evaluate("window.scrollTo(0, 0)")
        tall = self.page.evaluate("Math.min(document.documentElement.scrollHeight, 1800)")
        clip = {"x": 0, "y": 0, "width": 1280, "height": max(tall, 500)}
        taken = Image.open(BytesIO(self.page.screenshot(clip=clip, full_page=True)))
        taken.convert("RGB").quantize(colors=96).save(PICTURES / f"{name}.png", optimize=True)

    def leave(self) -> None:
        self.context.close()
        assert not self.faults, "\n".join(self.faults)


class Walk:
    """Everybody's desks, and the review they are about."""

    def __init__(self, browser: Browser, base: str, run_jobs: Callable[[], int]) -> None:
        self.browser, self.base, self.run_jobs = browser, base, run_jobs
        self.project = beginning()
        self.desks = {role: Desk(browser, base) for role in FUNCTIONS}
        for role, name in FUNCTIONS.items():
            self.desks[role].sign_in(name)
        self.review = ""
        self.assessment = ""

    def __getitem__(self, role: str) -> Desk:
        return self.desks[role]

    @property
    def team(self) -> list[Desk]:
        return [self.desks[role] for role in ("peer", "second", "facilitator")]

    def move_on(self, role: str, to: str) -> None:
        desk = self[role]
        desk.go(self.review)
        desk.press(f"Move on to: {to}")
        desk.sees(f"The review has moved on: {to}")
