# SPDX-License-Identifier: EUPL-1.2
"""Steps 1 to 4 in pages: benchmark, training, initial report, desk review."""

import re

from django.core import mail
from playwright.sync_api import expect

from tests.browser.walking import FUNCTIONS, ITEMS, PASSWORD, Desk, Walk, address

CONTRIBUTOR = "Schools department of Levanto"


# --- 1. Benchmark ---------------------------------------------------------------------------------------------------
def set_up_review(walk: Walk) -> None:
    desk = walk["secretariat"]
    desk.go(f"/projects/{walk.project.pk}/reviews/new/")
    desk.choose("Host city", "Levanto")
    desk.fill({"First day of the visit": "2027-03-09", "Last day of the visit": "2027-03-12"})
    desk.page.locator("main form button.btn-primary").last.click()
    desk.sees("is set up")
    walk.review = "/" + desk.page.url.split("/", 3)[3].split("?")[0]
    desk.picture("review-overview")


def agree_benchmark(walk: Walk) -> None:
    for role, city in (("host", "Levanto"), ("peer", "Nordhavn"), ("second", "Ostrava Nova")):
        desk = walk[role]
        desk.go("/")
        if role == "host":
            desk.picture("home")
        desk.page.locator("main").get_by_role("link", name=re.compile("enchmark")).first.click()
        desk.press(f"Approve for {city}")
        desk.sees("approved on")
        if role == "host":
            desk.picture("adoption")
    walk.move_on("secretariat", "Training")
    walk["secretariat"].go(f"/projects/{walk.project.pk}/")
    walk["secretariat"].picture("project-board")
    walk["secretariat"].go("/account/tokens/")
    walk["secretariat"].picture("tokens")


# --- 2. Training ----------------------------------------------------------------------------------------------------
def form_team(walk: Walk) -> None:
    desk = walk["secretariat"]
    for role, initials in (("peer", "JB"), ("second", "FC")):
        desk.go(walk.review + "team/add/")
        desk.choose("An officer of a partner city", FUNCTIONS[role])
        desk.fill({"Initials": initials})
        desk.press("Add to the team")
        desk.sees("is in the team now")
    desk.follow("Add a member")
    desk.fill({"or somebody else, by e-mail address": address(FUNCTIONS["facilitator"]), "Initials": "FA"})
    desk.page.get_by_label("expert", exact=True).check()
    desk.page.get_by_label("Is the facilitator").check()
    desk.page.get_by_label("Writes a desk review").uncheck()
    desk.press("Add to the team")
    desk.follow(f"Change {FUNCTIONS['peer']}")
    desk.press("Make team leader")
    desk.sees("leads the team now")


def confirm_and_declare(walk: Walk) -> None:
    for desk in walk.team:
        desk.go(walk.review)
        desk.press("Yes, I take part")
        desk.page.get_by_label("No, nothing binds me").check()
        if desk is walk["peer"]:
            desk.picture("declaration")
        desk.press("Declare")
        desk.sees("You can now read what the team reads")


def train(walk: Walk) -> None:
    desk = walk["facilitator"]
    desk.go(walk.review + "training/")
    desk.follow("Plan a training")
    desk.fill({
        "Title": "Asking and listening", "Starts": "2027-02-08T09:00", "Ends": "2027-02-09T16:00", "Place": "Online",
        "Agenda": "09:00 The benchmark\n11:00 Rehearse interviews",
    })  # fmt: skip
    desk.press("Save")
    for role in ("peer", "second", "facilitator"):
        desk.page.get_by_label(f"{FUNCTIONS[role]} rehearsed interviews").check()
    desk.picture("training")
    desk.press("Save attendance")
    desk.sees("Attendance is saved")
    walk["secretariat"].go(walk.review + "team/")
    walk["secretariat"].picture("team")
    walk.move_on("facilitator", "Initial report")


