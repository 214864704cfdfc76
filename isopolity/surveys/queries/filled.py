# SPDX-License-Identifier: EUPL-1.2
"""Answers to read: a whole questionnaire as somebody filled it in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from isopolity.surveys.form import State, form_of, sections_of
from isopolity.surveys.form.screen import Drawn, draw
from isopolity.surveys.models import Respondent, Response


@dataclass(frozen=True)
class Answered:
    """A question and its answer in words; ``file`` is the number of a kept file."""

    label: str
    answer: str
    file: int = 0


@dataclass(frozen=True)
class Part:
    """A section with its questions."""

    title: str
    lines: list[Answered] = field(default_factory=list)


def sheet(body: Respondent, response: Response, language: str) -> list[Part]:
    """All sections with what was answered; hidden questions are left out."""
    form = form_of(body.wave.questionnaire.definition)
    state = State(form, response.answers, now=timezone.localtime(), language=language)
    files = {(key, name): pk for pk, key, name in response.files.order_by("pk").values_list("pk", "key", "name")}
    parts = []
    for section in sections_of(form):
        lines = list(_lines(draw(state, section), files))
        if lines:
            title = state.text(section.title, section.elements[0]) if section.title else ""
            parts.append(Part(title, lines))
    return parts


def _lines(drawn: list[Drawn], files: dict[tuple[str, str], int], before: str = "") -> Iterator[Answered]:
    for one in drawn:
        if one.kind == "group":
            yield from _lines(one.inside, files, before)
        elif one.kind == "repeat":
            for copy in one.copies:
                yield from _lines(copy.drawn, files, f"{one.label} {copy.number}: ")
        elif one.kind == "matrix":
            for row in one.rows:
                yield Answered(f"{before}{one.label} – {row.label}", _chosen(row.options))
        elif one.kind != "note":
            key = one.name.partition("@")[2]
            yield Answered(before + one.label, _words(one), files.get((key, one.value), 0) if one.kind == "file" else 0)


def _chosen(options: list[Any]) -> str:
    return ", ".join(option.label or option.value for option in options if option.is_chosen)


def _words(one: Drawn) -> str:
    if one.kind in ("one_choice", "many_choices", "scale"):
        points = [
            f"{o.value} {o.label}".strip() if one.kind == "scale" else o.label for o in one.options if o.is_chosen
        ]
        return ", ".join(points)
    if one.kind == "money" and one.value:
        return f"{one.value} {one.currency}"
    if one.kind == "acknowledge":
        return "✓" if one.value else ""
    return one.value
