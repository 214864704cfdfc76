# SPDX-License-Identifier: EUPL-1.2
"""Hints on how an action is described: specific, measurable, who, by when. They never block."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

FEW_WORDS = 8
# Signs are looked for in English, French and German at once: a plan is often written in another language than the one
# its reader chose. Words that are common and mean something else in one of them are left out ("neuf", "un", "ein").
_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|januar|jänner|februar|märz|juni|juli|oktober|dezember)"
)
# A day says by when, not how much: it is taken out before a number is looked for.
_DAYS = re.compile(
    rf"\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}|(?:\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s+)?\b{_MONTHS}\b(?:\s+\d{{1,2}},)?"
    r"(?:\s+\d{4})?|\b(?:19|20)\d\d\b|\b[qt][1-4]\b"
)
_DIGIT = re.compile(r"\d")
_NUMBER_WORDS = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundred|half|third|quarter"
    r"|all|none|every|each|double|twice"
    r"|deux|trois|quatre|cinq|sept|huit|dix|onze|douze|vingt|trente|quarante|cinquante|soixante|cent|cents|mille"
    r"|moitié|tiers|quart|tous|toutes|chaque|aucun|aucune"
    r"|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreissig|vierzig|fünfzig|hundert|tausend"
    r"|hälfte|drittel|viertel|alle|allen|jede|jeder|jedes|jeden|keine|keiner|doppelt)\b"
)
# An event that either happens or does not is as good as a number.
_EVENTS = (
    re.compile(
        r"\b(adopt|agree|sign|open|publish|launch|approve|introduce|found|appoint|hire|exist|decide|start|beg[aiu]n"
        r"|establish|elect|pass)(s|es|d|ed|ned)?\b"
    ),
    re.compile(
        r"\b(adopt|sign|lanc|approuv|cré|fond|nomm|embauch|décid|commenc|vot|inaugur|publi|élabor|recrut)"
        r"(e|er|é|ée|és|ées|ent|era|eront)\b|\b(ouv(re|rent|rir|rira|rent|ert|erte|erts|ertes)|établi(e|r|s|t|es|ra)?"
        r"|élu(e|s|es)?|existe(nt|ra)?)\b"
    ),
    re.compile(
        r"\b((ge)?gründet(e|en)?|eröffne(t|n|te|ten)?|beschlie(sst|ssen)|beschlossen|beschloss|verabschiede(t|n|te)"
        r"|unterzeichne(t|n|te)|unterschr(ieben|eibt|eiben)|veröffentlich(t|en|te)|starte(t|n|te)|gestartet|ernannt"
        r"|ernennt|eingestellt|eingeführt|gewählt|wählt|genehmig(t|en|te)|beginnt|beginnen|begonnen|angenommen"
        r"|eingerichtet|besteht|bestehen)\b|\b(führt|richtet|stellt|nimmt)\b.*\b(ein|an)\b"
    ),
)


@dataclass(frozen=True)
class Described:
    """What the hints read of an action. ``has_end`` and ``has_start``: the dates are given."""

    objective: str
    target: str
    lead: str
    has_start: bool
    has_end: bool
    beneficiaries: str
    milestones: int
    risks: int


@dataclass(frozen=True)
class Hint:
    """Something that is missing: which part of SMART, the field, in words."""

    code: str
    field: str
    says: str


def words_of(text: str) -> list[str]:
    """Words in small letters, in any script that parts words."""
    return re.findall(r"[^\W\d_]+", text.casefold())


def is_measurable(target: str) -> bool:
    """It has a number that is no day, or names an event that happens or not; in English, French or German.

    It looks at words, it does not understand: "seven" in a name counts, and a number in another language does not.
    """
    text = _DAYS.sub(" ", target.casefold())
    return any(sign.search(text) for sign in (_DIGIT, _NUMBER_WORDS, *_EVENTS))


def is_specific(objective: str) -> bool:
    """Long enough to say what changes for whom."""
    return len(words_of(objective)) >= FEW_WORDS


Rule = tuple[str, str, Callable[[Described], bool], Callable[[], str]]
RULES: tuple[Rule, ...] = (
    ("specific", "objective", lambda a: is_specific(a.objective),
     lambda: _("The objective is very short. Say what changes, for whom and where.")),
    ("measurable", "target", lambda a: is_measurable(a.target),
     lambda: _("The target has no number and names no event. How will you see that it is reached?")),
    ("who", "lead", lambda a: bool(a.lead.strip()), lambda: _("No lead office is named. Who answers for this action?")),
    ("for_whom", "beneficiaries", lambda a: bool(a.beneficiaries.strip()),
     lambda: _("Nobody is named who gains from it. Who are the beneficiaries?")),
    ("by_when", "ends", lambda a: a.has_end, lambda: _("There is no end. By when is the target reached?")),
    ("from_when", "starts", lambda a: a.has_start, lambda: _("There is no start. When does the work begin?")),
    ("steps", "milestones", lambda a: a.milestones > 0,
     lambda: _("There is no milestone. Which step shows on the way that it goes well?")),
    ("risks", "risks", lambda a: a.risks > 0,
     lambda: _("No risk is named. What if the majority in the council changes?")),
)  # fmt: skip


def hints(described: Described) -> list[Hint]:
    """What is missing, in the order of the fields; empty when nothing is."""
    return [Hint(code, name, says()) for code, name, holds, says in RULES if not holds(described)]


def too_many(actions: int) -> str:
    """A warning in words when a plan has more than three actions; an empty string otherwise."""
    if actions <= SUGGESTED:
        return ""
    return (
        _(
            "This plan has %d actions. Plans with two or three concrete actions were carried out more often than long"
            " road maps. Which of them come first?"
        )
        % actions
    )


SUGGESTED = 3