# --- 3. Initial report ----------------------------------------------------------------------------------------------
def ask_contributor(walk: Walk) -> None:
    desk = walk["host"]
    desk.go(walk.review)
    desk.page.get_by_role("link", name="Initial report").first.click()
    walk.assessment = "/" + desk.page.url.split("/", 3)[3].split("?")[0]
    desk.picture("assessment-map")
    desk.follow("Ask colleagues for parts")
    desk.fill({"E-mail address": "schools@example.org", "Name or function": CONTRIBUTOR})
    desk.page.get_by_label(re.compile("GG/A/1")).check()
    desk.press("Ask")
    desk.sees("was asked and gets a mail")
    walk.run_jobs()
    letter = next(one for one in mail.outbox if one.to == ["schools@example.org"])
    found = re.search(r"/invitations/\S+/", str(letter.body))
    assert found, letter.body
    _contribute(walk, found[0])


def _contribute(walk: Walk, invitation: str) -> None:
    desk = walk.desks["contributor"] = Desk(walk.browser, walk.base)
    desk.go(invitation)
    desk.fill({"Password": PASSWORD, "The same password again": PASSWORD})
    desk.press("Open my account")
    desk.sees("Your account is open")
    desk.go(walk.assessment)
    desk.follow("GG/A/1")
    _answer(desk, "GG/A/1")
    desk.go(walk.assessment)
    desk.picture("contributor-part")
    desk.confirm("Hand in my part")
    desk.sees("cannot change your part now")
    host = walk["host"]
    host.go(walk.assessment + "contributors/")
    host.confirm("Accept")
    host.sees("accepted")


def _answer(desk: Desk, code: str) -> None:
    desk.judge("meets")
    desk.write("Achieved", f"There is a plan for {code} since 2024, and an office that follows it.")
    desk.write("Aspired to", "Every department reports once a year.")


def write_initial_report(walk: Walk) -> None:
    desk = walk["host"]
    desk.go(walk.assessment)
    desk.follow("Next unanswered item")
    for code in ITEMS[1:]:
        desk.page.get_by_text(code).first.wait_for()
        _answer(desk, code)
        if code == ITEMS[1]:
            desk.picture("answer")
        if code != ITEMS[-1]:
            desk.page.locator("a[data-next]").first.click()
            desk.page.wait_for_load_state()
    desk.go(walk.assessment)
    desk.confirm("Submit")
    desk.sees("Submitted.")
    walk.move_on("host", "Desk review")


# --- 4. Desk review -------------------------------------------------------------------------------------------------
def accept_initial_report(walk: Walk) -> None:
    desk = walk["facilitator"]
    desk.go(walk.review + "initial-report/")
    desk.follow("Read the initial report")
    desk.sees("There is a plan for WP/L/1")
    desk.go(walk.review + "initial-report/")
    desk.press("Accept the initial report")
    desk.sees("Accepted on")


def read_at_the_desk(walk: Walk) -> None:
    for role, levels in (("peer", ["falls_short"] * 4), ("second", ["meets", "falls_short", "inconclusive", "meets"])):
        desk = walk[role]
        desk.go(walk.review + "desk-review/")
        desk.follow("Go on with")
        for code, level in zip(ITEMS, levels, strict=True):
            expect(desk.page.locator("main")).to_contain_text(code)
            desk.judge(level)
            desk.write("Hypothesis", "The plan is not known outside the office.")
            desk.write("Would like to ask", "Who uses the plan?")
            desk.write("Would like to meet", "Head of the schools office")
            if (role, code) == ("peer", ITEMS[1]):
                desk.picture("desk-note")
            if code != ITEMS[-1]:
                desk.page.locator("a[data-next]").first.click()
                desk.page.wait_for_load_state()
        desk.go(walk.review + "desk-review/")
        desk.confirm("Submit my desk review")
        desk.sees("Submitted by:")
    walk["peer"].go(walk.review + "desk-review/compiled/")
    walk["peer"].picture("desk-compiled")
    walk.move_on("peer", "Visit")
