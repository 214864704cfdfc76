# SPDX-License-Identifier: EUPL-1.2
"""Steps 5 to 7 in pages: visit, assessment, feedback."""

from playwright.sync_api import expect

from tests.browser.walking import ITEMS, Desk, Walk


# --- 5. Visit -------------------------------------------------------------------------------------------------------
def propose_people(walk: Walk) -> None:
    host, peer = walk["host"], walk["peer"]
    _propose(host, walk, "Head of the housing office", "Housing office")
    peer.go(walk.review + "interviewees/")
    peer.page.get_by_role("link", name="Propose Head of the schools office").click()
    peer.fill({"Organisation": "Schools office"})
    peer.page.locator("main form button.btn-primary").first.click()
    peer.sees("is on the list")
    host.go(walk.review + "interviewees/")
    host.picture("interviewees")
    expect(host.page.locator("main")).not_to_contain_text("schools office")


def _propose(desk: Desk, walk: Walk, function: str, organisation: str) -> None:
    desk.go(walk.review + "interviewees/")
    desk.follow("Propose somebody")
    desk.fill({"Function": function, "Organisation": organisation})
    desk.page.locator("main form button.btn-primary").first.click()
    desk.sees("is on the list")


def make_timetable(walk: Walk) -> None:
    desk = walk["peer"]
    desk.go(walk.review + "visit/")
    desk.press("Use the standard days")
    desk.go(walk.review + "visit/setup/")
    desk.sees("Room 1")
    desk.fill({"Room": "Library"})
    desk.press("Add a room")
    desk.sees("Saved.")
    desk.go(walk.review + "visit/")
    desk.page.get_by_role("button", name="Make interviews for 2 people").click()
    for place in (0, 1):
        _place(desk, place)
    desk.picture("timetable")


def _place(desk: Desk, number: int) -> None:
    """Move a meeting to a time by the dialog, then name its pair."""
    desk.page.locator(".timetable-unplaced [data-moves]").first.click()
    targets = desk.page.get_by_label("Time and room").locator("option")
    desk.page.get_by_label("Time and room").select_option(index=1 + 3 * number)
    assert targets.count() > 4
    desk.page.locator("dialog[open] button.btn-primary").click()
    desk.sees("The meeting has moved.")
    desk.page.locator(f".meeting >> text=Interview {number + 1}").first.click()
    if "/plan/" not in desk.page.url:
        desk.follow("Change the plan")
    for initials in ("JB", "FC"):
        desk.page.get_by_label(f"{initials} –").check()
    desk.press("Save")
    desk.sees("Saved.")


def release(walk: Walk) -> None:
    walk["host"].go(walk.review + "visit/")
    walk["host"].sees("The timetable is not released yet")
    desk = walk["peer"]
    desk.go(walk.review + "visit/")
    desk.press("Release to the host")
    desk.sees("The timetable is released")
    walk["host"].go(walk.review + "visit/")
    expect(walk["host"].page.locator("main")).not_to_contain_text("JB")


def interview(walk: Walk) -> None:
    """Two interviews of different offices, by keyboard: each line speaks to every item."""
    for number, role in ((1, "peer"), (2, "second")):
        desk = walk[role]
        desk.go(walk.review + "visit/")
        desk.page.locator(f".meeting >> text=Interview {number}").first.click()
        if "/plan/" in desk.page.url:
            desk.follow("Prepare and take this meeting")
        desk.press("Prepare from the desk reviews")
        desk.press("They agreed")
        desk.sees("Agreed at")
        _note_line(desk, f"The committee is asked twice a year, says source {number}.")
        expect(desk.page.get_by_text(f"Interview {number} – JB & FC").first).to_be_visible()
        if number == 1:
            desk.picture("meeting")
        desk.press("Mark as held")
        desk.page.get_by_text("held", exact=True).first.wait_for()
    walk["peer"].go(walk.review + "evidence/")
    walk["peer"].picture("evidence-bank")
    walk["peer"].go(walk.review + "evidence/items/")
    walk["peer"].picture("evidence-items")
    walk["peer"].go(walk.review + "coverage/")
    walk.move_on("peer", "Assessment")


def _note_line(desk: Desk, text: str) -> None:
    keys = desk.page.keyboard
    desk.page.get_by_label("What was said").last.focus()
    keys.type(text)
    keys.press("Alt+i")
    for code in ITEMS:
        keys.type(code.lower())
        keys.press("Enter")
    keys.press("Alt+3")
    keys.press("Alt+f")
    keys.press("Enter")


