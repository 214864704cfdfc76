# SPDX-License-Identifier: EUPL-1.2
"""Lessons of a wave: answers in words, what each coder found in them, how far coders agree, drafts to go on with."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from isopolity.core.policy import may
from isopolity.surveys.agreement import Agreement, agreements, majority
from isopolity.surveys.form.table import Column, cell, values
from isopolity.surveys.models import Coding, Factor, Quote, Wave
from isopolity.surveys.queries.matrix import columns_for, matrix_rows
from isopolity.surveys.queries.results import names_of

Answer = tuple[int, str]  # number of the body, key of the question
Found = dict[Answer, frozenset[Any]]
LONGEST = 1200


@dataclass(frozen=True)
class ToCode:
    """An answer to read; ``found`` is what this coder said, None before."""

    respondent: int
    who: str
    text: str
    found: list[int] | None


def open_columns(wave: Wave) -> list[Column]:
    """Questions that are answered in people's own words."""
    return [one for one in columns_for(wave) if one.is_open]


def answers_to(wave: Wave, column: Column, person: Any) -> list[ToCode]:
    """The answers to one question, with what this person found in them, and nobody else's codes.

    In a confidential wave they stand without names, but for the secretariat.
    """
    rows = [(pk, counted or {}) for pk, counted in matrix_rows(wave)]
    texts = [(pk, cell(column, counted)) for pk, counted in rows if values(column, counted)]
    mine = Coding.objects.filter(respondent__wave=wave, key=column.key, coder=person.pk)
    found = dict(mine.values_list("respondent_id", "factors"))
    names = names_of([pk for pk, _text in texts]) if may(person, "wave.see_each", wave) else {}
    return [
        ToCode(pk, names.get(pk) or _("Answer %d") % number, text, found.get(pk))
        for number, (pk, text) in enumerate(texts, 1)
    ]


def found_by(wave: Wave) -> dict[int, Found]:
    """coder → answer → factors, of all coders that whoever acts may read."""
    rows = Coding.objects.filter(respondent__wave=wave).values_list("coder", "respondent_id", "key", "factors")
    found: dict[int, Found] = {}
    for coder, body, key, factors in rows.order_by("coder", "pk"):
        found.setdefault(coder, {})[body, key] = frozenset(factors)
    return found


@dataclass(frozen=True)
class Lesson:
    """A factor: in how many bodies' answers it stands, and a draft of what could become an entry on a practice."""

    factor: Factor
    number: int
    of: int
    draft: str
    pairs: list[Agreement]


@dataclass(frozen=True)
class Lessons:
    """All factors, and how far the coders agree over all of them."""

    rows: list[Lesson]
    coded: dict[int, int]
    pairs: list[Agreement]


def lessons_of(wave: Wave) -> Lessons:
    """For the secretariat."""
    coders, factors = found_by(wave), list(wave.factors.all())
    decided: Found = majority(coders.values())
    bodies = {body for body, _key in decided}
    words = _words(wave, decided)
    rows = []
    for factor in factors:
        answers = [answer for answer, found in decided.items() if factor.pk in found]
        having = {body for body, _key in answers}
        told = [words[one] for one in answers if one in words]
        draft = _draft(wave, factor, len(having), len(bodies), told)
        rows.append(Lesson(factor, len(having), len(bodies), draft, agreements(coders, [factor.pk])))
    coded = {coder: len(found) for coder, found in coders.items()}
    return Lessons(rows, coded, agreements(coders, [one.pk for one in factors]))


def _words(wave: Wave, decided: Found) -> dict[Answer, str]:
    """answer → how it may be quoted: with its body, or in a confidential wave what was released."""
    columns = {one.key: one for one in open_columns(wave)}
    names = {} if wave.is_confidential else names_of(sorted({body for body, _key in decided}))
    released = list(Quote.objects.filter(wave=wave).values_list("key", "text")) if wave.is_confidential else []
    found: dict[Answer, str] = {}
    for body, counted in matrix_rows(wave):
        for key in {key for one, key in decided if one == body and key in columns}:
            text = cell(columns[key], counted or {})
            if not wave.is_confidential:
                found[body, key] = f"“{text[:LONGEST]}” ({names[body]})"
            else:
                shown = [words for where, words in released if where == key and words in text]
                found.update(((body, key), f"“{words}”") for words in shown[:1])
    return found


def _draft(wave: Wave, factor: Factor, number: int, of: int, told: list[str]) -> str:
    """Plain text to copy: what it is, where it was seen, in whose words."""
    seen = ngettext("Seen in %(number)d of %(of)d answer: %(wave)s, %(project)s.",
                    "Seen in %(number)d of %(of)d answers: %(wave)s, %(project)s.", of)  # fmt: skip
    facts = {"number": number, "of": of, "wave": wave.title, "project": wave.project.name}
    lines = [factor.name, "", *([factor.meaning, ""] if factor.meaning else []), seen % facts]
    if told:
        lines += ["", _("In their words:"), *(f"– {one}" for one in told)]
    return "\n".join(lines)


def all_drafts(wave: Wave) -> str:
    """Every draft, one after the other."""
    return "\n\n\n".join(one.draft for one in lessons_of(wave).rows if one.number) + "\n"
