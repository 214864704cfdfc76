# SPDX-License-Identifier: EUPL-1.2
"""Filling in, page by page: the same for trying a questionnaire and for answering it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from isopolity.surveys.form import AnswerFault, Form, Section, State, neighbours, sections_of, start, visible_sections
from isopolity.surveys.form.posted import Sent, take
from isopolity.surveys.form.posted import field as field_name
from isopolity.surveys.form.screen import Drawn, draw, identity
from isopolity.surveys.form.sections import section_with


@dataclass(frozen=True)
class Page:
    """One step of the way through the questionnaire."""

    key: str
    title: str
    is_current: bool


@dataclass(frozen=True)
class FaultLine:
    """A fault as the summary on top says it: the section and the id of the question that it leads to."""

    section: str
    name: str
    message: str
    anchor: str


@dataclass(frozen=True)
class Filling:
    """Where somebody stands: the answers, the page, what is on it, what is wrong.

    ``is_end`` is true on the page after the last section; ``faults`` are then those of the whole questionnaire, with
    the section in which each stands.
    """

    answers: dict[str, Any]
    state: State
    section: str
    drawn: list[Drawn]
    pages: list[Page]
    before: str
    after: str
    faults: list[FaultLine]
    is_end: bool

    @property
    def number(self) -> int:
        """Which page this is, from 1."""
        return next((place for place, page in enumerate(self.pages, 1) if page.is_current), len(self.pages))


END = "~end"


def filling(
    form: Form,
    answers: dict[str, Any] | None,
    *,
    sent: Sent | None,
    now: datetime,
    language: str,
    files: Mapping[str, Any] | None = None,
) -> Filling | None:
    """The next page to show, after what was sent was taken in; None for a form with nothing to see.

    ``sent`` has ``section`` (the page that was sent) and ``do``: ``look`` (work out the conditions again), ``next``,
    ``back``, ``go:KEY``, ``add:…`` and ``remove:…`` of a repeat.
    """
    sections = sections_of(form)
    known = {one.key: one for one in sections}
    new = dict(answers) if answers is not None else start(form, now=now, language=language)
    was = str(sent.get("section") or "") if sent is not None else ""
    if sent is not None and was in known:
        new = take(known[was], sent, new, files)
    state = State(form, new, now=now, language=language)
    shown = visible_sections(state, sections)
    if not shown:
        return None
    do = str(sent.get("do") or "") if sent is not None else ""
    here, shows_faults = _turn(state, shown, known.get(was), was, do)
    return _page(state, shown, here, shows_faults=shows_faults)


def _turn(state: State, shown: list[Section], section: Section | None, was: str, do: str) -> tuple[str, bool]:
    """(the key of the page to show, whether its faults are told)."""
    keys = [one.key for one in shown]
    if do.startswith("go:") and do[3:] in (*keys, END):
        return do[3:], do[3:] == END
    if was == END:
        return (keys[-1], True) if do == "back" else (END, True)
    if section is None or was not in keys:
        return keys[0], False
    before, after = neighbours(shown, was)
    if do == "back":
        return before or was, False
    if do == "next":
        return (was, True) if state.faults(section.walk()) else (after or END, not after)
    return was, False


def _page(state: State, shown: list[Section], here: str, *, shows_faults: bool) -> Filling:
    section = next((one for one in shown if one.key == here), None)
    found = state.faults(section.walk() if section else ()) if shows_faults else []
    pages = [Page(one.key, _title(state, one), one.key == here) for one in shown]
    before, after = neighbours(shown, here) if section else (shown[-1].key, "")
    faults = [
        FaultLine(
            section_with(shown, fault.spot.key), _name(state, fault), fault.message, identity(field_name(fault.spot))
        )
        for fault in found
    ]
    return Filling(
        answers=dict(state.answers),
        state=state,
        section=here,
        drawn=draw(state, section, found) if section else [],
        pages=pages,
        before=before,
        after=after,
        faults=faults,
        is_end=section is None,
    )


def _title(state: State, section: Section) -> str:
    element = section.group or section.elements[0]
    return state.text(section.title or element.label, element) or element.name


def _name(state: State, fault: AnswerFault) -> str:
    element = state.form.by_key[fault.spot.key]
    text = next((row.label for row in element.rows if row.name == fault.row), element.label)
    return state.text(text, element, fault.spot.copies) or element.name
