# SPDX-License-Identifier: EUPL-1.2
"""Components draw what they are given, and nothing a reader typed becomes markup."""

import json
import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from isopolity.core import gallery_samples
from isopolity.core.components import (
    FAMILIES,
    BenchmarkMap,
    Line,
    MapCell,
    MapColumn,
    MapGroup,
    Step,
    Timetable,
    TimetableDay,
    TimetableMeeting,
    TimetableSlot,
    Voice,
    coverage_state,
)
from isopolity.core.words import words


def draw(source, **context):
    context.setdefault("request", RequestFactory().get("/list/?level=meets&page=2"))
    return Template(source).render(Context(context))


def one_map(state="meets", family="level", columns=()):
    return BenchmarkMap(
        [MapGroup("GG", "General governance", [MapCell("GG/A/1", "Vision", state, "/x/", "A")])], family, columns
    )


@pytest.mark.parametrize("family", sorted(set(FAMILIES) - {"item"}))  # "item" only says that there is one
def test_every_state_of_the_map_has_a_word_and_its_own_symbol(family):
    states = FAMILIES[family].values()
    assert all(str(state.word) for state in states)
    assert len({state.symbol for state in states}) == len(states)


def test_a_square_says_code_title_and_state_to_the_ear():
    html = draw("{% benchmark_map map %}", map=one_map())
    assert '<span class="visually-hidden">GG/A/1 Vision · meets</span>' in html
    assert 'href="/x/"' in html


def test_an_unknown_state_is_drawn_as_the_family_s_empty_one():
    [(_group, [[drawn]])] = one_map("nonsense").rows
    assert drawn.state.code == "empty"


def test_a_map_with_columns_puts_each_item_under_its_facet_value():
    columns = [MapColumn("L", "Leadership"), MapColumn("A", "Ambition")]
    [(_group, cells)] = one_map(columns=columns).rows
    assert [[drawn.cell.code for drawn in cell] for cell in cells] == [[], ["GG/A/1"]]


def test_the_legend_counts_items_and_leaves_rare_states_out():
    legend = {state.code: number for state, number in one_map("corroborated", "finding").legend}
    assert legend["corroborated"] == 1
    assert "withdrawn" not in legend
    assert "contested" in legend


@pytest.mark.parametrize(("interviews", "state"), [(0, "zero"), (1, "one"), (2, "two"), (9, "two")])
def test_coverage_needs_two_interviews(interviews, state):
    assert coverage_state(interviews) == state


def test_a_level_is_symbol_and_word():
    html = draw('{% level "falls_short" %}')
    assert "▼" in html
    assert "falls short" in html
    assert "no level yet" in draw("{% level None %}")


def test_the_journey_marks_the_current_step_and_lists_what_is_missing():
    html = draw(
        "{% journey steps blockers %}",
        steps=[Step(1, "Benchmark", "done"), Step(2, "Training", "current", url="/t/")],
        blockers=[Line("No leader is named.", "/team/")],
    )
    assert html.count('aria-current="step"') == 1
    assert '<a href="/team/">No leader is named.</a>' in html
    assert "1 thing is still missing" in html


def test_voices_always_come_in_the_same_order():
    html = draw("{% voices voices %}", voices=[Voice("team", "T"), Voice("peer", "P"), Voice("city", "C")])
    assert re.findall(r"voice-who\">(.)<", html) == ["C", "P", "T"]


def test_typed_text_never_becomes_markup():
    evil = "<script>alert(1)</script>"
    html = draw(
        '{% autosave_field "a" label=evil url="/s/" value=evil help=evil who_sees=evil %}{% voices voices %}'
        "{% benchmark_map map %}{% page_header evil subtitle=evil %}{% empty_state evil evil example=evil %}"
        '{% evidence_lines id="i" url="/s/" lines=lines %}{% chart spec id="c" title=evil %}',
        evil=evil,
        voices=[Voice("city", evil, text=evil)],
        map=BenchmarkMap([MapGroup(evil, evil, [MapCell(evil, evil, "meets", note=evil)])]),
        lines=[{"key": "k", "text": evil}],
        spec={"title": evil},
    )
    assert "<script>alert" not in html


@pytest.mark.parametrize("kind", ["text", "rich", "line", "level", "select"])
def test_a_saving_field_has_a_label_its_digest_and_a_place_for_faults(kind):
    html = draw(
        '{% autosave_field "achieved" label="Achieved" url="/s/" value="meets" digest="abc" kind=kind key="GG/A/1"'
        " choices=choices %}",
        kind=kind,
        choices=[("meets", "meets")],
    )
    assert 'data-digest="abc"' in html
    assert 'id="field-gg-a-1-achieved-error"' in html
    assert "<legend" in html if kind == "level" else 'for="field-gg-a-1-achieved"' in html


def test_forms_tie_help_and_faults_to_the_field_and_sum_up_the_faults():
    class City(forms.Form):
        name = forms.CharField(help_text="As its people write it.")

    html = str(City({"name": ""}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'href="#id_name"' in html
    assert 'id="id_name_error"' in html


def test_the_pager_keeps_the_filter():
    html = draw("{% pager page %}", page=Paginator(range(100), 10).page(2))
    assert "?level=meets&amp;page=3" in html


def test_the_timetable_offers_every_open_slot_and_room_once():
    day = TimetableDay("Tuesday", [TimetableSlot("1", "09:00"), TimetableSlot("2", "12:00", "Lunch")])
    table = Timetable([day], [("a", "Oak"), ("b", "Elm")], [TimetableMeeting(7, "Interview 1")], "/move/")
    assert table.targets == [("Tuesday", [("1|a", "09:00, Oak"), ("1|b", "09:00, Elm")])]
    assert [meeting.id for meeting in table.unplaced] == [7]
    assert "data-moves" not in draw("{% timetable table %}", table=Timetable([day], [("a", "Oak")], table.meetings))


def test_asking_back_posts_with_the_form_token():
    html = draw(
        '{% confirm "d" text="Go" question="Sure?" action="/go/" fields=fields %}',
        csrf_token="tok",
        fields={"why": "x"},
    )
    assert 'value="tok"' in html
    assert 'name="why" value="x"' in html


def test_every_word_a_script_asks_for_exists(settings):
    known = set(words())
    asked = set()
    for path in (settings.BASE_DIR / "static" / "src" / "js").glob("*.js"):
        asked |= set(re.findall(r"\bword\(\"(\w+)\"", path.read_text()))
    assert asked
    assert asked <= known


def test_every_icon_named_in_a_template_exists(settings):
    wanted = set()
    for path in [*settings.BASE_DIR.glob("templates/**/*.html"), *settings.BASE_DIR.glob("isopolity/**/*.html")]:
        wanted |= set(re.findall(r'{% icon "([\w-]+)" %}', path.read_text()))
    assert wanted <= {path.stem for path in (settings.BASE_DIR / "templates" / "icons").glob("*.svg")}


def test_the_gallery_shows_every_component(client, db):
    response = client.get("/gallery/")
    assert response.status_code == 200
    assert response.content.count(b'class="map-square') > 5 * 73
    json.dumps(gallery_samples.everything()["chart"])
