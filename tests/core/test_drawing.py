# SPDX-License-Identifier: EUPL-1.2
"""What is drawn without a template escapes as a template does, and says the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from isopolity.core.components import BenchmarkMap, MapCell, MapGroup, TimetableCell, TimetableMeeting
from isopolity.core.drawing import cells, options, rows, squares

HOSTILE = "\"'><script>alert(1)</script>"


def test_a_square_escapes_what_people_wrote():
    drawn = BenchmarkMap([MapGroup("G", "Group", [MapCell(HOSTILE, HOSTILE, "meets", url=f"/x?{HOSTILE}")])]).rows
    found = squares(drawn[0][1][0])
    assert "<script" not in found
    assert found.count("&lt;script&gt;") == 7  # link, and code with title twice in attributes and once to be read


def test_options_escape_value_and_text():
    assert options([(HOSTILE, HOSTILE)]).count("&lt;script&gt;") == 2
    assert "<script" not in options([(HOSTILE, HOSTILE)])


def test_a_select_keeps_groups_and_choice_and_escapes_them():
    class Form(forms.Form):
        field = forms.ChoiceField(choices=[("", "all"), (HOSTILE, [("a", HOSTILE), ("b", "Two")])])

    drawn = str(Form({"field": "b"})["field"])
    assert '<option value="b" selected>Two</option>' in drawn
    assert '<option value="a">' in drawn
    assert "<optgroup label=" in drawn
    assert "<script" not in drawn


def test_a_kept_translation_follows_the_reader():
    page = Template('{% load i18n %}{% translate "Back" %}|{% translate "Back" as back %}{{ back }}')
    for language, word in (("fr", "Retour"), ("de", "Zurück"), ("en", "Back"), ("fr", "Retour")):
        with override(language):
            assert page.render(Context()) == f"{word}|{word}"


@dataclass(frozen=True)
class Told:
    """A row as pages build it."""

    who: str = HOSTILE
    level: str = "meets"
    said: str = f"{HOSTILE}\r\nsecond line"
    items: Sequence[str] = (HOSTILE, "b")


def test_rows_escape_what_people_wrote_and_keep_its_lines():
    found = rows([Told()], "who level:level said:written items:list")
    assert found.startswith('<tr><th scope="row">')
    assert found.count("&lt;script&gt;") == 3
    assert "<script" not in found
    assert "<br>second line</td>" in found
    assert ", b</td></tr>" in found


@pytest.mark.parametrize("movable", [True, False])
def test_a_meeting_escapes_what_people_wrote(movable: bool):
    meeting = TimetableMeeting(
        HOSTILE, HOSTILE, kind=HOSTILE, people=HOSTILE, url=f"/x?{HOSTILE}", warnings=(HOSTILE,)
    )  # fmt: skip
    cell = TimetableCell(HOSTILE, [meeting, replace(meeting, continued=True)])
    found = cells([cell], movable=movable)
    assert "<script" not in found
    assert ("data-moves" in found) == ("draggable" in found) == ("data-target" in found) == movable
    assert found.count("&lt;script&gt;") == (11 if movable else 8)
