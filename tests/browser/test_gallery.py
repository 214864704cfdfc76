# SPDX-License-Identifier: EUPL-1.2
"""The components in a real browser: accessible in light and dark, narrow and wide; no text is ever lost."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED = re.compile(r"^saved \d\d:\d\d$")


@pytest.fixture
def gallery(page, live_server):
    """The gallery, open; the content policy's complaints and script errors fail the test."""
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(f"{live_server.url}/gallery/")
    yield page
    assert complaints == []


def field(page, name):
    return page.locator(f"[data-field={name}]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_cut_off(gallery, axe, scheme, width):
    gallery.set_viewport_size({"width": width, "height": 900})
    gallery.emulate_media(color_scheme=scheme)
    expect(gallery.locator(".chart svg")).to_be_visible()
    expect(gallery.locator(".ProseMirror")).to_be_visible()
    assert gallery.locator("html").get_attribute("data-bs-theme") == scheme
    assert gallery.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(gallery) == []


def test_a_text_saves_itself_and_says_when(gallery):
    gallery.get_by_label("What is achieved").fill("Courses exist.")
    expect(field(gallery, "achieved").locator(".autosave-status")).to_have_text(SAVED)
    assert gallery.evaluate("localStorage.length") == 0


def test_a_refusal_is_shown_at_the_field(gallery):
    gallery.get_by_label("What is achieved").fill("please refuse")
    expect(field(gallery, "achieved").locator(".autosave-error")).to_contain_text("names a person")
    expect(gallery.get_by_label("What is achieved")).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize(
    ("button", "left", "aside"),
    [("Keep mine", "my clash", "Another text."), ("Take theirs", "Another text.", "my clash")],
)
def test_when_two_wrote_both_texts_stay_readable(gallery, button, left, aside):
    gallery.get_by_label("What is achieved").fill("my clash")
    panel = field(gallery, "achieved").locator(".autosave-conflict")
    expect(panel).to_contain_text("my clash")
    expect(panel).to_contain_text("Another text.")
    panel.get_by_role("button", name=button).click()
    expect(gallery.get_by_label("What is achieved")).to_have_value(left)
    expect(field(gallery, "achieved").locator("details")).to_contain_text(aside)


def test_without_network_the_text_is_kept_and_sent_when_it_is_back(gallery, context):
    context.set_offline(True)
    gallery.get_by_label("What is achieved").fill("Written in a tunnel.")
    expect(field(gallery, "achieved").locator(".autosave-status")).to_contain_text("kept on this device")
    context.set_offline(False)
    expect(field(gallery, "achieved").locator(".autosave-status")).to_have_text(SAVED)
    assert gallery.evaluate("localStorage.length") == 0


def test_a_closed_lid_loses_nothing(gallery, context):
    gallery.route("**/gallery/save/", lambda route: route.abort())
    gallery.get_by_label("What is achieved").fill("Written before the lid closed.")
    expect(field(gallery, "achieved")).to_have_attribute("data-state", "kept")
    gallery.unroute("**/gallery/save/")
    gallery.reload()
    expect(gallery.get_by_label("What is achieved")).to_have_value("Written before the lid closed.")
    expect(field(gallery, "achieved").locator(".autosave-status")).to_have_text(SAVED)


def test_a_level_is_chosen_with_arrow_keys(gallery):
    field(gallery, "level").locator("input:checked").focus()
    gallery.keyboard.press("ArrowRight")
    expect(field(gallery, "level").locator("input[value=falls_short]")).to_be_checked()
    expect(field(gallery, "level").locator(".autosave-status")).to_have_text(SAVED)


def test_rich_text_saves_without_style(gallery):
    editor = gallery.get_by_role("textbox", name="Why it is so")
    editor.locator("p").first.click()
    gallery.keyboard.type("Indeed. ")
    expect(field(gallery, "why").locator(".autosave-status")).to_have_text(SAVED)
    kept = field(gallery, "why").locator("textarea").input_value()
    assert "Indeed." in kept
    assert "<table><tbody><tr><th" in kept
    assert "style" not in kept


def test_an_interview_is_written_by_keyboard_alone(gallery, context):
    gallery.locator("li.line textarea").last.focus()
    gallery.keyboard.type("People wait seven months.")
    gallery.keyboard.press("Alt+3")
    gallery.keyboard.press("Alt+o")
    gallery.keyboard.press("Alt+i")
    gallery.keyboard.type("gg/a/1")
    gallery.keyboard.press("Enter")
    gallery.keyboard.press("Enter")
    line = gallery.locator("li.line:has(textarea)").nth(1)
    assert line.locator("input:checked").evaluate_all("all => all.map(one => one.value)") == ["falls_short", "opinion"]
    context.set_offline(True)
    gallery.keyboard.press("Enter")
    expect(line.locator(".line-status")).to_contain_text("kept on this device")
    context.set_offline(False)
    expect(line.locator(".line-status")).to_have_text("saved")
    expect(line.locator(".line-cite")).to_have_text("IE/I/3 · GG/A/1 – Interview 17 – JB & FC")
    expect(gallery.locator("li.line:has(textarea)")).to_have_count(3)


def test_the_other_interviewer_s_lines_arrive(gallery):
    expect(gallery.locator(".line-theirs").last).to_contain_text("confirms the waiting time", timeout=9000)


def test_the_map_is_one_tab_stop_and_arrows_walk_it(gallery):
    one = gallery.locator(".map").first
    assert one.locator("a.map-square[tabindex='0']").count() == 1
    one.locator("a.map-square[tabindex='0']").focus()
    walked = []
    for key in ["Home", "ArrowRight", "ArrowDown", "End"]:
        gallery.keyboard.press(key)
        walked.append(gallery.evaluate("document.activeElement.dataset.code"))
    assert walked == ["GG/A/1", "GG/A/2", "IE/A/2", "WP/E/4"]
    expect(one.locator(".map-readout")).to_contain_text("WP/E/4")


def test_a_meeting_moves_by_keyboard_and_by_hand(gallery):
    with gallery.expect_request("**/gallery/move/") as sent:
        gallery.get_by_role("button", name="Move Interview 1").press("Enter")
        gallery.get_by_label("Time and room").select_option("0-2|b")
        gallery.get_by_role("dialog").get_by_role("button", name="Move", exact=True).press("Enter")
    assert "meeting=1&target=0-2%7Cb" in sent.value.post_data
    gallery.wait_for_load_state()
    with gallery.expect_request("**/gallery/move/") as sent:
        gallery.locator("[data-meeting='2']").drag_to(gallery.locator("td[data-target='0-2|a']"))
    assert "meeting=2&target=0-2%7Ca" in sent.value.post_data


def test_asking_back_opens_a_dialog_and_cancel_closes_it(gallery):
    gallery.get_by_role("link", name="Withdraw this finding").click()
    expect(gallery.get_by_role("dialog")).to_contain_text("Withdraw the finding on GG/I/3?")
    gallery.get_by_role("button", name="Cancel").click()
    expect(gallery.get_by_role("dialog")).to_have_count(0)


def test_the_menu_opens_on_a_phone(gallery):
    gallery.set_viewport_size({"width": 360, "height": 700})
    gallery.get_by_role("button", name="Menu").click()
    expect(gallery.get_by_role("link", name="Sign in")).to_be_visible()
    gallery.keyboard.press("Escape")
    expect(gallery.get_by_role("link", name="Sign in")).to_be_hidden()


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/", "/nothing-here/"])
def test_pages_without_sign_in_are_accessible(page, live_server, axe, path):
    page.goto(live_server.url + path)
    assert axe(page) == []