# --- 6. Assessment --------------------------------------------------------------------------------------------------
def find(walk: Walk) -> None:
    desk = walk["second"]
    desk.go(walk.review + "findings/")
    desk.follow("Next without finding")
    for code in ITEMS:
        expect(desk.page.locator("main")).to_contain_text(code)
        desk.judge("falls_short")
        desk.write("Finding", "Those concerned are heard twice a year, after the decisions.")
        if code == ITEMS[0]:
            desk.picture("finding")
        desk.press("Mark as compared")
        desk.sees("Compared on")
        if code != ITEMS[-1]:
            desk.page.locator("a[data-next]").first.click()
            desk.page.wait_for_load_state()
    desk.go(walk.review + "findings/")
    desk.sees("Every item is settled")
    walk.move_on("peer", "Feedback")


# --- 7. Feedback ----------------------------------------------------------------------------------------------------
def agree_headlines(walk: Walk) -> None:
    desk = walk["peer"]
    desk.go(walk.review + "headlines/")
    for text, balance in (
        ("One office knows all services for newcomers.", "praise"),
        ("Those concerned are heard too late.", "criticism"),
    ):
        desk.follow("Write a headline finding")
        desk.fill({"Text": text})
        desk.page.get_by_label(balance, exact=True).check()
        desk.page.locator('input[name="findings"]').first.check()
        desk.press("Save")
    for member in walk.team:
        member.go(walk.review + "headlines/")
        member.press("I agree to these headline findings")
        member.sees("You have signed")
    desk.go(walk.review + "headlines/")
    desk.picture("headlines")
    desk.confirm("Present to the host")
    desk.sees("Presented to the host on")
    desk.follow("Presentation")
    walk["host"].go(walk.review + "headlines/")
    walk["host"].sees("Those concerned are heard too late.")


def write_report(walk: Walk) -> None:
    desk = walk["peer"]
    desk.go(walk.review + "report/")
    if desk.page.get_by_role("button", name="Begin the report").count():
        desk.fill({"Title": "Levanto, read by its peers"})
        desk.press("Begin the report")
    desk.page.get_by_role("link", name="Add a paragraph Areas to improve").click()
    desk.fill({"Text": "The committee of residents is heard twice a year, after the decisions."})
    desk.page.locator('input[name="findings"]').first.check()
    desk.press("Save")
    desk.follow("Add a recommendation")
    desk.fill({"Text": "Hear the committee every month, before decisions.", "Addressed to": "Mayor"})
    desk.page.get_by_label("short term").check()
    desk.page.locator('input[name="findings"]').first.check()
    desk.press("Save")
    for member in walk.team:
        member.go(walk.review + "report/")
        member.press("I approve this report")
        member.sees("You have signed")
    desk.go(walk.review + "report/")
    desk.press("Hand the report to the host")


def check_facts(walk: Walk) -> None:
    host = walk["host"]
    host.go(walk.review + "report/")
    host.picture("report-facts")
    for number in range(host.page.locator("form.fact-check").count()):
        part = host.page.locator("form.fact-check").nth(number)
        part.get_by_role("button", name="Facts are right").click()
        host.page.wait_for_load_state()
    host.sees("You have checked every part")
    desk = walk["peer"]
    desk.go(walk.review + "report/")
    desk.press("Close the fact-check: the host replies")


def reply(walk: Walk) -> None:
    host = walk["host"]
    host.go(walk.review + "report/")
    host.follow("Reply")
    host.page.get_by_label("accepted", exact=True).check()
    host.press("Save the answer")
    host.sees("Your answer is saved")
    host.follow("Add a commitment")
    host.fill({
        "What will be done": "Monthly meeting with the committee", "Responsible office": "Mayor's office",
        "Deadline": "2027-12-01", "Money in euro": "5000",
    })  # fmt: skip
    host.press("Save")
    host.go(walk.review + "reply/")
    host.confirm("Hand the reply in")
    host.sees("The reply was handed in")


def publish(walk: Walk) -> None:
    host = walk["host"]
    host.confirm("Publish report and reply")
    host.sees("Report and reply are public now")
    path = "/published/" + host.page.url.rstrip("/").rsplit("/", 1)[1] + "/"
    walk.move_on("host", "Follow-up")
    public = walk.desks["public"] = Desk(walk.browser, walk.base)
    public.go("/published/")
    public.go(path)
    public.sees("Monthly meeting with the committee")
    expect(public.page.locator("body")).not_to_contain_text("JB")
    public.picture("published-report")
