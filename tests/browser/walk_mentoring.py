# SPDX-License-Identifier: EUPL-1.2
"""A mentoring in pages, as IncluCities held it: each city and each association at a browser of its own.

Before the pages begin there are a benchmark, four cities with two national associations, their people, and an office
that already runs another project of the network.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core import mail
from playwright.sync_api import Browser, expect

from isopolity.benchmarks import actions as benchmarks
from isopolity.core.principal import acting
from isopolity.networks import actions as networks
from isopolity.places import actions as places
from tests.browser.walking import Desk
from tests.cast import person, small_benchmark

FUNCTIONS = {
    "office": "Secretariat officer",
    "Levanto": "Coordinator of Levanto",
    "Sudmark": "Coordinator of Sudmark",
    "Nordhavn": "Coordinator of Nordhavn",
    "Vestergade": "Coordinator of Vestergade",
    "Association of Towns": "Officer of the towns",
    "Union of Cities": "Officer of the union",
}
MENTEES, MENTORS = ("Levanto", "Sudmark"), ("Nordhavn", "Vestergade")
PAIRS = dict(zip(MENTEES, MENTORS, strict=True))
WANTED = {"Levanto": "GG/A/1", "Sudmark": "WP/L/1"}
TAUGHT = {"Nordhavn": "GG/A/1", "Vestergade": "WP/L/1"}
TITLES = {"GG/A/1": "Item GG A", "WP/L/1": "Item WP L"}
ASSOCIATIONS = {"Association of Towns": MENTEES, "Union of Cities": MENTORS}


def set_the_stage() -> tuple[int, int]:
    """(network, benchmark's version)."""
    operator = person("Site operator", is_operator=True)
    who = {role: person(name) for role, name in FUNCTIONS.items()}
    with acting(operator):
        version = benchmarks.import_version(by=operator, content=small_benchmark())
        benchmarks.publish_version(by=operator, version=version)
        network = networks.create_network(by=operator, name="Network of Test Cities")
        project = networks.create_project(by=operator, network=network, name="Learning together")
        networks.give_project_role(by=operator, project=project, person=who["office"])
        for number, (name, cities) in enumerate(ASSOCIATIONS.items()):
            country = ("IT", "DK")[number]
            body = places.add_organisation(by=operator, name=name, kind="association", country=country)
            places.give_organisation_role(by=operator, organisation=body, person=who[name])
            for one in cities:
                city = places.add_city(by=operator, name=one, country=country, languages=["en"], association=body)
                places.give_city_role(by=operator, city=city, person=who[one], kind="coordinator")
    return network.pk, version.pk


@dataclass
class Mentoring:
    """Everybody's desks, and the addresses that the pages showed."""

    browser: Browser
    base: str
    run_jobs: Callable[[], int]
    project: str = ""
    pairs: dict[str, str] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.network, self.version = set_the_stage()
        for role, name in FUNCTIONS.items():
            self.desks[role] = Desk(self.browser, self.base)
            self.desks[role].sign_in(name)

    def __getitem__(self, role: str) -> Desk:
        return self.desks[role]


def here(desk: Desk) -> str:
    """The address that the browser shows."""
    return "/" + desk.page.url.split("/", 3)[3].split("?")[0].split("#")[0]


# --- Learn: project, profiles, matching -------------------------------------------------------------------------------
def make_project(walk: Mentoring) -> None:
    desk = walk["office"]
    desk.go(f"/networks/{walk.network}/projects/add/")
    desk.follow("Choose mentoring")
    desk.fill({"Name": "Walking together", "Starts": "2026-01-01", "Ends": "2027-12-31"})
    desk.press("Create")
    desk.sees("The project is made")
    walk.project = here(desk).removesuffix("partners/")
    for name in (*MENTEES, *MENTORS):
        desk.choose("City", name)
        desk.page.get_by_label("mentee" if name in MENTEES else "mentor", exact=True).check()
        desk.press("Add")
        desk.sees(f"{name} is a partner now")
    for name in ASSOCIATIONS:
        desk.choose("Or organisation", name)
        desk.page.get_by_label("association", exact=True).check()
        desk.press("Add")
        desk.sees(f"{name} is a partner now")
    desk.go(f"/benchmarks/{walk.version}/")
    desk.choose("Project", "Walking together")
    desk.press("Measure against it")
    desk.sees("The project measures against this benchmark")


def write_profiles(walk: Mentoring) -> None:
    for number, name in enumerate((*MENTEES, *MENTORS)):
        desk = walk[name]
        desk.go("/")
        desk.follow("Write the city’s profile for pairing and hand it in")
        desk.follow("Change the facts")
        desk.fill({
            "Population": str(30_000 + number * 5_000), "Residents who came from abroad, in percent": "9.5",
            "Languages we can work in": "en, it",
        })  # fmt: skip
        desk.choose("Degree of urbanisation", "town or suburb (intermediate)")
        desk.press("Save")
        desk.follow("Choose items")
        if name in MENTEES:
            desk.choose(f"Wants to learn {WANTED[name]}", "3 very much")
        else:
            desk.choose(f"Can teach {TAUGHT[name]}", "2 we surpass it")
        desk.press("Save")
        if name == "Levanto":
            desk.picture("mentoring-profile")
        desk.press("Hand in")
        desk.sees("The secretariat can pair the city now")


def match(walk: Mentoring) -> None:
    desk = walk["office"]
    desk.go(walk.project + "mentoring/matching/")
    desk.press("Calculate the best pairs")
    desk.sees("No other choice of pairs is better")
    for mentee, mentor in PAIRS.items():
        desk.sees(f"{mentee} learns from {mentor}")
    desk.picture("mentoring-matching")
    desk.press("Propose these pairs")
    desk.sees("The pairs are proposed")
    for mentee, mentor in PAIRS.items():
        desk.go(walk.project + "mentoring/")
        desk.follow(f"{mentee} – {mentor}")
        desk.sees("This pair is proposed")
        walk.pairs[mentee] = here(desk)


def agree(walk: Mentoring) -> None:
    """The mentees write; both cities and both associations sign what stands on their home page."""
    for mentee, mentor in PAIRS.items():
        desk = walk[mentee]
        desk.go("/")
        desk.follow("Write the agreement of the pair")
        desk.follow("Write the agreement")
        desk.fill({"What the two cities agree": f"{mentee} visits {mentor} once and is visited twice, in English."})
        desk.press("Save")
        desk.sees("The agreement is saved")
        desk.press("Sign")
        desk.sees("Thank you, you have signed")
        _sign(walk[mentor])
        _sign(walk["Association of Towns"])
        _sign(walk["Union of Cities"], last=True)
    walk["Union of Cities"].picture("mentoring-agreement")


def _sign(desk: Desk, *, last: bool = False) -> None:
    desk.go("/")
    desk.follow("Sign the agreement of the pair")
    desk.press("Sign")
    desk.sees("All have signed. The pair is agreed." if last else "Thank you, you have signed")


def set_goals(walk: Mentoring) -> None:
    for mentee, pair in walk.pairs.items():
        desk, code = walk[mentee], WANTED[mentee]
        desk.go(pair + "agreement/")
        desk.follow("Add a goal")
        desk.choose("Benchmark item", f"{code} {TITLES[code]}")
        desk.fill({"What we want to reach": "Newcomers find one desk for all first steps."})
        desk.press("Save")
        desk.sees("Newcomers find one desk")


def analyse_needs(walk: Mentoring) -> None:
    desk = walk["Levanto"]
    desk.go("/")
    desk.follow("Write the needs analysis")
    desk.sees("Since when?")
    desk.write("What we need", "Four offices send people to each other. Nobody knows the whole way.")
    desk.write("How this shapes our city", "The law gives the first contact to the state police.")
    desk.press("Submit")
    desk.sees("Submitted on")
    mentor = walk["Nordhavn"]
    mentor.go("/")
    mentor.follow("Comment on the needs analysis")
    mentor.sees("Nobody knows the whole way")
    mentor.fill({"Comment on the whole": "Begin with two offices and one evening a week."})
    mentor.page.locator("form:has(#comment-all) button").click()
    mentor.sees("The mentee reads your comment")
    desk.go(walk.pairs["Levanto"] + "needs/")
    desk.sees("Begin with two offices")
    desk.picture("mentoring-needs")


# --- Connect: visits, lessons -----------------------------------------------------------------------------------------
VISITS = (
    ("Levanto", "the mentee city", "The quarter and its people", "2026-03-02", "2026-03-03"),
    ("Nordhavn", "the mentor city", "One desk for all first steps", "2026-05-11", "2026-05-12"),
    ("Levanto", "the mentee city", "What we changed", "2026-09-07", "2026-09-08"),
)


def visit(walk: Mentoring) -> None:
    for number, (host, place, title, first, last) in enumerate(VISITS):
        desk = walk[host]
        desk.go(walk.pairs["Levanto"] + "visits/")
        desk.follow("Plan a visit")
        desk.choose("Host", place)
        desk.fill({"Title": title, "Place or link": f"Town hall of {host}", "First day": first, "Last day": last})
        desk.press("Save")
        if number == 1:
            _programme(desk, first)
        desk.follow("Change the visit")
        desk.page.get_by_label("It has been held").check()
        desk.fill({"What came of it": "Two offices begin together in autumn."})
        desk.press("Save")
        desk.sees("Two offices begin together")
    walk["Levanto"].go(walk.pairs["Levanto"])
    walk["Levanto"].sees("3 of 3 held")


def _programme(desk: Desk, day: str) -> None:
    for starts, ends, what in (("09:00", "10:30", "A morning at the desk"), ("11:00", "12:00", "How it is paid for")):
        desk.follow("Add a session")
        desk.fill({"Starts": f"{day}T{starts}", "Ends": f"{day}T{ends}", "What": what, "Room": "Hall 2"})
        desk.press("Save")
    desk.follow("Add a participant")
    desk.fill({"Function": "Head of the registry office"})
    desk.choose("From", "mentee city")
    desk.press("Save")
    desk.sees("Head of the registry office")
    desk.picture("mentoring-visit")


def learn(walk: Mentoring) -> None:
    """A lesson with what failed reaches those who keep the benchmark."""
    desk = walk["Levanto"]
    desk.go(walk.pairs["Levanto"] + "learning/")
    desk.follow("Write down a lesson")
    desk.choose("Benchmark item", "GG/A/1 Item GG A")
    desk.choose("Learnt at", "One desk for all first steps")
    desk.fill({
        "What was tried": "One desk, open in the evening.", "What worked": "Interpreters by video.",
        "What failed": "Nobody came in winter.", "Why": "The bus does not run then.",
    })  # fmt: skip
    desk.press("Save")
    desk.press("Pass on to the benchmark")
    desk.sees("The lesson is passed on")
    desk.picture("mentoring-learning")
    office = walk["office"]
    office.go(f"/benchmarks/{walk.version}/flags/")
    office.sees("Nobody came in winter.")


# --- Capitalise: plans, endorsements, academy -------------------------------------------------------------------------
def plan(walk: Mentoring) -> None:
    """Each goal becomes an action of the mentee's plan."""
    for mentee, pair in walk.pairs.items():
        desk = walk[mentee]
        desk.go(pair + "plan/")
        desk.follow("New action plan")
        desk.fill({"Title": "One door for newcomers"})
        desk.press("Begin the plan")
        desk.sees("The plan is begun")
        desk.write("The one problem the plan sets out to improve", "People are sent from office to office.")
        desk.follow("From a goal of a mentoring")
        desk.page.locator("main").get_by_role("button", name="Take it into the plan").click()
        desk.sees("The goal stands in the action plan now")
        if mentee == "Levanto":
            desk.picture("mentoring-plan")
        desk.follow("Newcomers find one desk for all first steps.")
        desk.sees("From a mentoring")
        desk.page.locator("main aside").get_by_role("link", name=WANTED[mentee]).click()
        assert here(desk) == pair + "plan/"
        walk[PAIRS[mentee]].go(pair + "plan/")
        walk[PAIRS[mentee]].sees(f"It stands in the action plan of {mentee}.")


def endorse(walk: Mentoring) -> None:
    """Levanto's council answers a letter; Sudmark's has decided on paper."""
    desk = walk["Levanto"]
    _to_endorsements(desk, walk.pairs["Levanto"])
    desk.fill({"Organisation": "City council of Levanto", "E-mail address": "council@example.org"})
    desk.press("Send the letter")
    desk.sees("A letter with a personal link is on its way")
    walk.run_jobs()
    letter = next(one for one in mail.outbox if one.to == ["council@example.org"])
    found = re.search(r"/endorse/\S+/", str(letter.body))
    assert found, letter.body
    council = walk.desks["council"] = Desk(walk.browser, walk.base)
    council.go(found[0])
    council.fill({"Your function": "Chair of the council"})
    council.press("Yes, we endorse the plan")
    council.sees("Your organisation stands behind the plan")
    desk = walk["Sudmark"]
    _to_endorsements(desk, walk.pairs["Sudmark"])
    desk.follow("Record a resolution")
    desk.fill({
        "Organisation": "City council of Sudmark", "Reference of the resolution": "12/2026", "Decided on": "2026-10-05",
    })  # fmt: skip
    desk.press("Save")
    desk.sees("12/2026")


def _to_endorsements(desk: Desk, pair: str) -> None:
    desk.go(pair + "plan/")
    desk.follow("One door for newcomers")
    desk.page.get_by_role("link", name="Endorsements", exact=True).first.click()


def hold_academy(walk: Mentoring) -> None:
    desk = walk["Nordhavn"]
    desk.go(walk.pairs["Levanto"] + "results/")
    desk.follow("Add an academy")
    desk.fill({
        "Title": "Academy of first steps", "Date": "2026-10-20", "Place or link": "House of the union",
        "How many took part": "43",
    })  # fmt: skip
    desk.press("Save")
    desk.follow("Add a product")
    desk.choose("Kind", "one-stop-shop")
    desk.fill({"Title": "Arrived: all first steps", "Link": "https://example.org/arrived"})
    desk.press("Save")
    desk.sees("Academy of first steps")


def look_back(walk: Mentoring) -> None:
    """The board says how far both pairs are; the history says who did what."""
    desk = walk["office"]
    desk.go(walk.project + "mentoring/")
    row = desk.page.get_by_role("row").filter(has_text="Levanto – Nordhavn")
    for words in ("4 signed", "3 of 3 held", "1 action"):
        expect(row).to_contain_text(words)
    desk.picture("mentoring-board")
    desk.follow("Levanto – Nordhavn")
    desk.picture("mentoring-pair")
    desk.go(walk.pairs["Levanto"] + "history/")
    desk.sees("passed a lesson on to the benchmark")
    desk.sees("submitted the needs analysis")
