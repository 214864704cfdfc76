# SPDX-License-Identifier: EUPL-1.2
"""Templates keep the Content-Security-Policy, escape what people typed, and load nothing from another host."""

import re
from pathlib import Path

import pytest

from tests.conventions.exceptions import SAFE_TEMPLATES
from tests.conventions.source import ROOT

RULES = {
    "print text without escaping it": r"\|\s*safe\b|\{%\s*autoescape\s+off",
    "have an inline style": r"""<[a-zA-Z][^<>]*\sstyle\s*=|<style\b""",
    "have an inline script": r"<script\b(?![^>]*\ssrc=)(?![^>]*type=.(?:application/(?:ld\+)?json|text/template))",
    "have an inline event handler": r"""<[a-zA-Z][^<>]*\son[a-z]+\s*=\s*["']""",
    "load something from another host": r"""\b(?:src|href|srcset|action)\s*=\s*["']?\s*(?:https?:)?//""",
}


def templates() -> list[Path]:
    return sorted([*ROOT.glob("templates/**/*.html"), *ROOT.glob("isopolity/**/templates/**/*.html")])


def without_comments(text: str) -> str:
    text = re.sub(r"\{#.*?#\}", "", text)
    return re.sub(r"\{%\s*comment.*?endcomment\s*%\}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("rule", RULES)
def test_templates_do_not(rule):
    found = []
    for path in templates():
        name = path.relative_to(ROOT).as_posix()
        if "escaping" in rule and name in SAFE_TEMPLATES:
            continue
        text = without_comments(path.read_text())
        found += [f"{name}: {match.group(0)[:60]}" for match in re.finditer(RULES[rule], text)]
    assert not found, f"Templates never {rule}: " + "; ".join(found)


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        ("print text without escaping it", "{{ text|safe }}", "{{ text|safeseq_not }}"),
        ("have an inline style", '<p style="color:red">', '<p class="style">'),
        ("have an inline script", "<script>x()</script>", '<script src="{% static "a.js" %}"></script>'),
        ("have an inline event handler", '<a onclick="x()">', '<a data-once="1">'),
        ("load something from another host", '<img src="https://example.org/a.png">', '<img src="/a.png">'),
    ],
)
def test_each_rule_sees_what_it_should(rule, bad, good):
    assert re.search(RULES[rule], bad)
    assert not re.search(RULES[rule], good)
