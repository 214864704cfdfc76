# SPDX-License-Identifier: EUPL-1.2
"""What is drawn without a template escapes as a template does, and says the same."""

from django import forms
from django.template import Context, Template
from django.utils.translation import override

from isopolity.core.components import BenchmarkMap, MapCell, MapGroup
from isopolity.core.drawing import options, squares

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
